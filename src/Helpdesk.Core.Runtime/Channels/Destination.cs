using Helpdesk.Core.Messages;
using NodaTime;

namespace Helpdesk.Core.Runtime.Channels;

/// <summary>Where a message is to go.</summary>
/// <param name="Channel">The channel and our account on it.</param>
/// <param name="To">Who is to get it.</param>
/// <param name="Conversation">The key of the conversation on the channel, or empty.</param>
/// <param name="LastHeard">When the customer last wrote there; null for never. Windows are counted from it.</param>
public sealed record Destination(ChannelAddress Channel, IReadOnlyList<Address> To, string Conversation, Instant? LastHeard);
