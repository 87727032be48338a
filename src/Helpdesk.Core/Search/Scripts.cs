using System.Globalization;
using System.Text;

namespace Helpdesk.Core.Search;

/// <summary>What search has to know of characters.</summary>
internal static class Scripts
{
    // Scripts that are written without blanks between words: Thai and Lao, Burmese, Khmer, ideographs and the Japanese and Chinese syllables.
    private static readonly (int First, int Last)[] Unspaced =
    [
        (0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x2E80, 0x312F), (0x31A0, 0x31FF), (0x3400, 0x9FFF), (0xF900, 0xFAFF),
        (0xFF66, 0xFF9D), (0x1B000, 0x1B16F), (0x20000, 0x3FFFF),
    ];

    /// <summary>Whether a character is a word of its own.</summary>
    public static bool IsOwnWord(Rune c) => c.Value >= Unspaced[0].First && !IsMark(c) && Array.Exists(Unspaced, u => c.Value >= u.First && c.Value <= u.Last);

    /// <summary>Whether it belongs to the letter before it.</summary>
    public static bool IsMark(Rune c) =>
        Rune.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    /// <summary>
    /// Whether it counts for nothing: accents of European scripts, choices between shapes, and what nobody sees, such as soft hyphens.
    /// </summary>
    public static bool IsNothing(Rune c) =>
        c.Value is >= 0x300 and <= 0x36F or >= 0xFE00 and <= 0xFE0F or >= 0xE0100 and <= 0xE01EF
        || Rune.GetUnicodeCategory(c) == UnicodeCategory.Format;
}
