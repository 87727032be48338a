using FsCheck.Fluent;
using Helpdesk.Core.Engine;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.TestSupport;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Relations;
using NodaTime;

namespace Helpdesk.Core.Runtime.Tests;

/// <summary>Random stories through intake, desk and due work on the in-memory store.</summary>
public sealed class StoryProperties
{
    private const string Configuration =
        """
        {"version":1,"departments":[{"id":"support","warnBeforeClosing":"P1D"}],"mailboxes":[{"address":"support@acme.example","department":"support"}],
         "agents":[{"id":"kim","address":"kim@acme.example","departments":["support"],"capacity":2},{"id":"lee","address":"lee@acme.example","departments":["support"],"capacity":2}],
         "slaPolicies":[{"id":"s","firstReply":{"normal":"PT4H","high":"PT1H"},"resolution":{"normal":"P2D"}}],
         "templates":{"t":{"subject":"s","text":"{{ticket.reference}}"}},"notices":{"acknowledgement":"t","closingWarning":"t","closed":"t"},
         "rules":[{"id":"r","on":["message.received","status.changed"],"when":{"field":"ticket.priority","op":"eq","value":"high"},
                   "then":[{"do":"notify","template":"t"},{"do":"addTags","tags":["x"]}]}]}
        """;

    private const string Secret = "only for us";

    private static readonly Address Ann = Address.Mail("ann@customer.example");
    private static readonly TenantId Tenant = new("t");

    private enum Step
    {
        New,
        Answer,
        OutOfOffice,
        AgentMail,
        Reply,
        Resolve,
        Close,
        Spam,
        NotSpam,
        Hold,
        Postpone,
        High,
        Note,
        Merge,
        Unmerge,
        Split,
        Link,
        Erase,
        Hours,
        Days,
    }

    private static FsCheck.Gen<Step[]> Stories { get; } = Gen.Elements(Enum.GetValues<Step>()).ArrayOf();

    // Laws, after every step: the loaded ticket is the fold of its stream; versions have no gaps; nothing that is due is left;
    // no machine is answered by a machine; customers see no note.
    [Fact]
    public void Every_story_keeps_the_laws() => Properties.Holds(
        Prop.ForAll(Arb.From(Stories, Shorter), steps => Judged(PlayAsync(steps).GetAwaiter().GetResult())), 150);

    private static FsCheck.Property Judged(string? brokenLaw) => (brokenLaw is null).Label(brokenLaw ?? "");

    private static IEnumerable<Step[]> Shorter(Step[] steps) => steps.Select((_, i) => steps.Where((_, j) => j != i).ToArray());

    // The law that is broken, or null.
    private static async Task<string?> PlayAsync(Step[] steps)
    {
        var world = new World();
        await world.DoAsync(Step.New);
        foreach (var step in steps)
        {
            await world.DoAsync(step);
            await world.SettleAsync();
            if (await world.BrokenLawAsync() is { } law)
            {
                return law;
            }
        }

        return null;
    }

    private sealed class World
    {
        private readonly InMemoryStore _store = new();
        private readonly Intake _intake;
        private readonly TicketDesk _desk;
        private readonly DueWork _due;
        private readonly Clock _clock = new(Instant.FromUtc(2026, 3, 2, 9, 0));
        private readonly List<TicketId> _tickets = [];
        private int _mails;

        public World()
        {
            var configuration = HelpdeskConfiguration.Parse(Configuration).Require();
            _intake = new Intake(configuration, _store, Tenant);
            _desk = new TicketDesk(configuration, _store, Tenant, _clock);
            _due = new DueWork(configuration, _store, Tenant);
        }

        public Task DoAsync(Step step) => step switch
        {
            Step.New => ReceiveAsync(false, "ann@customer.example"),
            Step.Answer => ReceiveAsync(true, "ann@customer.example"),
            Step.OutOfOffice => ReceiveAsync(true, "ann@customer.example", new MessageHeader("Auto-Submitted", "auto-replied")),
            Step.AgentMail => ReceiveAsync(true, "kim@acme.example"),
            Step.Reply => _desk.ReplyAsync(_tickets[^1], new AgentId("kim"), "Try again."),
            Step.Resolve => FireAsync(Triggers.Resolve),
            Step.Close => FireAsync(Triggers.Close),
            Step.Spam => FireAsync(Triggers.MarkSpam),
            Step.NotSpam => FireAsync(Triggers.NotSpam),
            Step.Hold => FireAsync(Triggers.Hold),
            Step.Postpone => ExecuteAsync(new TicketCommand.Postpone(_clock.Now + Duration.FromHours(30))),
            Step.Note => _desk.NoteAsync(_tickets[^1], new AgentId("kim"), Secret),
            Step.Merge => ExecuteAsync(new TicketCommand.Merge(_tickets[0])),
            Step.Unmerge => ExecuteAsync(new TicketCommand.Unmerge()),
            Step.Split => SplitAsync(),
            Step.Link => ExecuteAsync(new TicketCommand.Link(LinkType.ParentOf, _tickets[0])),
            Step.Erase => _desk.EraseAsync(Ann, new Actor.Agent(new AgentId("kim"))),
            Step.High => ExecuteAsync(new TicketCommand.SetPriority(Priority.High)),
            Step.Hours => LaterAsync(Duration.FromHours(5)),
            _ => LaterAsync(Duration.FromDays(2)),
        };

