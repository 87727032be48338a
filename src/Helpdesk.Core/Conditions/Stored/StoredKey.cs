using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using NodaTime;

namespace Helpdesk.Core.Conditions.Stored;

/// <summary>
/// Values as texts that any database compares rightly by their bytes, and the names under which they are kept. No such text has a NUL or
/// half of a surrogate pair.
/// </summary>
internal static class StoredKey
{
    // Unassigned for ever, and in no comparable text: U+FFFE stands for NUL, which not every database can hold.
    private const char Null = '\ufffe';
    private const char Begin = '\u0001';
    private const char End = '\u0002';

    public static string Name(string field, StoredForm form) => form switch
    {
        StoredForm.Folded => field,
        StoredForm.Plain => field + " plain",
        StoredForm.FoldedWords => field + " words",
        _ => field + " plain words",
    };

    public static string Text(string text, StoredForm form) => Comparable(ComparableText.Of(text), form);

    /// <summary>The same of a text that is comparable already.</summary>
    public static string Comparable(string text, StoredForm form)
    {
        var marked = form is StoredForm.FoldedWords or StoredForm.PlainWords ? Marked(text) : text;
        return (form is StoredForm.Folded or StoredForm.FoldedWords ? Fold(marked) : marked).Replace('\0', Null);
    }

    /// <summary>Text of one length whose order is that of the instants.</summary>
    public static string Moment(Instant moment)
    {
        var (seconds, nanoseconds) = moment.ToUnixTimeSecondsAndNanoseconds();
        return string.Create(CultureInfo.InvariantCulture, $"{seconds - Instant.MinValue.ToUnixTimeSeconds():d12}{nanoseconds:d9}");
    }

    /// <summary>Text of one length whose order is that of the numbers.</summary>
    public static string Number(double number)
    {
        // Turning the bits of negative numbers over and the sign of the others makes their order that of unsigned numbers; -0 is 0. What is no
        // number comes last.
        var bits = double.IsNaN(number) ? long.MaxValue : BitConverter.DoubleToInt64Bits(number + 0.0);
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, bits < 0 ? ~bits : bits ^ long.MinValue);
        return Convert.ToHexString(bytes);
    }

    public static string Flag(bool flag) => flag ? "1" : "0";

    // What compares the same without regard to case comes to the same text.
    private static string Fold(string text)
    {
        var folded = text.ToUpperInvariant();
        if (System.Text.Ascii.IsValid(text))
        {
            return folded;
        }

        // A few letters have an upper case that comparisons do not take for the same.
        var exact = new StringBuilder(folded.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var length = i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]) ? 2 : 1;
            var isSame = text.AsSpan(i, length).Equals(folded.AsSpan(i, length), StringComparison.OrdinalIgnoreCase);
            exact.Append(isSame ? folded : text, i, length);
            i += length - 1;
        }

        return exact.ToString();
    }

    // A place whose left neighbour is no letter or digit is marked with Begin, one whose right neighbour is none with End (WordEdge). So a text has a
    // word exactly if its marked form contains that of the word: at the ends of the word that is the question, and in between both have
    // the same marks. A character of two units has no place inside.
    private static string Marked(string text)
    {
        var marked = new StringBuilder(text.Length + (text.Length / 2) + 2);
        var isLeftInWord = false;
        var length = 0;
        for (var i = 0; i <= text.Length; i += Math.Max(length, 1))
        {
            _ = Rune.DecodeFromUtf16(text.AsSpan(i), out var right, out length);
            var isRightInWord = Rune.IsLetterOrDigit(right);
            if (!isLeftInWord)
            {
                marked.Append(Begin);
            }

            if (!isRightInWord)
            {
                marked.Append(End);
            }

            marked.Append(text, i, length);
            isLeftInWord = isRightInWord;
        }

        return marked.ToString();
    }
}
