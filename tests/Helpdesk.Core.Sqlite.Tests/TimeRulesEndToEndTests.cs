using Helpdesk.Core.Tickets;
using NodaTime;

namespace Helpdesk.Core.Sqlite.Tests;

/// <summary>Rules that the clock wakes, on a SQLite file. It begins on a Monday, 09:00 UTC.</summary>
public sealed class TimeRulesEndToEndTests
{
    // A reminder after a day of silence on the customer's turn, an escalation two days after the last message, and one that waits for a tag.
    private const string Configuration =
        """
        {"version":1,"departments":[{"id":"support","autoClose":false,"tiers":3}],"mailboxes":[{"address":"support@acme.example","department":"support"}],
         "agents":[{"id":"kim","address":"kim@acme.example","departments":["support"]}],
         "templates":{"remind":{"subject":"[{{ticket.reference}}]","text":"Are you still there?"}},
         "rules":[{"id":"remind","order":1,"on":["rule.due"],"when":{"all":[{"field":"ticket.category","op":"eq","value":"waitingOnCustomer"},
                    {"field":"ticket.statusSince","op":"olderThan","value":"P1D"}]},"then":[{"do":"notify","template":"remind"},{"do":"addTags","tags":["reminded"]}]},
                  {"id":"escalate","order":2,"on":["rule.due"],"when":{"field":"ticket.lastCustomerMessageAt","op":"olderThan","value":"P2D"},
                   "then":[{"do":"escalate"}]},
                  {"id":"after","order":3,"maxRuns":1,"on":["rule.due"],"when":{"all":[{"field":"ticket.tags","op":"hasAny","value":["reminded"]},
                    {"field":"ticket.createdAt","op":"olderThan","value":"PT1H"}]},"then":[{"do":"setPriority","value":"high"}]}]}
        """;

    private static readonly TenantId Tenant = new("default");

    // Research §5, 26 and 28: any cadence of looking gives the same firings.
    [Theory]
    [InlineData(60)]
    [InlineData(601)]
    [InlineData(10_000)]
    public async Task However_often_the_host_looks_each_rule_fires_once_an_episode_at_its_instant(int everyMinutes)
    {
        using var desk = new Desk(Configuration);
        var ticket = await desk.OpenAsync();
        var start = desk.Now;
        await desk.ReplyAsync(ticket);
        for (var left = 10_000; left > 0; left -= everyMinutes)
        {
            await desk.LaterAsync(Duration.FromMinutes(Math.Min(left, everyMinutes)));
        }

        Assert.Equal(
            [("remind", start + Duration.FromDays(1)), ("after", start + Duration.FromDays(1)), ("escalate", start + Duration.FromDays(2))],
            (await DueAsync(desk, ticket)).Select(e => (((TicketEvent.RuleDue)e.Event).Rule.Value, e.At)));
        var after = await desk.TicketAsync(ticket);
        Assert.Equal((Priority.High, 2, 1), (after.Priority, after.Tier, after.RuleRuns["after"]));
        Assert.Single(await desk.Store.ReadMessagesAsync(Tenant, ticket), m => m.Text == "Are you still there?");
    }

    [Fact]
    public async Task A_new_message_begins_a_new_episode_on_the_same_day()
    {
        using var desk = new Desk(Configuration);
        var ticket = await desk.OpenAsync();
        await desk.LaterAsync(Duration.FromDays(3));
        await desk.AnswerAsync(ticket);
        await desk.LaterAsync(Duration.FromHours(47));
        Assert.Equal(["escalate"], (await DueAsync(desk, ticket)).Select(e => ((TicketEvent.RuleDue)e.Event).Rule.Value));
        await desk.LaterAsync(Duration.FromHours(2));
        Assert.Equal(["escalate", "escalate"], (await DueAsync(desk, ticket)).Select(e => ((TicketEvent.RuleDue)e.Event).Rule.Value));
        Assert.Equal(3, (await desk.TicketAsync(ticket)).Tier);
    }

    [Fact]
    public async Task A_rule_whose_condition_ended_before_its_instant_does_not_fire()
    {
        using var desk = new Desk(Configuration);
        var ticket = await desk.OpenAsync();
        await desk.ReplyAsync(ticket);
        await desk.LaterAsync(Duration.FromHours(23));
        await desk.AnswerAsync(ticket);
        await desk.LaterAsync(Duration.FromHours(10));
        Assert.Empty(await DueAsync(desk, ticket));
    }

    private static async Task<IReadOnlyList<RecordedEvent>> DueAsync(Desk desk, TicketId ticket) =>
        [.. (await desk.Store.ReadEventsAsync(Tenant, ticket)).Where(e => e.Event is TicketEvent.RuleDue)];
}
