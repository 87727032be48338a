using System.Runtime.InteropServices;

namespace Helpdesk.Core.Spam.Features;

/// <summary>
/// Gathers the features of one message, each once, up to the limit. Used again for the next message without allocating. Not safe
/// for several threads.
/// </summary>
internal sealed class FeatureSink
{
    public const int MaxFeatures = 8_192;

    // Small enough for the nearest cache; most messages need no more.
    private const int Smallest = 2_048;

    private ulong[] _table = new ulong[Smallest];
    private ulong[] _hashes = new ulong[Smallest / 2];
    private readonly CharBuffer _texts = new();
    private Place[] _places = [];
    private int _mask = Smallest - 1;
    private int _count;
    private bool _keepsTexts;

    /// <summary>The hashes in the order in which they were first seen; valid until the next message.</summary>
    public ReadOnlySpan<ulong> Hashes => _hashes.AsSpan(0, _count);

    public bool IsFull => _count == MaxFeatures;

    /// <summary>Forgets the last message.</summary>
    /// <param name="keepsTexts">Whether features can be described afterwards.</param>
    public void Begin(bool keepsTexts)
    {
        _table.AsSpan(0, _mask + 1).Clear();
        _mask = Smallest - 1;
        _count = 0;
        _keepsTexts = keepsTexts;
        _texts.Clear();
        if (keepsTexts && _places.Length < _hashes.Length)
        {
            _places = new Place[_hashes.Length];
        }
    }

    /// <summary>A feature with its text, by its place among the hashes.</summary>
    public SpamFeature Describe(int index)
    {
        var place = _places[index];
        return new SpamFeature(_hashes[index], FeatureKindNames.Of(place.Kind), _texts.Text.Slice(place.Start, place.Length).ToString());
    }

    public void Add(FeatureKind kind, ReadOnlySpan<char> text) => Add(kind, text, FeatureHash.OfText(text));

    /// <param name="kind">Where.</param>
    /// <param name="text">What.</param>
    /// <param name="textHash"><see cref="FeatureHash.OfText"/> of it.</param>
    public void Add(FeatureKind kind, ReadOnlySpan<char> text, ulong textHash)
    {
        if (Insert(FeatureHash.Of(kind, textHash)) && _keepsTexts)
        {
            Keep(kind, text, default);
        }
    }

    public void AddPair(FeatureKind kind, ReadOnlySpan<char> first, ulong firstHash, ReadOnlySpan<char> second, ulong secondHash)
    {
        if (Insert(FeatureHash.Of(kind, FeatureHash.Pair(firstHash, secondHash))) && _keepsTexts)
        {
            Keep(kind, first, second);
        }
    }

    private void Keep(FeatureKind kind, ReadOnlySpan<char> first, ReadOnlySpan<char> second)
    {
        var start = _texts.Length;
        _texts.Append(first);
        if (!second.IsEmpty)
        {
            _texts.Append(' ');
            _texts.Append(second);
        }

        _places[_count - 1] = new Place(kind, start, _texts.Length - start);
    }

    // Whether it is new and there was room. 0 marks an empty slot and stands for 1.
    private bool Insert(ulong hash)
    {
        hash = hash == 0 ? 1 : hash;
        var table = _table;
        var mask = _mask;
        var slot = (int)hash & mask;
        for (var found = table[slot]; found != 0; found = table[slot])
        {
            if (found == hash)
            {
                return false;
            }

            slot = (slot + 1) & mask;
        }

        if (_count == MaxFeatures)
        {
            return false;
        }

        table[slot] = hash;
        _hashes[_count++] = hash;
        if (_count * 2 > mask && _count < MaxFeatures)
        {
            Grow();
        }

        return true;
    }

    // Twice the table, half full; its front is used by small messages after a large one, and the rest is left empty.
    private void Grow()
    {
        if (_hashes.Length < _count * 2)
        {
            Array.Resize(ref _hashes, _count * 2);
            _table = new ulong[_hashes.Length * 2];
        }
        else
        {
            _table.AsSpan(0, _mask + 1).Clear();
        }

        if (_keepsTexts && _places.Length < _hashes.Length)
        {
            Array.Resize(ref _places, _hashes.Length);
        }

        _mask = (_count * 4) - 1;
        foreach (var hash in _hashes.AsSpan(0, _count))
        {
            var slot = (int)hash & _mask;
            while (_table[slot] != 0)
            {
                slot = (slot + 1) & _mask;
            }

            _table[slot] = hash;
        }
    }

    // Where the text of a feature stands among the texts.
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Place(FeatureKind Kind, int Start, int Length);
}
