using Helpdesk.Core.Sla;
using Helpdesk.Core.Tickets;
using NodaTime;

namespace Helpdesk.Core.Tests.Sla;

/// <summary>Compliance counts as a plain recount of what the stream tells.</summary>
public sealed class SlaComplianceLaws
{
    [Fact]
    public void Compliance_counts_every_cycle_once() => SlaCases.Hold(story =>
    {
        var play = story.Play();
        play.Ring(play.Now + Duration.FromDays(3));
        var (from, until) = (story.Start + Duration.FromDays(1), play.Now);
        var compliance = new SlaCompliance(from, until);
        foreach (var ticket in Enumerable.Range(1, 2))
        {
            foreach (var recorded in play.Stream)
            {
                compliance.Add(new TicketId(new Guid(ticket, 0, 0, new byte[8])), recorded);
            }
        }

        var results = play.Stream.Select(e => (e.At, Result: Result(e.Event))).Where(r => r.Result is not null)
            .GroupBy(r => (r.Result!.Value.Metric, r.Result.Value.Cycle))
            .Select(g => g.OrderBy(r => r.Result!.Value.Late is null).ThenBy(r => r.At) is var all
                && all.LastOrDefault(r => r.Result!.Value.Late is not null) is { Result: not null } told ? told : all.First(r => r.Result!.Value.Late is null))
            .Where(r => r.At >= from && r.At < until)
            .GroupBy(r => $"{r.Result!.Value.Policy} {r.Result.Value.Metric}")
            .Select(g => $"{g.Key}: {2 * g.Count(r => r.Result!.Value.Late == false)} met, {2 * g.Count(r => r.Result!.Value.Late == true)} late, "
                + $"{2 * g.Count(r => r.Result!.Value.Late is null)} open");
        Assert.Equal(
            results.Order(StringComparer.Ordinal),
            compliance.Rows().Select(r => $"{r.Policy} {r.Metric}: {r.Met} met, {r.Breached} late, {r.Overdue} open").Order(StringComparer.Ordinal));
        return compliance.Rows().All(r => r.Rate >= 0 && r.Rate <= 1 && r.Longest <= r.TotalElapsed && r.Average <= r.Longest);
    });

    private static (string Policy, string Metric, int Cycle, bool? Late)? Result(TicketEvent happened) => happened switch
    {
        TicketEvent.SlaBreached b => (b.Policy!.Value.Value, b.Metric, b.Cycle, null),
        TicketEvent.SlaFulfilled f => (f.Policy.Value, f.Metric, f.Cycle, f.Elapsed > f.Target),
        _ => null,
    };
}
