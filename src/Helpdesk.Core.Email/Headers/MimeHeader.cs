namespace Helpdesk.Core.Email.Headers;

/// <summary>A header as it stands in the mail.</summary>
public sealed class MimeHeader
{
    internal MimeHeader(string name, ReadOnlyMemory<byte> raw)
    {
        Name = name;
        Raw = raw;
        Value = HeaderText.Unfold(raw.Span);
    }

    /// <summary>The name as written.</summary>
    public string Name { get; }

    /// <summary>The bytes behind the colon, line breaks of folds included.</summary>
    public ReadOnlyMemory<byte> Raw { get; }

    /// <summary>The value, unfolded but not decoded. Bytes that are no UTF-8 read as Windows-1252.</summary>
    public string Value { get; }
}
