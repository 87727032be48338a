using System.Runtime.CompilerServices;

namespace Helpdesk.Core.BusinessTime;

/// <content>What is compiled so far.</content>
internal sealed partial class Timeline
{
    private readonly Lock _lock = new();
    private TimelineState? _state;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Chunk At(int index)
    {
        var state = Volatile.Read(ref _state);
        return state is not null && state.Table(index) is { } chunk ? chunk : Compile(index);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Chunk Compile(int index)
    {
        lock (_lock)
        {
            var state = ReachLocked(index, index);
            if (state.Table(index) is { } present)
            {
                return present;
            }

            var from = StartOf(index);
            using var work = new StretchBuffer();
            var known = set.Known(from, from + Chunk.Seconds);
            if (known is null)
            {
                Fill(index, work);
            }

            state = index == state.High ? state.After(known is { } all ? (all ? Chunk.Seconds : 0) : work.Total()) : state;
            var chunk = known is { } isOpen
                ? Chunk.Constant(index, state.Before(index), isOpen)
                : Chunk.Of(index, state.Before(index), from, work);
            Publish(state.With(chunk));
            return chunk;
        }
    }

    // The state in which the counts at some boundaries are known.
    private TimelineState Reach(int low, int high)
    {
        var state = Volatile.Read(ref _state);
        if (state is not null && state.Low <= low && state.High >= high)
        {
            return state;
        }

        lock (_lock)
        {
            return Publish(ReachLocked(low, high));
        }
    }

    private TimelineState ReachLocked(int low, int high)
    {
        var state = _state ?? new TimelineState(low);
        using var work = new StretchBuffer();
        while (state.High < high)
        {
            state = state.After(Measure(state.High, work));
        }

        while (state.Low > low)
        {
            state = state.Earlier(Measure(state.Low - 1, work));
        }

        return state;
    }

    private TimelineState Anchored(long near)
    {
        _ = Count(near, out _);
        return Volatile.Read(ref _state)!;
    }

    private TimelineState Publish(TimelineState state)
    {
        Volatile.Write(ref _state, state);
        return state;
    }

    // The open seconds of a chunk.
    private long Measure(int index, StretchBuffer work)
    {
        if (set.Known(StartOf(index), StartOf(index + 1)) is { } known)
        {
            return known ? Chunk.Seconds : 0;
        }

        work.Clear();
        Fill(index, work);
        return work.Total();
    }

    private void Fill(int index, StretchBuffer work) => set.Fill(StartOf(index), StartOf(index + 1), 0, work);
}
