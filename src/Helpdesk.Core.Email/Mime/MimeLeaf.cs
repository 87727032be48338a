namespace Helpdesk.Core.Email.Mime;

/// <summary>A part that is no multipart.</summary>
/// <param name="Type">The media type with its parameters.</param>
/// <param name="Disposition">The disposition with its parameters.</param>
/// <param name="Encoding">The transfer encoding.</param>
/// <param name="Body">Where the encoded content stands in the mail.</param>
internal sealed record MimeLeaf(FieldParameters Type, FieldParameters Disposition, string? Encoding, Range Body)
{
    public string Name => Disposition["filename"] ?? Type["name"] ?? "";

    public string MediaType => Type.Value.Contains('/', StringComparison.Ordinal) ? Type.Value : "text/plain";

    public bool IsAttachment => Disposition.Value == "attachment"
        || (Name.Length > 0 && (Disposition.Value != "inline" || !MediaType.StartsWith("text/", StringComparison.Ordinal)));

    public byte[] Content(ReadOnlySpan<byte> mail) => TransferEncoding.Decode(mail[Body], Encoding);
}
