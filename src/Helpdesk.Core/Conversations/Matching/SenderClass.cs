namespace Helpdesk.Core.Conversations.Matching;

/// <summary>What the author of a message is to a ticket.</summary>
internal enum SenderClass
{
    /// <summary>Somebody without a part in it; our own mailboxes; whoever our own server says is not who the message says.</summary>
    Stranger,

    /// <summary>Somebody to whom the very message was addressed that is answered.</summary>
    Recipient,

    /// <summary>The requester, or somebody who was there from the start or was added.</summary>
    Participant,

    /// <summary>An agent.</summary>
    Agent,
}
