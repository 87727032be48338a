using Helpdesk.Core.Engine;
using Helpdesk.Core.Runtime;
using Helpdesk.Core.Sla;
using Helpdesk.Core.Tickets;
using NodaTime;

namespace Helpdesk.Core.Sqlite.Tests;

/// <summary>Promises from the configuration to timers, events, rules and figures, on a SQLite file. It begins on a Monday, 09:00 UTC.</summary>
public sealed class SlaEndToEndTests : IDisposable
{
    private const string Head =
        """
        {"version":1,"departments":[{"id":"support"},{"id":"second"}],"mailboxes":[{"address":"support@acme.example","department":"support"}],
         "agents":[{"id":"kim","address":"kim@acme.example","departments":["support","second"]}],
         "schedules":{"office":{"zone":"Etc/UTC","weekly":[{"day":1,"start":"09:00","end":"17:00"},{"day":2,"start":"09:00","end":"17:00"}]}},
         "rules":[{"id":"warn","on":["sla.warned"],"when":{"field":"sla.level","op":"eq","value":"lead"},"then":[{"do":"addTags","tags":["hurry"]}]},
                  {"id":"breach","on":["sla.breached"],"when":{"field":"sla.metric","op":"eq","value":"firstReply"},"then":[{"do":"setPriority","value":"urgent"}]},
                  {"id":"kept","on":["sla.fulfilled"],"when":{"field":"sla.metric","op":"eq","value":"resolution"},"then":[{"do":"addTags","tags":["measured"]}]}],
        """;

    private const string Policies =
        """
        "slaPolicies":[{"id":"gold","schedule":"office","when":{"field":"requester.domain","op":"eq","value":"customer.example"},
           "firstReply":{"all":"PT4H","urgent":"PT2H","warnings":[{"level":"half","at":0.5},{"level":"lead","before":"PT1H"}]},
           "nextReply":{"all":"PT2H"},"resolution":{"all":"PT40H","schedule":"calendar"},"x-note":{"all":"PT1H"}}],
         "slaMetrics":[{"id":"x-note","startOn":["assigned"],"fulfilOn":["note"]}]}
        """;

    private static readonly TenantId Tenant = new("default");

    private readonly Desk _desk = new(Head + Policies);

    public void Dispose() => _desk.Dispose();

    [Fact]
    public async Task Warnings_and_breaches_come_at_their_instants_once_and_wake_rules_however_late_the_host_looks()
    {
        var ticket = await _desk.OpenAsync();
        var monday = _desk.Now;
        await _desk.LaterAsync(Duration.FromDays(3)); // nobody looked for three days
        await _desk.LaterAsync(Duration.FromDays(1));
        var told = (await EventsAsync(ticket)).Where(e => e.Event is TicketEvent.SlaWarned or TicketEvent.SlaBreached).ToList();
        Assert.Equal(
            [
                ("x-note", "", monday + Duration.FromHours(1)),
                ("firstReply", "half", monday + Duration.FromHours(2)),
                ("firstReply", "lead", monday + Duration.FromHours(3)),
                ("firstReply", "", monday + Duration.FromHours(4)),
                ("resolution", "", monday + Duration.FromHours(40)),
            ],
            told.Select(e => e.Event switch
            {
                TicketEvent.SlaWarned warned => (warned.Metric, warned.Level, warned.At),
                TicketEvent.SlaBreached breached => (breached.Metric, "", breached.At!.Value),
                _ => ("", "", default),
            }));
        Assert.All(told, e => Assert.True(e.At - monday < Duration.FromHours(41))); // recorded at their instants, not days later
        var after = await _desk.TicketAsync(ticket);
        Assert.Equal((Priority.Urgent, "hurry"), (after.Priority, Assert.Single(after.Tags)));
    }

    [Fact]
    public async Task The_desk_shows_where_promises_stand_how_that_came_about_and_what_comes()
    {
        var ticket = await _desk.OpenAsync();
        await _desk.LaterAsync(Duration.FromMinutes(90));
        var view = (await _desk.Get<TicketDesk>().LookAtSlaAsync(ticket))!;
        Assert.Equal(new SlaPolicyId("gold"), view.Policy);
        var reply = view.Clocks.Single(c => c.Clock.Metric == "firstReply");
        Assert.Equal((SlaStanding.Running, Duration.FromMinutes(90), Duration.FromMinutes(150)), (reply.Status.Standing, reply.Status.Elapsed, reply.Status.Remaining));
        Assert.Equal(new SlaStretch(SlaStretchKind.Worked, _desk.Now - Duration.FromMinutes(90), _desk.Now), Assert.Single(reply.Stretches));
        Assert.Equal(["half", "lead", null, null], view.Forecast.Select(f => f.Level));
        Assert.Equal(["firstReply", "firstReply", "firstReply", "resolution"], view.Forecast.Select(f => f.Metric));
        await _desk.ReplyAsync(ticket);
        await _desk.AnswerAsync(ticket);
        await _desk.LaterAsync(Duration.FromHours(1));
        await _desk.ReplyAsync(ticket);
        await _desk.AnswerAsync(ticket);
        view = (await _desk.Get<TicketDesk>().LookAtSlaAsync(ticket))!;
        Assert.Equal((2, SlaStanding.Running), (view.Clocks.Single(c => c.Clock.Metric == "nextReply").Clock.Cycle, view.Clocks.Single(c => c.Clock.Metric == "nextReply").Status.Standing));
        Assert.Equal(("nextReply", 1, true, Duration.FromHours(1)), view.Past.Select(c => (c.Metric, c.Cycle, c.IsMet, c.Elapsed)).Single());
        Assert.Null(await _desk.Get<TicketDesk>().LookAtSlaAsync(new TicketId(Guid.CreateVersion7())));
    }

