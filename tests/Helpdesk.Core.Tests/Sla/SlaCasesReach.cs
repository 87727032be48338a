using FsCheck.Fluent;
using Helpdesk.Core.Sla;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Tests.Sla;

/// <summary>The random stories come to what the laws are about, often enough.</summary>
public sealed class SlaCasesReach
{
    [Fact]
    public void Stories_reach_every_state_of_a_clock()
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var story in Gen.Sample(SlaCases.Any.Generator, 200, size: 30))
        {
            var play = story.Play();
            foreach (var what in play.State.Clocks.SelectMany(Shown).Concat(play.News.Select(n => n.GetType().Name)).Distinct(StringComparer.Ordinal))
            {
                counts[what] = counts.GetValueOrDefault(what) + 1;
            }
        }

        string[] wanted =
        [
            "Running", "Paused", "Fulfilled", "Cancelled", "suspended", "later cycle", "several runs", "breached", "no target",
            nameof(TicketEvent.SlaApplied), nameof(TicketEvent.SlaWarned), nameof(TicketEvent.SlaBreached), nameof(TicketEvent.SlaFulfilled),
        ];
        Assert.All(wanted, w => Assert.True(counts.GetValueOrDefault(w) >= 10, $"{w} in {counts.GetValueOrDefault(w)} of 200 stories"));
    }

    private static IEnumerable<string> Shown(SlaClock clock)
    {
        yield return clock.State.ToString();
        if (clock.IsSuspended)
        {
            yield return "suspended";
        }

        if (clock.Cycle > 1)
        {
            yield return "later cycle";
        }

        if (clock.Segments.Count > 1)
        {
            yield return "several runs";
        }

        if (clock.BreachedAt is not null)
        {
            yield return "breached";
        }

        if (clock.Target is null)
        {
            yield return "no target";
        }
    }
}
