namespace Helpdesk.Core.Tickets.Lifecycles;

/// <summary>Where a transition leads. A closed family.</summary>
public abstract record TransitionTarget
{
    private TransitionTarget()
    {
    }

    /// <summary>Stay where it is: the trigger is allowed and changes no status.</summary>
    public static TransitionTarget Stay { get; } = new Nowhere();

    /// <summary>Back to the status remembered when a spam, merged, deleted or postponed ticket left it.</summary>
    public static TransitionTarget Back { get; } = new Remembered();

    /// <summary>No move; a new ticket linked to this one is made instead.</summary>
    public static TransitionTarget FollowUp { get; } = new NewTicket();

    /// <summary>Not allowed: takes a single status out of what its category allows.</summary>
    public static TransitionTarget Forbid { get; } = new Forbidden();

    /// <summary>To a status.</summary>
    /// <param name="Status">The status.</param>
    public sealed record To(StatusId Status) : TransitionTarget;

    /// <summary>See <see cref="Stay"/>.</summary>
    public sealed record Nowhere : TransitionTarget;

    /// <summary>See <see cref="Back"/>.</summary>
    public sealed record Remembered : TransitionTarget;

    /// <summary>See <see cref="FollowUp"/>.</summary>
    public sealed record NewTicket : TransitionTarget;

    /// <summary>See <see cref="Forbid"/>.</summary>
    public sealed record Forbidden : TransitionTarget;
}
