using System.Runtime.CompilerServices;

namespace Helpdesk.Core.BusinessTime;

/// <summary>
/// An open set of instants, answering by counting: how many seconds before this one are open, and which second has so many
/// before it. Instants are seconds since 1970-01-01T00:00Z; counts are relative to an anchor, so only their differences mean
/// anything. Tables are compiled when they are asked for and kept; they never change an answer. Safe from any number of
/// threads.
/// </summary>
/// <remarks>
/// Exceptions lie in the years 1900 to 2201; zones change after 1800 first and by a yearly rule at last. Before and after,
/// everything comes again every 400 years, so those years are looked up in one such cycle.
/// </remarks>
internal sealed partial class Timeline(OpenSet set)
{
    /// <summary>The first second that can be open: 0001-01-03.</summary>
    public const long First = -62_135_424_000;

    /// <summary>The second after the last that can be open: 9998-12-29.</summary>
    public const long Last = 253_370_505_600;

    /// <summary>The chunks of 400 years.</summary>
    public const int CycleChunks = 773;

    /// <summary>Where the table begins: a cycle before 1800.</summary>
    public const long Start = -1_102L * Chunk.Seconds;

    /// <summary>The cycle of all time before it is the first of the table.</summary>
    public const int PastCycle = 0;

    /// <summary>The cycle of all time after begins after 2203.</summary>
    public const int FutureCycle = 1_102 + 451;

    /// <summary>The end of the table.</summary>
    public const int End = FutureCycle + CycleChunks;

    private const long CycleSeconds = (long)CycleChunks * Chunk.Seconds;

    private const long FutureStart = Start + ((long)FutureCycle * Chunk.Seconds);

    /// <summary>How many seconds before one are open.</summary>
    /// <param name="second">Within First to Last, inclusive.</param>
    /// <param name="isOpen">Whether it is open.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Count(long second, out bool isOpen)
    {
        var past = (ulong)(second - Start);
        if (past >= (ulong)End * Chunk.Seconds)
        {
            return CountFar(second, out isOpen);
        }

        var index = (int)(past / Chunk.Seconds);
        var within = (int)(past - ((ulong)index * Chunk.Seconds));
        var chunk = At(index);
        ref readonly var stretch = ref chunk.At(within);
        var inside = within - stretch.Start;
        isOpen = inside >= 0;
        return chunk.Before + stretch.Before + Math.Max(inside, 0);
    }

    /// <summary>The second that is open with so many open ones before it; null when there is none.</summary>
    /// <param name="count">How many.</param>
    /// <param name="near">A second that may be near it, within First to Last; its chunk is looked at first.</param>
    public long? OpenSecond(long count, long near)
    {
        var past = (ulong)(near - Start);
        if (past < (ulong)End * Chunk.Seconds)
        {
            var chunk = At((int)(past / Chunk.Seconds));
            var rank = count - chunk.Before;
            if (rank >= 0 && rank < chunk.Total)
            {
                return StartOf(chunk.Index) + chunk.OpenSecond((int)rank);
            }
        }

        return Search(true, count, near);
    }

    /// <summary>The first second that is not open at or after one that is; null when there is none.</summary>
    /// <param name="second">An open second.</param>
    public long? Close(long second)
    {
        var past = (ulong)(second - Start);
        if (past < (ulong)End * Chunk.Seconds)
        {
            var chunk = At((int)(past / Chunk.Seconds));
            var end = chunk.At((int)(past % Chunk.Seconds)).End;
            if (end < Chunk.Seconds)
            {
                return StartOf(chunk.Index) + end;
            }
        }

        return set.Known(second, Last) == true ? null : Search(false, second - Start - Count(second, out _), second);
    }

    private static long StartOf(int index) => Start + ((long)index * Chunk.Seconds);

    // Whole cycles between a second outside the table and the one in it that is like it.
    private static long Cycles(long second) =>
        second < Start
            ? -((Start - second + CycleSeconds - 1) / CycleSeconds)
            : (second - FutureStart) / CycleSeconds;

    private long CountFar(long second, out bool isOpen)
    {
        var cycles = Cycles(second);
        var first = cycles < 0 ? PastCycle : FutureCycle;
        var state = Reach(first, first + CycleChunks);
        var inCycle = state.Before(first + CycleChunks) - state.Before(first);
        return (cycles * inCycle) + Count(second - (cycles * CycleSeconds), out isOpen);
    }
}
