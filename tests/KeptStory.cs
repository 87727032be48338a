using System.Text;
using Helpdesk.Core.Engine;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime;
using Helpdesk.Core.Runtime.Channels;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Runtime.Storage.Export;
using Helpdesk.Core.Spam;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Presence;
using NodaTime;

namespace Helpdesk.Core.TestSupport;

/// <summary>A help desk over a store, with a clock of its own and luck that only depends on the steps.</summary>
public sealed class KeptStory : IOutboundChannel
{
    public static readonly TenantId Tenant = new("t");

    private static readonly ActiveConfiguration Configuration = new(HelpdeskConfiguration.Parse(
        """
        {"version":1,"departments":[{"id":"support","warnBeforeClosing":"P1D"}],"mailboxes":[{"address":"support@acme.example","department":"support"}],
         "agents":[{"id":"kim","address":"kim@acme.example","departments":["support"]},{"id":"lee","address":"lee@acme.example","departments":["support"]}],
         "slaPolicies":[{"id":"s","firstReply":{"normal":"PT4H","high":"PT1H"},"resolution":{"normal":"P2D"}}],
         "templates":{"t":{"subject":"s","text":"{{ticket.reference}}"}},"notices":{"acknowledgement":"t","closingWarning":"t","closed":"t"},
         "rules":[{"id":"r","on":["message.received","status.changed"],"when":{"field":"ticket.priority","op":"eq","value":"high"},
                   "then":[{"do":"notify","template":"t"},{"do":"addTags","tags":["x"]}]}]}
        """).Require());

    private static readonly AgentId Kim = new("kim");

    private readonly IHelpdeskStore _store;
    private readonly Clock _clock = new();
    private readonly Intake _intake;
    private readonly TicketDesk _desk;
    private readonly DueWork _due;
    private readonly Runtime.Delivery _delivery;
    private readonly List<TicketId> _tickets = [];
    private readonly List<string> _keys = [];
    private int _mails;
    private int _sent;

    public KeptStory(IHelpdeskStore store)
    {
        _store = store;
        _intake = new Intake(Configuration, store, Tenant);
        _desk = new TicketDesk(Configuration, store, Tenant, _clock);
        _due = new DueWork(Configuration, store, Tenant);
        _delivery = new Runtime.Delivery(_desk, store, Tenant, _clock, [this]);
    }

    public string Channel => ChannelAddress.Mail;

    public Instant Now => _clock.Now;

    /// <summary>Keys under which mail came, and some that were never used.</summary>
    public IEnumerable<string> Keys => [.. _keys, "never", "mail:never"];

    public static async Task<KeptStory> PlayAsync(IHelpdeskStore store, IEnumerable<KeptStep> steps)
    {
        var story = new KeptStory(store);
        foreach (var step in steps)
        {
            await story.DoAsync(step);
        }

        return story;
    }

    public static async Task<byte[]> ExportAsync(IHelpdeskStore store, TenantId? tenant = null)
    {
        using var file = new MemoryStream();
        await HelpdeskExport.WriteAsync(store, tenant ?? Tenant, file);
        return file.ToArray();
    }

    public static Task<ImportResult> ImportAsync(IHelpdeskStore store, byte[] file, TenantId? tenant = null) =>
        HelpdeskImport.ReadAsync(store, tenant ?? Tenant, new MemoryStream(file));

