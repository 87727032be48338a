using System.Collections.Frozen;

namespace Helpdesk.Core.Email.Html;

/// <summary>What the elements of HTML are, as far as mail has any use for them.</summary>
internal static class HtmlElements
{
    private static readonly FrozenSet<string> Allowed = FrozenSet.Create(
        "a", "abbr", "address", "article", "aside", "b", "bdi", "bdo", "big", "blockquote", "br", "caption", "center", "cite", "code", "col", "colgroup",
        "dd", "del", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "font", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i",
        "img", "ins", "kbd", "li", "main", "mark", "ol", "p", "pre", "q", "s", "samp", "section", "small", "span", "strike", "strong", "sub", "sup",
        "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "tt", "u", "ul", "var", "wbr");

    // What they hold is no text for people, or is there only where a browser can do less.
    private static readonly FrozenSet<string> Hidden = FrozenSet.Create(
        "applet", "audio", "canvas", "frameset", "iframe", "math", "noembed", "noframes", "noscript", "object", "script", "select", "style", "svg",
        "template", "textarea", "title", "video", "xmp", "plaintext");

    private static readonly FrozenSet<string> Blocks = FrozenSet.Create(
        "address", "article", "aside", "blockquote", "caption", "center", "dd", "div", "dl", "dt", "figcaption", "figure", "footer", "form", "h1", "h2",
        "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "table", "tbody", "tfoot", "thead", "tr", "ul");

    public static bool IsAllowed(string name) => Allowed.Contains(name);

    public static bool HasHiddenText(string name) => Hidden.Contains(name);

    /// <summary>Whether it stands on lines of its own; it ends a paragraph.</summary>
    public static bool IsBlock(string name) => Blocks.Contains(name);

    /// <summary>Whether it holds nothing and has no end.</summary>
    public static bool IsEmpty(string name) => name is "br" or "col" or "hr" or "img" or "wbr";

    public static bool IsHeading(string name) => name is ['h', >= '1' and <= '6'];

    /// <summary>Whether it is a part of a table, and nothing without one.</summary>
    public static bool IsTablePart(string name) => name is "caption" or "col" or "colgroup" or "tbody" or "td" or "tfoot" or "th" or "thead" or "tr";
}