        public Task<int> SettleAsync() => _due.RunAsync(_clock.Now);

        public async Task<string?> BrokenLawAsync()
        {
            foreach (var id in _tickets)
            {
                var events = await _store.ReadEventsAsync(Tenant, id);
                var loaded = (await _store.LoadAsync(Tenant, id))!.Ticket;
                var replayed = Ticket.Replay(events);
                var sent = (await _store.ReadMessagesAsync(Tenant, id)).Where(m => m.Direction == MessageDirection.Outbound);
                if (events.Select((e, i) => e.Version != i + 1).Any(x => x))
                {
                    return "versions have gaps";
                }

                if ((loaded.Version, loaded.Status, loaded.StatusSince, loaded.Assignee, loaded.ReopenCount, loaded.MessageCount)
                    != (replayed.Version, replayed.Status, replayed.StatusSince, replayed.Assignee, replayed.ReopenCount, replayed.MessageCount))
                {
                    return "a loaded ticket is not the fold of its stream";
                }

                if (sent.FirstOrDefault(m => AnswersAMachine(m, events)) is { } answer)
                {
                    return $"a machine is answered at {answer.At}: {answer.Kind}";
                }

                if (await LeaksAsync(id))
                {
                    return "the customer sees a note";
                }
            }

            return (await _store.DueTimersAsync(Tenant, _clock.Now, 1)).Count == 0 ? null : "something due is left";
        }

        private async Task<bool> LeaksAsync(TicketId id) =>
            await _desk.LookAsCustomerAsync(id, Ann) is { } seen && seen.Messages.Any(m => (m.Text + m.Html).Contains(Secret, StringComparison.Ordinal));

        // An automatic message at the moment of a machine's message, without anything else that happened then.
        private static bool AnswersAMachine(TicketMessage message, IReadOnlyList<RecordedEvent> events)
        {
            var then = events.Where(e => e.At == message.At).ToList();
            return message.Kind != MessageKind.Human && then.Count > 0
                && then.All(e => e.Event is TicketEvent.MessageReceived { Kind: not MessageKind.Human });
        }

        private async Task SplitAsync()
        {
            var outcome = await _desk.SplitAsync(
                _tickets[^1], new Actor.Agent(new AgentId("kim")), "Split", m => m.Text.Length % 2 == 0, copy: _mails % 2 == 0);
            _tickets.AddRange((outcome as Outcome.Changed)?.Others.Where(o => o.ExpectedVersion == 0).Select(o => o.State.Id) ?? []);
        }

        private async Task ReceiveAsync(bool answers, string from, params MessageHeader[] headers)
        {
            _clock.Now += Duration.FromMinutes(1);
            await _due.RunAsync(_clock.Now);
            var last = answers ? (await _store.ReadMessagesAsync(Tenant, _tickets[^1]))[^1].ExternalId : "";
            var id = $"m{++_mails}@x";
            var result = await _intake.ReceiveAsync(
                new InboundMessage
                {
                    Channel = new ChannelAddress(ChannelAddress.Mail, "support@acme.example"),
                    DuplicateKey = id,
                    ExternalId = id,
                    InReplyTo = last.Length > 0 ? [last] : [],
                    From = Address.Mail(from),
                    To = [Address.Mail("support@acme.example")],
                    Subject = "Printer",
                    Text = from == "kim@acme.example" && last.Length > 0 && await IsClosedAsync() ? Secret : "Broken.",
                    Headers = headers,
                },
                _clock.Now);
            if (result is IntakeResult.Opened opened)
            {
                _tickets.Add(opened.Ticket);
            }
        }

        // An agent's mail to a closed ticket becomes a note; one that answers nothing opens a ticket of its own, a note to nobody.
        private async Task<bool> IsClosedAsync() =>
            (await _store.LoadAsync(Tenant, _tickets[^1]))!.Ticket.Category is StatusCategory.Closed or StatusCategory.Spam;

        private Task<Outcome?> FireAsync(TriggerId trigger) => ExecuteAsync(new TicketCommand.Fire(trigger));

        private Task<Outcome?> ExecuteAsync(TicketCommand command)
        {
            _clock.Now += Duration.FromSeconds(1);
            return _desk.ExecuteAsync(_tickets[^1], command, new Actor.Agent(new AgentId("kim")));
        }

        private async Task LaterAsync(Duration duration)
        {
            _clock.Now += duration;
            await _due.RunAsync(_clock.Now);
        }
    }
}
