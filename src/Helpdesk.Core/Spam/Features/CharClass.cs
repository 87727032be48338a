using System.Globalization;

namespace Helpdesk.Core.Spam.Features;

/// <summary>What a character of cleaned text is to the words.</summary>
internal static class CharClass
{
    public const byte Gap = 0;
    public const byte Word = 1;

    /// <summary>Belongs to a word that has begun, not to its end: <c>' - . ,</c></summary>
    public const byte Inner = 2;

    /// <summary>Belongs to a word that has begun: <c>! %</c></summary>
    public const byte Tail = 3;

    /// <summary>Of a script that is written without blanks between words.</summary>
    public const byte Unspaced = 4;

    private static readonly byte[] Known = Table();

    /// <summary>The class of each character.</summary>
    public static ReadOnlySpan<byte> All => Known;

    public static byte Of(char c) => Known[c];

    private static byte[] Table()
    {
        var table = new byte[char.MaxValue + 1];
        for (var c = 0; c < table.Length; c++)
        {
            table[c] = (char)c switch
            {
                '\'' or '-' or '.' or ',' => Inner,
                '!' or '%' => Tail,
                var other => Rare(other),
            };
        }

        return table;
    }

    private static byte Rare(char c) => c switch
    {
        // Kana, ideographs, Hangul, Thai, Lao, Tibetan, Myanmar, Khmer.
        (>= '\u3040' and <= '\u30ff') or (>= '\u3400' and <= '\u4dbf') or (>= '\u4e00' and <= '\u9fff') or (>= '\uac00' and <= '\ud7af')
            or (>= '\u0e00' and <= '\u109f') or (>= '\u1780' and <= '\u17ff') or (>= '\uf900' and <= '\ufaff') => Unspaced,
        '_' or '$' or '\u2019' => c == '\u2019' ? Inner : Word,
        _ => char.IsLetterOrDigit(c) || char.IsSurrogate(c)
            || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.CurrencySymbol
                ? Word : Gap,
    };
}
