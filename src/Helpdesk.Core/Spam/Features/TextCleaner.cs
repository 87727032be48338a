using System.Globalization;
using System.Text;

namespace Helpdesk.Core.Spam.Features;

/// <summary>Brings text into the form that is compared: NFKC, lower case, without the characters that nobody sees.</summary>
internal sealed class TextCleaner
{
    private const int MaxNormalized = 256 * 1024;

    // How much longer a text may become, by what is tried first; and how long a character.
    private const int Slack = 256;
    private const int Longest = 18;

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

        if (!Folded(text, into))
        {
            Visible(text);
            Lower(Normal(_visible.Text), into);
        }
    }

    // Character by character, where each stands for itself: what the rest of this class does, without the framework's tables. False
    // when one does not, or when so much comes of so little that it may have to be cut.
    private static bool Folded(ReadOnlySpan<char> text, CharBuffer into)
    {
        var table = FoldTable.Single;
        var room = into.Room(text.Length + Slack)[..(text.Length + Slack)];
        var length = 0;
        while (!text.IsEmpty)
        {
            var ascii = text.IndexOfAnyExceptInRange('\0', '\u007f');
            ascii = ascii < 0 ? text.Length : ascii;
            if (ascii > room.Length - length)
            {
                return false;
            }

            Ascii.ToLower(text[..ascii], room[length..], out var written);
            length += written;
            text = text[ascii..];
            for (; !text.IsEmpty && text[0] >= 0x80; text = text[1..])
            {
                var c = text[0] < table.Length ? table[text[0]] : FoldTable.Hard;
                if (c == FoldTable.Hard || room.Length - length < Longest)
                {
                    return false;
                }

                if (c > FoldTable.Hard)
                {
                    room[length++] = c;
                }
                else if (c == FoldTable.Several)
                {
                    var several = FoldTable.Longer(text[0]);
                    several.CopyTo(room[length..]);
                    length += several.Length;
                }
            }
        }

        into.Filled(length);
        return true;
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

        for (var room = text.Length + Slack; room <= MaxNormalized; room *= 2)
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
