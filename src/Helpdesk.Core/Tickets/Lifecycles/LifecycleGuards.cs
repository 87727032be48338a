using NodaTime;

namespace Helpdesk.Core.Tickets.Lifecycles;

/// <summary>The shipped guards that a transition can name.</summary>
public static class LifecycleGuards
{
    /// <summary>The close policy allows the actor; a rule counts as an agent, the system is not bound.</summary>
    public const string ClosePolicy = "close-policy";

    /// <summary>
    /// The resolve policy allows the agent; a customer may resolve where customers may close. Rules and the system are not bound.
    /// </summary>
    public const string ResolvePolicy = "resolve-policy";

    /// <summary>The ticket got its status no longer ago than the reopen window, bound included.</summary>
    public const string ReopenWindow = "reopen-window";

    /// <summary>The remembered status is of category <see cref="StatusCategory.New"/>.</summary>
    public const string WasNew = "was-new";

    /// <summary>Every field that is required has a value. Customers and the system are not bound: they cannot fill it in.</summary>
    public const string RequiredFields = "required-fields";

    /// <summary>No open ticket stands in the way.</summary>
    public const string OpenChildren = "open-children";

    /// <summary>The ticket was resolved no longer ago than customers may reopen it, bound included.</summary>
    public const string ResolvedWindow = "resolved-window";

    /// <summary>All names; a guard's place here is its number in a compiled lifecycle.</summary>
    public static IReadOnlyList<string> All { get; } =
        [ClosePolicy, ResolvePolicy, ReopenWindow, WasNew, RequiredFields, OpenChildren, ResolvedWindow];

    internal static bool Holds(int number, LifecycleTable table, in TransitionContext context) => number switch
    {
        0 => MayClose(context),
        1 => context.Actor switch
        {
            ActorKind.Agent => context.Policy.ResolvePolicy == Tickets.ResolvePolicy.Anyone || context.IsOwner,
            ActorKind.Customer => context.Policy.ClosePolicy != Tickets.ClosePolicy.AgentOnly,
            _ => true,
        },
        2 => context.Policy.ReopenWindow > Duration.Zero && context.At - context.StatusSince <= context.Policy.ReopenWindow,
        3 => context.ReturnTo is { } back && table.Find(back)?.Category == StatusCategory.New,
        4 => context.MissingFields == 0 || context.Actor is ActorKind.Customer or ActorKind.System,
        5 => context.OpenChildren == 0,
        _ => context.Policy.ReopenResolvedWithin is not { } window || context.At - context.StatusSince <= window,
    };

    private static bool MayClose(in TransitionContext context) => context.Actor switch
    {
        ActorKind.System => true,
        ActorKind.Customer => context.Policy.ClosePolicy switch
        {
            Tickets.ClosePolicy.AgentOnly => false,
            Tickets.ClosePolicy.Both => (context.CloseAgreedBy & ActorKind.Agent) != ActorKind.None,
            _ => true,
        },
        _ => context.Policy.ClosePolicy switch
        {
            Tickets.ClosePolicy.CustomerOnly => false,
            Tickets.ClosePolicy.Both => (context.CloseAgreedBy & ActorKind.Customer) != ActorKind.None,
            _ => true,
        },
    };
}
