using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Helpdesk.Core.BusinessTime;

/// <summary>
/// The open stretches of 27 weeks as a table: each with the open seconds before it, a directory by day for "how much is open
/// before this second" and one by open seconds for the opposite. 27 weeks because 773 times 27 weeks are 400 Gregorian
/// years. Seconds count from the start of the chunk. Immutable.
/// </summary>
internal sealed class Chunk
{
    public const int Days = 189;
    public const int Seconds = Days * Plan.Day;

    private const int FewStretches = 8; // up to so many are walked, more are halved

    private static readonly Chunk Open = new(0, 0, [new(0, Seconds, 0), Sentinel(Seconds)]);
    private static readonly Chunk Closed = new(0, 0, [Sentinel(0)]);

    private readonly Stretch[] _stretches; // the last is a sentinel at the end of time
    private readonly int[] _byDay; // the first stretch that ends after a day has begun
    private readonly int[] _byOpen; // the stretch that holds the first open second of a bucket
    private readonly int _bucketShift;

    private Chunk(int index, long before, Stretch[] stretches)
    {
        (Index, Before, _stretches) = (index, before, stretches);
        _byDay = new int[Days + 1];
        for (int day = 0, i = 0; day <= Days; day++)
        {
            while (stretches[i].End <= day * Plan.Day)
            {
                i++;
            }

            _byDay[day] = i;
        }

        // About as many buckets as stretches, so that few stretches share one.
        _bucketShift = Count == 0 ? 0 : BitOperations.Log2((uint)(Total / Count));
        _byOpen = new int[Count == 0 ? 0 : ((Total - 1) >> _bucketShift) + 2];
        for (int bucket = 0, i = 0; bucket < _byOpen.Length; bucket++)
        {
            while (i < Count - 1 && stretches[i + 1].Before <= (long)bucket << _bucketShift)
            {
                i++;
            }

            _byOpen[bucket] = i;
        }
    }

    private Chunk(int index, long before, Chunk like)
    {
        (Index, Before) = (index, before);
        (_stretches, _byDay, _byOpen, _bucketShift) = (like._stretches, like._byDay, like._byOpen, like._bucketShift);
    }

    /// <summary>Its number on the timeline.</summary>
    public int Index { get; }

    /// <summary>The open seconds before it, from the anchor of the timeline.</summary>
    public long Before { get; }

    /// <summary>How many stretches it has.</summary>
    public int Count => _stretches.Length - 1;

    /// <summary>The open seconds in it.</summary>
    public int Total => _stretches[^1].Before;

    /// <summary>One that is open, or closed, all along.</summary>
    public static Chunk Constant(int index, long before, bool isOpen) => new(index, before, isOpen ? Open : Closed);

    /// <summary>One whose stretches lie in a buffer.</summary>
    /// <param name="index">Its number.</param>
    /// <param name="before">The open seconds before it.</param>
    /// <param name="start">The second on the line of the buffer at which it begins.</param>
    /// <param name="open">Its stretches.</param>
    public static Chunk Of(int index, long before, long start, StretchBuffer open)
    {
        var stretches = new Stretch[open.Count + 1];
        var total = 0;
        for (var i = 0; i < open.Count; i++)
        {
            var stretch = new Stretch((int)(open.Starts[i] - start), (int)(open.Ends[i] - start), total);
            total += stretch.End - stretch.Start;
            stretches[i] = stretch;
        }

        stretches[^1] = Sentinel(total);
        return new Chunk(index, before, stretches);
    }

    /// <summary>The first stretch that ends after a second, perhaps the sentinel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref readonly Stretch At(int second)
    {
        var stretches = _stretches;
        var day = (int)((uint)second / Plan.Day);
        var i = _byDay[day];
        if (stretches[i].End > second)
        {
            return ref stretches[i];
        }

        return ref stretches[After(i, _byDay[day + 1], second)];
    }

    /// <summary>The second that is open with so many open ones before it in this chunk, less than <see cref="Total"/>.</summary>
    public int OpenSecond(int rank)
    {
        var stretches = _stretches;
        var bucket = rank >> _bucketShift;
        var i = _byOpen[bucket];
        var high = _byOpen[bucket + 1];
        while (high - i > FewStretches)
        {
            var middle = (i + high + 1) >> 1;
            (i, high) = stretches[middle].Before <= rank ? (middle, high) : (i, middle - 1);
        }

        while (stretches[i + 1].Before <= rank)
        {
            i++;
        }

        return stretches[i].Start + (rank - stretches[i].Before);
    }

    /// <summary>The second that is closed with so many closed ones before it in this chunk.</summary>
    public int ClosedSecond(int rank)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (low + high) >> 1;
            (low, high) = _stretches[middle].Start - _stretches[middle].Before > rank ? (low, middle) : (middle + 1, high);
        }

        return rank + _stretches[low].Before;
    }

    private static Stretch Sentinel(int total) => new(int.MaxValue, int.MaxValue, total);

    private int After(int low, int high, int second)
    {
        var stretches = _stretches;
        while (high - low > FewStretches)
        {
            var middle = (low + high) >> 1;
            (low, high) = stretches[middle].End > second ? (low, middle) : (middle + 1, high);
        }

        while (stretches[low].End <= second)
        {
            low++;
        }

        return low;
    }

    /// <summary>One stretch.</summary>
    /// <param name="Start">Its first second.</param>
    /// <param name="End">The second after its last.</param>
    /// <param name="Before">The open seconds of the chunk before it.</param>
    [StructLayout(LayoutKind.Sequential)]
    internal readonly record struct Stretch(int Start, int End, int Before);
}
