using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Helpdesk.Core.Spam.Features;

/// <summary>
/// What single characters from U+0080 up to <see cref="End"/> become in cleaned text: NFKC, lower case, nothing when nobody sees them.
/// Only characters that stand for themselves whatever is beside them: each becomes something that begins with a starter which
/// does not compose with what is before it (UAX #15, section 9: concatenation), and so a text of such characters is normalised
/// one by one. Made by the framework's own normalisation and casing; what is not in the table goes through those.
/// </summary>
internal static class FoldTable
{
    /// <summary>The first character that is not in the table: from the CJK radicals on.</summary>
    public const char End = '\u2e80';

    /// <summary>Stands for a character that nobody sees.</summary>
    public const char Dropped = '\0';

    /// <summary>Stands for a character that becomes several, in <see cref="Longer"/>.</summary>
    public const char Several = '\u0001';

    /// <summary>Stands for a character that depends on what is beside it.</summary>
    public const char Hard = '\u0002';

    private const char First = '\u0080';

    private static readonly (char[] Single, FrozenDictionary<char, string> Longer) Table = Make();

    /// <summary>What the characters below <see cref="End"/> become, or one of the three marks. Nothing else becomes a mark.</summary>
    public static ReadOnlySpan<char> Single => Table.Single;

    /// <summary>What a character becomes that becomes several.</summary>
    public static ReadOnlySpan<char> Longer(char c) => Table.Longer[c];

    private static (char[] Single, FrozenDictionary<char, string> Longer) Make()
    {
        var single = new char[End];
        var longer = new Dictionary<char, string>();
        for (var c = First; c < End; c++)
        {
            single[c] = IsHard(c) ? Hard : Dropped;
        }

        // All at once: line feeds part them, which compose with nothing.
        char[] alone = [.. Enumerable.Range(First, End - First).Select(c => (char)c).Where(c => !IsHard(c) && !IsUnseen(c))];
        var pieces = string.Join('\n', alone).Normalize(NormalizationForm.FormKC).ToLowerInvariant().Split('\n');
        foreach (var (c, piece) in alone.Zip(pieces))
        {
            if (piece.Length == 0 || IsHard(piece[0]) || piece[0] <= Hard)
            {
                single[c] = Hard;
            }
            else if (piece.Length == 1)
            {
                single[c] = piece[0];
            }
            else
            {
                single[c] = Several;
                longer.Add(c, piece);
            }
        }

        return (single, longer.ToFrozenDictionary());
    }

    private static bool IsUnseen(char c) => char.GetUnicodeCategory(c) == UnicodeCategory.Format;

    // Marks reorder and compose, and the letters of Hangul compose; others begin what they become with a starter.
    private static bool IsHard(char c) => c is >= '\u1100' and <= '\u11ff' || char.GetUnicodeCategory(c)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark or UnicodeCategory.OtherNotAssigned;
}
