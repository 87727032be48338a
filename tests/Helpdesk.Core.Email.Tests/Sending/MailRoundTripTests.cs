using System.Diagnostics;
using System.Globalization;
using Helpdesk.Core.Email.Sending;
using Helpdesk.Core.Email.Sources;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime;
using Helpdesk.Core.Runtime.Channels;
using Helpdesk.Core.Runtime.Hosting;
using Helpdesk.Core.Runtime.Storage;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Helpdesk.Core.Email.Tests.Sending;

/// <summary>
/// Through a real mail server, which <c>test.sh</c> starts: a customer's mail becomes a ticket, our answer reaches the customer, and the
/// customer's answer to it finds the ticket.
/// </summary>
public sealed class MailRoundTripTests : IAsyncDisposable
{
    private const string Configuration =
        """
        {"version":1,"departments":[{"id":"support"}],"mailboxes":[{"address":"support@helpdesk.test","department":"support"}],
         "agents":[{"id":"kim","address":"kim@helpdesk.test","departments":["support"]}],
         "templates":{"ack":{"subject":"[{{ticket.reference}}] {{ticket.subject}}","text":"We have it."}},"notices":{"acknowledgement":"ack"}}
        """;

    private static readonly ChannelAddress Channel = new(ChannelAddress.Mail, "support@helpdesk.test");
    private static readonly TenantId Tenant = new("default");

    private readonly int _port;
    private readonly string _folder;
    private readonly ServiceProvider? _services;

    public MailRoundTripTests()
    {
        Assert.SkipWhen(
            Environment.GetEnvironmentVariable("HELPDESK_MAIL_PORT") is null && Environment.GetEnvironmentVariable("HELPDESK_MAIL_MISSING") is null,
            "test.sh starts the mail server.");
        if (Environment.GetEnvironmentVariable("HELPDESK_MAIL_MISSING") is { Length: > 0 } missing)
        {
            Assert.Fail(missing);
        }

        _port = int.Parse(Environment.GetEnvironmentVariable("HELPDESK_MAIL_PORT")!, CultureInfo.InvariantCulture);
        _folder = Environment.GetEnvironmentVariable("HELPDESK_MAIL_FOLDER")!;
        var transport = new SmtpTransport(new SmtpOptions { Host = "127.0.0.1", Port = _port, Security = SmtpSecurity.None, ClientName = "helpdesk.test" });
        _services = new ServiceCollection()
            .AddSingleton<IMailTransport>(transport)
            .AddSingleton(TimeProvider.System)
            .AddSingleton<IOutboundChannel, MailChannel>()
            .AddHelpdesk(o => (o.Configuration, o.Secret) = (Configuration, "a secret of the round trip"))
            .BuildServiceProvider();
    }

    public ValueTask DisposeAsync() => _services?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task The_answer_to_our_answer_lands_on_the_ticket()
    {
        await SwaksAsync("ann@customer.test", "support@helpdesk.test", "Subject: Drucker kaputt", "Er druckt nicht.");
        var opened = Assert.IsType<IntakeResult.Opened>(await TakeAsync());
        await _services!.GetRequiredService<TicketDesk>().ReplyAsync(opened.Ticket, new AgentId("kim"), "Bitte aus- und einschalten.\n.\n..Grüße");
        Assert.Equal(2, await _services!.GetRequiredService<Delivery>().RunAsync());

        var mails = await CustomerAsync(2);
        var acknowledgement = Assert.Single(mails, m => m.Header("Auto-Submitted") is not null);
        Assert.Equal("<>", acknowledgement.Header("Return-Path"));
        var answer = Assert.Single(mails, m => m.Header("Auto-Submitted") is null);
        Assert.Contains("Bitte aus- und einschalten.\n.\n..Grüße", answer.Text.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.StartsWith("<support+", answer.Header("Return-Path"), StringComparison.Ordinal);
        var message = (await StateAsync(opened.Ticket)).Ticket;
        var sent = Assert.Single((await MessagesAsync(opened.Ticket)), m => m is { Direction: MessageDirection.Outbound, Kind: MessageKind.Human });
        Assert.Equal(DeliveryState.Sent, message.DeliveryOf(sent.Id).State);

        var to = answer.ReplyTo.Count > 0 ? answer.ReplyTo[0].Value : "support@helpdesk.test";
        await SwaksAsync(
            "ann@customer.test",
            to,
            $"Subject: {answer.Subject}\\nIn-Reply-To: <{answer.ExternalId}>\\nReferences: <{answer.ExternalId}>",
            "Danke, er druckt wieder.");
        Assert.Equal(opened.Ticket, Assert.IsType<IntakeResult.Appended>(await TakeAsync()).Ticket);
        Assert.Contains(await MessagesAsync(opened.Ticket), m => m.Text.Contains("druckt wieder", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refused_recipient_is_a_failure_on_the_ticket()
    {
        await SwaksAsync("bob@elsewhere.test", "support@helpdesk.test", "Subject: Away", "I am gone.");
        var opened = Assert.IsType<IntakeResult.Opened>(await TakeAsync());
        Assert.Equal(0, await _services!.GetRequiredService<Delivery>().RunAsync());
        var dead = Assert.Single(await _services!.GetRequiredService<Delivery>().ReadDeadLettersAsync(10));
        Assert.Equal(SendFaults.RecipientGone, dead.Reason.Code);
        Assert.Equal(DeliveryState.Failed, (await StateAsync(opened.Ticket)).Ticket.DeliveryOf(dead.Message.Id).State);
    }

    private async Task<Core.Engine.TicketState> StateAsync(TicketId ticket) =>
        await _services!.GetRequiredService<IHelpdeskStore>().LoadAsync(Tenant, ticket) ?? throw new InvalidOperationException("No ticket.");

    private Task<IReadOnlyList<TicketMessage>> MessagesAsync(TicketId ticket) =>
        _services!.GetRequiredService<IHelpdeskStore>().ReadMessagesAsync(Tenant, ticket);

    private async Task<IntakeResult> TakeAsync()
    {
        var inbox = FileInbox.Maildir(Path.Combine(_folder, "support"), Channel);
        var results = new List<IntakeResult>();
        await UntilAsync(async () => await inbox.TakeAllAsync(async p => results.Add(
            await _services!.GetRequiredService<Intake>().TakeAsync(p, SystemClock.Instance.GetCurrentInstant()))) > 0);
        return Assert.Single(results);
    }

    private async Task<List<InboundMessage>> CustomerAsync(int count)
    {
        var mails = new List<InboundMessage>();
        var inbox = FileInbox.Maildir(Path.Combine(_folder, "customer"), new ChannelAddress(ChannelAddress.Mail, "ann@customer.test"));
        await UntilAsync(async () =>
        {
            await inbox.TakeAllAsync(p =>
            {
                mails.Add(Assert.IsType<Pickup.Readable>(p).Message);
                return Task.CompletedTask;
            });
            return mails.Count >= count;
        });
        return mails;
    }

    private async Task SwaksAsync(string from, string to, string headers, string body)
    {
        var start = new ProcessStartInfo("swaks") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        string[] arguments =
        [
            "--silent", "2", "--server", $"127.0.0.1:{_port}", "--from", from, "--to", to,
            "--data", $"From: <{from}>\\nTo: <{to}>\\nMessage-ID: <{Guid.NewGuid():N}@customer.test>\\nDate: %DATE%\\n{headers}\\n\\n{body}\\n",
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(0, process.ExitCode);
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        var clock = Stopwatch.StartNew();
        while (!await holds())
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(60), "The mail did not come within a minute.");
            await Task.Delay(100);
        }
    }
}
