using Helpdesk.Core.Engine;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Relations;
using NodaTime;

namespace Helpdesk.Core.Sqlite.Tests;

/// <summary>Merging, splitting and linking through everything: intake and desk, engine, SQLite.</summary>
public sealed class RelationsEndToEndTests : IDisposable
{
    private static readonly Address Bob = Address.Mail("bob@customer.example", "Bob");

    private readonly Desk _desk = new();

    public void Dispose() => _desk.Dispose();

    // Golden scenario 8.
    [Fact]
    public async Task Mail_to_any_merged_reference_arrives_in_the_survivor_and_an_unmerge_gives_its_own_back()
    {
        var a = await OpenAsync("a", Desk.Ann);
        var b = await OpenAsync("b", Bob);
        var c = await OpenAsync("c", Desk.Ann);
        var reference = (await _desk.TicketAsync(a)).Reference;
        await _desk.DoAsync(a, new TicketCommand.Merge(b));
        await _desk.DoAsync(b, new TicketCommand.Merge(c));
        Assert.Equal("merge-cycle", await _desk.RefusalAsync(c, new TicketCommand.Merge(a)));
        Assert.Equal("self-merge", await _desk.RefusalAsync(c, new TicketCommand.Merge(c)));

        // By its printed reference, and by answering one of its messages.
        Assert.Equal(c, Assert.IsType<IntakeResult.Appended>(await _desk.ReceiveAsync($"Re: [{reference}]", "d", from: Desk.Ann)).Ticket);
        Assert.Equal(c, Assert.IsType<IntakeResult.Appended>(await _desk.AnswerAsync(b)).Ticket);
        Assert.Equal(["a", "b", "c", "d", "Still broken."], await _desk.TextsAsync(c));
        Assert.Equal("merged", await _desk.StatusAsync(a));

        await _desk.DoAsync(b, new TicketCommand.Unmerge());
        Assert.Equal(["a", "b", "d", "Still broken."], await _desk.TextsAsync(b));
        Assert.Equal(["c"], await _desk.TextsAsync(c));
        Assert.Equal(b, Assert.IsType<IntakeResult.Appended>(await _desk.ReceiveAsync($"Re: [{reference}]", "e", from: Desk.Ann)).Ticket);
    }

