using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Lifecycles;
using NodaTime;

namespace Helpdesk.Core.Tests.Tickets.Lifecycles;

/// <summary>
/// A lifecycle as its documentation says it, read anew from the definition at every question: the oracle for the compiled table.
/// </summary>
internal sealed class LifecycleModel(LifecycleDefinition definition)
{
    /// <summary>The answer to a question, comparable as a text.</summary>
    public sealed record Answer(TransitionKind Kind, StatusId From, StatusId To, TriggerId Trigger, string Code = "", string Guard = "", string Effects = "");

    public static Answer Of(TransitionOutcome outcome) => new(
        outcome.Kind, outcome.From, outcome.To, outcome.Trigger, outcome.Code, outcome.Guard, Flat(outcome.Effects));

    public Answer Ask(StatusId status, TriggerId trigger, in TransitionContext context)
    {
        if (definition.Statuses.All(s => s.Id != status))
        {
            return new Answer(TransitionKind.Refused, default, default, default, "unknown-status");
        }

        if (!Triggers.All.Contains(trigger) && definition.Triggers.All(t => t.Id != trigger))
        {
            return new Answer(TransitionKind.Refused, status, status, default, "unknown-trigger");
        }

        var last = new Answer(TransitionKind.Refused, status, status, trigger, "not-permitted");
        foreach (var branch in BranchesOf(status, trigger))
        {
            last = Try(branch, status, context);
            if (last.Kind != TransitionKind.Refused)
            {
                return last;
            }
        }

        return last;
    }

    /// <summary>A status that a transition names hides what its category says about the trigger.</summary>
    public IReadOnlyList<Transition> BranchesOf(StatusId status, TriggerId trigger)
    {
        var named = definition.Transitions.Where(t => t.Trigger == trigger && t.FromStatuses.Contains(status)).ToList();
        var category = definition.Statuses.Single(s => s.Id == status).Category;
        var all = named.Count > 0 ? named : definition.Transitions.Where(t => t.Trigger == trigger && t.From.Contains(category)).ToList();
        return [.. all.Where(t => t.Target is not TransitionTarget.Forbidden)];
    }

    public static string Flat(IReadOnlyList<TransitionEffect> effects) => string.Join(" | ", effects.Select(e => e switch
    {
        TransitionEffect.Notify notify => "notify " + notify.Template,
        TransitionEffect.AddTags tags => "tags " + string.Join(',', tags.Tags),
        _ => "unassign",
    }));

    private Answer Try(Transition branch, StatusId status, in TransitionContext context)
    {
        var refused = new Answer(TransitionKind.Refused, status, status, branch.Trigger);
        var roles = context.Roles ?? [];
        if (!branch.Actors.HasFlag(context.Actor)
            || (context.Actor == ActorKind.Agent && branch.Roles.Count > 0 && !branch.Roles.Intersect(roles, StringComparer.Ordinal).Any()))
        {
            return refused with { Code = "actor-not-allowed" };
        }

        foreach (var guard in branch.Guards)
        {
            if (!Holds(guard, context))
            {
                return refused with { Code = "guard-failed", Guard = guard };
            }
        }

        switch (branch.Target)
        {
            case TransitionTarget.To to:
                return Go(to.Status);
            case TransitionTarget.Remembered:
                var back = context.ReturnTo;
                return definition.Statuses.Any(s => s.Id == back) ? Go(back!.Value) : refused with { Code = "nothing-to-return-to" };
            case TransitionTarget.NewTicket:
                return new Answer(TransitionKind.FollowUp, status, status, branch.Trigger);
            default:
                return new Answer(TransitionKind.Stayed, status, status, branch.Trigger);
        }

        Answer Go(StatusId to) => to == status
            ? new Answer(TransitionKind.Stayed, status, status, branch.Trigger)
            : new Answer(TransitionKind.Moved, status, to, branch.Trigger, Effects: Flat(branch.Effects));
    }

    private bool Holds(string guard, TransitionContext context)
    {
        var (actor, policy) = (context.Actor, context.Policy);
        var isStaff = actor is ActorKind.Agent or ActorKind.Rule;
        return guard switch
        {
            LifecycleGuards.ClosePolicy => actor == ActorKind.System || policy.ClosePolicy switch
            {
                ClosePolicy.Either => true,
                ClosePolicy.AgentOnly => isStaff,
                ClosePolicy.CustomerOnly => !isStaff,
                _ => context.CloseAgreedBy.HasFlag(isStaff ? ActorKind.Customer : ActorKind.Agent),
            },
            LifecycleGuards.ResolvePolicy =>
                !(actor == ActorKind.Agent && policy.ResolvePolicy == ResolvePolicy.OwnerOnly && !context.IsOwner)
                && !(actor == ActorKind.Customer && policy.ClosePolicy == ClosePolicy.AgentOnly),
            LifecycleGuards.ReopenWindow => policy.ReopenWindow != Duration.Zero && context.At <= context.StatusSince + policy.ReopenWindow,
            LifecycleGuards.ResolvedWindow => policy.ReopenResolvedWithin is null || context.At <= context.StatusSince + policy.ReopenResolvedWithin.Value,
            LifecycleGuards.WasNew => definition.Statuses.Any(s => s.Id == context.ReturnTo && s.Category == StatusCategory.New),
            LifecycleGuards.RequiredFields => context.MissingFields == 0 || !isStaff,
            LifecycleGuards.OpenChildren => context.OpenChildren == 0,
            _ => context.Values is not null && definition.Guards[guard].Evaluate(context.Values),
        };
    }
}
