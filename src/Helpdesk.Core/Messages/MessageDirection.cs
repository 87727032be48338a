namespace Helpdesk.Core.Messages;

/// <summary>Which way a message goes.</summary>
public enum MessageDirection
{
    /// <summary>From outside to us.</summary>
    Inbound,

    /// <summary>From us to the customer.</summary>
    Outbound,

    /// <summary>Among agents; never visible to a customer.</summary>
    Note,
}