    [Fact]
    public async Task A_message_of_a_merged_ticket_is_found_in_the_one_in_which_it_goes_on()
    {
        var a = await OpenAsync("The toner is empty.", Desk.Ann);
        var b = await OpenAsync("b", Bob);
        var c = await OpenAsync("c", Desk.Ann);
        await _desk.DoAsync(a, new TicketCommand.Merge(b));
        await _desk.DoAsync(b, new TicketCommand.Merge(c));
        var desk = _desk.Get<TicketDesk>();
        var hit = Assert.Single((await desk.SearchAsync("\"toner is\" -paper -thank")).Hits);
        Assert.Equal((c, "The toner is empty."), (hit.Ticket.Id, hit.Excerpt));
        await _desk.DoAsync(a, new TicketCommand.Unmerge());
        Assert.Equal(a, Assert.Single((await desk.SearchAsync("toner -thank")).Hits).Ticket.Id);
        Assert.Equal("search-only-excludes", Assert.Single((await desk.SearchAsync("-toner")).Faults).Code);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => desk.SearchAsync("toner", limit: 101));
    }

    [Fact]
    public async Task A_reply_to_a_merged_ticket_is_refused_with_the_survivor_and_its_customer_takes_part_there()
    {
        var a = await OpenAsync("a", Bob);
        var b = await OpenAsync("b", Desk.Ann);
        await _desk.DoAsync(a, new TicketCommand.Merge(b));
        var refused = Assert.IsType<Outcome.Refused>(await _desk.Get<TicketDesk>().ReplyAsync(a, Desk.Kim, "Hello?"));
        Assert.Equal(("merged", (await _desk.TicketAsync(b)).Reference.Value), (refused.Reason.Code, refused.Reason.Place));
        Assert.True((await _desk.TicketAsync(b)).IsParticipant(Bob));
        Assert.Equal(["a", "b"], (await _desk.Get<TicketDesk>().LookAsCustomerAsync(a, Bob))!.Messages.Where(m => !m.IsFromUs).Select(m => m.Text));
    }

    [Fact]
    public async Task Messages_are_split_off_by_a_predicate_and_answers_to_them_go_along()
    {
        var ticket = await OpenAsync("first", Desk.Ann);
        await _desk.AnswerAsync(ticket);
        await _desk.Get<TicketDesk>().NoteAsync(ticket, Desk.Kim, "Two problems.");
        var outcome = Assert.IsType<Outcome.Changed>(
            await _desk.Get<TicketDesk>().SplitAsync(ticket, new Actor.Agent(Desk.Kim), "Still broken", m => m.Text == "Still broken."));
        var fresh = outcome.Others.Single(o => o.ExpectedVersion == 0).State;
        Assert.Equal(["first", "Two problems."], await _desk.TextsAsync(ticket));
        Assert.Equal(["Still broken."], await _desk.TextsAsync(fresh.Id));
        Assert.Equal(new TicketLink(LinkType.SplitFrom, ticket, (await _desk.TicketAsync(ticket)).Reference), Assert.Single(fresh.Ticket.Links));
        Assert.Equal((Desk.Ann, "new"), (fresh.Ticket.Requester, fresh.Ticket.Status.Value));
        Assert.Equal(fresh.Id, Assert.IsType<IntakeResult.Appended>(await _desk.AnswerAsync(fresh.Id)).Ticket);
        Assert.Equal("Still broken", (await _desk.TicketAsync(fresh.Id)).Subject);
    }

    [Fact]
    public async Task Copied_messages_are_in_both_tickets()
    {
        var ticket = await OpenAsync("first", Desk.Ann);
        var outcome = Assert.IsType<Outcome.Changed>(
            await _desk.Get<TicketDesk>().SplitAsync(ticket, new Actor.Agent(Desk.Kim), "Copy", m => m.Direction == MessageDirection.Inbound, copy: true));
        Assert.Equal(["first"], await _desk.TextsAsync(ticket));
        Assert.Equal(["first"], await _desk.TextsAsync(outcome.Others[0].State.Id));
        Assert.Equal(ticket, Assert.IsType<IntakeResult.Appended>(await _desk.AnswerAsync(ticket)).Ticket);
    }

    [Theory]
    [InlineData("block", "guard-failed")]
    [InlineData("cascade", "resolved")]
    [InlineData("ignore", "new")]
    public async Task Open_children_block_come_along_or_mean_nothing(string policy, string expected)
    {
        using var desk = new Desk(Desk.Configuration.Replace("\"autoCloseAfter\"", $"\"openChildren\":\"{policy}\",\"autoCloseAfter\"", StringComparison.Ordinal));
        var parent = await desk.OpenAsync();
        var child = await desk.OpenAsync();
        await desk.DoAsync(parent, new TicketCommand.Link(LinkType.ParentOf, child));
        Assert.Equal("link-cycle", await desk.RefusalAsync(child, new TicketCommand.Link(LinkType.ParentOf, parent)));
        var outcome = await desk.TryAsync(parent, Triggers.Resolve);
        if (outcome is Outcome.Refused refused)
        {
            Assert.Equal(expected, refused.Reason.Code);
            await desk.FireAsync(child, Triggers.Resolve);
            await desk.FireAsync(parent, Triggers.Resolve);
        }
        else
        {
            Assert.Equal(expected, await desk.StatusAsync(child));
        }

        Assert.Equal("resolved", await desk.StatusAsync(parent));
    }

    [Fact]
    public async Task A_follow_up_and_its_ticket_know_one_another()
    {
        var ticket = await _desk.OpenAsync();
        await _desk.FireAsync(ticket, Triggers.Close);
        var next = Assert.IsType<IntakeResult.Opened>(await _desk.AnswerAsync(ticket)).Ticket;
        Assert.Equal((LinkType.FollowedUpBy, next), Key(Assert.Single((await _desk.TicketAsync(ticket)).Links)));
        Assert.Equal((LinkType.FollowUpOf, ticket), Key(Assert.Single((await _desk.TicketAsync(next)).Links)));

        static (LinkType, TicketId) Key(TicketLink link) => (link.Type, link.Other);
    }

    [Fact]
    public async Task Concurrent_merges_in_a_circle_leave_a_forest()
    {
        for (var round = 0; round < 5; round++)
        {
            TicketId[] tickets = [await _desk.OpenAsync(), await _desk.OpenAsync(), await _desk.OpenAsync(), await _desk.OpenAsync()];
            await Task.WhenAll(tickets.Select((t, i) => Task.Run(() =>
                _desk.Get<TicketDesk>().ExecuteAsync(t, new TicketCommand.Merge(tickets[(i + 1) % 4]), new Actor.Agent(Desk.Kim)))));
            var ends = new HashSet<TicketId>();
            foreach (var ticket in tickets)
            {
                var at = await _desk.TicketAsync(ticket);
                for (var steps = 0; at.MergedInto is { } next; steps++)
                {
                    Assert.True(steps < 4, "The merges run in a circle.");
                    at = await _desk.TicketAsync(next.Other);
                }

                ends.Add(at.Id);
            }

            Assert.NotEmpty(ends);
        }
    }

    [Fact]
    public async Task Links_that_two_agents_make_at_once_do_not_close_a_circle()
    {
        TicketId[] t = [await _desk.OpenAsync(), await _desk.OpenAsync(), await _desk.OpenAsync(), await _desk.OpenAsync()];
        await _desk.DoAsync(t[0], new TicketCommand.Link(LinkType.Blocks, t[1]));
        await _desk.DoAsync(t[2], new TicketCommand.Link(LinkType.Blocks, t[3]));
        var both = await Task.WhenAll(
            Task.Run(() => _desk.Get<TicketDesk>().ExecuteAsync(t[1], new TicketCommand.Link(LinkType.Blocks, t[2]), new Actor.Agent(Desk.Kim))),
            Task.Run(() => _desk.Get<TicketDesk>().ExecuteAsync(t[3], new TicketCommand.Link(LinkType.Blocks, t[0]), new Actor.Agent(Desk.Kim))));
        Assert.Single(both, o => o is Outcome.Changed);
        Assert.Single(both, o => o is Outcome.Refused { Reason.Code: "link-cycle" });
    }

    private async Task<TicketId> OpenAsync(string text, Address from)
    {
        await _desk.LaterAsync(Duration.FromSeconds(1));
        return Assert.IsType<IntakeResult.Opened>(await _desk.ReceiveAsync(text, text, from: from)).Ticket;
    }
}
