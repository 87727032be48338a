using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Helpdesk.Core.Tickets.Lifecycles;

/// <summary>
/// Numbers a few short names. A hash of the length and one character that is free of collisions for these very names is searched
/// once, so that a look-up is a few operations and one comparison; of references alone where the name is interned, as those are
/// that come from code, from JSON and from a store.
/// </summary>
internal sealed class NameIndex
{
    private const int LargestTable = 2_048;
    private const int Tries = 64;

    // By how much the length is halved to find the character: the first one, the middle, a quarter, an eighth.
    private static readonly int[] Places = [31, 1, 2, 3];

    private readonly Entry[] _entries = [default];
    private readonly int _place = Places[0];
    private readonly uint _multiplier;
    private readonly FrozenDictionary<string, int>? _fallback;

    public NameIndex(IReadOnlyList<string> names)
    {
        for (var size = 16; size <= LargestTable; size *= 2)
        {
            for (var i = 0; i < Tries * Places.Length && size >= names.Count; i++)
            {
                var (place, multiplier) = (Places[i % Places.Length], 2_654_435_769 + (2_246_822_518 * (uint)(i / Places.Length)));
                if (Place(names, size, place, multiplier) is { } placed)
                {
                    (_entries, _place, _multiplier) = (placed, place, multiplier);
                    return;
                }
            }
        }

        // Names that differ in none of what the hash looks at.
        _fallback = names.Select((n, i) => (n, i)).ToFrozenDictionary(x => x.n, x => x.i, StringComparer.Ordinal);
    }

    /// <summary>The number of a name, or -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(string? name)
    {
        if (string.IsNullOrEmpty(name))
        {
            return -1;
        }

        ref readonly var entry = ref _entries[Slot(name, _entries.Length, _place, _multiplier)];
        return entry.Name == name ? entry.Number : FindOther(name);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Slot(string name, int size, int place, uint multiplier) =>
        (int)(((name[name.Length >> place] + ((uint)name.Length << 8)) * multiplier) >> 16) & (size - 1);

    private static Entry[]? Place(IReadOnlyList<string> names, int size, int place, uint multiplier)
    {
        var entries = new Entry[size];
        for (var i = 0; i < names.Count; i++)
        {
            ref var entry = ref entries[Slot(names[i], size, place, multiplier)];
            if (entry.Name is not null)
            {
                return null;
            }

            entry = new Entry(string.Intern(names[i]), i);
        }

        return entries;
    }

    private int FindOther(string name) => _fallback is not null && _fallback.TryGetValue(name, out var number) ? number : -1;

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Entry(string? Name, int Number);
}
