using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Helpdesk.Core.Spam.Model;

/// <summary>Counts by hash: open addressing with linear steps, sixteen bytes a place. Safe for several readers, not beside a writer.</summary>
internal sealed class CountTable
{
    /// <summary>How many features are looked up together.</summary>
    public const int Block = 64;

    private const int Smallest = 16;

    private Place[] _places;
    private int _used;

    public CountTable(int capacity) => _places = new Place[Size(capacity)];

    private CountTable(Place[] places, int used) => (_places, _used) = (places, used);

    /// <summary>How many features are counted.</summary>
    public int Count => _used;

    public FeatureCount this[ulong hash]
    {
        get
        {
            var places = _places;
            var mask = places.Length - 1;
            for (var at = (int)hash & mask; ; at = (at + 1) & mask)
            {
                ref readonly var place = ref places[at];
                if (place.Count.IsNone || place.Hash == hash)
                {
                    return place.Count;
                }
            }
        }
    }

    /// <summary>
    /// The counts of at most <see cref="Block"/> features. Nearly every place is a cache miss: reading all the first places before
    /// looking at any has the processor wait for many at once.
    /// </summary>
    public void Find(ReadOnlySpan<ulong> hashes, Span<FeatureCount> counts)
    {
        Fetch(hashes);
        var places = _places;
        var mask = places.Length - 1;
        Span<ulong> found = stackalloc ulong[Block];
        for (var i = 0; i < hashes.Length; i++)
        {
            ref readonly var place = ref places[(int)hashes[i] & mask];
            found[i] = place.Hash;
            counts[i] = place.Count;
        }

        for (var i = 0; i < hashes.Length; i++)
        {
            if (found[i] != hashes[i] && !counts[i].IsNone)
            {
                counts[i] = this[hashes[i]];
            }
        }
    }

    /// <summary>
    /// Adds to the counts of at most <see cref="Block"/> different features, none of which may become negative or nothing.
    /// </summary>
    public void Add(ReadOnlySpan<ulong> hashes, int spam, int ham)
    {
        while ((_used + hashes.Length) * 4L > _places.Length * 3L)
        {
            Grow();
        }

        Fetch(hashes);
        var places = _places;
        var mask = places.Length - 1;
        Span<ulong> found = stackalloc ulong[Block];
        for (var i = 0; i < hashes.Length; i++)
        {
            found[i] = places[(int)hashes[i] & mask].Hash;
        }

        for (var i = 0; i < hashes.Length; i++)
        {
            var hash = hashes[i];
            var at = (int)hash & mask;

            // A place that held it holds it still; one that was empty may have been taken, and empty places look like 0.
            if (found[i] != hash || hash == 0)
            {
                while (!places[at].Count.IsNone && places[at].Hash != hash)
                {
                    at = (at + 1) & mask;
                }
            }

            var count = places[at].Count;
            _used += count.IsNone ? 1 : 0;
            places[at] = new Place(hash, new FeatureCount(count.Spam + spam, count.Ham + ham));
        }
    }

    public CountTable Copy(int capacity)
    {
        if (Size(Math.Max(capacity, _used)) == _places.Length)
        {
            return new CountTable([.. _places], _used);
        }

        var copy = new CountTable(Math.Max(capacity, _used));
        foreach (var (hash, count) in All())
        {
            copy.Set(hash, count);
        }

        return copy;
    }

    /// <summary>Sets a count; a count of nothing removes the feature.</summary>
    public void Set(ulong hash, FeatureCount count)
    {
        var mask = _places.Length - 1;
        var at = (int)hash & mask;
        while (!_places[at].Count.IsNone && _places[at].Hash != hash)
        {
            at = (at + 1) & mask;
        }

        var isThere = !_places[at].Count.IsNone;
        if (count.IsNone)
        {
            if (isThere)
            {
                Remove(at);
            }

            return;
        }

        _places[at] = new Place(hash, count);
        if (!isThere && ++_used * 4L > _places.Length * 3L)
        {
            Grow();
        }
    }

    public IEnumerable<(ulong Hash, FeatureCount Count)> All()
    {
        foreach (var place in _places)
        {
            if (!place.Count.IsNone)
            {
                yield return (place.Hash, place.Count);
            }
        }
    }

    // Asks for the first two places of each, which may stand in two lines of the cache, and waits for none: a processor has more such
    // hints under way than loads. A hint reads nothing; where there are none everything works without.
    private unsafe void Fetch(ReadOnlySpan<ulong> hashes)
    {
        if (!Sse.IsSupported)
        {
            return;
        }

        fixed (Place* places = _places)
        {
            var mask = _places.Length - 1;
            foreach (var hash in hashes)
            {
                var place = places + ((int)hash & mask);
                Sse.Prefetch0(place);
                Sse.Prefetch0(place + 1);
            }
        }
    }

    // Knuth, The Art of Computer Programming 3, algorithm 6.4R: moves up what would not be found behind the gap.
    private void Remove(int at)
    {
        var mask = _places.Length - 1;
        _used--;
        for (var next = (at + 1) & mask; !_places[next].Count.IsNone; next = (next + 1) & mask)
        {
            var home = (int)_places[next].Hash & mask;
            if (((next - home) & mask) >= ((next - at) & mask))
            {
                _places[at] = _places[next];
                at = next;
            }
        }

        _places[at] = default;
    }

    private void Grow()
    {
        var old = _places;
        _places = new Place[old.Length * 2];
        _used = 0;
        foreach (var place in old)
        {
            if (!place.Count.IsNone)
            {
                Set(place.Hash, place.Count);
            }
        }
    }

    private static int Size(int capacity) =>
        (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(Smallest, (capacity * 4L / 3) + 1));

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Place(ulong Hash, FeatureCount Count);
}
