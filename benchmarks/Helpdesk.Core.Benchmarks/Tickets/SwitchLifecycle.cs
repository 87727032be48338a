using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Lifecycles;
using NodaTime;
using static Helpdesk.Core.Tickets.StatusCategory;

namespace Helpdesk.Core.Benchmarks.Tickets;

/// <summary>
/// The default lifecycle as a plain hand-written <c>switch</c>: what a program would do that never changes its statuses, draws
/// nothing and verifies nothing.
/// </summary>
internal static class SwitchLifecycle
{
    private const ActorKind Staff = ActorKind.Agent | ActorKind.Rule | ActorKind.System;
    private static readonly TriggerId[] All = [.. Triggers.All];

    public static SwitchOutcome Fire(StatusId status, TriggerId trigger, in TransitionContext context)
    {
        var category = CategoryOf(status);
        return trigger.Value switch
        {
            "customer-message" => category switch
            {
                New or Open or Live or StatusCategory.Spam => new SwitchOutcome(TransitionKind.Stayed, status),
                WaitingOnCustomer or OnHold or Postponed => Go(status, "open"),
                Resolved when IsInResolvedWindow(context) => Go(status, "open"),
                Closed when IsInReopenWindow(context) => Go(status, "open"),
                Resolved or Closed or Deleted => new SwitchOutcome(TransitionKind.FollowUp, status),
                _ => Refuse(status, "not-permitted"),
            },
            "agent-reply" => IsNotClosed(category) ? By(Staff, status, "answered", context) : Refuse(status, "not-permitted"),
            "start" => category is New or Open or OnHold or Postponed or WaitingOnCustomer
                ? By(Staff, status, "in-progress", context)
                : Refuse(status, "not-permitted"),
            "hold" => IsActive(category) ? By(Staff, status, "on-hold", context) : Refuse(status, "not-permitted"),
            "await-customer" => IsActive(category) ? By(Staff, status, "pending", context) : Refuse(status, "not-permitted"),
            "mark-answered" => IsActive(category) ? By(Staff, status, "answered", context) : Refuse(status, "not-permitted"),
            "postpone" => category is New or Open or WaitingOnCustomer or OnHold or Postponed or Resolved
                ? By(Staff, status, "postponed", context)
                : Refuse(status, "not-permitted"),
            "wake" => category is Postponed
                ? By(Staff, status, context.ReturnTo is { } back && CategoryOf(back) is New ? "new" : "open", context)
                : Refuse(status, "not-permitted"),
            "resolve" => !IsActive(category) ? Refuse(status, "not-permitted")
                : !MayResolve(context) ? Refuse(status, "resolve-policy")
                : !HasFields(context) ? Refuse(status, "required-fields")
                : context.OpenChildren != 0 ? Refuse(status, "open-children")
                : Go(status, "resolved"),
            "reopen" => category switch
            {
                Resolved when context.Actor != ActorKind.Customer => Go(status, "open"),
                Resolved => IsInResolvedWindow(context) ? Go(status, "open") : Refuse(status, "resolved-window"),
                WaitingOnCustomer or OnHold or Postponed => By(Staff, status, "open", context),
                Closed when (context.Actor & Staff) == ActorKind.None => Refuse(status, "actor-not-allowed"),
                Closed => IsInReopenWindow(context) ? Go(status, "open") : Refuse(status, "reopen-window"),
                _ => Refuse(status, "not-permitted"),
            },
            "close" => IsNotClosed(category) ? Close(ActorKind.Anyone, status, "closed", context) : Refuse(status, "not-permitted"),
            "close-unsuccessful" => IsNotClosed(category)
                ? Close(Staff, status, "closed-unsuccessful", context)
                : Refuse(status, "not-permitted"),
            "auto-close" => category is not (Resolved or WaitingOnCustomer) ? Refuse(status, "not-permitted")
                : context.Actor == ActorKind.Rule && !MayClose(context) ? Refuse(status, "close-policy")
                : By(ActorKind.System | ActorKind.Rule, status, "closed", context),
            "mark-spam" => IsNotClosed(category) || category is Closed
                ? By(Staff, status, "spam", context)
                : Refuse(status, "not-permitted"),
            "not-spam" => category is StatusCategory.Spam ? Back(status, context) : Refuse(status, "not-permitted"),
            "merge" => IsNotClosed(category) || category is Closed
                ? By(Staff, status, "merged", context)
                : Refuse(status, "not-permitted"),
            "unmerge" => category is Merged ? Back(status, context) : Refuse(status, "not-permitted"),
            "delete" => IsNotClosed(category) || category is Closed or StatusCategory.Spam
                ? By(Staff, status, "deleted", context)
                : Refuse(status, "not-permitted"),
            "restore" => category is Deleted ? Back(status, context) : Refuse(status, "not-permitted"),
            _ => Refuse(status, "unknown-trigger"),
        };
    }

