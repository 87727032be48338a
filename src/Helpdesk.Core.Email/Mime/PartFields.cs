using System.Text;
using Helpdesk.Core.Email.Headers;

namespace Helpdesk.Core.Email.Mime;

/// <summary>What a part says of itself in its headers; the first of each name counts.</summary>
internal sealed class PartFields(string defaultType)
{
    private string? _type;
    private string? _disposition;
    private string? _encoding;
    private string? _id;

    /// <summary>What nothing is known of.</summary>
    public static PartFields Opaque { get; } = new("application/octet-stream");

    public FieldParameters Type => field ??= new FieldParameters(_type);

    public FieldParameters Disposition => field ??= new FieldParameters(_disposition);

    /// <summary>The transfer encoding in lower case; empty for none.</summary>
    public string Encoding => field ??= new FieldParameters(_encoding).Value.Trim('"');

    public string? ContentId => _id?.Trim(' ', '\t', '<', '>') is { Length: > 0 } id ? id : null;

    /// <summary>The media type; one that is none is the default.</summary>
    public string MediaType
    {
        get
        {
            var value = Type.Value;
            var slash = value.IndexOf('/', StringComparison.Ordinal);
            return slash > 0 && slash < value.Length - 1 && slash == value.LastIndexOf('/') ? value : defaultType;
        }
    }

    public static bool Has(ReadOnlySpan<byte> name) => name.Length > 8 && Ascii.EqualsIgnoreCase(name[..8], "content-"u8);

    public void Take(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, ICollection<string> flags)
    {
        var rest = name[8..];
        if (Ascii.EqualsIgnoreCase(rest, "type"u8))
        {
            Set(ref _type, value, flags);
        }
        else if (Ascii.EqualsIgnoreCase(rest, "disposition"u8))
        {
            Set(ref _disposition, value, flags);
        }
        else if (Ascii.EqualsIgnoreCase(rest, "transfer-encoding"u8))
        {
            Set(ref _encoding, value, flags);
        }
        else if (Ascii.EqualsIgnoreCase(rest, "id"u8))
        {
            Set(ref _id, value, flags);
        }
    }

    private static void Set(ref string? field, ReadOnlySpan<byte> value, ICollection<string> flags)
    {
        if (field is not null)
        {
            flags.Add(MailFlags.Ambiguous);
        }

        field ??= HeaderText.Unfold(value);
    }
}
