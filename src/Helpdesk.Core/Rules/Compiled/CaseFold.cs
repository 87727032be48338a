namespace Helpdesk.Core.Rules.Compiled;

/// <summary>
/// The folding of <see cref="StringComparison.OrdinalIgnoreCase"/>: simple case mapping to upper case, a UTF-16 unit at a time.
/// Pairs of surrogates are not folded: for them the runtime and its Unicode library need not know the same version of Unicode.
/// </summary>
internal static class CaseFold
{
    // Upper case S, except to OrdinalIgnoreCase.
    private const char LongS = 'ſ';

    /// <summary>The folded text, of the same length.</summary>
    public static string Of(string text) => string.Create(text.Length, text, static (folded, raw) =>
    {
        for (var i = 0; i < raw.Length; i++)
        {
            folded[i] = Of(raw[i]);
        }
    });

    /// <summary>The folded form of a unit.</summary>
    public static char Of(char unit) => unit == LongS ? unit : char.ToUpperInvariant(unit);
}
