using System.Text;
using Helpdesk.Core;
using Helpdesk.Core.Email.Sending;
using Helpdesk.Core.Engine;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime;
using Helpdesk.Core.Runtime.Channels;
using Helpdesk.Core.Runtime.Hosting;
using Helpdesk.Core.Runtime.Storage;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Channels;

/// <summary>One help desk behind five channels.</summary>
internal sealed class Helpdesk : IAsyncDisposable
{
    private const string Configuration =
        """
        {
          "version": 1,
          "referenceStyle": "sequential",
          "departments": [ { "id": "support" } ],
          "mailboxes": [ { "address": "support@acme.example", "department": "support" } ],
          "agents": [ { "id": "kim", "address": "kim@acme.example", "departments": [ "support" ] } ]
        }
        """;

    private static readonly AgentId Kim = new("kim");
    private static readonly TenantId Tenant = new("default");

    private readonly ServiceProvider _services;
    private readonly HttpClient _client;

    public Helpdesk()
    {
        var outside = new Outside(Secrets, Clock);
        _client = new HttpClient(outside);
        Chat = new LiveChat("website", Outside.TakeAsync, new ChannelCapabilities { HasTemplates = true }, window: Duration.FromHours(24));
        Calls = new PhoneCalls("pbx", Outside.TakeAsync);
        Hooks = new WebHookSource(Secrets, new ChannelAddress("crm", "main"));
        _services = new ServiceCollection()
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton<IOutboundChannel>(new MailChannel(outside, Clock))
            .AddSingleton<IOutboundChannel>(Chat)
            .AddSingleton<IOutboundChannel>(Calls)
            .AddSingleton<IOutboundChannel>(new WebHookChannel("crm", _client, new Uri("https://crm.example/hook"), Secrets, Clock))
            .AddHelpdesk(o => (o.Configuration, o.Secret) = (Configuration, "a secret of this sample"))
            .BuildServiceProvider();
    }

    public Clock Clock { get; } = new();

    public WebHookSecrets Secrets { get; } = new([Encoding.UTF8.GetBytes("shared with the other program")]);

    public LiveChat Chat { get; }

    public PhoneCalls Calls { get; }

    public WebHookSource Hooks { get; }

    public TicketDesk Desk => _services.GetRequiredService<TicketDesk>();

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _client.Dispose();
    }

    /// <summary>The printed number of a ticket.</summary>
    public async Task<TicketReference> ReferenceOfAsync(TicketId ticket) =>
        (await _services.GetRequiredService<IHelpdeskStore>().LoadAsync(Tenant, ticket))!.Ticket.Reference;

    /// <summary>Takes a message that an adapter read.</summary>
    public async Task<TicketId> TakeAsync(string from, Pickup pickup) =>
        await PrintAsync(from, await _services.GetRequiredService<Intake>().TakeAsync(pickup, Clock.Now));

    /// <summary>Takes what a channel tells.</summary>
    public async Task<TicketId> TakeAsync(string from, ChannelEvent happened)
    {
        var result = await _services.GetRequiredService<Reception>().TakeAsync(happened, Clock.Now);
        if (result is EventResult.Taken taken)
        {
            return await PrintAsync(from, taken.Result);
        }

        Console.WriteLine($"  in  ← {from}: {result.GetType().Name}");
        return default;
    }

    /// <summary>Answers, and lets what waits leave.</summary>
    public async Task AnswerAsync(TicketId ticket, ReplyDraft draft)
    {
        if (await Desk.ReplyAsync(ticket, Kim, draft) is Outcome.Refused refused)
        {
            Console.WriteLine($"  refused, {refused.Reason.Code}: {refused.Reason.Sentence}");
        }

        await _services.GetRequiredService<Delivery>().RunAsync();
    }

    private async Task<TicketId> PrintAsync(string from, IntakeResult result)
    {
        var (id, what) = result switch
        {
            IntakeResult.Opened opened => (opened.Ticket, "new"),
            IntakeResult.Appended appended => (appended.Ticket, "appended"),
            _ => (default, result.GetType().Name),
        };
        var ticket = id == default ? null : (await _services.GetRequiredService<IHelpdeskStore>().LoadAsync(Tenant, id))?.Ticket;
        Console.WriteLine($"  in  ← {from}: {what}{(ticket is null ? "" : $", {ticket.Reference}, {ticket.Status}, \"{ticket.Subject}\"")}");
        return id;
    }
}
