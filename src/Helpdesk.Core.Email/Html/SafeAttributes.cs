using System.Collections.Frozen;
using System.Text;
using AngleSharp.Html.Parser.Tokens.Struct;

namespace Helpdesk.Core.Email.Html;

/// <summary>Picks the attributes that may stay and writes them anew.</summary>
internal sealed class SafeAttributes(IEnumerable<string> contentIds, ICollection<string> removed)
{
    private const int MaxAttributes = 40;

    // Words and numbers, which mean nothing but themselves.
    private static readonly FrozenSet<string> Plain = FrozenSet.Create(
        "align", "alt", "bgcolor", "border", "cellpadding", "cellspacing", "color", "colspan", "datetime", "dir", "face", "height", "lang", "rowspan", "size",
        "span", "start", "title", "type", "valign", "width");

    // They make the browser run or load something.
    private static readonly FrozenSet<string> Loading = FrozenSet.Create("background", "srcset", "poster", "dynsrc", "lowsrc");

    private readonly HashSet<string> _contentIds = [.. contentIds];

    /// <param name="HasSource">Whether there is an image of the same mail to show.</param>
    /// <param name="Alternative">What stands in the place of an image.</param>
    /// <param name="Written">The attributes as HTML, each with a blank before it.</param>
    public readonly record struct Result(bool HasSource, string Alternative, string Written);

    /// <summary>Which attributes are looked at; the tokenizer drops the others, however many there are.</summary>
    public static bool IsWanted(ref StructHtmlToken token, ReadOnlyMemory<char> name) =>
        token.Attributes.Count < MaxAttributes
        && (name.Length > 2 && name.Span.StartsWith("on", StringComparison.OrdinalIgnoreCase)
            || name.ToString().ToLowerInvariant() is "href" or "src" or "style" || Plain.Contains(name.ToString()) || Loading.Contains(name.ToString()));

    public Result Of(string element, ref StructHtmlToken token)
    {
        var written = new StringBuilder();
        var (hasSource, alternative) = (false, "");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < token.Attributes.Count; i++)
        {
            var (name, value) = (token.Attributes[i].Name.ToString().ToLowerInvariant(), token.Attributes[i].Value.ToString());
            var safe = !seen.Add(name) ? null
                : name == "href" ? element == "a" ? Link(value) : null
                : name == "src" ? element == "img" ? Source(value) : null
                : name == "style" ? SafeStyle.Of(value, removed)
                : Plain.Contains(name) ? value
                : Refused(name);
            if (safe is { Length: > 0 })
            {
                hasSource |= name == "src";
                alternative = name == "alt" ? value : alternative;
                written.Append(' ').Append(name).Append("=\"");
                HtmlWriter.Escape(safe, written);
                written.Append('"');
                written.Append(name == "href" ? " target=\"_blank\" rel=\"noopener noreferrer nofollow\"" : "");
            }
        }

        return new Result(hasSource, alternative, written.ToString());
    }

    private string? Refused(string name)
    {
        removed.Add(Loading.Contains(name) ? SafeHtml.RemoteContent : SafeHtml.Script);
        return null;
    }

    // Browsers ignore blanks and control characters before and in a scheme.
    private string? Link(string value)
    {
        var address = new string([.. value.Where(c => c > ' ' && !char.IsControl(c))]);
        var scheme = address[..Math.Max(0, address.IndexOf(':', StringComparison.Ordinal))].ToLowerInvariant();
        if (scheme is "http" or "https" or "mailto" or "tel")
        {
            return address;
        }

        removed.Add(SafeHtml.Link);
        return null;
    }

    private string? Source(string value)
    {
        var address = value.Trim();
        if (address.StartsWith("cid:", StringComparison.OrdinalIgnoreCase)
            && (_contentIds.Contains(address[4..]) || _contentIds.Contains(Uri.UnescapeDataString(address[4..]))))
        {
            return "cid:" + address[4..];
        }

        removed.Add(SafeHtml.RemoteContent);
        return null;
    }
}
