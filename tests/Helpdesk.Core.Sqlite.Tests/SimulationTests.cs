using Helpdesk.Core.Engine;
using Helpdesk.Core.Engine.Simulation;
using Helpdesk.Core.Runtime;
using Helpdesk.Core.Tickets;
using NodaTime;

namespace Helpdesk.Core.Sqlite.Tests;

/// <summary>What would have happened under other rules, over a stored past.</summary>
public sealed class SimulationTests
{
    private const string Configuration =
        """
        {"version":1,"departments":[{"id":"support"},{"id":"billing"}],"mailboxes":[{"address":"support@acme.example","department":"support"}],
         "agents":[{"id":"kim","address":"kim@acme.example","departments":["support"]},{"id":"lee","address":"lee@acme.example","departments":["billing"]}],
         "slaPolicies":[{"id":"p","when":{"field":"ticket.priority","op":"ge","value":"high"},"firstReply":{"all":"PT1H"}}],
         "templates":{"ack":{"subject":"Got it","text":"Thank you."},"remind":{"subject":"Still there?","text":"Are you?"}},
         "notices":{"acknowledgement":"ack"},
         "rules":[
          {"id":"tag","on":["ticket.created"],"then":[{"do":"addTags","tags":["seen"]}]},
          {"id":"remind","on":["rule.due"],"when":{"all":[{"field":"ticket.category","op":"eq","value":"waitingOnCustomer"},
             {"field":"ticket.statusSince","op":"olderThan","value":"P1D"}]},"then":[{"do":"notify","template":"remind"}]},
          {"id":"urgent","on":["message.received"],"when":{"field":"message.text","op":"containsWord","value":"outage"},
           "then":[{"do":"setPriority","value":"urgent"}]}]}
        """;

    private static readonly TenantId Tenant = new("default");
    private static readonly SimulationPeriod Always = new(Instant.MinValue, Instant.FromUtc(2026, 4, 1, 0, 0));

    [Fact]
    public async Task Under_the_same_rules_the_past_comes_out_as_it_was()
    {
        using var desk = new Desk(Configuration);
        var tickets = await PastAsync(desk);
        await foreach (var ticket in desk.Get<TicketDesk>().SimulateAsync(desk.Get<HelpdeskConfiguration>(), new SimulationPeriod(Instant.MinValue, desk.Now)))
        {
            Assert.True(ticket.IsSame);
            var stored = (await desk.Store.ReadTracesAsync(Tenant, ticket.Ticket)).SelectMany(Fired);
            Assert.Equal(stored, ticket.Before.Firings.Select(f => f.Rule.Value));
            var really = await desk.TicketAsync(ticket.Ticket);
            Assert.Equal(really.Status.Value, ticket.Before.Fields["ticket.status"]);
            Assert.Equal(really.Assignee?.Value, ticket.Before.Fields.GetValueOrDefault("ticket.assignee"));
            var events = await desk.Store.ReadEventsAsync(Tenant, ticket.Ticket);
            Assert.Equal(events.Select(e => e.Event).OfType<TicketEvent.SlaBreached>().Select(b => b.Metric), ticket.Before.Breaches);
            Assert.Equal(events.Select(e => e.Event).OfType<TicketEvent.Assigned>().Select(a => (AgentId?)a.Agent), ticket.Before.Assignments);
            tickets.Remove(ticket.Ticket);
        }

        Assert.Empty(tickets);
    }

