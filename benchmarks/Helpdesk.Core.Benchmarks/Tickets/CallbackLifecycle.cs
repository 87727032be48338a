using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Lifecycles;
using NodaTime;
using static Helpdesk.Core.ActorKind;
using static Helpdesk.Core.Tickets.StatusCategory;

namespace Helpdesk.Core.Benchmarks.Tickets;

/// <summary>The default lifecycle on a <see cref="CallbackMachine{TState, TTrigger}"/>, configured by hand.</summary>
internal sealed class CallbackLifecycle
{
    private const ActorKind Staff = Agent | ActorKind.Rule | ActorKind.System;
    private static readonly StatusCategory[] Active = [New, Open, Live, WaitingOnCustomer, OnHold, Postponed];
    private static readonly StatusCategory[] NotClosed = [.. Active, Resolved];
    private static readonly (Func<object?[], bool>, string) RequiredFields =
        (a => Context(a).MissingFields == 0 || Context(a).Actor is Customer or ActorKind.System, "required-fields");

    private static readonly (Func<object?[], bool>, string) OpenChildren = (a => Context(a).OpenChildren == 0, "open-children");
    private static readonly (Func<object?[], bool>, string) ClosePolicy = (a => MayClose(Context(a)), "close-policy");
    private static readonly (Func<object?[], bool>, string) ResolvePolicy = (a => MayResolve(Context(a)), "resolve-policy");
    private static readonly (Func<object?[], bool>, string) ReopenWindow = (a => IsInReopenWindow(Context(a)), "reopen-window");

    private readonly CallbackMachine<StatusId, TriggerId> _machine;

    public CallbackLifecycle()
    {
        _machine = new CallbackMachine<StatusId, TriggerId>(() => Status, s => Status = s);
        _machine.OnTransition(_ => Moves++);
        foreach (var status in Lifecycle.Default.Definition.Statuses)
        {
            _machine.Configure(status.Id).OnEntry(_ => Entries++).OnExit(_ => Exits++);
        }

        Messages();
        Work();
        Ends();
        PutAway();
    }

    /// <summary>The status of the ticket at hand.</summary>
    public StatusId Status { get; set; }

    public bool HasFollowUp { get; set; }

    public int Moves { get; private set; }

    public int Entries { get; private set; }

    public int Exits { get; private set; }

    public void Fire(TriggerId trigger, Question question) => _machine.Fire(trigger, question);

    public bool CanFire(TriggerId trigger, Question question) => _machine.CanFire(trigger, question);

    public IReadOnlyList<TriggerId> Permitted(Question question) => _machine.Permitted(question);

    private static ref readonly TransitionContext Context(object?[] arguments) => ref ((Question)arguments[0]!).Context;

    private static (Func<object?[], bool>, string) By(ActorKind actors) => (a => (Context(a).Actor & actors) != ActorKind.None, "actor-not-allowed");

    private static bool IsInReopenWindow(in TransitionContext context) =>
        context.Policy.ReopenWindow > Duration.Zero && context.At - context.StatusSince <= context.Policy.ReopenWindow;

    private static bool MayResolve(in TransitionContext context) => context.Actor switch
    {
        Agent => context.Policy.ResolvePolicy == Core.Tickets.ResolvePolicy.Anyone || context.IsOwner,
        Customer => context.Policy.ClosePolicy != Core.Tickets.ClosePolicy.AgentOnly,
        _ => true,
    };

    private static bool MayClose(in TransitionContext context) => (context.Actor, context.Policy.ClosePolicy) switch
    {
        (ActorKind.System, _) => true,
        (Customer, Core.Tickets.ClosePolicy.AgentOnly) => false,
        (Customer, Core.Tickets.ClosePolicy.Both) => (context.CloseAgreedBy & Agent) != ActorKind.None,
        (Customer, _) => true,
        (_, Core.Tickets.ClosePolicy.CustomerOnly) => false,
        (_, Core.Tickets.ClosePolicy.Both) => (context.CloseAgreedBy & Customer) != ActorKind.None,
        _ => true,
    };

