using Helpdesk.Core.Conditions;
using Helpdesk.Core.Sla;
using Helpdesk.Core.Tickets;
using NodaTime;

namespace Helpdesk.Core.Tests.Sla;

/// <summary>What people see of a clock agrees with its numbers.</summary>
public sealed class SlaStatusLaws
{
    [Fact]
    public void The_standing_agrees_with_what_is_used() => SlaCases.Hold(story =>
    {
        var play = story.Play();
        foreach (var at in new[] { play.Now, play.State.NextWakeAt ?? play.Now, play.Now + Duration.FromDays(3) }.Where(i => i >= play.Now))
        {
            foreach (var clock in play.State.Clocks)
            {
                var status = SlaStatus.Of(clock, at, play.Policies);
                var warnings = clock.Policy.Value == "gold" ? story.Plan.Gold.Warnings : story.Plan.Standard.Warnings;
                Assert.Equal(Standing(clock, status.Elapsed, warnings), status.Standing);
                Assert.Equal(clock.DueAt, status.DueAt);
                Assert.Equal(status, SlaStatus.Of(play.State, clock.Metric, at, play.Policies));
            }
        }

        return SlaStatus.Of(play.State, "unknown", play.Now, play.Policies).Standing == SlaStanding.NotStarted;
    });

    [Fact]
    public void Reading_allocates_nothing()
    {
        var hours = SlaTests.Weekdays("08:00", "17:00");
        var times = Enum.GetValues<Priority>().ToDictionary(p => p, _ => Duration.FromHours(30));
        SlaMetric[] metrics = [SlaMetrics.FirstReply, SlaMetrics.Resolution, SlaMetrics.RequesterWait, SlaMetrics.TotalResolution];
        var set = new SlaPolicySet([new(new("p"), 0, Condition.Always, [.. metrics.Select(m => new SlaTarget(m, times)
        {
            Schedule = hours, Warnings = [new SlaWarning("half") { Fraction = 0.5 }],
        })])]);
        var play = new SlaPlay(set).Do(Tickets.TicketStory.Monday, SlaCases.Opened(StatusCategory.New));
        var now = play.Now + Duration.FromDays(2);
        var ids = metrics.Select(m => m.Id).ToArray();
        Read(play.State, ids, now, set);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var late = Read(play.State, ids, now, set);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(0, late);
    }

    private static int Read(SlaState state, string[] metrics, Instant now, SlaPolicySet set)
    {
        var late = 0;
        for (var i = 0; i < 1000; i++)
        {
            late += SlaStatus.Of(state, metrics[i % metrics.Length], now, set).Remaining < Duration.Zero ? 1 : 0;
            late += state.Next is null || state.NextWakeAt is null ? 1 : 0;
        }

        return late;
    }

    private static SlaStanding Standing(SlaClock clock, Duration elapsed, IReadOnlyList<SlaWarning> warnings)
    {
        if (clock.State == SlaClockState.Cancelled || clock.Target is not { } target)
        {
            return clock.State == SlaClockState.Cancelled ? SlaStanding.Cancelled : SlaStanding.NotStarted;
        }

        var isWarned = warnings.Any(w => elapsed >= Duration.Zero
            && (w.Before is { } before ? target - elapsed <= before : elapsed.TotalTicks >= Math.Truncate(target.TotalTicks * w.Fraction!.Value)));
        return clock.State == SlaClockState.Paused ? SlaStanding.Paused
            : clock.State == SlaClockState.Fulfilled ? elapsed <= target ? SlaStanding.Met : SlaStanding.Breached
            : elapsed > target ? SlaStanding.Overdue
            : isWarned ? SlaStanding.Warning : SlaStanding.Running;
    }
}
