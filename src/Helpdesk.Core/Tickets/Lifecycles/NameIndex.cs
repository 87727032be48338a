using System.Collections.Frozen;

namespace Helpdesk.Core.Tickets.Lifecycles;

/// <summary>
/// Numbers a few short names. A hash of the length and three characters that is free of collisions for these very names is
/// searched once, so that a look-up is a few operations and one comparison.
/// </summary>
internal sealed class NameIndex
{
    private const int LargestTable = 2_048;
    private const int Tries = 512;

    private readonly string?[] _names = [];
    private readonly int[] _numbers = [];
    private readonly uint _multiplier;
    private readonly FrozenDictionary<string, int>? _fallback;

    public NameIndex(IReadOnlyList<string> names)
    {
        for (var size = 16; size <= LargestTable; size *= 2)
        {
            for (uint i = 0, multiplier = 2_654_435_769; i < Tries && size >= names.Count; i++, multiplier += 2_246_822_518)
            {
                if (Place(names, size, multiplier) is { } placed)
                {
                    (_names, _numbers, _multiplier) = (placed.Names, placed.Numbers, multiplier);
                    return;
                }
            }
        }

        // Names that differ in none of what the hash looks at.
        _fallback = names.Select((n, i) => (n, i)).ToFrozenDictionary(x => x.n, x => x.i, StringComparer.Ordinal);
    }

    /// <summary>The number of a name, or -1.</summary>
    public int Find(string? name)
    {
        if (string.IsNullOrEmpty(name))
        {
            return -1;
        }

        if (_fallback is not null)
        {
            return _fallback.TryGetValue(name, out var number) ? number : -1;
        }

        var slot = Hash(name, _multiplier) & (uint)(_names.Length - 1);
        var found = _names[slot];
        return (object?)found == name || string.Equals(found, name, StringComparison.Ordinal) ? _numbers[slot] : -1;
    }

    private static (string?[] Names, int[] Numbers)? Place(IReadOnlyList<string> names, int size, uint multiplier)
    {
        var placed = new string?[size];
        var numbers = new int[size];
        for (var i = 0; i < names.Count; i++)
        {
            var slot = Hash(names[i], multiplier) & (uint)(size - 1);
            if (placed[slot] is not null)
            {
                return null;
            }

            (placed[slot], numbers[slot]) = (names[i], i);
        }

        return (placed, numbers);
    }

    private static uint Hash(string name, uint multiplier)
    {
        var characters = (uint)name[0] | ((uint)name[name.Length >> 1] << 7) | ((uint)name[^1] << 14);
        return ((characters ^ ((uint)name.Length << 22)) * multiplier) >> 16;
    }
}
