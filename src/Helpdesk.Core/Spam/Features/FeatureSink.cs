namespace Helpdesk.Core.Spam.Features;

/// <summary>
/// Gathers the features of one message, each once, up to the limit. Used again for the next message without allocating. Not safe
/// for several threads.
/// </summary>
internal sealed class FeatureSink
{
    public const int MaxFeatures = 8_192;

    private ulong[] _table = new ulong[1_024];
    private int[] _slots = new int[512];
    private ulong[] _hashes = new ulong[512];
    private int _count;
    private List<SpamFeature>? _described;

    /// <summary>The hashes in the order in which they were first seen; valid until the next message.</summary>
    public ReadOnlySpan<ulong> Hashes => _hashes.AsSpan(0, _count);

    public bool IsFull => _count == MaxFeatures;

    /// <summary>Forgets the last message.</summary>
    /// <param name="described">Where the features are listed with their texts; null when hashes are enough.</param>
    public void Begin(List<SpamFeature>? described)
    {
        foreach (var slot in _slots.AsSpan(0, _count))
        {
            _table[slot] = 0;
        }

        _count = 0;
        _described = described;
    }

    public void Add(FeatureKind kind, ReadOnlySpan<char> text) => Add(kind, text, FeatureHash.OfText(text));

    /// <param name="kind">Where.</param>
    /// <param name="text">What.</param>
    /// <param name="textHash"><see cref="FeatureHash.OfText"/> of it.</param>
    public void Add(FeatureKind kind, ReadOnlySpan<char> text, ulong textHash)
    {
        if (Insert(FeatureHash.Of(kind, textHash)) is { } hash && _described is not null)
        {
            _described.Add(new SpamFeature(hash, FeatureKindNames.Of(kind), text.ToString()));
        }
    }

    public void AddPair(FeatureKind kind, ReadOnlySpan<char> first, ulong firstHash, ReadOnlySpan<char> second, ulong secondHash)
    {
        if (Insert(FeatureHash.Of(kind, FeatureHash.Pair(firstHash, secondHash))) is { } hash && _described is not null)
        {
            _described.Add(new SpamFeature(hash, FeatureKindNames.Of(kind), $"{first} {second}"));
        }
    }

    // The hash when it is new; null when it is there or there is no room. 0 marks an empty slot and stands for 1.
    private ulong? Insert(ulong hash)
    {
        hash = hash == 0 ? 1 : hash;
        var mask = _table.Length - 1;
        var slot = (int)hash & mask;
        for (; _table[slot] != 0; slot = (slot + 1) & mask)
        {
            if (_table[slot] == hash)
            {
                return null;
            }
        }

        if (_count == MaxFeatures)
        {
            return null;
        }

        _table[slot] = hash;
        _slots[_count] = slot;
        _hashes[_count++] = hash;
        if (_count == _hashes.Length && _count < MaxFeatures)
        {
            Grow();
        }

        return hash;
    }

    private void Grow()
    {
        Array.Resize(ref _hashes, _count * 2);
        _slots = new int[_hashes.Length];
        _table = new ulong[_hashes.Length * 2];
        var mask = _table.Length - 1;
        for (var i = 0; i < _count; i++)
        {
            var slot = (int)_hashes[i] & mask;
            while (_table[slot] != 0)
            {
                slot = (slot + 1) & mask;
            }

            _table[slot] = _hashes[i];
            _slots[i] = slot;
        }
    }
}