    [Fact]
    public async Task Other_rules_make_a_difference_that_is_told_ticket_by_ticket_and_in_total()
    {
        using var desk = new Desk(Configuration);
        var tickets = await PastAsync(desk);
        var current = desk.Get<HelpdeskConfiguration>();
        var other = current.WithRules(current.ParseRules(
            """
            [{"id":"tag","on":["ticket.created"],"then":[{"do":"addTags","tags":["seen"]}]},
             {"id":"urgent","on":["message.received"],"when":{"field":"message.text","op":"containsWord","value":"outage"},
              "then":[{"do":"transfer","department":"billing"}]}]
            """).Require());
        var before = await AllAsync(desk);
        var totals = new SimulationTotals();
        var seen = new List<int>();
        var byTicket = new Dictionary<TicketId, TicketComparison>();
        await foreach (var ticket in desk.Get<TicketDesk>().SimulateAsync(other, Always with { Until = desk.Now }, new Told(seen)))
        {
            byTicket[ticket.Ticket] = ticket;
            totals.Add(ticket);
        }

        // The first ticket is an outage: no longer urgent, without a promise, with another department and its agent.
        var outage = byTicket[tickets[0]];
        Assert.Equal(
            [("ticket.assignee", "kim", "lee"), ("ticket.department", "support", "billing"), ("ticket.priority", "urgent", "normal")],
            outage.Fields.Select(f => (f.Name, f.Before, f.After)));
        Assert.Equal(["firstReply"], outage.Before.Breaches);
        Assert.Empty(outage.After.Breaches);
        Assert.Equal(["lee"], outage.After.Assignments.Select(a => a?.Value));

        // The second waited for its customer: the reminder is gone, and nothing else.
        Assert.Equal([new SimulatedSending("ann@customer.example", "Still there?")], byTicket[tickets[1]].SentOnlyBefore);
        Assert.Equal([new FiringDifference(new RuleId("remind"), 1, 0)], byTicket[tickets[1]].Fired);
        Assert.Empty(byTicket[tickets[1]].Fields);
        Assert.True(byTicket[tickets[2]].IsSame);
        Assert.Equal((3, 2, 1), (totals.Tickets, totals.Changed, totals.Reassigned));
        Assert.Equal([("remind", 1, 0), ("tag", 3, 3), ("urgent", 1, 1)], totals.Rules.Select(r => (r.Rule.Value, r.Before, r.After)));
        Assert.Equal((1, 0), (totals.BreachesBefore, totals.BreachesAfter));
        Assert.Equal(1, totals.SentBefore - totals.SentAfter);
        Assert.Equal([1, 2, 3], seen);

        // Nothing of it happened.
        Assert.Equal(before, await AllAsync(desk));
    }

    [Fact]
    public async Task How_often_a_rule_would_have_fired_in_a_period_is_counted()
    {
        using var desk = new Desk(Configuration);
        await PastAsync(desk);
        var current = desk.Get<HelpdeskConfiguration>();
        var other = current.WithRules(current.ParseRules("""[{"id":"each","on":["message.received"],"then":[]}]""").Require());
        Assert.Equal(4, await CountAsync(Always));
        Assert.Equal(1, await CountAsync(Always with { From = desk.Now - Duration.FromDays(1) }));
        Assert.Equal(0, await CountAsync(Always with { From = desk.Now + Duration.FromDays(1) }));

        async Task<int> CountAsync(SimulationPeriod period)
        {
            var totals = new SimulationTotals();
            await foreach (var ticket in desk.Get<TicketDesk>().SimulateAsync(other, period))
            {
                totals.Add(ticket);
            }

            return totals.Rules.SingleOrDefault(r => r.Rule.Value == "each")?.After ?? 0;
        }
    }

    [Fact]
    public void What_history_does_not_hold_is_named()
    {
        var current = HelpdeskConfiguration.Parse(Configuration).Require();
        var other = current.WithRules(current.ParseRules(
            """[{"id":"a","on":["ticket.created"],"when":{"field":"message.spamProbability","op":"gt","value":0.5},"then":[]}]""").Require());
        Assert.Equal(["message.spamProbability"], new RuleSimulation(current, other, Always).Blind);
        Assert.Empty(new RuleSimulation(current, current, Always).Blind);
    }

    // An outage that nobody answers in time, a ticket whose customer says nothing for two days and then something, and a plain one.
    private static async Task<List<TicketId>> PastAsync(Desk desk)
    {
        var outage = Assert.IsType<IntakeResult.Opened>(await desk.ReceiveAsync("Help", "There is an outage.")).Ticket;
        await desk.LaterAsync(Duration.FromHours(2));
        var slow = await desk.OpenAsync();
        await desk.ReplyAsync(slow);
        await desk.LaterAsync(Duration.FromDays(2));
        await desk.AnswerAsync(slow);
        await desk.LaterAsync(Duration.FromDays(2));
        var plain = await desk.OpenAsync();
        await desk.DoAsync(plain, new TicketCommand.AddTags(["x"]));
        await desk.LaterAsync(Duration.FromHours(1));
        return [outage, slow, plain];
    }

    private static IEnumerable<string> Fired(Trace trace) =>
        trace is { Area: "rules", Code: "fired" } ? [trace.Facts[0].Value] : trace.Steps.SelectMany(Fired);

    private static async Task<List<(TicketId, long, int)>> AllAsync(Desk desk)
    {
        var all = new List<(TicketId, long, int)>();
        foreach (var id in await desk.Store.ReadTicketIdsAsync(Tenant, null, 100))
        {
            all.Add((id, (await desk.TicketAsync(id)).Version, (await desk.Store.ReadMessagesAsync(Tenant, id)).Count));
        }

        return all;
    }

    private sealed class Told(List<int> seen) : IProgress<int>
    {
        public void Report(int value) => seen.Add(value);
    }
}
