using System.Text;
using AngleSharp.Html.Parser;

namespace Helpdesk.Core.Email.Html;

/// <summary>
/// The text of an HTML body, for mails that bring no text of their own: blocks become lines, blanks are one, quotes are marked as in plain
/// text, the rest vanishes.
/// </summary>
internal sealed class HtmlText
{
    // Deeper quotes than that are not told apart, so that the text does not grow faster than the HTML.
    private const int MaxQuotes = 3;

    private readonly StringBuilder _text = new();
    private bool _isBlankDue;
    private int _preformatted;
    private int _quoted;

    private HtmlText()
    {
    }

    public static string Of(string html)
    {
        var text = new HtmlText();
        using var tokens = new HtmlTokens(html, static (ref _, _) => false);
        string? hidden = null;
        while (true)
        {
            ref var token = ref tokens.Next();
            switch (token.Type)
            {
                case HtmlTokenType.EndOfFile:
                    return text._text.ToString().Trim();
                case HtmlTokenType.Character when hidden is null:
                    text.Characters(token.Data.Memory.Span);
                    break;
                case HtmlTokenType.StartTag:
                    var name = token.Name.ToString();
                    hidden ??= HtmlElements.HasHiddenText(name) ? name : null;
                    text.Tag(name, isStart: true);
                    break;
                case HtmlTokenType.EndTag:
                    hidden = hidden == token.Name.ToString() ? null : hidden;
                    text.Tag(token.Name.ToString(), isStart: false);
                    break;
            }
        }
    }

    private void Tag(string name, bool isStart)
    {
        if (name == "pre")
        {
            _preformatted = Math.Max(0, _preformatted + (isStart ? 1 : -1));
        }

        if (name == "br" || HtmlElements.IsBlock(name))
        {
            Break();
            _quoted = name == "blockquote" ? Math.Clamp(_quoted + (isStart ? 1 : -1), 0, MaxQuotes) : _quoted;
        }
        else if (name is "td" or "th")
        {
            _isBlankDue = true;
        }
    }

    private void Characters(ReadOnlySpan<char> characters)
    {
        foreach (var c in characters)
        {
            if (c == '\n' && _preformatted > 0)
            {
                _text.Append('\n');
            }
            else if (char.IsWhiteSpace(c) && _preformatted == 0)
            {
                _isBlankDue = true;
            }
            else
            {
                if (_text.Length == 0 || _text[^1] == '\n')
                {
                    _text.Append('>', _quoted).Append(_quoted > 0 ? " " : "");
                }
                else if (_isBlankDue)
                {
                    _text.Append(' ');
                }

                _isBlankDue = false;
                _text.Append(c);
            }
        }
    }

    private void Break()
    {
        _isBlankDue = false;
        if (_text.Length > 0 && _text[^1] != '\n')
        {
            _text.Append('\n');
        }
    }
}
