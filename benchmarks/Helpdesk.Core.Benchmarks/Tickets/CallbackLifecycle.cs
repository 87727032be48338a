using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Lifecycles;
using NodaTime;
using static Helpdesk.Core.ActorKind;
using static Helpdesk.Core.Tickets.StatusCategory;

namespace Helpdesk.Core.Benchmarks.Tickets;

/// <summary>
/// The default lifecycle on a <see cref="CallbackMachine{TState, TTrigger}"/>, configured by hand: statuses inside of their
/// categories, transitions from categories.
/// </summary>
internal sealed class CallbackLifecycle
{
    private const ActorKind Staff = Agent | ActorKind.Rule | ActorKind.System;
    private static readonly StatusCategory[] Active = [New, Open, Live, WaitingOnCustomer, OnHold, Postponed];
    private static readonly StatusCategory[] NotClosed = [.. Active, Resolved];
    private static readonly (Func<object?[], bool>, string) RequiredFields =
        If(c => c.Context.MissingFields == 0 || c.Context.Actor is Customer or ActorKind.System, "required-fields");

    private static readonly (Func<object?[], bool>, string) OpenChildren = If(c => c.Context.OpenChildren == 0, "open-children");
    private static readonly (Func<object?[], bool>, string) ClosePolicy = If(c => MayClose(c.Context), "close-policy");
    private static readonly (Func<object?[], bool>, string) ResolvePolicy = If(c => MayResolve(c.Context), "resolve-policy");
    private static readonly (Func<object?[], bool>, string) ReopenWindow = If(c => IsInReopenWindow(c.Context), "reopen-window");
    private static readonly (Func<object?[], bool>, string) NoReopenWindow = If(c => !IsInReopenWindow(c.Context), "no-reopen-window");
    private static readonly (Func<object?[], bool>, string) ResolvedWindow = If(c => IsInResolvedWindow(c.Context), "resolved-window");
    private static readonly (Func<object?[], bool>, string) NoResolvedWindow = If(c => !IsInResolvedWindow(c.Context), "no-resolved-window");
    private static readonly (Func<object?[], bool>, string) WasNew = If(c => c.Context.ReturnTo?.Value == "new", "was-new");
    private static readonly (Func<object?[], bool>, string) WasNotNew = If(c => c.Context.ReturnTo?.Value != "new", "was-not-new");

    private readonly CallbackMachine<StatusId, TriggerId> _machine;

