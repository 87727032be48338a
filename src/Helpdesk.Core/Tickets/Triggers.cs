namespace Helpdesk.Core.Tickets;

/// <summary>The triggers that the commands of a ticket fire.</summary>
public static class Triggers
{
    /// <summary>A person outside wrote.</summary>
    public static TriggerId CustomerMessage { get; } = new("customer-message");

    /// <summary>An agent answered in public.</summary>
    public static TriggerId AgentReply { get; } = new("agent-reply");

    /// <summary>An agent begins to work on it.</summary>
    public static TriggerId Start { get; } = new("start");

    /// <summary>Waits for a third party.</summary>
    public static TriggerId Hold { get; } = new("hold");

    /// <summary>Waits for the customer, without an answer having been sent.</summary>
    public static TriggerId AwaitCustomer { get; } = new("await-customer");

    /// <summary>Put off until an instant.</summary>
    public static TriggerId Postpone { get; } = new("postpone");

    /// <summary>The instant of a postponed ticket came.</summary>
    public static TriggerId Wake { get; } = new("wake");

    /// <summary>Solved.</summary>
    public static TriggerId Resolve { get; } = new("resolve");

    /// <summary>Back to work.</summary>
    public static TriggerId Reopen { get; } = new("reopen");

    /// <summary>Finished for good.</summary>
    public static TriggerId Close { get; } = new("close");

    /// <summary>Finished for good without success.</summary>
    public static TriggerId CloseUnsuccessful { get; } = new("close-unsuccessful");

    /// <summary>The silence lasted long enough.</summary>
    public static TriggerId AutoClose { get; } = new("auto-close");

    /// <summary>It is spam.</summary>
    public static TriggerId MarkSpam { get; } = new("mark-spam");

    /// <summary>It is no spam: back to the exact status before.</summary>
    public static TriggerId NotSpam { get; } = new("not-spam");

    /// <summary>Redirected to another ticket.</summary>
    public static TriggerId Merge { get; } = new("merge");

    /// <summary>No longer redirected: back to the exact status before.</summary>
    public static TriggerId Unmerge { get; } = new("unmerge");

    /// <summary>Deleted, recoverable.</summary>
    public static TriggerId Delete { get; } = new("delete");

    /// <summary>Recovered: back to the exact status before.</summary>
    public static TriggerId Restore { get; } = new("restore");

    /// <summary>Counts as answered without a message, such as after a call; the first reply is given.</summary>
    public static TriggerId MarkAnswered { get; } = new("mark-answered");

    /// <summary>All of them, in a fixed order.</summary>
    public static IReadOnlyList<TriggerId> All { get; } =
    [
        CustomerMessage, AgentReply, Start, Hold, AwaitCustomer, MarkAnswered, Postpone, Wake, Resolve, Reopen, Close,
        CloseUnsuccessful, AutoClose, MarkSpam, NotSpam, Merge, Unmerge, Delete, Restore,
    ];

    /// <summary>
    /// Whether a person or a rule fires it as it is: false for those that come with a message, an instant, a ticket or a timer.
    /// </summary>
    public static bool IsByHand(TriggerId trigger) =>
        trigger != CustomerMessage && trigger != AgentReply && trigger != Postpone && trigger != AutoClose
        && trigger != Merge && trigger != Unmerge;
}