    private static bool WasNew(in TransitionContext context) => context.ReturnTo?.Value == "new";

    private void Messages()
    {
        Each([New, Open, Live, StatusCategory.Spam], s => s.Internally(Triggers.CustomerMessage, _ => { }));
        Each([WaitingOnCustomer, OnHold, Postponed, Resolved], s => Permit(s, Triggers.CustomerMessage, "open"));
        Each([Closed], s => Permit(s, Triggers.CustomerMessage, "open", ReopenWindow));
        Each([Closed, Deleted], s => s.Internally(Triggers.CustomerMessage, _ => HasFollowUp = true));
        Each(NotClosed, s => Permit(s, Triggers.AgentReply, "answered", By(Staff)));
    }

    private void Work()
    {
        Each([New, Open, OnHold, Postponed, WaitingOnCustomer], s => Permit(s, Triggers.Start, "in-progress", By(Staff)));
        Each(Active, s => Permit(s, Triggers.Hold, "on-hold", By(Staff)));
        Each(Active, s => Permit(s, Triggers.AwaitCustomer, "pending", By(Staff)));
        Each(Active, s => Permit(s, Triggers.MarkAnswered, "answered", By(Staff)));
        Each([New, Open, WaitingOnCustomer, OnHold, Resolved], s => Permit(s, Triggers.Postpone, "postponed", By(Staff)));
        Each([Postponed], s => Permit(s, Triggers.Wake, "new", By(Staff), (a => WasNew(Context(a)), "was-new")));
        Each([Postponed], s => Permit(s, Triggers.Wake, "open", By(Staff)));
    }

    private void Ends()
    {
        Each(Active, s => Permit(s, Triggers.Resolve, "resolved", ResolvePolicy, RequiredFields, OpenChildren));
        Each([Resolved], s => Permit(s, Triggers.Reopen, "open"));
        Each([WaitingOnCustomer, OnHold, Postponed], s => Permit(s, Triggers.Reopen, "open", By(Staff)));
        Each([Closed], s => Permit(s, Triggers.Reopen, "open", By(Staff), ReopenWindow));
        Each(NotClosed, s => Permit(s, Triggers.Close, "closed", RequiredFields, OpenChildren, ClosePolicy));
        Each(NotClosed, s => Permit(s, Triggers.CloseUnsuccessful, "closed-unsuccessful", By(Staff), RequiredFields, OpenChildren, ClosePolicy));
        Each([Resolved, WaitingOnCustomer], s => Permit(s, Triggers.AutoClose, "closed", By(ActorKind.System | ActorKind.Rule)));
    }

    private void PutAway()
    {
        Each([.. NotClosed, Closed], s => Permit(s, Triggers.MarkSpam, "spam", By(Staff)));
        Each([StatusCategory.Spam], s => Back(s, Triggers.NotSpam));
        Each([.. NotClosed, Closed], s => Permit(s, Triggers.Merge, "merged", By(Staff)));
        Each([Merged], s => Back(s, Triggers.Unmerge));
        Each([.. NotClosed, Closed, StatusCategory.Spam], s => Permit(s, Triggers.Delete, "deleted", By(Staff)));
        Each([Deleted], s => Back(s, Triggers.Restore));
    }

    private void Each(StatusCategory[] categories, Action<CallbackState<StatusId, TriggerId>> configure)
    {
        foreach (var status in Lifecycle.Default.Definition.Statuses.Where(s => categories.Contains(s.Category)))
        {
            configure(_machine.Configure(status.Id));
        }
    }

    private static void Permit(
        CallbackState<StatusId, TriggerId> state, TriggerId trigger, string to, params (Func<object?[], bool>, string)[] guards)
    {
        if (state.State.Value == to)
        {
            state.Internally(trigger, _ => { }, guards);
        }
        else
        {
            state.Permit(trigger, new StatusId(to), guards);
        }
    }

    private static void Back(CallbackState<StatusId, TriggerId> state, TriggerId trigger) => state.PermitDynamic(
        trigger, a => Context(a).ReturnTo!.Value, By(Staff), (a => Context(a).ReturnTo is not null, "nothing-to-return-to"));
}
