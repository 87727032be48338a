namespace Helpdesk.Core.Conversations.Matching;

/// <summary>What a token is for: one made for one purpose is void for every other.</summary>
public enum TokenPurpose
{
    /// <summary>The id of a message that we sent.</summary>
    MessageId = 1,

    /// <summary>The address that answers to a message go to.</summary>
    ReplyAddress = 2,

    /// <summary>The id of a message that we sent to an agent, and the address for its answers: only that agent may answer it.</summary>
    AgentNotice = 3,

    /// <summary>The line in the body of a message that we sent.</summary>
    BodyMarker = 4,

    /// <summary>The address that reports on the delivery of a message go to.</summary>
    Bounce = 5,
}
