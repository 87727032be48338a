using FsCheck.Fluent;
using Helpdesk.Core.Engine;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Rules.Budgets;
using Helpdesk.Core.Runtime.Storage;
using NodaTime;

namespace Helpdesk.Core.Runtime.Tests;

/// <summary>Two help desks that answer one another: each thinks that the other is a customer.</summary>
public sealed class TwoDesksProperties
{
    private static readonly Instant Start = Instant.FromUtc(2026, 3, 2, 9, 0);
    private static readonly TenantId Tenant = new("default");
    private static readonly string[] Rules =
    [
        """{"id":"welcome","on":["ticket.created"],"then":[{"do":"reply","template":"hello"}]}""",
        """{"id":"again","on":["message.received"],"then":[{"do":"reply","template":"hello"}]}""",
        """{"id":"thanks","on":["message.received"],"then":[{"do":"reply","template":"hello","then":"resolve"}]}""",
    ];

    // Law: whatever the rules of both, whatever is lost on the way that would have told that a mail is automatic or what it answers, and however fast
    // mails travel, no desk sends the other more than its budget, in any stretch of time.
    [Fact]
    public void Neither_sends_the_other_more_than_its_budget()
    {
        var ruleSets = Gen.Choose(0, 7).Select(n => Rules.Where((_, i) => (n & (1 << i)) != 0).ToArray());
        var ways = Gen.Choose(0, 3);
        var worlds = ruleSets.Zip(ruleSets).Zip(ways).Zip(Gen.Elements(1, 20, 400, 3_000));
        TestSupport.Properties.Holds(
            Prop.ForAll(worlds.ToArbitrary(), world =>
            {
                var (((rules, others), way), seconds) = world;
                var sent = WriteAsync(rules, others, losesMark: (way & 1) != 0, losesThread: (way & 2) != 0, Duration.FromSeconds(seconds)).GetAwaiter().GetResult();
                return sent.All(one => RuleBudgets.Default.PerRecipient.All(step => IsWithin(one, step)))
                    && (rules.Length > 0 || IsWithin(sent[0], RuleBudgets.Default.Acknowledgements[0]))
                    && ((way & 1) != 0 || sent.Sum(s => s.Count) <= rules.Length + 1);
            }),
            25);
    }

    private static bool IsWithin(List<Instant> sent, BudgetStep step) =>
        sent.TrueForAll(from => sent.Count(at => at >= from && at < from + step.Within) <= step.Most);

    // When each of two desks sent the other something, after a person wrote to the first from the address of the second.
    private static async Task<List<Instant>[]> WriteAsync(string[] rules, string[] others, bool losesMark, bool losesThread, Duration travel)
    {
        var clock = new Clock(Start);
        Side[] sides = [new("support@acme.example", rules, clock), new("support@other.example", others, clock)];
        var way = new Queue<(OutboundMessage Mail, int To)>();
        way.Enqueue((First(sides[0].Mailbox, sides[1].Mailbox), 0));
        for (var mails = 0; mails < 300 && way.TryDequeue(out var next); mails++)
        {
            clock.Now += travel;
            await sides[next.To].TakeAsync(next.Mail, losesMark, losesThread);
            foreach (var answer in await sides[next.To].SendAsync())
            {
                way.Enqueue((answer, 1 - next.To));
            }
        }

        return [sides[0].Sent, sides[1].Sent];
    }

    private static OutboundMessage First(string to, string from) => new()
    {
        Id = new MessageId(Guid.NewGuid()),
        Channel = new ChannelAddress(ChannelAddress.Mail, from),
        To = [Address.Mail(to)],
        Subject = "Printer",
        Text = "Broken.",
        ExternalId = "first@other.example",
    };

    private sealed class Side
    {
        private readonly InMemoryStore _store;
        private readonly Intake _intake;
        private readonly Clock _clock;
        private int _taken;

        public Side(string mailbox, string[] rules, Clock clock)
        {
            (Mailbox, _clock) = (mailbox, clock);
            _store = new InMemoryStore(clock);
            _intake = new Intake(
                new ActiveConfiguration(HelpdeskConfiguration.Parse(
                    $$$"""
                    {"version":1,"departments":[{"id":"support","reopenWindow":"P14D"}],"mailboxes":[{"address":"{{{mailbox}}}","department":"support"}],
                     "templates":{"ack":{"subject":"We have it","text":"We have it."},"hello":{"subject":"Hello","text":"Hello."}},
                     "notices":{"acknowledgement":"ack"},"rules":[{{{string.Join(',', rules)}}}]}
                    """).Require()),
                _store,
                Tenant);
        }

        public string Mailbox { get; }

        public List<Instant> Sent { get; } = [];

        public async Task<IReadOnlyList<OutboundMessage>> SendAsync()
        {
            var items = await _store.ClaimOutboxAsync(Tenant, _clock.Now, Duration.FromMinutes(1), 100);
            foreach (var item in items)
            {
                await _store.CompleteOutboxAsync(Tenant, item.Message.Id, item.Token);
                Sent.Add(_clock.Now);
            }

            return [.. items.Select(i => i.Message)];
        }

        public async Task TakeAsync(OutboundMessage mail, bool losesMark, bool losesThread) => await _intake.ReceiveAsync(
            new InboundMessage
            {
                Channel = new ChannelAddress(ChannelAddress.Mail, Mailbox),
                DuplicateKey = $"{mail.ExternalId}{_taken++}",
                ExternalId = mail.ExternalId,
                InReplyTo = losesThread ? [] : [.. mail.References.TakeLast(1)],
                References = losesThread ? [] : mail.References,
                From = Address.Mail(mail.Channel.Account),
                To = mail.To,
                Subject = losesThread ? "Hello" : mail.Subject,
                Text = mail.Text,
                Headers = mail.IsAutomatic && !losesMark ? [new MessageHeader("Auto-Submitted", "auto-replied")] : [],
            },
            _clock.Now);
    }
}
