using FsCheck.Fluent;
using Helpdesk.Core.Engine;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.TestSupport;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Privacy;
using NodaTime;

namespace Helpdesk.Core.Runtime.Tests;

/// <summary>What retention does to the tickets of random stories.</summary>
public sealed class RetentionProperties
{
    private static readonly ActiveConfiguration Configuration = new(HelpdeskConfiguration.Parse(
        """
        {"version":1,"departments":[{"id":"support"}],"mailboxes":[{"address":"support@acme.example","department":"support"}],
         "agents":[{"id":"kim","address":"kim@acme.example","departments":["support"]}],
         "templates":{"t":{"subject":"s","text":"t"}},"notices":{"acknowledgement":"t","closed":"t"}}
        """).Require());

    private static readonly TenantId Tenant = new("default");
    private static readonly RetentionRule[] Rules = [new(StatusCategory.Closed, 30), new(StatusCategory.Spam, 3), new(StatusCategory.Deleted, 10)];

    private enum Step
    {
        New,
        OfBob,
        Answer,
        Reply,
        AddBob,
        RemoveBob,
        Forward,
        Close,
        Spam,
        Delete,
        Merge,
        Unmerge,
        Split,
        Erase,
        Week,
    }

    // Laws: a dry run changes nothing and tells what the real run after it does, cut off or not; a run after that finds nothing; nobody from
    // outside is named any more by a ticket whose time is over, and every other ticket is as it was.
    [Fact]
    public void A_dry_run_tells_what_a_run_does() => Properties.Holds(
        Prop.ForAll(Gen.Elements(Enum.GetValues<Step>()).ArrayOf().ToArbitrary(), Gen.Choose(0, 6).ToArbitrary(), (steps, crash) =>
        {
            var broken = PlayAsync(steps, crash).GetAwaiter().GetResult();
            return (broken is null).Label(broken ?? "");
        }),
        120);

    private static async Task<string?> PlayAsync(Step[] steps, int crash)
    {
        var world = new World();
        foreach (var step in steps.Prepend(Step.New))
        {
            await world.DoAsync(step);
        }

        var before = await world.StreamsAsync();
        var told = await world.RunAsync(isDryRun: true);
        if (!Same(before, await world.StreamsAsync()))
        {
            return "a dry run changed something";
        }

        var due = told.Select(t => t.Ticket).ToHashSet();
        if (crash > 0)
        {
            await world.CrashAsync(crash);
        }
        else if (!told.SequenceEqual(await world.RunAsync()))
        {
            return "a run did something else than the dry run told";
        }

        // What was cut off is finished by the next.
        if ((crash > 0 ? await world.RunAsync() : []).Exists(f => !due.Contains(f.Ticket)))
        {
            return "a run after a crash found other tickets";
        }

        if ((await world.RunAsync()).Count + (await world.RunAsync(isDryRun: true)).Count > 0)
        {
            return "a second run found something";
        }

        return await world.BrokenLawAsync(before, due);
    }

    private static bool Same(Dictionary<TicketId, IReadOnlyList<RecordedEvent>> a, Dictionary<TicketId, IReadOnlyList<RecordedEvent>> b) =>
        a.Count == b.Count && a.All(t => t.Value.SequenceEqual(b[t.Key]));

    private sealed class World
    {
        private readonly InMemoryStore _store = new();
        private readonly Clock _clock = new(Instant.FromUtc(2026, 3, 2, 9, 0));
        private readonly Intake _intake;
        private readonly TicketDesk _desk;
        private int _mails;

        public World() => (_intake, _desk) = (new Intake(Configuration, _store, Tenant), new TicketDesk(Configuration, _store, Tenant, _clock));