    [Fact]
    public async Task What_the_store_has_is_what_the_stream_says()
    {
        var ticket = await _desk.OpenAsync();
        var other = await _desk.OpenAsync();
        await _desk.ReplyAsync(ticket);
        await _desk.LaterAsync(Duration.FromHours(5));
        await _desk.AnswerAsync(ticket);
        await _desk.DoAsync(ticket, new TicketCommand.Transfer(new DepartmentId("second")));
        await _desk.DoAsync(ticket, new TicketCommand.Merge(other));
        await _desk.LaterAsync(Duration.FromHours(1));
        Assert.All((await _desk.StateAsync(ticket)).Sla.Clocks, c => Assert.False(c.IsUnderWay));
        Assert.Null((await _desk.StateAsync(ticket)).Sla.NextWakeAt);
        await _desk.DoAsync(ticket, new TicketCommand.Unmerge());
        await _desk.FireAsync(ticket, Triggers.Resolve);
        var policies = HelpdeskConfiguration.Parse(Head + Policies).Require().Sla;
        Assert.Equal((await _desk.StateAsync(ticket)).Sla.Clocks, SlaHistory.Read(await EventsAsync(ticket), policies).State.Clocks);
        Assert.Equal("measured", Assert.Single((await _desk.TicketAsync(ticket)).Tags));
        var resolution = (await _desk.StateAsync(ticket)).Sla.Find("resolution")!;
        Assert.Equal(1, resolution.Cycle); // it went on where the merge had stopped it, and the hour away does not count
        Assert.True(resolution.Elapsed < Duration.FromHours(1));
    }

    [Fact]
    public async Task Figures_say_how_promises_were_kept_by_policy_and_metric()
    {
        var (good, late, open) = (await _desk.OpenAsync(), await _desk.OpenAsync(), await _desk.OpenAsync());
        var start = _desk.Now;
        await _desk.ReplyAsync(good, Triggers.Resolve);
        await _desk.LaterAsync(Duration.FromHours(5));
        await _desk.ReplyAsync(late, Triggers.Resolve);
        await _desk.LaterAsync(Duration.FromHours(40));
        var rows = await _desk.Get<TicketDesk>().ComplianceAsync(start, _desk.Now);
        var reply = rows.Single(r => r.Metric == "firstReply");
        Assert.Equal((new SlaPolicyId("gold"), 1, 1, 1), (reply.Policy, reply.Met, reply.Breached, reply.Overdue));
        Assert.Equal((1 / 3.0, Duration.FromHours(5)), (reply.Rate, reply.Longest));
        var resolution = rows.Single(r => r.Metric == "resolution");
        Assert.Equal((2, 0, 1), (resolution.Met, resolution.Breached, resolution.Overdue));
        Assert.Empty(await _desk.Get<TicketDesk>().ComplianceAsync(start - Duration.FromDays(1), start));
        Assert.NotEqual(good, open);
    }

    // Research §2.5, example 38: the goal is lowered after the fact. Finished cycles stay; a forced review measures them anew.
    [Fact]
    public async Task An_edited_policy_leaves_finished_cycles_alone_until_a_forced_review()
    {
        var ticket = await _desk.OpenAsync();
        await _desk.LaterAsync(Duration.FromMinutes(150));
        await _desk.ReplyAsync(ticket, Triggers.Resolve);
        using var edited = new Desk(Head + Policies.Replace("\"all\":\"PT4H\"", "\"all\":\"PT2H\"", StringComparison.Ordinal), path: _desk.Database);
        await edited.LaterAsync(Duration.FromHours(3));
        await edited.DoAsync(ticket, new TicketCommand.ReviewSla(SlaEdit.Retroactive));
        Assert.True((await edited.StateAsync(ticket)).Sla.Find("firstReply")!.IsMet);
        var period = (From: _desk.Now - Duration.FromDays(1), Until: _desk.Now + Duration.FromDays(1));
        Assert.Equal(1, (await edited.Get<TicketDesk>().ComplianceAsync(period.From, period.Until)).Single(r => r.Metric == "firstReply").Met);
        await edited.DoAsync(ticket, new TicketCommand.ReviewSla(SlaEdit.Forced));
        Assert.False((await edited.StateAsync(ticket)).Sla.Find("firstReply")!.IsMet);
        Assert.Equal(1, (await edited.Get<TicketDesk>().ComplianceAsync(period.From, period.Until)).Single(r => r.Metric == "firstReply").Breached);
    }

    [Fact]
    public async Task A_metric_that_is_no_longer_configured_ends_quietly()
    {
        var ticket = await _desk.OpenAsync();
        using var edited = new Desk(
            Head + Policies.Replace(",\"x-note\":{\"all\":\"PT1H\"}", "", StringComparison.Ordinal), path: _desk.Database);
        await edited.LaterAsync(Duration.FromMinutes(90));
        Assert.Equal(SlaClockState.Cancelled, (await edited.StateAsync(ticket)).Sla.Find("x-note")!.State);
        Assert.DoesNotContain(await EventsAsync(ticket), e => e.Event is TicketEvent.SlaBreached);
        Assert.Single(await EventsAsync(ticket), e => e.Event is TicketEvent.SlaReviewed);
    }

    private Task<IReadOnlyList<RecordedEvent>> EventsAsync(TicketId ticket) => _desk.Store.ReadEventsAsync(Tenant, ticket);
}
