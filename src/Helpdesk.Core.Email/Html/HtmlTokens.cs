using AngleSharp.Html;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens.Struct;
using AngleSharp.Text;

namespace Helpdesk.Core.Email.Html;

/// <summary>
/// The tags and texts of HTML, one after the other. No tree is built: what a tree costs grows faster than what somebody writes to make
/// it grow.
/// </summary>
internal sealed class HtmlTokens : IDisposable
{
    private readonly HtmlTokenizer _tokenizer;

    /// <param name="html">The HTML.</param>
    /// <param name="attributes">Which attributes are wanted; the others are not kept.</param>
    public HtmlTokens(string html, ShouldEmitAttribute attributes)
    {
        _tokenizer = new HtmlTokenizer(new TextSource(new StringTextSource(html)), HtmlEntityProvider.Resolver)
        {
            ShouldEmitAttribute = attributes,
            SkipComments = true,
        };
    }

    public void Dispose() => _tokenizer.Dispose();

    /// <summary>The next token, valid until the next call; the last one is the end.</summary>
    public ref StructHtmlToken Next()
    {
        ref var token = ref _tokenizer.GetStructToken();
        if (token.Type == HtmlTokenType.StartTag)
        {
            _tokenizer.State = token.Name.ToString() switch
            {
                "script" => HtmlParseMode.Script,
                "style" or "xmp" or "iframe" or "noembed" or "noframes" or "noscript" => HtmlParseMode.Rawtext,
                "title" or "textarea" => HtmlParseMode.RCData,
                "plaintext" => HtmlParseMode.Plaintext,
                _ => HtmlParseMode.PCData,
            };
        }

        return ref token;
    }
}
