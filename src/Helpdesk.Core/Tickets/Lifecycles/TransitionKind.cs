namespace Helpdesk.Core.Tickets.Lifecycles;

/// <summary>The kinds of <see cref="TransitionOutcome"/>.</summary>
public enum TransitionKind
{
    /// <summary>Not permitted.</summary>
    Refused,

    /// <summary>Permitted, and the status stays.</summary>
    Stayed,

    /// <summary>Permitted, and the status changes.</summary>
    Moved,

    /// <summary>The ticket stays; a linked follow-up ticket takes the message.</summary>
    FollowUp,
}
