using AngleSharp.Html.Parser;

namespace Helpdesk.Core.Email.Html;

/// <summary>
/// HTML of a mail that may be shown among other HTML: allowed elements and attributes only, nothing that loads, runs, sends or covers
/// anything, and every element closed within. The HTML as it came stays what it was.
/// </summary>
/// <param name="Html">The HTML: what stands in the body, not a whole document.</param>
/// <param name="Removed">What was taken out that a person may miss, as codes, each once.</param>
public sealed record SafeHtml(string Html, IReadOnlyList<string> Removed)
{
    /// <summary>An image or another thing that would have been loaded from elsewhere, which tells the sender that it was read.</summary>
    public const string RemoteContent = "remote-content";

    /// <summary>Something that would have run.</summary>
    public const string Script = "script";

    /// <summary>A form or a part of one.</summary>
    public const string Form = "form";

    /// <summary>Another document inside this one.</summary>
    public const string Frame = "frame";

    /// <summary>The address of a link that does not lead to the web, a mailbox or a phone.</summary>
    public const string Link = "link";

    /// <summary>What stood behind <see cref="MailLimits.MaxHtmlCharacters"/>.</summary>
    public const string Rest = MailFlags.HtmlTooLong;

    /// <summary>Makes HTML safe. Takes time in proportion to it, and does not throw whatever stands in it.</summary>
    /// <param name="html">The HTML as it came.</param>
    /// <param name="contentIds">The ids of the parts of the same mail; an image that refers to one of them (<c>cid:</c>) stays.</param>
    /// <param name="limits">How much of it is read; null for <see cref="MailLimits.Default"/>.</param>
    public static SafeHtml Of(string html, IEnumerable<string> contentIds, MailLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(html);
        ArgumentNullException.ThrowIfNull(contentIds);
        var removed = new SortedSet<string>(StringComparer.Ordinal);
        var most = (limits ?? MailLimits.Default).MaxHtmlCharacters;
        if (html.Length > most)
        {
            removed.Add(Rest);
            html = html[..most];
        }

        var attributes = new SafeAttributes(contentIds, removed);
        var writer = new HtmlWriter();
        using var tokens = new HtmlTokens(html, SafeAttributes.IsWanted);
        string? hidden = null;
        while (true)
        {
            ref var token = ref tokens.Next();
            switch (token.Type)
            {
                case HtmlTokenType.EndOfFile:
                    return new SafeHtml(writer.End(), [.. removed]);
                case HtmlTokenType.Character when hidden is null:
                    writer.Text(token.Data.Memory.Span);
                    break;
                case HtmlTokenType.StartTag:
                    var name = token.Name.ToString();
                    Note(name, removed);
                    hidden ??= HtmlElements.HasHiddenText(name) ? name : null;
                    if (hidden is null && HtmlElements.IsAllowed(name))
                    {
                        Start(name, attributes.Of(name, ref token), writer);
                    }

                    break;
                case HtmlTokenType.EndTag when hidden is not null:
                    hidden = hidden == token.Name.ToString() ? null : hidden;
                    break;
                case HtmlTokenType.EndTag:
                    writer.Close(token.Name.ToString());
                    break;
            }
        }
    }

    // An image that is not shown is what is written in its place.
    private static void Start(string name, SafeAttributes.Result attributes, HtmlWriter writer)
    {
        if (name != "img" || attributes.HasSource)
        {
            writer.Open(name, attributes.Written);
        }
        else
        {
            writer.Text(attributes.Alternative);
        }
    }

    private static void Note(string name, SortedSet<string> removed)
    {
        var code = name switch
        {
            "script" or "object" or "embed" or "applet" => Script,
            "form" or "input" or "button" or "select" or "textarea" => Form,
            "iframe" or "frame" or "frameset" => Frame,
            "link" or "audio" or "video" or "source" or "image" => RemoteContent,
            _ => null,
        };
        if (code is not null)
        {
            removed.Add(code);
        }
    }
}
