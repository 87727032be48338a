using System.Buffers;
using System.Text;

namespace Helpdesk.Core.Messages;

/// <summary>The length of a text, character by character.</summary>
internal readonly record struct TextLength
{
    private const int SeptetsAlone = 160;
    private const int SeptetsEach = 153;
    private const int CharactersAlone = 70;
    private const int CharactersEach = 67;

    // The default alphabet of 3GPP TS 23.038, 6.2.1, and those of its extension table (6.2.1.1), which take two septets.
    private static readonly SearchValues<char> Gsm = SearchValues.Create(
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà");

    private static readonly SearchValues<char> GsmExtended = SearchValues.Create("\f^{}\\[~]|€");

    private readonly TextUnit _unit;
    private readonly int _characters;
    private readonly int _bytes;
    private readonly int _septets;
    private readonly bool _isWide;

    public TextLength(TextUnit unit)
        : this(unit, 0, 0, 0, isWide: false)
    {
    }

    private TextLength(TextUnit unit, int characters, int bytes, int septets, bool isWide) =>
        (_unit, _characters, _bytes, _septets, _isWide) = (unit, characters, bytes, septets, isWide);

    public int Value => _unit switch
    {
        TextUnit.Characters => _characters,
        TextUnit.Bytes => _bytes,
        _ => Segments,
    };

    private int Segments => _isWide
        ? _characters <= CharactersAlone ? Math.Min(_characters, 1) : (_characters + CharactersEach - 1) / CharactersEach
        : _septets <= SeptetsAlone ? Math.Min(_septets, 1) : (_septets + SeptetsEach - 1) / SeptetsEach;

    public TextLength With(Rune rune)
    {
        var single = rune.IsBmp ? (char)rune.Value : '\0';
        var septets = Gsm.Contains(single) ? 1 : GsmExtended.Contains(single) ? 2 : 0;
        return new TextLength(
            _unit, _characters + rune.Utf16SequenceLength, _bytes + rune.Utf8SequenceLength, _septets + septets, _isWide || septets == 0);
    }

    public TextLength With(ReadOnlySpan<char> text)
    {
        var length = this;
        foreach (var rune in text.EnumerateRunes())
        {
            length = length.With(rune);
        }

        return length;
    }
}
