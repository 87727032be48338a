using NodaTime;

namespace Helpdesk.Core.CrashWorker;

/// <summary>A clock that all workers of a run share: ten minutes a second since the run began, and a leap at its end.</summary>
internal sealed class FastClock(DateTimeOffset began, Duration leap) : TimeProvider
{
    private const int Speed = 600;

    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public Instant Now => Instant.FromDateTimeOffset(GetUtcNow());

    public override DateTimeOffset GetUtcNow() => Start + ((System.GetUtcNow() - began) * Speed) + leap.ToTimeSpan();
}
