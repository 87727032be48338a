using System.Numerics;
using System.Runtime.InteropServices;

namespace Helpdesk.Core.Spam.Model;

/// <summary>Counts by hash: open addressing with linear steps, sixteen bytes a place. Safe for several readers, not beside a writer.</summary>
internal sealed class CountTable
{
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