        public async Task DoAsync(Step step)
        {
            _clock.Now += Duration.FromMinutes(1);
            var tickets = await _store.ReadTicketIdsAsync(Tenant, null, 100);
            var (ticket, other) = tickets.Count == 0 ? default : (tickets[_mails % tickets.Count], tickets[0]);
            var bob = Address.Mail("bob@other.example", "Bob");
            Task done = step switch
            {
                Step.New => ReceiveAsync("ann@customer.example"),
                Step.OfBob => ReceiveAsync(bob.Value),
                Step.Answer => ReceiveAsync("Ann@Customer.example", (await _store.ReadMessagesAsync(Tenant, ticket))[^1].ExternalId),
                Step.Reply => _desk.ReplyAsync(ticket, new AgentId("kim"), "Try again."),
                Step.AddBob => ExecuteAsync(ticket, new TicketCommand.AddParticipant(bob)),
                Step.RemoveBob => ExecuteAsync(ticket, new TicketCommand.RemoveParticipant(bob)),
                Step.Forward => _desk.ForwardAsync(ticket, new AgentId("kim"), [Address.Mail("supplier@parts.example")], "What now?"),
                Step.Close => ExecuteAsync(ticket, new TicketCommand.Fire(Triggers.Close)),
                Step.Spam => ExecuteAsync(ticket, new TicketCommand.Fire(Triggers.MarkSpam)),
                Step.Delete => ExecuteAsync(ticket, new TicketCommand.Fire(Triggers.Delete)),
                Step.Merge => ExecuteAsync(ticket, new TicketCommand.Merge(other)),
                Step.Unmerge => ExecuteAsync(ticket, new TicketCommand.Unmerge()),
                Step.Split => _desk.SplitAsync(ticket, new Actor.Agent(new AgentId("kim")), "Split", m => m.Text.Length % 2 == 0, copy: _mails % 2 == 0),
                Step.Erase => _desk.EraseAsync(Address.Mail("ann@customer.example"), new Actor.Agent(new AgentId("kim"))),
                _ => Task.FromResult(_clock.Now += Duration.FromDays(7)),
            };
            await done;
        }

        public async Task<List<RetentionFinding>> RunAsync(bool isDryRun = false) => await Over(_store).RunAsync(isDryRun).ToListAsync();

        /// <summary>A run whose host dies at its n-th commit.</summary>
        public async Task CrashAsync(int at)
        {
            var mortal = InterceptedStore.Of(_store, (method, _) =>
            {
                if (method == nameof(IHelpdeskStore.CommitAsync) && --at <= 0)
                {
                    throw new IOException("Its host died.");
                }
            });
            try
            {
                await Over(mortal).RunAsync().ToListAsync();
            }
            catch (IOException)
            {
                // As it was to be.
            }
        }

        public async Task<Dictionary<TicketId, IReadOnlyList<RecordedEvent>>> StreamsAsync()
        {
            var streams = new Dictionary<TicketId, IReadOnlyList<RecordedEvent>>();
            foreach (var ticket in await _store.ReadTicketIdsAsync(Tenant, null, 100))
            {
                streams[ticket] = await _store.ReadEventsAsync(Tenant, ticket);
            }

            return streams;
        }

        public async Task<string?> BrokenLawAsync(Dictionary<TicketId, IReadOnlyList<RecordedEvent>> before, HashSet<TicketId> due)
        {
            var after = await StreamsAsync();
            var gone = new HashSet<TicketId>();
            foreach (var id in after.Keys)
            {
                var ticket = (await _store.LoadAsync(Tenant, id))!.Ticket;
                var rule = Array.Find(Rules, r => r.Category == ticket.Category);
                if (rule is not null && _clock.Now - ticket.StatusSince >= Duration.FromDays(rule.Days))
                {
                    gone.UnionWith([id, .. ticket.Absorbed.Select(a => a.Ticket)]);
                    var messages = await _store.ReadMessagesAsync(Tenant, id);
                    if (messages.Any(m => m.Author is Actor.Customer && (m.Text.Length > 0 || m.From.Value.Contains('@', StringComparison.Ordinal))))
                    {
                        return "what a customer wrote is still there";
                    }
                }
            }

            return after.FirstOrDefault(t => gone.Contains(t.Key) && Erasure.People(t.Value).Any(p => p.Kind == AddressKind.Mail)).Value is not null ? "somebody is still named"
                : after.Any(t => !gone.Contains(t.Key) && !before[t.Key].SequenceEqual(t.Value)) ? "a ticket whose time is not over was changed"
                : due.IsSubsetOf(gone) ? null : "a ticket was told whose time is not over";
        }

        private Retention Over(IHelpdeskStore store) => new(new TicketDesk(Configuration, store, Tenant, _clock), store, Tenant, _clock, Rules);

        private Task<Outcome?> ExecuteAsync(TicketId ticket, TicketCommand command) => _desk.ExecuteAsync(ticket, command, new Actor.Agent(new AgentId("kim")));

        private Task<IntakeResult> ReceiveAsync(string from, string? answers = null)
        {
            var mail = SupportMail.Of($"m{++_mails}@x", from);
            return _intake.ReceiveAsync(mail with { InReplyTo = answers is null ? [] : [answers], Text = new string('x', 1 + _mails) }, _clock.Now);
        }
    }
}
