using Helpdesk.Core.Engine;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime;
using Helpdesk.Core.Runtime.Hosting;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Tickets;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Helpdesk.Core.Sqlite.Tests;

/// <summary>A whole help desk on a fresh SQLite file, as a host builds it, with a clock that the test moves.</summary>
internal sealed class Desk : IDisposable
{
    public const string Configuration =
        """
        {"version":1,
         "departments":[{"id":"support","autoCloseAfter":"P3D"},{"id":"strict","closePolicy":"customerOnly"}],
         "mailboxes":[{"address":"support@acme.example","department":"support"},{"address":"strict@acme.example","department":"strict"}],
         "agents":[{"id":"kim","address":"kim@acme.example","departments":["support","strict"]},
                   {"id":"lee","address":"lee@acme.example","departments":["support"]}],
         "slaPolicies":[{"id":"standard","firstReply":{"normal":"PT4H"},"resolution":{"normal":"P2D"}}],
         "templates":{"ack":{"subject":"[{{ticket.reference}}] {{ticket.subject}}","text":"Thank you, {{requester.name}}."},
                      "closed":{"subject":"[{{ticket.reference}}] closed","text":"We closed it."}},
         "notices":{"acknowledgement":"ack","closed":"closed"}}
        """;

    public static readonly Address Ann = Address.Mail("ann@customer.example", "Ann");
    public static readonly AgentId Kim = new("kim");

    private static readonly TenantId Tenant = new("default");

    private readonly TemporaryFolder _folder = new();
    private readonly ServiceProvider _services;
    private readonly Clock _clock = new();
    private int _mails;

    public Desk(
        string configuration = Configuration, Action<IServiceCollection>? more = null, string? path = null, Action<HelpdeskOptions>? options = null)
    {
        Database = path ?? _folder.Path("a.db");
        var services = new ServiceCollection()
            .AddSingleton<TimeProvider>(_clock)
            .AddHelpdesk(o =>
            {
                (o.Configuration, o.Secret) = (configuration, "a secret of sixteen and more");
                options?.Invoke(o);
            })
            .AddHelpdeskSqlite(Database);
        more?.Invoke(services);
        _services = services.BuildServiceProvider();
    }

    public string Database { get; }

    public Instant Now => _clock.Now;

    public IHelpdeskStore Store => Get<IHelpdeskStore>();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Time passes, and what is due happens.</summary>
    public async Task LaterAsync(Duration duration)
    {
        _clock.Now += duration;
        await Get<DueWork>().RunAsync(_clock.Now);
    }

    public async Task<TicketId> OpenAsync(string channel = ChannelAddress.Mail, string to = "support@acme.example") =>
        Assert.IsType<IntakeResult.Opened>(await ReceiveAsync(channel: channel, to: to)).Ticket;

    public Task<IntakeResult> ReceiveAsync(
        string subject = "Printer broken",
        string text = "It does not print.",
        string? answers = null,
        Address? from = null,
        string channel = ChannelAddress.Mail,
        string to = "support@acme.example",
        IReadOnlyList<MessageHeader>? headers = null,
        string? externalId = null)
    {
        var id = externalId ?? $"m{++_mails}@customer.example";
        return Get<Intake>().ReceiveAsync(
            new InboundMessage
            {
                Channel = new ChannelAddress(channel, to),
                DuplicateKey = id,
                ExternalId = id,
                InReplyTo = answers is null ? [] : [answers],
                From = from ?? Ann,
                To = [Address.Mail(to)],
                Subject = subject,
                Text = text,
                Headers = headers ?? [],
            },
            _clock.Now);
    }

    /// <summary>The customer answers the last message of the ticket.</summary>
    public async Task<IntakeResult> AnswerAsync(TicketId ticket, params MessageHeader[] headers)
    {
        var last = (await Store.ReadMessagesAsync(Tenant, ticket))[^1].ExternalId;
        return await ReceiveAsync("Re: Printer broken", "Still broken.", last, headers: headers);
    }

    /// <summary>The same with an id of its own, for a second desk on one file.</summary>
    public async Task<IntakeResult> AnswerAsync(TicketId ticket, string externalId) => await ReceiveAsync(
        "Re: Printer broken", "Still broken.", (await Store.ReadMessagesAsync(Tenant, ticket))[^1].ExternalId, externalId: externalId);

    public async Task<Ticket> TicketAsync(TicketId ticket) => (await StateAsync(ticket)).Ticket;

    public async Task<TicketState> StateAsync(TicketId ticket) =>
        await Store.LoadAsync(Tenant, ticket) ?? throw new InvalidOperationException("No such ticket.");

    public async Task<string> StatusAsync(TicketId ticket) => (await TicketAsync(ticket)).Status.Value;

    public async Task FireAsync(TicketId ticket, TriggerId trigger, Actor? by = null) =>
        Assert.IsType<Outcome.Changed>(await TryAsync(ticket, trigger, by));

    public async Task<Outcome.Changed> DoAsync(TicketId ticket, TicketCommand command, Actor? by = null) =>
        Assert.IsType<Outcome.Changed>(await Get<TicketDesk>().ExecuteAsync(ticket, command, by ?? new Actor.Agent(Kim)));

    public async Task<string> RefusalAsync(TicketId ticket, TicketCommand command, Actor? by = null) =>
        Assert.IsType<Outcome.Refused>(await Get<TicketDesk>().ExecuteAsync(ticket, command, by ?? new Actor.Agent(Kim))).Reason.Code;

    public async Task<IReadOnlyList<string>> TextsAsync(TicketId ticket) =>
        [.. (await Store.ReadMessagesAsync(Tenant, ticket)).Where(m => m.Direction != MessageDirection.Outbound).Select(m => m.Text)];

    public Task<Outcome?> TryAsync(TicketId ticket, TriggerId trigger, Actor? by = null) =>
        Get<TicketDesk>().ExecuteAsync(ticket, new TicketCommand.Fire(trigger), by ?? new Actor.Agent(Kim));

    public async Task ReplyAsync(TicketId ticket, TriggerId? then = null) =>
        Assert.IsType<Outcome.Changed>(await Get<TicketDesk>().ReplyAsync(ticket, Kim, "Try again.", then));

    public void Dispose()
    {
        _services.Dispose();
        _folder.Dispose();
    }

    private sealed class Clock : TimeProvider
    {
        public Instant Now { get; set; } = Instant.FromUtc(2026, 3, 2, 9, 0);

        public override DateTimeOffset GetUtcNow() => Now.ToDateTimeOffset();
    }
}
