using Helpdesk.Core.Messages;

namespace Helpdesk.Core.Runtime.Channels;

/// <summary>Somebody in a chat.</summary>
/// <param name="Id">The visitor's id on the channel.</param>
/// <param name="Name">The name shown beside it, or empty.</param>
public sealed record ChatVisitor(string Id, string Name = "")
{
    /// <summary>Who the visitor says to be; verified where the host has made sure, by a login for example.</summary>
    public IReadOnlyList<IdentityClaim> Claims { get; init; } = [];

    /// <summary>The identity under which the visitor writes: that of the channel, whatever the visitor claims.</summary>
    /// <param name="channel">The channel and our account on it.</param>
    public Address AddressOn(ChannelAddress channel)
    {
        ArgumentNullException.ThrowIfNull(channel);
        return new Address(AddressKind.Handle, string.Join(':', channel.Channel, channel.Account, Id), Name);
    }
}
