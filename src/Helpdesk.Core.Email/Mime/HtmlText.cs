using System.Net;
using System.Text;

namespace Helpdesk.Core.Email.Mime;

/// <summary>The text of an HTML body, for mails that bring no text of their own: blocks become lines, the rest vanishes.</summary>
internal static class HtmlText
{
    private static readonly string[] Blocks = ["p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "table", "blockquote", "ul", "ol", "hr"];

    public static string Of(string html)
    {
        var text = new StringBuilder();
        var at = 0;
        while (at < html.Length)
        {
            var open = html.IndexOf('<', at);
            text.Append(html, at, (open < 0 ? html.Length : open) - at);
            if (open < 0)
            {
                break;
            }

            var comment = string.CompareOrdinal(html, open, "<!--", 0, 4) == 0;
            var close = comment ? html.IndexOf("-->", open, StringComparison.Ordinal) : html.IndexOf('>', open);
            if (close < 0)
            {
                break;
            }

            var name = comment ? "" : Name(html, open + 1);
            at = close + (comment ? 3 : 1);
            if (name is "script" or "style" && html[open + 1] != '/')
            {
                var end = html.IndexOf("</" + name, at, StringComparison.OrdinalIgnoreCase);
                at = end < 0 ? html.Length : end;
            }

            text.Append(Array.IndexOf(Blocks, name) >= 0 ? "\n" : "");
        }

        var lines = WebUtility.HtmlDecode(text.ToString()).Split('\n').Select(l => string.Join(' ', l.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        return string.Join('\n', lines.Where((l, i) => l.Length > 0 || i == 0)).Trim();
    }

    private static string Name(string html, int at)
    {
        at += at < html.Length && html[at] == '/' ? 1 : 0;
        var end = at;
        while (end < html.Length && end - at < 12 && char.IsAsciiLetterOrDigit(html[end]))
        {
            end++;
        }

        return html[at..end].ToLowerInvariant();
    }
}
