using Helpdesk.Core.Engine;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.TestSupport;
using Helpdesk.Core.Tickets;
using NodaTime;

namespace Helpdesk.Core.Runtime.Tests;

/// <summary>What ends loops without anybody having configured it, by windows that slide.</summary>
public sealed class LoopCapTests
{
    private static readonly ActiveConfiguration Configuration = new(HelpdeskConfiguration.Parse(
        """
        {"version":1,"departments":[{"id":"support","reopenWindow":"P14D"}],"mailboxes":[{"address":"support@acme.example","department":"support"}],
         "agents":[{"id":"kim","address":"kim@acme.example","departments":["support"]}],
         "templates":{"ack":{"subject":"s","text":"We have it."}},"notices":{"acknowledgement":"ack"}}
        """).Require());

    private static readonly Instant Start = Instant.FromUtc(2026, 3, 2, 9, 0);
    private static readonly TenantId Tenant = new("default");

    private readonly InMemoryStore _store = new();
    private readonly Clock _clock = new(Start);
    private int _mails;

    // Law: in no stretch of a day is an address acknowledged more than ten times; another address is not held back by it.
    [Fact]
    public async Task An_address_is_acknowledged_ten_times_in_any_day()
    {
        var sent = new List<Instant>();
        for (var hour = 0; hour < 60; hour++, _clock.Now += Duration.FromHours(1))
        {
            if (await IsAcknowledgedAsync("ann@customer.example"))
            {
                sent.Add(_clock.Now);
            }
        }

        Assert.All(sent, from => Assert.InRange(sent.Count(at => at >= from && at < from + Duration.FromDays(1)), 1, 10));
        Assert.True(sent.Count > 20, $"{sent.Count} of 60"); // the window slides: the second and the third day have theirs
        Assert.True(await IsAcknowledgedAsync("bob@customer.example"));
    }

    [Fact]
    public async Task Messages_reopen_a_ticket_five_times_in_any_hour()
    {
        var desk = new TicketDesk(Configuration, _store, Tenant, _clock);
        var ticket = Assert.IsType<IntakeResult.Opened>(await MailAsync("ann@customer.example")).Ticket;
        var reopened = new List<Instant>();
        for (var minute = 0; minute < 180; minute += 5, _clock.Now += Duration.FromMinutes(5))
        {
            await desk.ExecuteAsync(ticket, new TicketCommand.Fire(Triggers.Resolve), new Actor.Agent(new AgentId("kim")));
            Assert.IsType<IntakeResult.Appended>(await MailAsync("ann@customer.example", answers: "m1@customer.example"));
            if ((await _store.LoadAsync(Tenant, ticket))!.Ticket.Category == StatusCategory.Open)
            {
                reopened.Add(_clock.Now);
            }
        }

        Assert.All(reopened, from => Assert.InRange(reopened.Count(at => at >= from && at < from + Duration.FromHours(1)), 1, 5));
        Assert.Equal(15, reopened.Count);
        Assert.Equal(37, (await _store.LoadAsync(Tenant, ticket))!.Ticket.Messages.Count(m => m.Direction == MessageDirection.Inbound));
        Assert.Contains(await _store.ReadEventsAsync(Tenant, ticket), e => e.Event is TicketEvent.AutomationDenied { Budget: "reopen" });
    }

    private async Task<bool> IsAcknowledgedAsync(string from)
    {
        var opened = Assert.IsType<IntakeResult.Opened>(await MailAsync(from));
        return (await _store.ReadMessagesAsync(Tenant, opened.Ticket)).Count == 2;
    }

    private Task<IntakeResult> MailAsync(string from, string answers = "")
    {
        var id = $"m{++_mails}@customer.example";
        return new Intake(Configuration, _store, Tenant).ReceiveAsync(
            SupportMail.Of(id, from) with { InReplyTo = answers.Length == 0 ? [] : [answers] },
            _clock.Now);
    }
}
