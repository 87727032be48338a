namespace Helpdesk.Core.BusinessTime;

/// <content>Finding the second that has so many open, or closed, ones before it.</content>
internal sealed partial class Timeline
{
    // Closed seconds count from the start of the table; so the counts of both kinds grow by one a second together.
    private static long CountOf(TimelineState state, bool open, int index) =>
        open ? state.Before(index) : ((long)index * Chunk.Seconds) - state.Before(index);

    private long? Search(bool open, long count, long near)
    {
        var state = Anchored(near);
        if (MissesLater(state, open, count) || MissesEarlier(state, open, count))
        {
            state = Extend(open, count);
        }

        if (count >= CountOf(state, open, state.High))
        {
            return state.High == End ? SearchCycle(open, count, FutureCycle) : null;
        }

        if (count < CountOf(state, open, state.Low))
        {
            return state.Low == PastCycle ? SearchCycle(open, count, PastCycle) : null;
        }

        return SearchTable(state, open, count, state.Low, state.High);
    }

    private long? SearchCycle(bool open, long count, int first)
    {
        var state = Reach(first, first + CycleChunks); // what was asked before may lie within the cycle
        var before = CountOf(state, open, first);
        var inCycle = CountOf(state, open, first + CycleChunks) - before;
        if (inCycle == 0)
        {
            return null;
        }

        var cycles = (long)Math.Floor((count - before) / (double)inCycle);
        var found = SearchTable(state, open, count - (cycles * inCycle), first, first + CycleChunks) + (cycles * CycleSeconds);
        return found is >= First and < Last ? found : null;
    }

    private long SearchTable(TimelineState state, bool open, long count, int low, int high)
    {
        // The last boundary in [low, high) with no more before it: the chunk that begins there holds the second.
        while (high - low > 1)
        {
            var middle = (low + high) >> 1;
            (low, high) = CountOf(state, open, middle) <= count ? (middle, high) : (low, middle);
        }

        var rank = (int)(count - CountOf(state, open, low));
        var chunk = At(low);
        return StartOf(low) + (open ? chunk.OpenSecond(rank) : chunk.ClosedSecond(rank));
    }

    // Whether the second may lie in chunks after those that are counted.
    private bool MissesLater(TimelineState state, bool open, long count) =>
        state.High < End && CountOf(state, open, state.High) <= count && set.Known(StartOf(state.High), Last) != !open;

    private bool MissesEarlier(TimelineState state, bool open, long count) =>
        state.Low > PastCycle && CountOf(state, open, state.Low) > count && set.Known(First, StartOf(state.Low)) != !open;

    // Counts chunk after chunk until the second is inside, or until it is known that none will be.
    private TimelineState Extend(bool open, long count)
    {
        lock (_lock)
        {
            var state = _state!;
            using var work = new StretchBuffer();
            while (MissesLater(state, open, count))
            {
                state = state.After(Measure(state.High, work));
            }

            while (MissesEarlier(state, open, count))
            {
                state = state.Earlier(Measure(state.Low - 1, work));
            }

            return Publish(state);
        }
    }
}
