namespace Helpdesk.Core.Conversations;

/// <summary>What the author of a message is to a ticket.</summary>
internal enum SenderClass
{
    /// <summary>Somebody without a part in it; also our own mailboxes.</summary>
    Stranger,

    /// <summary>The requester, or somebody who was there from the start or was added.</summary>
    Participant,

    /// <summary>An agent.</summary>
    Agent,
}
