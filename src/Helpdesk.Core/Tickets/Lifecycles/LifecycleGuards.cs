using System.Runtime.CompilerServices;
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

    /// <summary>The guards whose answer takes more than a few instructions.</summary>
    private const int Costly = (1 << 2) | (1 << 3) | (1 << 6);

    // Who may close, by policy and by who has agreed (agent 1, customer 2), as actor kinds.
    private static ReadOnlySpan<byte> MayClose =>
    [
        15, 15, 15, 15, // either
        13, 13, 13, 13, // agents only
        10, 10, 10, 10, // customers only
        8, 10, 13, 15, // both
    ];

    /// <summary>
    /// Which guards hold, a bit each; of the costly ones only those that are asked for. The others are answered without a jump:
    /// no processor can guess them.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Held(int asked, LifecycleTable table, in TransitionContext context)
    {
        var (actor, policy) = ((int)context.Actor, context.Policy);
        var close = MayClose[((int)policy.ClosePolicy * 4) + ((int)context.CloseAgreedBy & 3)];
        var resolve = (int)(ActorKind.Rule | ActorKind.System)
            | (policy.ResolvePolicy == Tickets.ResolvePolicy.Anyone | context.IsOwner ? (int)ActorKind.Agent : 0)
            | (policy.ClosePolicy != Tickets.ClosePolicy.AgentOnly ? (int)ActorKind.Customer : 0);
        var held = ((close & actor) != 0 ? 1 : 0)
            | ((resolve & actor) != 0 ? 1 << 1 : 0)
            | (context.MissingFields == 0 | (actor & (int)(ActorKind.Customer | ActorKind.System)) != 0 ? 1 << 4 : 0)
            | (context.OpenChildren == 0 ? 1 << 5 : 0);
        return (asked & Costly) == 0 ? held : held | HeldCostly(table, context);
    }

    private static int HeldCostly(LifecycleTable table, in TransitionContext context)
    {
        var (policy, age) = (context.Policy, context.At - context.StatusSince);
        return (policy.ReopenWindow > Duration.Zero && age <= policy.ReopenWindow ? 1 << 2 : 0)
            | (context.ReturnTo is { } back && table.Find(back)?.Category == StatusCategory.New ? 1 << 3 : 0)
            | (policy.ReopenResolvedWithin is not { } window || age <= window ? 1 << 6 : 0);
    }
}
