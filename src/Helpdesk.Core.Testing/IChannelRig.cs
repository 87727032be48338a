using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Channels;

namespace Helpdesk.Core.Testing;

/// <summary>A channel with the outside that it speaks to, set up for one check. Whoever writes a channel writes this for it.</summary>
public interface IChannelRig : IAsyncDisposable
{
    /// <summary>The way out that is tried; null for a channel that only takes messages in.</summary>
    IOutboundChannel? Outbound { get; }

    /// <summary>A message that the channel can send, with the text.</summary>
    OutboundMessage Message(string text);

    /// <summary>What the outside has got: the text of each message, as it got it.</summary>
    IReadOnlyList<string> Arrived { get; }

    /// <summary>Has the outside make trouble from now on.</summary>
    /// <returns>False when it cannot be had make that trouble; the check then asks for nothing.</returns>
    bool Make(ChannelTrouble trouble);

    /// <summary>What must never be seen in a result or a fault: passwords, keys.</summary>
    IReadOnlyList<string> Secrets { get; }

    /// <summary>
    /// Has somebody outside write, under the id that the outside gives it; the claimed address is what the author only typed. Null for a
    /// channel that takes nothing in.
    /// </summary>
    ChannelEvent? Write(string id, string text, string claimedMail);
}
