namespace Helpdesk.Core.Sla;

/// <summary>What a start means when the metric was measured before.</summary>
public enum SlaRepeat
{
    /// <summary>Nothing: it is measured once a ticket.</summary>
    Once,

    /// <summary>A new cycle, as long as no cycle was fulfilled.</summary>
    UntilFulfilled,

    /// <summary>A new cycle; also at once, by the event that ended the one before.</summary>
    Always,

    /// <summary>The cycle goes on with the time already used; the time since its end does not count.</summary>
    Continue,

    /// <summary>The cycle goes on as if it had never ended: the time since its end counts too.</summary>
    ContinueThroughout,
}
