using FsCheck.Fluent;
using Helpdesk.Core.Engine;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Channels;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.TestSupport;
using NodaTime;

namespace Helpdesk.Core.Runtime.Tests;

/// <summary>Whatever crashes and fails in between, what waits leaves.</summary>
public sealed class OutboxProperties
{
    private static readonly ActiveConfiguration Configuration = new(HelpdeskConfiguration.Parse(
        """
        {"version":1,"departments":[{"id":"support"}],"mailboxes":[{"address":"support@acme.example","department":"support"}],
         "agents":[{"id":"kim","address":"kim@acme.example","departments":["support"]}]}
        """).Require());

    private static readonly Instant Start = Instant.FromUtc(2026, 3, 2, 9, 0);
    private static readonly TenantId Tenant = new("default");

    private enum Luck
    {
        Well,
        Busy,
        DiesBefore,
        DiesAfter,
        NobodyKnows,
    }

    // Law: of any story of refusals for now, workers that die before or after the channel took it, and answers that got lost, each part of each
    // message arrives, and once where the channel takes a key once. Parts arrive in order.
    [Fact]
    public void Each_part_leaves_and_under_its_key_once() => Properties.Holds(
        Prop.ForAll(Gen.Elements(Enum.GetValues<Luck>()).ArrayOf(12).ToArbitrary(), Gen.Choose(1, 3).ToArbitrary(), (lucks, messages) =>
            ArrivesAsync(lucks, messages, takesKeyOnce: true).GetAwaiter().GetResult().All(times => times == 1)),
        60);

    // Law: without keys it still leaves, as long as nobody is left in doubt; then a person decides.
    [Fact]
    public void Without_keys_each_part_leaves_too() => Properties.Holds(
        Prop.ForAll(Gen.Elements(Luck.Well, Luck.Busy, Luck.DiesBefore, Luck.DiesAfter).ArrayOf(12).ToArbitrary(), lucks =>
            ArrivesAsync(lucks, 2, takesKeyOnce: false).GetAwaiter().GetResult().All(times => times >= 1)),
        60);

    // How often each part of each message arrived, of messages with three parts.
    private static async Task<IReadOnlyList<int>> ArrivesAsync(Luck[] lucks, int messages, bool takesKeyOnce)
    {
        var clock = new Clock(Start);
        var store = new InMemoryStore(clock);
        var channel = new Unlucky(lucks, takesKeyOnce);
        var desk = new TicketDesk(Configuration, store, Tenant, clock);
        var mortal = InterceptedStore.Of(store, (_, _) =>
        {
            if (channel.IsDead)
            {
                throw new IOException("Its host died.");
            }
        });
        var delivery = new Delivery(new TicketDesk(Configuration, mortal, Tenant, clock), mortal, Tenant, clock, [channel]);
        for (var i = 0; i < messages; i++)
        {
            var mail = SupportMail.Of($"m{i}");
            var opened = Assert.IsType<IntakeResult.Opened>(await new Intake(Configuration, store, Tenant).ReceiveAsync(mail, Start));
            await desk.ReplyAsync(opened.Ticket, new AgentId("kim"), "onetwothree"[..(9 + (i % 3))]);
        }

        // A worker that died is followed by another; what it held comes free, and pauses end.
        for (var run = 0; run < 40; run++, clock.Now += Duration.FromHours(5))
        {
            channel.IsDead = false;
            try
            {
                await delivery.RunAsync();
            }
            catch (Exception) when (channel.IsDead)
            {
                // In the midst of it: nothing of it was written any more.
            }
        }

        var parts = channel.Arrived.GroupBy(m => (m.Id, m.Part)).Select(g => g.Count()).ToList();
        Assert.Equal(Enumerable.Range(0, messages).Sum(i => (9 + (i % 3) + 3) / 4), parts.Count);
        Assert.All(channel.Arrived.GroupBy(m => m.Id), g => Assert.Equal(g.Select(m => m.Part).Distinct().Order(), g.Select(m => m.Part).Distinct()));
        return parts;
    }

    private sealed class Unlucky(Luck[] lucks, bool takesKeyOnce) : IOutboundChannel
    {
        private int _next;

        /// <summary>Whether the worker is gone: nothing that it does has an effect.</summary>
        public bool IsDead { get; set; }

        public List<OutboundMessage> Arrived { get; } = [];

        public string Channel => ChannelAddress.Mail;

        public ValueTask<ChannelCapabilities> AskAsync(Destination destination, Instant at, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(new ChannelCapabilities { IsIdempotent = takesKeyOnce, MaxText = new TextLimit(4, TextUnit.Characters) });

        public Task<SendResult> SendAsync(OutboundMessage message, CancellationToken cancellationToken = default)
        {
            var luck = _next < lucks.Length ? lucks[_next++] : Luck.Well;
            if (luck is not (Luck.Busy or Luck.DiesBefore) && !(takesKeyOnce && Arrived.Exists(m => m.IdempotencyKey == message.IdempotencyKey)))
            {
                Arrived.Add(message);
            }

            if (luck is Luck.DiesBefore or Luck.DiesAfter)
            {
                IsDead = true;
                throw new IOException("Its host died.");
            }

            return Task.FromResult<SendResult>(luck switch
            {
                Luck.Busy => new SendResult.Deferred(Duration.Zero, new Fault(SendFaults.Throttled, "Busy.")),
                Luck.NobodyKnows => new SendResult.Unknown(new Fault(SendFaults.Unsure, "The answer was lost.")),
                _ => new SendResult.Accepted(),
            });
        }
    }
}
