namespace Helpdesk.Core.Tickets;

/// <summary>The guards that a transition can name.</summary>
public static class LifecycleGuards
{
    /// <summary>The close policy allows the actor.</summary>
    public const string ClosePolicy = "close-policy";

    /// <summary>The ticket was closed no longer ago than the reopen window.</summary>
    public const string ReopenWindow = "reopen-window";

    /// <summary>The remembered status is of category <see cref="StatusCategory.New"/>.</summary>
    public const string WasNew = "was-new";

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> All { get; } = [ClosePolicy, ReopenWindow, WasNew];

    internal static bool Holds(string guard, Lifecycle lifecycle, in TransitionContext context) => guard switch
    {
        ClosePolicy => context.Actor switch
        {
            ActorKind.Agent => context.Policy.ClosePolicy != Tickets.ClosePolicy.CustomerOnly,
            ActorKind.Customer => context.Policy.ClosePolicy != Tickets.ClosePolicy.AgentOnly,
            _ => true,
        },
        ReopenWindow => context.At - context.StatusSince <= context.Policy.ReopenWindow
            && context.Policy.ReopenWindow > NodaTime.Duration.Zero,
        WasNew => context.ReturnTo is { } back && lifecycle.Find(back)?.Category == StatusCategory.New,
        _ => false,
    };
}
