namespace Helpdesk.Core.Messages;

/// <summary>A channel and the account on it; external ids are unique only within one.</summary>
/// <param name="Channel">The channel: <c>mail</c>, <c>form</c>, <c>chat</c>, <c>call</c> or one of the host.</param>
/// <param name="Account">The account on that channel, such as our mailbox; empty when there is one only.</param>
public sealed record ChannelAddress(string Channel, string Account = "")
{
    /// <summary>The channel name of mail.</summary>
    public const string Mail = "mail";

    /// <summary>The channel name of live chat: a ticket begins in a live status.</summary>
    public const string Chat = "chat";

    /// <summary>The channel name of contact forms: it only takes messages in, and answers leave by mail.</summary>
    public const string Form = "form";

    /// <summary>The channel name of phone calls: a ticket begins in a live status.</summary>
    public const string Call = "call";
}
