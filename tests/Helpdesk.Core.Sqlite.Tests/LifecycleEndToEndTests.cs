using Helpdesk.Core.Engine;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime;
using Helpdesk.Core.Spam;
using Helpdesk.Core.Tickets;
using NodaTime;

namespace Helpdesk.Core.Sqlite.Tests;

/// <summary>Each row of the lifecycle table, through everything: intake or desk, engine, SQLite.</summary>
public sealed class LifecycleEndToEndTests : IDisposable
{
    private static readonly MessageHeader OutOfOffice = new("Auto-Submitted", "auto-replied");

    private readonly Desk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Theory]
    [InlineData(ChannelAddress.Mail, "new")]
    [InlineData(ChannelAddress.Chat, "chatting")]
    [InlineData(ChannelAddress.Call, "calling")]
    public async Task Created(string channel, string status)
    {
        var ticket = await _desk.OpenAsync(channel);
        Assert.Equal(status, await _desk.StatusAsync(ticket));
        Assert.Equal(Desk.Kim, (await _desk.TicketAsync(ticket)).Assignee);
    }

    [Fact]
    public async Task An_agents_public_reply_waits_for_the_customer_or_takes_the_status_sent_along()
    {
        var ticket = await _desk.OpenAsync();
        await _desk.ReplyAsync(ticket);
        Assert.Equal("answered", await _desk.StatusAsync(ticket));
        await _desk.ReplyAsync(ticket, Triggers.Resolve);
        Assert.Equal("resolved", await _desk.StatusAsync(ticket));
        await _desk.FireAsync(ticket, Triggers.Close);
        var refused = Assert.IsType<Outcome.Refused>(await _desk.Get<TicketDesk>().ReplyAsync(ticket, Desk.Kim, "One more thing."));
        Assert.Equal("not-permitted", refused.Reason.Code);
    }

    [Fact]
    public async Task An_internal_note_moves_nothing_and_stops_no_clock()
    {
        var ticket = await _desk.OpenAsync();
        var before = await _desk.StateAsync(ticket);
        Assert.IsType<Outcome.Changed>(await _desk.Get<TicketDesk>().NoteAsync(ticket, Desk.Kim, "Known problem."));
        var after = await _desk.StateAsync(ticket);
        Assert.Equal("new", after.Ticket.Status.Value);
        Assert.Equal(before.Sla.Clocks, after.Sla.Clocks);
        var messages = await _desk.Store.ReadMessagesAsync(new TenantId("default"), ticket);
        Assert.Equal(MessageDirection.Note, messages[^1].Direction);
        Assert.Single(await _desk.Store.ClaimOutboxAsync(new TenantId("default"), _desk.Now, Duration.FromMinutes(1), 9)); // the acknowledgement alone
    }

    [Theory]
    [InlineData("", "new")]
    [InlineData("reply", "open")]
    [InlineData("hold", "open")]
    [InlineData("postpone", "open")]
    [InlineData("resolve", "open")]
    [InlineData("mark-spam", "spam")]
    public async Task A_customers_message(string before, string after)
    {
        var ticket = await _desk.OpenAsync();
        switch (before)
        {
            case "reply": await _desk.ReplyAsync(ticket); break;
            case "postpone":
                await _desk.Get<TicketDesk>().ExecuteAsync(
                    ticket, new TicketCommand.Postpone(_desk.Now + Duration.FromDays(9)), new Actor.Agent(Desk.Kim));
                break;
            case "": break;
            default: await _desk.FireAsync(ticket, new TriggerId(before)); break;
        }

        Assert.Equal(ticket, Assert.IsType<IntakeResult.Appended>(await _desk.AnswerAsync(ticket)).Ticket);
        Assert.Equal(after, await _desk.StatusAsync(ticket));
    }

    [Fact]
    public async Task A_customers_message_to_a_closed_ticket_makes_a_linked_follow_up()
    {
        var ticket = await _desk.OpenAsync();
        await _desk.FireAsync(ticket, Triggers.Close);
        var opened = Assert.IsType<IntakeResult.Opened>(await _desk.AnswerAsync(ticket));
        Assert.Equal(ticket, (await _desk.TicketAsync(opened.Ticket)).FollowUpOf);
        Assert.Equal("closed", await _desk.StatusAsync(ticket));
    }

    [Fact]
    public async Task A_customers_message_within_the_reopen_window_reopens()
    {
        using var desk = new Desk(Desk.Configuration.Replace("\"autoCloseAfter\"", "\"reopenWindow\":\"P14D\",\"autoCloseAfter\"", StringComparison.Ordinal));
        var ticket = await desk.OpenAsync();
        await desk.FireAsync(ticket, Triggers.Close);
        await desk.LaterAsync(Duration.FromDays(14));
        Assert.IsType<IntakeResult.Appended>(await desk.AnswerAsync(ticket));
        Assert.Equal("open", await desk.StatusAsync(ticket));
        Assert.Equal(1, (await desk.TicketAsync(ticket)).ReopenCount);
    }

    [Fact]
    public async Task An_automatic_message_is_recorded_and_moves_nothing()
    {
        var ticket = await _desk.OpenAsync();
        await _desk.ReplyAsync(ticket);
        var version = (await _desk.TicketAsync(ticket)).Version;
        Assert.IsType<IntakeResult.Appended>(await _desk.AnswerAsync(ticket, OutOfOffice));
        Assert.Equal("answered", await _desk.StatusAsync(ticket));
        Assert.Equal(version + 1, (await _desk.TicketAsync(ticket)).Version);
    }

    [Fact]
    public async Task An_automatic_answer_that_belongs_nowhere_is_put_aside_with_its_reason()
    {
        var result = Assert.IsType<IntakeResult.Quarantined>(await _desk.ReceiveAsync("Out of office", headers: [OutOfOffice]));
        Assert.Equal("unmatched-auto-reply", result.Reason.Code);
        Assert.Single(await _desk.Store.ReadQuarantineAsync(new TenantId("default"), 9));
    }

    [Theory]
    [InlineData(false, "new")]
    [InlineData(true, "open")]
    public async Task Postponed_returns_to_new_or_open_at_its_instant(bool worked, string after)
    {
        var ticket = await _desk.OpenAsync();
        if (worked)
        {
            await _desk.FireAsync(ticket, Triggers.Start);
        }

        var until = _desk.Now + Duration.FromHours(1);
        await _desk.Get<TicketDesk>().ExecuteAsync(ticket, new TicketCommand.Postpone(until), new Actor.Agent(Desk.Kim));
        Assert.Equal("postponed", await _desk.StatusAsync(ticket));
        await _desk.LaterAsync(Duration.FromMinutes(59));
        Assert.Equal("postponed", await _desk.StatusAsync(ticket));
        await _desk.LaterAsync(Duration.FromDays(1));
        Assert.Equal(after, await _desk.StatusAsync(ticket));
        Assert.Equal(until, (await _desk.TicketAsync(ticket)).StatusSince); // however late the host polls
    }

    [Fact]
    public async Task Resolving_is_no_first_answer()
    {
        var ticket = await _desk.OpenAsync();
        await _desk.FireAsync(ticket, Triggers.Resolve);
        Assert.Equal(Sla.SlaClockState.Cancelled, (await _desk.StateAsync(ticket)).Sla.Clocks[0].State);
        await _desk.FireAsync(ticket, Triggers.Reopen);
        Assert.Equal("open", await _desk.StatusAsync(ticket));
    }

    [Fact]
    public async Task Closing_follows_the_close_policy_of_the_department()
    {
        var ticket = await _desk.OpenAsync(to: "strict@acme.example");
        var refused = Assert.IsType<Outcome.Refused>(await _desk.TryAsync(ticket, Triggers.Close));
        Assert.Equal("guard-failed", refused.Reason.Code);
        await _desk.FireAsync(ticket, Triggers.Close, new Actor.Customer(Desk.Ann));
        Assert.Equal("closed", await _desk.StatusAsync(ticket));
    }

    // Golden scenario 2.
    [Fact]
    public async Task Silence_closes_after_three_days_with_a_notice_and_no_machine_postpones_it()
    {
        var ticket = await _desk.OpenAsync();
        await _desk.ReplyAsync(ticket);
        await _desk.LaterAsync(Duration.FromDays(2));
        await _desk.Get<TicketDesk>().ExecuteAsync(ticket, new TicketCommand.AddTags(["system"]), Actor.System);
        await _desk.AnswerAsync(ticket, OutOfOffice);
        await _desk.LaterAsync(Duration.FromHours(23));
        Assert.Equal("answered", await _desk.StatusAsync(ticket));
        await _desk.LaterAsync(Duration.FromHours(1));
        Assert.Equal("closed", await _desk.StatusAsync(ticket));
        var last = (await _desk.Store.ReadMessagesAsync(new TenantId("default"), ticket))[^1];
        Assert.Equal("We closed it.", last.Text);
        Assert.IsType<IntakeResult.Appended>(await _desk.AnswerAsync(ticket, OutOfOffice));
        Assert.Equal("closed", await _desk.StatusAsync(ticket));
    }

    [Fact]
    public async Task A_ticket_solved_after_a_long_silence_does_not_close_at_once()
    {
        var ticket = await _desk.OpenAsync();
        await _desk.LaterAsync(Duration.FromDays(10));
        await _desk.FireAsync(ticket, Triggers.Resolve);
        await _desk.LaterAsync(Duration.FromDays(3) - Duration.FromTicks(1));
        Assert.Equal("resolved", await _desk.StatusAsync(ticket));
        await _desk.LaterAsync(Duration.FromTicks(1));
        Assert.Equal("closed", await _desk.StatusAsync(ticket));
    }

    [Fact]
    public async Task Spam_and_back_returns_to_the_exact_status_before()
    {
        var ticket = await _desk.OpenAsync();
        await _desk.FireAsync(ticket, Triggers.Hold);
        await _desk.FireAsync(ticket, Triggers.MarkSpam);
        Assert.Equal("spam", await _desk.StatusAsync(ticket));
        await _desk.FireAsync(ticket, Triggers.NotSpam);
        Assert.Equal("on-hold", await _desk.StatusAsync(ticket));
    }

    [Fact]
    public async Task A_missed_target_is_recorded_once_at_its_instant()
    {
        var ticket = await _desk.OpenAsync();
        var due = _desk.Now + Duration.FromHours(4);
        await _desk.LaterAsync(Duration.FromHours(5));
        await _desk.LaterAsync(Duration.FromHours(5));
        var breach = Assert.Single(await _desk.Store.ReadEventsAsync(new TenantId("default"), ticket), e => e.Event is TicketEvent.SlaBreached);
        Assert.Equal(due + Duration.FromTicks(1), breach.At);
        Assert.Equal(due, ((TicketEvent.SlaBreached)breach.Event).DueAt);
        await _desk.ReplyAsync(ticket);
        Assert.False((await _desk.StateAsync(ticket)).Sla.Clocks[0].IsMet);
    }

    // Golden scenario 3.
    [Fact]
    public async Task Marking_a_few_dozen_mails_teaches_the_filter_and_unmarking_takes_exactly_that_back()
    {
        var tenant = new TenantId("default");
        for (var i = 0; i < 60; i++)
        {
            var spam = Assert.IsType<IntakeResult.Opened>(await _desk.ReceiveAsync(
                $"Cheap pills offer {i}", "Buy cheap pills now at http://pills.example/buy and win a lottery prize", from: Address.Mail($"x{i}@pills.example")));
            if (spam.IsSpam)
            {
                Assert.True(i >= 12, "It acted on fewer than 24 lessons.");
            }
            else
            {
                await _desk.FireAsync(spam.Ticket, Triggers.MarkSpam);
            }

            var wanted = Assert.IsType<IntakeResult.Opened>(await _desk.ReceiveAsync(
                $"Printer question {i}", "Our printer in the second floor prints blank pages since this morning", from: Address.Mail($"c{i}@customer.example")));
            Assert.False(wanted.IsSpam);
            await _desk.ReplyAsync(wanted.Ticket);
            await _desk.LaterAsync(Duration.FromMinutes(1));
        }

        var before = await ModelAsync();
        var caught = Assert.IsType<IntakeResult.Opened>(await _desk.ReceiveAsync(
            "Cheap pills offer", "Buy cheap pills now at http://pills.example/buy and win", from: Address.Mail("new@pills.example")));
        Assert.True(caught.IsSpam);
        Assert.Equal("spam", await _desk.StatusAsync(caught.Ticket));
        Assert.Single(await _desk.Store.ReadMessagesAsync(tenant, caught.Ticket)); // no acknowledgement
        Assert.Empty((await _desk.StateAsync(caught.Ticket)).Sla.Clocks);

        // The spammer writes again: it is the same ticket, and it stays where it is, without a word to anybody.
        var first = (await _desk.Store.ReadMessagesAsync(tenant, caught.Ticket))[0];
        Assert.IsType<IntakeResult.Appended>(await _desk.ReceiveAsync(
            "Re: Cheap pills offer", "Did you get my offer?", from: Address.Mail("new@pills.example"), answers: first.ExternalId));
        Assert.Equal("spam", await _desk.StatusAsync(caught.Ticket));
        Assert.Equal(2, (await _desk.Store.ReadMessagesAsync(tenant, caught.Ticket)).Count);
        Assert.Contains(
            (await _desk.Store.ReadTracesAsync(tenant, caught.Ticket)).SelectMany(t => t.Steps), t => t.Area == "spam" && t.Facts.Any(f => f.Name.Contains("pills", StringComparison.Ordinal)));

        var ticket = await _desk.OpenAsync();
        await _desk.FireAsync(ticket, Triggers.Hold);
        await _desk.FireAsync(ticket, Triggers.MarkSpam);
        Assert.Equal(before.Totals.SpamMessages + 1, (await ModelAsync()).Totals.SpamMessages);
        await _desk.FireAsync(ticket, Triggers.NotSpam);
        Assert.Equal("on-hold", await _desk.StatusAsync(ticket));
        Assert.Equal(before.ToBytes(), (await ModelAsync()).ToBytes());

        async Task<SpamModel> ModelAsync() => (await _desk.Store.ReadSpamModelAsync(tenant))!.Over(SpamModel.Empty);
    }

    [Fact]
    public async Task Text_that_is_no_valid_Unicode_is_stored_all_the_same()
    {
        var broken = new string('a', 199) + "\ud83d\ude00 \ud800 \udc00\ufffe";
        var opened = Assert.IsType<IntakeResult.Opened>(
            await _desk.ReceiveAsync(broken, broken, from: new Address(AddressKind.Mail, "x\ud800@customer.example", broken)));
        Assert.Equal("new", await _desk.StatusAsync(opened.Ticket));
    }

    [Fact]
    public async Task A_stranger_who_guesses_a_reference_gets_a_ticket_of_his_own()
    {
        var ticket = await _desk.OpenAsync();
        var reference = (await _desk.TicketAsync(ticket)).Reference;
        var opened = Assert.IsType<IntakeResult.Opened>(await _desk.ReceiveAsync($"Re: [{reference}]", from: Address.Mail("eve@other.example")));
        Assert.NotEqual(ticket, opened.Ticket);
    }

    [Fact]
    public async Task An_agent_who_answers_by_mail_answers_the_customer()
    {
        var ticket = await _desk.OpenAsync();
        var reference = (await _desk.TicketAsync(ticket)).Reference;
        Assert.IsType<IntakeResult.Appended>(await _desk.ReceiveAsync($"Re: [{reference}]", "Try again.", from: Address.Mail("kim@acme.example")));
        Assert.Equal("answered", await _desk.StatusAsync(ticket));
        var waiting = await _desk.Store.ClaimOutboxAsync(new TenantId("default"), _desk.Now, Duration.FromMinutes(1), 9);
        Assert.Equal(("Try again.", false), (waiting[^1].Message.Text, waiting[^1].Message.IsAutomatic));
    }
}