    public CallbackLifecycle()
    {
        _machine = new CallbackMachine<StatusId, TriggerId>(() => Status, s => Status = s);
        _machine.OnTransition(_ => Moves++);
        foreach (var status in Lifecycle.Default.Definition.Statuses)
        {
            _machine.Configure(status.Id).OnEntry(_ => Entries++).OnExit(_ => Exits++).SubstateOf(Of(status.Category));
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

    public void Fire(TriggerId trigger, Question question) => _machine.Fire(trigger, question.Asked);

    public bool CanFire(TriggerId trigger, Question question) => _machine.CanFire(trigger, question.Asked);

    public IReadOnlyList<TriggerId> Permitted(Question question) => _machine.Permitted(question.Asked);

    private static ref readonly TransitionContext Context(object?[] arguments) => ref ((Question.Asking)arguments[0]!).Context;

    private static (Func<object?[], bool>, string) If(Func<Question.Asking, bool> isMet, string description) =>
        CallbackBehaviour<StatusId>.Guard(isMet, description);

    private static (Func<object?[], bool>, string) By(ActorKind actors) => If(c => (c.Context.Actor & actors) != ActorKind.None, "actor-not-allowed");

    private static bool IsInReopenWindow(in TransitionContext context) =>
        context.Policy.ReopenWindow > Duration.Zero && context.At - context.StatusSince <= context.Policy.ReopenWindow;

    private static bool IsInResolvedWindow(in TransitionContext context) =>
        context.Policy.ReopenResolvedWithin is not { } window || context.At - context.StatusSince <= window;

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

    private void Messages()
    {
        Stay([New, Open, Live, StatusCategory.Spam], Triggers.CustomerMessage);
        Permit([WaitingOnCustomer, OnHold, Postponed], Triggers.CustomerMessage, "open");
        Permit([Resolved], Triggers.CustomerMessage, "open", ResolvedWindow);
        Of(Resolved).Internally(Triggers.CustomerMessage, _ => HasFollowUp = true, NoResolvedWindow);
        Permit([Closed], Triggers.CustomerMessage, "open", ReopenWindow);
        Of(Closed).Internally(Triggers.CustomerMessage, _ => HasFollowUp = true, NoReopenWindow);
        Of(Deleted).Internally(Triggers.CustomerMessage, _ => HasFollowUp = true);
        Permit(NotClosed, Triggers.AgentReply, "answered", By(Staff));
    }

    private void Work()
    {
        Permit([New, Open, OnHold, Postponed, WaitingOnCustomer], Triggers.Start, "in-progress", By(Staff));
        Permit(Active, Triggers.Hold, "on-hold", By(Staff));
        Permit(Active, Triggers.AwaitCustomer, "pending", By(Staff));
        Permit(Active, Triggers.MarkAnswered, "answered", By(Staff));
        Permit([New, Open, WaitingOnCustomer, OnHold, Postponed, Resolved], Triggers.Postpone, "postponed", By(Staff));
        Permit([Postponed], Triggers.Wake, "new", By(Staff), WasNew);
        Permit([Postponed], Triggers.Wake, "open", By(Staff), WasNotNew);
    }

    private void Ends()
    {
        Permit(Active, Triggers.Resolve, "resolved", ResolvePolicy, RequiredFields, OpenChildren);
        Permit([Resolved], Triggers.Reopen, "open", If(c => c.Context.Actor != Customer || IsInResolvedWindow(c.Context), "resolved-window"));
        Permit([WaitingOnCustomer, OnHold, Postponed], Triggers.Reopen, "open", By(Staff));
        Permit([Closed], Triggers.Reopen, "open", By(Staff), ReopenWindow);
        Permit(NotClosed, Triggers.Close, "closed", RequiredFields, OpenChildren, ClosePolicy);
        Permit(NotClosed, Triggers.CloseUnsuccessful, "closed-unsuccessful", By(Staff), RequiredFields, OpenChildren, ClosePolicy);
        Permit([Resolved, WaitingOnCustomer], Triggers.AutoClose, "closed", By(ActorKind.System | ActorKind.Rule), ClosePolicy);
    }

    private void PutAway()
    {
        Permit([.. NotClosed, Closed], Triggers.MarkSpam, "spam", By(Staff));
        Permit([.. NotClosed, Closed], Triggers.Merge, "merged", By(Staff));
        Permit([.. NotClosed, Closed, StatusCategory.Spam], Triggers.Delete, "deleted", By(Staff));
        Back(StatusCategory.Spam, Triggers.NotSpam);
        Back(Merged, Triggers.Unmerge);
        Back(Deleted, Triggers.Restore);
    }

    private CallbackState<StatusId, TriggerId> Of(StatusCategory category) =>
        _machine.Configure(new StatusId("all " + category));

    private void Stay(StatusCategory[] categories, TriggerId trigger)
    {
        foreach (var category in categories)
        {
            Of(category).Internally(trigger, _ => { });
        }
    }

    // The status that it leads to stays when it is there already.
    private void Permit(
        StatusCategory[] categories, TriggerId trigger, string to, params (Func<object?[], bool>, string)[] guards)
    {
        foreach (var category in categories)
        {
            Of(category).Permit(trigger, new StatusId(to), guards);
        }

        if (categories.Contains(Lifecycle.Default.Find(new StatusId(to))!.Category))
        {
            _machine.Configure(new StatusId(to)).Internally(trigger, _ => { }, guards);
        }
    }

    private void Back(StatusCategory category, TriggerId trigger) => Of(category).PermitDynamic(
        trigger, a => Context(a).ReturnTo!.Value, By(Staff), If(c => c.Context.ReturnTo is not null, "nothing-to-return-to"));
}
