using System.Globalization;
using System.Text;

namespace Helpdesk.Core.Spam.Features;

/// <summary>Brings text into the form that is compared: NFKC, lower case, without the characters that nobody sees.</summary>
internal sealed class TextCleaner
{
    private const int MaxNormalized = 256 * 1024;

    private readonly CharBuffer _visible = new();
    private readonly CharBuffer _normal = new();

    /// <summary>Cleans a text into a buffer, over what was there.</summary>
    public void Clean(ReadOnlySpan<char> text, CharBuffer into)
    {
        if (Ascii.IsValid(text))
        {
            Lower(text, into);
            return;
        }

        Visible(text);
        Lower(Normal(_visible.Text), into);
    }

    private static void Lower(ReadOnlySpan<char> text, CharBuffer into) =>
        into.Filled(text.ToLowerInvariant(into.Room(text.Length)));

    // Without format characters (zero width, soft hyphen, direction), and without what normalisation refuses: lone surrogates
    // and U+FFFE.
    private void Visible(ReadOnlySpan<char> text)
    {
        _visible.Clear();
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c < 0x80)
            {
                _visible.Append(c);
            }
            else if (char.IsSurrogate(c))
            {
                if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                {
                    _visible.Append(c);
                    _visible.Append(text[++i]);
                }
            }
            else if (c != '\ufffe' && char.GetUnicodeCategory(c) != UnicodeCategory.Format)
            {
                _visible.Append(c);
            }
        }
    }

    // A character becomes at most eighteen; what would outgrow the bound is cut, which only a text made for it does.
    private ReadOnlySpan<char> Normal(ReadOnlySpan<char> text)
    {
        if (text.IsNormalized(NormalizationForm.FormKC))
        {
            return text;
        }

        for (var room = text.Length + 256; room <= MaxNormalized; room *= 2)
        {
            if (text.TryNormalize(_normal.Room(room), out var written, NormalizationForm.FormKC))
            {
                return _normal.Room(written)[..written];
            }
        }

        var half = text[..(text.Length / 2)];
        return Normal(char.IsHighSurrogate(half[^1]) ? half[..^1] : half);
    }
}
