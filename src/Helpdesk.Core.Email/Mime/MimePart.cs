using Helpdesk.Core.Email.Encodings;

namespace Helpdesk.Core.Email.Mime;

/// <summary>
/// A part of a mail that holds no further parts; an enclosed mail is one part. Its content is decoded when it is asked for.
/// Thread-safe.
/// </summary>
public sealed class MimePart
{
    private readonly PartFields _fields;

    internal MimePart(PartFields fields, ReadOnlyMemory<byte> raw, OpenMultipart? within)
    {
        _fields = fields;
        Raw = raw;
        Alternative = within?.Alternative;
        Name = fields.Disposition["filename"] ?? fields.Type["name"];
        IsAttachment = fields.Disposition.Value == "attachment"
            || (Name is not null && (fields.Disposition.Value != "inline" || !MediaType.StartsWith("text/", StringComparison.Ordinal)));
    }

    /// <summary>The media type in lower case; <c>text/plain</c> when there is no usable one.</summary>
    public string MediaType => _fields.MediaType;

    /// <summary>The file name as sent, decoded and not made safe for any file system; null when there is none.</summary>
    public string? Name { get; }

    /// <summary>The id under which HTML of the same mail refers to it (<c>cid:</c>), without angles; null when there is none.</summary>
    public string? ContentId => _fields.ContentId;

    /// <summary>The charset that it names; null when it names none.</summary>
    public string? Charset => _fields.Type["charset"];

    /// <summary>The transfer encoding in lower case; empty when there is none.</summary>
    public string TransferEncoding => _fields.Encoding;

    /// <summary>
    /// Whether it is an attachment: its disposition says so, or it has a name and is not meant to be shown in place.
    /// </summary>
    public bool IsAttachment { get; }

    /// <summary>The bytes as they stand in the mail.</summary>
    public ReadOnlyMemory<byte> Raw { get; }

    /// <summary>The outermost multipart/alternative around it.</summary>
    internal object? Alternative { get; }

    /// <summary>The decoded bytes, as a stream that decodes while it is read.</summary>
    public Stream Open() => new DecodingStream(Raw, ContentDecoder.For(TransferEncoding));

    /// <summary>The decoded bytes. What needs no decoding is not copied.</summary>
    public ReadOnlyMemory<byte> Content() => ContentDecoder.Decode(Raw, TransferEncoding);

    /// <summary>The content as text, with LF as line end.</summary>
    public string Text() => DecodedText.Of(Raw, TransferEncoding, Charset);
}
