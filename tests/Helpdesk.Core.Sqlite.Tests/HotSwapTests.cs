using Helpdesk.Core.Engine;
using Helpdesk.Core.Runtime;
using NodaTime;

namespace Helpdesk.Core.Sqlite.Tests;

/// <summary>Another configuration is put into use while the desk works.</summary>
public sealed class HotSwapTests
{
    private const string Start =
        """
        {"version":1,"departments":[{"id":"support"}],"mailboxes":[{"address":"support@acme.example","department":"support"}],
         "agents":[{"id":"kim","address":"kim@acme.example","departments":["support"],"capacity":1000}],"rules":[]}
        """;

    private static readonly TenantId Tenant = new("default");

    // Research §5, 48: no run sees a mix.
    [Fact]
    public async Task No_ticket_ever_sees_two_rule_sets()
    {
        using var desk = new Desk(Start);
        var active = desk.Get<ActiveConfiguration>();
        HelpdeskConfiguration[] sets = [With(active, Tagging("a")), With(active, Tagging("b"))];
        active.Use(sets[0]);
        using var stop = new CancellationTokenSource();
        var swaps = 0;

        // A thread of its own: those of the pool may all be with the messages.
        var swapping = Task.Factory.StartNew(
            () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    active.Use(sets[++swaps % 2]);
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        var taken = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() => desk.ReceiveAsync(externalId: $"x{i}@customer.example"))));
        await stop.CancelAsync();
        await swapping;
        Assert.True(swaps > 1);
        foreach (var opened in taken.Cast<IntakeResult.Opened>())
        {
            var tags = (await desk.TicketAsync(opened.Ticket)).Tags;
            Assert.True(tags is ["a1", "a2", "a3", "a4"] or ["b1", "b2", "b3", "b4"], string.Join(' ', tags));
        }
    }

    [Fact]
    public async Task A_new_time_rule_knows_the_tickets_that_were_there_before_it()
    {
        using var desk = new Desk(Start);
        var ticket = await desk.OpenAsync();
        await desk.LaterAsync(Duration.FromHours(2));
        var active = desk.Get<ActiveConfiguration>();
        active.Use(With(
            active,
            """
            [{"id":"old","on":["rule.due"],"when":{"field":"ticket.createdAt","op":"olderThan","value":"PT1H"},"then":[{"do":"addTags","tags":["old"]}]},
             {"id":"older","on":["rule.due"],"when":{"field":"ticket.createdAt","op":"olderThan","value":"PT5H"},"then":[{"do":"addTags","tags":["older"]}]}]
            """));
        Assert.Equal(1, await desk.Get<DueWork>().RenewAsync(desk.Now));
        await desk.LaterAsync(Duration.FromHours(1));
        Assert.Equal(["old"], (await desk.TicketAsync(ticket)).Tags);
        await desk.LaterAsync(Duration.FromHours(3));
        Assert.Equal(["old", "older"], (await desk.TicketAsync(ticket)).Tags);
        var due = (await desk.Store.ReadEventsAsync(Tenant, ticket)).Where(e => e.Event is Core.Tickets.TicketEvent.RuleDue).Select(e => e.At - desk.Now);
        Assert.Equal([Duration.FromHours(-4), Duration.FromHours(-1)], due);
    }

    private static HelpdeskConfiguration With(ActiveConfiguration active, string rules) =>
        active.Current.WithRules(active.Current.ParseRules(rules).Require());

    // Rules that wake one another, and one of a later run of the same outcome, so that a mix would show.
    private static string Tagging(string name) =>
        $$"""
        [{"id":"1","on":["ticket.created"],"then":[{"do":"addTags","tags":["{{name}}1"]}]},
         {"id":"2","on":["tags.changed"],"when":{"field":"ticket.tags","op":"hasAny","value":["{{name}}1"]},"then":[{"do":"addTags","tags":["{{name}}2"]}]},
         {"id":"3","on":["tags.changed"],"when":{"field":"ticket.tags","op":"hasAny","value":["{{name}}2"]},"then":[{"do":"addTags","tags":["{{name}}3"]}]},
         {"id":"4","on":["ticket.assigned"],"then":[{"do":"addTags","tags":["{{name}}4"]}]}]
        """;
}
