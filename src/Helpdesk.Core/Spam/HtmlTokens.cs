using System.Collections.Frozen;
using System.Net;
using System.Text;

namespace Helpdesk.Core.Spam;

/// <summary>
/// Reads HTML as a spammer's reader sees it: inline tags join what they split (<c>V&lt;b&gt;ia&lt;/b&gt;gra</c>), scripts,
/// styles and comments vanish, tag names and links become traits.
/// </summary>
internal static class HtmlTokens
{
    private static readonly FrozenSet<string> Inline = new[]
    {
        "a", "b", "i", "u", "em", "strong", "span", "font", "small", "big", "sub", "sup", "tt", "code", "abbr", "s", "wbr",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static string Read(string html, FeatureCollector features, List<string> urls)
    {
        var text = new StringBuilder();
        var at = 0;
        while (at < html.Length)
        {
            if (html[at] != '<')
            {
                text.Append(html[at++]);
                continue;
            }

            if (string.CompareOrdinal(html, at, "<!--", 0, 4) == 0)
            {
                at = After(html, "-->", at + 4);
                continue;
            }

            // The name first: looking for the end of what is no tag, again at each '<', would cost quadratic time.
            var name = Name(html, at + 1);
            if (name.Length == 0)
            {
                text.Append('<');
                at++;
                continue;
            }

            var end = html.IndexOf('>', at);
            if (end < 0)
            {
                text.Append(html, at, html.Length - at);
                break;
            }

            var tag = html[(at + 1)..end];
            at = Tag(html, tag, name, end + 1, features, urls);
            if (!Inline.Contains(name))
            {
                text.Append(' ');
            }
        }

        return WebUtility.HtmlDecode(text.ToString());
    }

    private static int Tag(string html, string tag, string name, int after, FeatureCollector features, List<string> urls)
    {
        if (tag[0] != '/')
        {
            features.Add("tag", name);
            UrlTokens.Find(WebUtility.HtmlDecode(tag), urls);
            var color = tag.IndexOf('#', StringComparison.Ordinal);
            if (color >= 0 && color + 7 <= tag.Length && tag.AsSpan(color + 1, 6).ToString().All(char.IsAsciiHexDigit))
            {
                features.Add("color", tag[color..(color + 7)].ToLowerInvariant());
            }
        }

        return name is "script" or "style" && tag[0] != '/' ? After(html, "</" + name, after) : after;
    }

    private static string Name(string html, int at)
    {
        var start = at < html.Length && html[at] == '/' ? at + 1 : at;
        var end = start;
        while (end < html.Length && end - start < 20 && (char.IsAsciiLetterOrDigit(html[end]) || html[end] is '!' or '-'))
        {
            end++;
        }

        return html[start..end].ToLowerInvariant();
    }

    private static int After(string html, string what, int from)
    {
        var found = html.IndexOf(what, from, StringComparison.OrdinalIgnoreCase);
        return found < 0 ? html.Length : found + (what.EndsWith('>') ? what.Length : 0);
    }
}
