using Helpdesk.Core.Engine;
using Helpdesk.Core.Runtime.Channels;

namespace Helpdesk.Core.Runtime;

/// <summary>A way by which an answer may leave, and what its channel says of it now.</summary>
/// <param name="Way">The way.</param>
/// <param name="Can">What the channel can do there; null when this host does not serve the channel.</param>
/// <param name="Refusal">Why nothing can be written there freely; null when it can, or when the channel cannot be asked.</param>
public sealed record OpenWay(ReplyWay Way, ChannelCapabilities? Can, Fault? Refusal);
