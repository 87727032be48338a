namespace Helpdesk.Core.Rules.Compiled;

/// <summary>Numbers the folded characters of keywords from 1; every other character is 0. Immutable.</summary>
internal sealed class KeywordAlphabet
{
    private readonly ushort[] _ascii = new ushort[128];
    private readonly ushort[]?[] _pages = new ushort[]?[256];

    /// <summary>Numbers the characters of a set of bits.</summary>
    public KeywordAlphabet(ulong[] folded, int count)
    {
        Size = count + 1;
        ushort symbol = 0;
        for (var letter = 0; letter <= char.MaxValue; letter += folded[letter >> 6] == 0 ? 64 : 1)
        {
            if (BitWords.Has(folded, letter))
            {
                (_pages[letter >> 8] ??= new ushort[256])[letter & 255] = ++symbol;
            }
        }

        for (var unit = (char)0; unit < _ascii.Length; unit++)
        {
            _ascii[unit] = (ushort)SymbolOf(CaseFold.Of(unit));
        }
    }

    /// <summary>How many symbols there are, 0 included.</summary>
    public int Size { get; }

    /// <summary>The symbols of ASCII characters as they stand, not folded.</summary>
    public ReadOnlySpan<ushort> Ascii => _ascii;

    /// <summary>The symbol of a folded character.</summary>
    public int SymbolOf(char folded) => _pages[folded >> 8] is { } page ? page[folded & 255] : 0;
}