    public static bool CanFire(StatusId status, TriggerId trigger, in TransitionContext context) =>
        Fire(status, trigger, context).Kind != TransitionKind.Refused;

    /// <summary>The permitted triggers, one bit each.</summary>
    public static uint Permitted(StatusId status, in TransitionContext context)
    {
        var members = 0u;
        for (var t = 0; t < All.Length; t++)
        {
            if (CanFire(status, All[t], context))
            {
                members |= 1u << t;
            }
        }

        return members;
    }

    private static StatusCategory? CategoryOf(StatusId status) => status.Value switch
    {
        "new" => New,
        "open" or "in-progress" => Open,
        "chatting" or "calling" => Live,
        "answered" or "pending" => WaitingOnCustomer,
        "on-hold" => OnHold,
        "postponed" => Postponed,
        "resolved" => Resolved,
        "closed" or "closed-unsuccessful" => Closed,
        "spam" => StatusCategory.Spam,
        "merged" => Merged,
        "deleted" => Deleted,
        _ => null,
    };

    private static bool IsActive(StatusCategory? category) => category is >= New and <= Postponed;

    private static bool IsNotClosed(StatusCategory? category) => category is >= New and <= Resolved;

    private static SwitchOutcome Refuse(StatusId status, string reason) => new(TransitionKind.Refused, status, reason);

    private static SwitchOutcome Go(StatusId status, string to) =>
        status.Value == to ? new SwitchOutcome(TransitionKind.Stayed, status) : new SwitchOutcome(TransitionKind.Moved, new StatusId(to));

    private static SwitchOutcome By(ActorKind actors, StatusId status, string to, in TransitionContext context) =>
        (actors & context.Actor) == ActorKind.None ? Refuse(status, "actor-not-allowed") : Go(status, to);

    private static SwitchOutcome Back(StatusId status, in TransitionContext context) =>
        (Staff & context.Actor) == ActorKind.None ? Refuse(status, "actor-not-allowed")
        : context.ReturnTo is { } to && CategoryOf(to) is not null ? Go(status, to.Value)
        : Refuse(status, "nothing-to-return-to");

    private static SwitchOutcome Close(ActorKind actors, StatusId status, string to, in TransitionContext context) =>
        (actors & context.Actor) == ActorKind.None ? Refuse(status, "actor-not-allowed")
        : !HasFields(context) ? Refuse(status, "required-fields")
        : context.OpenChildren != 0 ? Refuse(status, "open-children")
        : !MayClose(context) ? Refuse(status, "close-policy")
        : Go(status, to);

    private static bool IsInReopenWindow(in TransitionContext context) =>
        context.Policy.ReopenWindow > Duration.Zero && context.At - context.StatusSince <= context.Policy.ReopenWindow;

    private static bool IsInResolvedWindow(in TransitionContext context) =>
        context.Policy.ReopenResolvedWithin is not { } window || context.At - context.StatusSince <= window;

    private static bool HasFields(in TransitionContext context) =>
        context.MissingFields == 0 || context.Actor is ActorKind.Customer or ActorKind.System;

    private static bool MayResolve(in TransitionContext context) => context.Actor switch
    {
        ActorKind.Agent => context.Policy.ResolvePolicy == ResolvePolicy.Anyone || context.IsOwner,
        ActorKind.Customer => context.Policy.ClosePolicy != ClosePolicy.AgentOnly,
        _ => true,
    };

    private static bool MayClose(in TransitionContext context) => (context.Actor, context.Policy.ClosePolicy) switch
    {
        (ActorKind.System, _) => true,
        (ActorKind.Customer, ClosePolicy.AgentOnly) => false,
        (ActorKind.Customer, ClosePolicy.Both) => (context.CloseAgreedBy & ActorKind.Agent) != ActorKind.None,
        (ActorKind.Customer, _) => true,
        (_, ClosePolicy.CustomerOnly) => false,
        (_, ClosePolicy.Both) => (context.CloseAgreedBy & ActorKind.Customer) != ActorKind.None,
        _ => true,
    };
}
