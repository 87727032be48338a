using Helpdesk.Core.Sla;
using Helpdesk.Core.Tickets;
using NodaTime;

namespace Helpdesk.Core.Tests.Sla;

/// <summary>A clock's time is told without a gap, and memory is bounded.</summary>
public sealed class SlaExplanationLaws
{
    [Fact]
    public void Stretches_have_no_gap_and_what_is_worked_adds_up() => SlaCases.Hold(story =>
    {
        var play = story.Play();
        var now = play.Now + Duration.FromDays(2);
        foreach (var clock in play.State.Clocks)
        {
            SlaStretch[] parts = [.. SlaExplanation.Stretches(clock, now, play.Policies)];
            var at = clock.StartedAt;
            foreach (var part in parts)
            {
                Assert.True(part.Start == at && part.End > at, $"{clock.Metric}: {part} after {at}");
                at = part.End;
            }

            Assert.Equal(clock.EndedAt ?? now, at);
            Assert.Equal(SlaStatus.Of(clock, now, play.Policies).Elapsed, Worked(parts));
        }

        return true;
    });

    [Fact]
    public void Two_thousand_pauses_keep_few_runs_and_the_time_used()
    {
        var promises = new SlaPromises(1, [.. SlaPlan.Metrics.Select(_ => 3000)], []);
        var play = new SlaPlay(new SlaPlan(promises, promises).ToSet()).Do(Tickets.TicketStory.Monday + Duration.FromDays(28), SlaCases.Opened(StatusCategory.New));
        var (hours, used, minute) = (SlaOpenHours.All[1], Duration.Zero, Duration.FromMinutes(1));
        for (var i = 0; i < 2000; i++)
        {
            var (from, to) = (play.Now, play.Now + minute * ((i % 7) + 1));
            used += hours.Between(from, to);
            play.Do(to, SlaCases.Status(StatusCategory.WaitingOnCustomer)).Do(to + minute, SlaCases.Status(StatusCategory.Open));
        }

        var clock = play.State.Find("requesterWait")!;
        Assert.Equal(used, clock.Elapsed);
        Assert.Equal(256, clock.Segments.Count);
        SlaStretch[] parts = [.. SlaExplanation.Stretches(clock, play.Now, play.Policies)];
        Assert.Equal((SlaStretchKind.Earlier, clock.StartedAt, clock.Segments[0].Start), (parts[0].Kind, parts[0].Start, parts[0].End));
        Assert.True(parts.Zip(parts.Skip(1)).All(p => p.First.End == p.Second.Start));
        Assert.Equal(clock.Segments.Aggregate(Duration.Zero, (sum, s) => sum + s.Worked), Worked(parts));
    }

    private static Duration Worked(SlaStretch[] parts) =>
        parts.Where(p => p.Kind == SlaStretchKind.Worked).Aggregate(Duration.Zero, (sum, p) => sum + (p.End - p.Start));
}
