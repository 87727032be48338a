using System.Net;
using System.Text;

namespace Helpdesk.Core.Rules.Import;

/// <summary>Zendesk's texts as templates of the library: placeholders under the names that they have here, markup as plain text.</summary>
internal static class MessageText
{
    /// <summary>How long a part of a template may be.</summary>
    public const int MaxLength = 100_000;

    /// <summary>A text that reads as a template; null when nothing of it is left or it is too long. What has no counterpart stays readable and blocks the scope.</summary>
    public static string? Template(string text, ImportScope scope, string place)
    {
        var made = new StringBuilder(text.Length);
        var at = 0;
        while (text.IndexOf("{{", at, StringComparison.Ordinal) is var open and >= 0)
        {
            made.Append(text, at, open - at);
            var close = text.IndexOf("}}", open + 2, StringComparison.Ordinal);
            var name = text[(open + 2)..(close < 0 ? text.Length : close)].Trim();
            if (Counterpart(name) is { } known && close >= 0)
            {
                made.Append("{{").Append(known).Append("}}");
            }
            else
            {
                scope.Block(place, "unknown-placeholder", $"'{ImportScope.Brief(name)}' is filled in by Zendesk and has no counterpart here; it stands in the text in square brackets.");
                made.Append('[').Append(name.Replace('{', '(').Replace('}', ')')).Append(']');
            }

            at = close < 0 ? text.Length : close + 2;
        }

        made.Append(text, at, text.Length - at);
        if (text.Contains("{%", StringComparison.Ordinal))
        {
            scope.Block(place, "unknown-placeholder", "The text has parts that Zendesk works out, between '{%' and '%}'; they stand in it as they are.");
        }

        if (made.Length <= MaxLength && !string.IsNullOrWhiteSpace(made.ToString()))
        {
            return made.ToString();
        }

        scope.Block(place, "unknown-value", $"A message needs a subject and a text of at most {MaxLength} characters.");
        return null;
    }

    /// <summary>HTML as plain text: lines end where blocks do, everything else in angle brackets goes.</summary>
    public static string Plain(string html)
    {
        var text = new StringBuilder(html.Length);
        var at = 0;
        while (html.IndexOf('<', at) is var open and >= 0)
        {
            text.Append(html, at, open - at);
            var close = html.IndexOf('>', open);
            if (close < 0)
            {
                at = open;
                break;
            }

            var tag = html.AsSpan(open + 1, close - open - 1).TrimEnd('/').Trim();
            if (tag.Equals("br", StringComparison.OrdinalIgnoreCase) || tag.Equals("/p", StringComparison.OrdinalIgnoreCase)
                || tag.Equals("/div", StringComparison.OrdinalIgnoreCase) || tag.Equals("/li", StringComparison.OrdinalIgnoreCase))
            {
                text.Append('\n');
            }

            at = close + 1;
        }

        return WebUtility.HtmlDecode(text.Append(html, at, html.Length - at).ToString()).Trim();
    }

    private static string? Counterpart(string name) => name switch
    {
        "ticket.id" => "ticket.reference",
        "ticket.title" => "ticket.subject",
        "ticket.status" => "ticket.status",
        "ticket.requester.name" => "requester.name",
        "ticket.requester.email" => "requester.address",
        "ticket.group.name" => "department.name",
        "ticket.assignee.name" => "agent.name",
        _ => null,
    };
}
