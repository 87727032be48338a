using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using FsCheck.Fluent;
using Helpdesk.Core.Email.Html;
using Helpdesk.Core.TestSupport;

namespace Helpdesk.Core.Email.Tests;

public sealed class SafeHtmlProperties
{
    // What closes what is the hard part.
    private static readonly string[] Structure =
    [
        "text", " ", "<p>", "</p>", "<div>", "</div>", "<b>", "</b>", "<i>", "<a href='https://x'>", "</a>", "<ul>", "<li>", "</li>", "</ul>", "<dl>", "<dd>",
        "<dt>", "<h1>", "<h2>", "</h1>", "<table>", "</table>", "<tr>", "<td>", "</td>", "<th>", "<tbody>", "<caption>", "<col>", "<colgroup>",
        "<font color=x>", "<pre>", "</pre>", "<blockquote>", "<hr>", "<br>", "</br>", "<img src=cid:a>", "<center>", "<address>", "<span>",
    ];

    private static readonly string[] Hostile =
    [
        "\n", "<", ">", "\"", "'", "&", "&lt;", "=", "/", "<!--", "-->", "<![CDATA[", "]]>", "\0", "<a href=javascript:x>", "<img src=x onerror=y>", "<svg>",
        "</svg>", "<math>", "<style>", "</style>", "<script>", "</script>", "<title>", "</title>", "<textarea>", "</textarea>", "<noscript>", "</noscript>",
        "<template>", "<select>", "<option>", "<form>", "<iframe>", "</iframe>", "<plaintext>", "<body onload=x>", "<html>", "<head>", "<frameset>",
        "<p title=\"</div><script>\">", "<div style='color:red'>", "<object>", "<button>", "</button>", "<mglyph>", "<annotation-xml encoding='text/html'>",
        "<span ", "<p id=host>", "<xmp>",
    ];

    private static FsCheck.Gen<string> Html { get; } =
        Gen.Frequency((15, Gen.Elements(Structure)), (1, Gen.Elements(Hostile))).ListOf().Select(string.Concat);

    // Law: in a browser's eyes the safe HTML stays within the element that it is put into, and holds nothing but what is allowed.
    [Fact]
    public void It_stays_where_it_is_put_and_holds_only_what_is_allowed() => Properties.Holds(Prop.ForAll(Html.ToArbitrary(), html =>
    {
        var safe = SafeHtml.Of(html, ["a"]).Html;
        var body = new HtmlParser().ParseDocument($"<!DOCTYPE html><body><div id=host>{safe}</div><div id=after></div>").Body!;
        return body.ChildNodes.Length == 2
            && body.Children[0].Id == "host"
            && body.Children[1] is { Id: "after", ChildNodes.Length: 0 }
            && body.Children[0].QuerySelectorAll("*").All(IsAllowed);
    }), 3_000);

    // Law: safe HTML is made safe by changing nothing.
    [Fact]
    public void It_is_its_own_safe_form() => Properties.Holds(Prop.ForAll(Html.ToArbitrary(), html =>
    {
        var safe = SafeHtml.Of(html, ["a"]);
        var again = SafeHtml.Of(safe.Html, ["a"]);
        return again.Html == safe.Html && again.Removed.Count == 0;
    }), 1_000);

    // Law: text without markup says the same as text, as HTML, and as safe HTML.
    [Fact]
    public void Plain_text_is_not_changed() => Properties.Holds(Prop.ForAll(
        Gen.Elements("a", "é", "<", "&", "&amp;", "\"", "😀", "x y").NonEmptyListOf().Select(string.Concat).ToArbitrary(),
        text =>
        {
            var safe = SafeHtml.Of(System.Net.WebUtility.HtmlEncode(text), []).Html;
            return System.Net.WebUtility.HtmlDecode(safe) == text && Mails.With("Content-Type: text/html; charset=utf-8", Latin(safe)).Text == text;
        }), 500);

    private static string Latin(string text) => Mails.Latin(System.Text.Encoding.UTF8.GetBytes(text));

    private static bool IsAllowed(IElement element) =>
        element.LocalName is not ("script" or "style" or "iframe" or "object" or "form" or "svg" or "math" or "template" or "textarea" or "title" or "plaintext")
        && element.NamespaceUri == "http://www.w3.org/1999/xhtml"
        && element.Attributes.All(a => a.Name is "href" ? a.Value == "https://x"
            : a.Name is "src" ? a.Value == "cid:a"
            : a.Name is "target" or "rel" or "color" or "title" || (a.Name == "style" && a.Value == "color: red"));
}
