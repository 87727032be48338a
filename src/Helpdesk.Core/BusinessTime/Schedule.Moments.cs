using System.Runtime.CompilerServices;
using NodaTime;

namespace Helpdesk.Core.BusinessTime;

/// <content>Instants as seconds and nanoseconds, and back.</content>
public sealed partial class Schedule
{
    private const int NanosPerSecond = (int)NodaConstants.NanosecondsPerSecond;
    private const long MaxNanoSeconds = (long.MaxValue / NanosPerSecond) - 1; // so many fit into a long of nanoseconds
    private const int MaxDays = (int)((Timeline.Last - Timeline.First) / Plan.Day);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (long Second, int Nanos) Clamp(Instant at)
    {
        var (second, nanos) = at.ToUnixTimeSecondsAndNanoseconds();
        return second < Timeline.First ? (Timeline.First, 0)
            : second >= Timeline.Last ? (Timeline.Last, 0)
            : (second, nanos);
    }

    // The open seconds before an instant, from the anchor of the timeline, and the nanoseconds of one that has begun.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (long Seconds, int Nanos) Count(Timeline timeline, Instant at)
    {
        var (second, nanos) = Clamp(at);
        var seconds = timeline.Count(second, out var isOpen);
        return (seconds, isOpen ? nanos : 0);
    }

    private static Instant? At(long? second, int nanos)
    {
        if (second is not { } found || found is < Timeline.First or >= Timeline.Last)
        {
            return null;
        }

        var at = Instant.FromUnixTimeSeconds(found);
        return nanos == 0 ? at : at.PlusNanoseconds(nanos);
    }
}
