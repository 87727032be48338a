using System.Text;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Channels;
using Helpdesk.Core.Runtime.Hosting;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Tickets;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Helpdesk.Core.Runtime.Tests;

/// <summary>A report of a message of ours reaches that message, by the address it came to or by the id that it names, and by nothing else.</summary>
public sealed class BounceTests
{
    private const string Configuration =
        """
        {"version":1,"departments":[{"id":"support"}],"mailboxes":[{"address":"support@acme.example","department":"support"}],
         "agents":[{"id":"kim","address":"kim@acme.example","departments":["support"]}],
         "templates":{"a":{"subject":"s","text":"t"}},"notices":{"acknowledgement":"a"}}
        """;

    private static readonly Instant Start = Instant.FromUtc(2026, 3, 2, 9, 0);

    [Theory]
    [InlineData(true, false, "failed", "5.1.1", DeliveryState.Failed)]
    [InlineData(false, true, "failed", "5.1.1", DeliveryState.Failed)]
    [InlineData(true, true, "failed", "5.1.1", DeliveryState.Failed)]
    [InlineData(true, true, "delivered", "2.0.0", DeliveryState.Delivered)]
    [InlineData(true, true, "delayed", "4.4.1", DeliveryState.Sent)]
    [InlineData(true, true, "failed", "4.2.2", DeliveryState.Sent)]
    [InlineData(false, false, "failed", "5.1.1", DeliveryState.Sent)]
    public async Task A_report_changes_what_it_is_proven_to_be_about(bool byAddress, bool byId, string action, string status, DeliveryState expected)
    {
        var channel = new Outbox();
        await using var host = new ServiceCollection()
            .AddSingleton<IOutboundChannel>(channel)
            .AddHelpdesk(o => (o.Configuration, o.Secret) = (Configuration, "a secret of sixteen"))
            .BuildServiceProvider();
        var opened = Assert.IsType<IntakeResult.Opened>(await host.GetRequiredService<Intake>().ReceiveAsync(Question(), Start));
        await host.GetRequiredService<TicketDesk>().ReplyAsync(opened.Ticket, new AgentId("kim"), "Try again.");
        await host.GetRequiredService<Delivery>().RunAsync();
        var answer = Assert.Single(channel.Sent, m => !m.IsAutomatic);
        Assert.NotEqual(answer.ReplyTo!.Key, answer.ReturnPath!.Key);

        var report = Report(byAddress ? answer.ReturnPath : Address.Mail("support@acme.example"), byId ? answer.ExternalId : "stranger@mx.example", action, status);
        var result = await host.GetRequiredService<Intake>().ReceiveAsync(report, Start);
        Assert.Equal(byAddress || byId, result is IntakeResult.Appended);
        var ticket = (await host.GetRequiredService<IHelpdeskStore>().LoadAsync(new TenantId("default"), opened.Ticket))!.Ticket;
        Assert.Equal(expected, ticket.DeliveryOf(answer.Id).State);
        Assert.Equal(StatusCategory.WaitingOnCustomer, ticket.Category);
    }

    private static InboundMessage Question() => new()
    {
        Channel = new ChannelAddress(ChannelAddress.Mail, "support@acme.example"),
        DuplicateKey = "q",
        ExternalId = "q@customer.example",
        From = Address.Mail("ann@customer.example"),
        To = [Address.Mail("support@acme.example")],
        Subject = "Printer",
        Text = "Broken.",
    };

    private static InboundMessage Report(Address to, string about, string action, string status) => Question() with
    {
        DuplicateKey = "r",
        ExternalId = "r@mx.example",
        From = Address.Mail("mailer-daemon@mx.example"),
        To = [to],
        Subject = "Undelivered Mail Returned to Sender",
        Text = "It could not be delivered.",
        Headers =
        [
            new MessageHeader("Return-Path", "<>"),
            new MessageHeader("Auto-Submitted", "auto-replied"),
            new MessageHeader("Content-Type", "multipart/report; report-type=delivery-status; boundary=b"),
        ],
        Attachments =
        [
            Part("message/delivery-status", $"Reporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; ann@customer.example\r\nAction: {action}\r\nStatus: {status}\r\n"),
            Part("text/rfc822-headers", $"From: support@acme.example\r\nMessage-ID: <{about}>\r\nSubject: Re: Printer\r\n"),
        ],
    };

    private static Attachment Part(string type, string text) => new("", type, Encoding.ASCII.GetBytes(text));

    private sealed class Outbox : IOutboundChannel
    {
        public List<OutboundMessage> Sent { get; } = [];

        public string Channel => ChannelAddress.Mail;

        public ValueTask<ChannelCapabilities> AskAsync(Destination destination, Instant at, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(new ChannelCapabilities());

        public Task<SendResult> SendAsync(OutboundMessage message, CancellationToken cancellationToken = default)
        {
            Sent.Add(message);
            return Task.FromResult<SendResult>(new SendResult.Accepted());
        }
    }
}