    public async Task DoAsync(KeptStep step)
    {
        _clock.Now += Duration.FromMinutes(1) + Duration.FromNanoseconds(1234567);
        var ticket = _tickets.Count == 0 ? default : _tickets[_mails % _tickets.Count];
        Task done = step switch
        {
            KeptStep.New => ReceiveAsync(Mail("ann@customer.example")),
            KeptStep.NewWithFiles => ReceiveAsync(Mail("bob@other.example") with
            {
                Attachments = [new Attachment("ä.bin", "image/png", new byte[] { 1, (byte)_mails }), new Attachment("", "text/plain", new byte[] { 7 }), new Attachment("empty", "text/plain", default)],
            }),
            KeptStep.Odd => ReceiveAsync(Mail("\0\u001a@x") with { Text = "<a&'\"\u2028\u0007\ud83d\udda8\udc00>", Headers = [new MessageHeader("X-\0", "\u001a")], Html = "<p>\r\n" }),
            KeptStep.Answer => AnswerAsync(ticket, []),
            KeptStep.Machine => AnswerAsync(ticket, [new MessageHeader("Auto-Submitted", "auto-replied")]),
            KeptStep.Again => _keys.Count == 0 ? Task.CompletedTask : _store.RedeliverAsync(Tenant, _keys[_mails % _keys.Count], new ChannelAddress(ChannelAddress.Mail, $"other{_mails % 3}@acme.example")),
            KeptStep.Reply => _desk.ReplyAsync(ticket, Kim, "Try again."),
            KeptStep.ReplyOnce => _desk.ReplyAsync(ticket, Kim, "Once.", idempotencyKey: $"k{_mails}"),
            KeptStep.Note => _desk.NoteAsync(ticket, Kim, "A note."),
            KeptStep.Close => ExecuteAsync(ticket, new TicketCommand.Fire(Triggers.Close)),
            KeptStep.Spam => ExecuteAsync(ticket, new TicketCommand.Fire(Triggers.MarkSpam)),
            KeptStep.NotSpam => ExecuteAsync(ticket, new TicketCommand.Fire(Triggers.NotSpam)),
            KeptStep.High => ExecuteAsync(ticket, new TicketCommand.SetPriority(Priority.High)),
            KeptStep.Postpone => ExecuteAsync(ticket, new TicketCommand.Postpone(_clock.Now + Duration.FromHours(30))),
            KeptStep.Merge => ExecuteAsync(ticket, new TicketCommand.Merge(_tickets.Count == 0 ? default : _tickets[0])),
            KeptStep.Unmerge => ExecuteAsync(ticket, new TicketCommand.Unmerge()),
            KeptStep.Split => SplitAsync(ticket),
            KeptStep.Erase => _desk.EraseAsync(Address.Mail("bob@other.example"), new Actor.Agent(Kim)),
            KeptStep.Teach => _intake.TeachAsync(Mail("spam@spam.example") with { DuplicateKey = $"taught{_mails % 3}", Text = "buy cheap now" }, _mails % 2 == 0 ? SpamClass.Spam : SpamClass.Ham),
            KeptStep.Unteach => _intake.TeachAsync(Mail("spam@spam.example") with { DuplicateKey = $"taught{_mails % 3}", Text = "buy cheap now" }, null),
            KeptStep.Aside => _intake.TakeAsync(
                new Pickup.Unreadable(new Fault("no-header", "It has none.")) { Place = $"box:{++_mails}", Raw = Encoding.UTF8.GetBytes($"x\0{_mails}") }, _clock.Now),
            KeptStep.Send => _delivery.RunAsync(),
            KeptStep.Stay => _store.HoldLeaseAsync(Tenant, ticket, new Lease(Kim, LeaseKind.Viewing, _clock.Now, _clock.Now + Duration.FromSeconds(90))),
            KeptStep.Hours => LaterAsync(Duration.FromHours(5)),
            _ => LaterAsync(Duration.FromDays(2)),
        };
        await done;
    }

    /// <summary>An answer to a message that is there, from outside.</summary>
    public Task<IntakeResult> ContinueAsync(string from, string answers, string key = "later") =>
        _intake.ReceiveAsync(Mail(from) with { DuplicateKey = key, ExternalId = "later@x", InReplyTo = [answers] }, _clock.Now);

    ValueTask<ChannelCapabilities> IOutboundChannel.AskAsync(Destination destination, Instant at, CancellationToken cancellationToken) =>
        ValueTask.FromResult(new ChannelCapabilities());

    Task<SendResult> IOutboundChannel.SendAsync(OutboundMessage message, CancellationToken cancellationToken) => Task.FromResult<SendResult>((_sent++ % 4) switch
    {
        0 => new SendResult.Accepted { ExternalIds = [$"given{_sent}@relay.example"] },
        1 => new SendResult.Deferred(Duration.FromMinutes(7), new Fault(SendFaults.Throttled, "Busy.")),
        2 => new SendResult.Rejected(new Fault(SendFaults.Blocked, "No.")),
        _ => new SendResult.Accepted(),
    });

    private InboundMessage Mail(string from)
    {
        var id = $"m{++_mails}@x";
        return SupportMail.Of(id, from) with { DuplicateKey = "mail:" + id, References = [$"root{_mails % 4}@x"] };
    }

    private async Task ReceiveAsync(InboundMessage mail)
    {
        var result = await _intake.ReceiveAsync(mail, _clock.Now);
        _keys.Add(mail.DuplicateKey);
        if (result is IntakeResult.Opened opened)
        {
            _tickets.Add(opened.Ticket);
        }
    }

    private async Task AnswerAsync(TicketId ticket, IReadOnlyList<MessageHeader> headers)
    {
        var messages = await _store.ReadMessagesAsync(Tenant, ticket);
        await ReceiveAsync(Mail("ann@customer.example") with { InReplyTo = messages.Count == 0 ? [] : [messages[^1].ExternalId], Headers = headers });
    }

    private async Task SplitAsync(TicketId ticket)
    {
        var outcome = await _desk.SplitAsync(ticket, new Actor.Agent(Kim), "Split", m => m.Text.Length % 2 == 0, copy: _mails % 2 == 0);
        _tickets.AddRange((outcome as Outcome.Changed)?.Others.Where(o => o.ExpectedVersion == 0).Select(o => o.State.Id) ?? []);
    }

    private Task<Outcome?> ExecuteAsync(TicketId ticket, TicketCommand command) => _desk.ExecuteAsync(ticket, command, new Actor.Agent(Kim));

    private async Task LaterAsync(Duration duration)
    {
        _clock.Now += duration;
        await _due.RunAsync(_clock.Now);
    }

    private sealed class Clock : TimeProvider
    {
        public Instant Now { get; set; } = Instant.FromUtc(2026, 3, 2, 9, 0);

        public override DateTimeOffset GetUtcNow() => Now.ToDateTimeOffset();
    }
}
