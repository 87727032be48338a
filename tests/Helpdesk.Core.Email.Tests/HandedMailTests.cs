using Helpdesk.Core.Conversations.Replies;
using Helpdesk.Core.Engine;
using Helpdesk.Core.Runtime;
using Helpdesk.Core.Runtime.Storage;
using NodaTime;

namespace Helpdesk.Core.Email.Tests;

/// <summary>A mail that is handed on as an attachment is unwrapped like one that is handed on in the text.</summary>
public sealed class HandedMailTests
{
    private static readonly Instant Start = Instant.FromUtc(2026, 3, 2, 9, 0);
    private static readonly TenantId Tenant = new("default");

    [Theory]
    [InlineData("kim@acme.example", "@fwd\nPlease take it.", "ann@customer.example", "Printer broken")]
    [InlineData("kim@acme.example", "Please take it.", "kim@acme.example", "Fwd")]
    [InlineData("bob@customer.example", "@fwd\nPlease take it.", "bob@customer.example", "Fwd")]
    public async Task An_agent_opens_a_ticket_for_the_author_of_an_attached_mail(string from, string text, string requester, string subject)
    {
        var configuration = new ActiveConfiguration(HelpdeskConfiguration.Parse(
            """
            {"version":1,"departments":[{"id":"support"}],"mailboxes":[{"address":"support@acme.example","department":"support"}],
             "agents":[{"id":"kim","address":"kim@acme.example","departments":["support"]}]}
            """).Require());
        var store = new InMemoryStore();
        var opened = Assert.IsType<IntakeResult.Opened>(await new Intake(configuration, store, Tenant).ReceiveAsync(Mails.Message(Mail(from, text)), Start));
        var state = await store.LoadAsync(Tenant, opened.Ticket);
        Assert.Equal((requester, subject), (state!.Ticket.Requester.Value, state.Ticket.Subject));
        var handed = ForwardedMessage.In(Assert.Single(await store.ReadMessagesAsync(Tenant, opened.Ticket)))!;
        Assert.Equal(("Ann", "Mon, 02 Mar 2026 08:00:00 +0000", "Printer broken", "It does not print."), (handed.From.DisplayName, handed.Date, handed.Subject, handed.Text.Trim()));

        // It goes with whom it names.
        await new TicketDesk(configuration, store, Tenant, TimeProvider.System).EraseAsync(Address.Mail(from), Actor.System);
        Assert.All(await store.ReadMessagesAsync(Tenant, opened.Ticket), m => Assert.True(m.From.Value == from || m.Handed is null));
    }

    [Fact]
    public void What_a_report_returns_was_handed_on_by_nobody() =>
        Assert.Null(Mails.Message(Mail("mailer-daemon@mx.example", "x").Replace("multipart/mixed", "multipart/report", StringComparison.Ordinal)).Handed);

    private static string Mail(string from, string text) =>
        $"From: {from}\nTo: support@acme.example\nSubject: Fwd\nMessage-ID: <f1@x.example>\nContent-Type: multipart/mixed; boundary=b\n\n"
        + $"--b\nContent-Type: text/plain\n\n{text}\n--b\nContent-Type: message/rfc822\n\n"
        + "From: Ann <ann@customer.example>\nDate: Mon, 02 Mar 2026 08:00:00 +0000\nSubject: Printer broken\n\nIt does not print.\n--b--\n";
}
