namespace Helpdesk.Core.Messages;

/// <summary>
/// How far a message got. The order is the order of the values: what is known to be further holds, in whatever order it was
/// reported. So a late success corrects a failure, and nothing takes a delivery back.
/// </summary>
public enum DeliveryState
{
    /// <summary>It waits to leave.</summary>
    Queued,

    /// <summary>It may have left: the channel did not say. Nobody sends it again without asking.</summary>
    Unsure,

    /// <summary>The channel took it.</summary>
    Sent,

    /// <summary>It did not arrive.</summary>
    Failed,

    /// <summary>It arrived.</summary>
    Delivered,

    /// <summary>It was read.</summary>
    Read,
}
