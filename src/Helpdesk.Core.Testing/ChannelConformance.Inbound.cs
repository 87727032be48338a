using Helpdesk.Core.Engine;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime;
using Helpdesk.Core.Runtime.Channels;
using Helpdesk.Core.Runtime.Storage;
using static Helpdesk.Core.Testing.ConformanceWorld;

namespace Helpdesk.Core.Testing;

/// <content>What comes in.</content>
public static partial class ChannelConformance
{
    private const string Claimed = "boss@claimed.example";

    private static Task KeysAsync(IChannelRig rig)
    {
        var (first, again, other) = (Message(rig, "a1"), Message(rig, "a1"), Message(rig, "a2"));
        Expect(first.DuplicateKey.Length > 0, "there is a key");
        Expect(again.DuplicateKey, first.DuplicateKey, "the key of the same message");
        Expect(other.DuplicateKey != first.DuplicateKey, "another message has another key");
        return Task.CompletedTask;
    }

    private static Task ClaimsAsync(IChannelRig rig)
    {
        var message = Message(rig, "a1");
        var claimed = Address.Mail(Claimed);
        Expect(message.Claims.All(c => !c.IsVerified || !c.Address.IsSameAs(claimed)), "what was only typed is not verified");
        Expect(message.Channel.Channel is ChannelAddress.Mail or ChannelAddress.Form || !message.From.IsSameAs(claimed), "the author is who the channel knows, not who he says to be");
        return Task.CompletedTask;
    }

    private static Task WrittenAsync(IChannelRig rig)
    {
        var written = rig.Write("a1", Hostile, Claimed);
        Expect(written is ChannelEvent.MessageReceived, "a message");
        var message = ((ChannelEvent.MessageReceived)written!).Message;
        Expect(Plain(message.Text), Plain(Hostile), "the text");
        Expect(message.Channel, written.Channel, "the channel");
        return Task.CompletedTask;
    }

    private static async Task ParallelAsync(IChannelRig rig)
    {
        var store = new InMemoryStore();
        var intake = new Intake(new ActiveConfiguration(Configuration), store, Tenant);
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => intake.ReceiveAsync(Message(rig, "a1"), Start)))).ConfigureAwait(false);
        Expect(results.Count(r => r is IntakeResult.Opened), 1, "tickets opened");
        Expect(results.Count(r => r is IntakeResult.Duplicate), 7, "known again");
    }

    private static InboundMessage Message(IChannelRig rig, string id)
    {
        var written = rig.Write(id, "It does not print.", Claimed);
        Expect(written is ChannelEvent.MessageReceived, "what somebody writes is a message");
        return ((ChannelEvent.MessageReceived)written!).Message;
    }
}
