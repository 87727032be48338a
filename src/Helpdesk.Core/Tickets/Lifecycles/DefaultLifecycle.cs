using static Helpdesk.Core.ActorKind;
using static Helpdesk.Core.Tickets.StatusCategory;

namespace Helpdesk.Core.Tickets.Lifecycles;

/// <summary>The shipped lifecycle as data.</summary>
internal static class DefaultLifecycle
{
    private const ActorKind Staff = Agent | Rule | ActorKind.System;

    // Everything that is neither put away nor final.
    private static readonly StatusCategory[] Active =
        [New, Open, Live, WaitingOnCustomer, OnHold, Postponed];

    private static readonly StatusCategory[] NotClosed = [.. Active, Resolved];

    public static LifecycleDefinition Definition { get; } = new(
        "default-1",
        [
            new(new("new"), New, "New", "Received", IsDefault: true),
            new(new("open"), Open, "Open", "In progress", IsDefault: true),
            new(new("in-progress"), Open, "In progress", "In progress"),
            new(new("chatting"), Live, "Chatting", "Chatting", IsDefault: true),
            new(new("calling"), Live, "Calling", "Calling"),
            new(new("answered"), WaitingOnCustomer, "Answered", "Answered", IsDefault: true),
            new(new("pending"), WaitingOnCustomer, "Pending", "Waiting for you"),
            new(new("on-hold"), OnHold, "On hold", "In progress", IsDefault: true),
            new(new("postponed"), Postponed, "Postponed", "In progress", IsDefault: true),
            new(new("resolved"), Resolved, "Resolved", "Resolved", IsDefault: true),
            new(new("closed"), Closed, "Closed", "Closed", IsDefault: true),
            new(new("closed-unsuccessful"), Closed, "Closed unsuccessfully", "Closed"),
            new(new("spam"), StatusCategory.Spam, "Spam", "Received", IsDefault: true),
            new(new("merged"), Merged, "Merged", "Merged", IsDefault: true),
            new(new("deleted"), Deleted, "Deleted", "Closed", IsDefault: true),
        ],
        [
            // A person outside writes.
            new([New, Open, Live, StatusCategory.Spam], Triggers.CustomerMessage, TransitionTarget.Stay, Anyone, []),
            new([WaitingOnCustomer, OnHold, Postponed], Triggers.CustomerMessage, To("open"), Anyone, []),
            new([Resolved], Triggers.CustomerMessage, To("open"), Anyone, [LifecycleGuards.ResolvedWindow]),
            new([Closed], Triggers.CustomerMessage, To("open"), Anyone, [LifecycleGuards.ReopenWindow]),
            new([Resolved, Closed, Deleted], Triggers.CustomerMessage, TransitionTarget.FollowUp, Anyone, []),

            // An agent answers; closed tickets refuse.
            new(NotClosed, Triggers.AgentReply, To("answered"), Staff, []),

            // Work.
            new([New, Open, OnHold, Postponed, WaitingOnCustomer], Triggers.Start, To("in-progress"), Staff, []),
            new(Active, Triggers.Hold, To("on-hold"), Staff, []),
            new(Active, Triggers.AwaitCustomer, To("pending"), Staff, []),
            new(Active, Triggers.MarkAnswered, To("answered"), Staff, []),
            new([New, Open, WaitingOnCustomer, OnHold, Postponed, Resolved], Triggers.Postpone, To("postponed"), Staff, []),
            new([Postponed], Triggers.Wake, To("new"), Staff, [LifecycleGuards.WasNew]),
            new([Postponed], Triggers.Wake, To("open"), Staff, []),

            // The end, and back. What an agent fills in binds no customer.
            new(Active, Triggers.Resolve, To("resolved"), Anyone, [LifecycleGuards.ResolvePolicy, LifecycleGuards.RequiredFields, LifecycleGuards.OpenChildren]),
            new([Resolved], Triggers.Reopen, To("open"), Staff, []),
            new([Resolved], Triggers.Reopen, To("open"), Customer, [LifecycleGuards.ResolvedWindow]),
            new([WaitingOnCustomer, OnHold, Postponed], Triggers.Reopen, To("open"), Staff, []),
            new([Closed], Triggers.Reopen, To("open"), Staff, [LifecycleGuards.ReopenWindow]),
            new(NotClosed, Triggers.Close, To("closed"), Anyone, [LifecycleGuards.RequiredFields, LifecycleGuards.OpenChildren, LifecycleGuards.ClosePolicy]),
            new(NotClosed, Triggers.CloseUnsuccessful, To("closed-unsuccessful"), Staff, [LifecycleGuards.RequiredFields, LifecycleGuards.OpenChildren, LifecycleGuards.ClosePolicy]),
            new([Resolved, WaitingOnCustomer], Triggers.AutoClose, To("closed"), ActorKind.System, []),
            new([Resolved, WaitingOnCustomer], Triggers.AutoClose, To("closed"), Rule, [LifecycleGuards.ClosePolicy]),

            // Put away, and back to the exact status before.
            new([.. NotClosed, Closed], Triggers.MarkSpam, To("spam"), Staff, []),
            new([StatusCategory.Spam], Triggers.NotSpam, TransitionTarget.Back, Staff, []),
            new([.. NotClosed, Closed], Triggers.Merge, To("merged"), Staff, []),
            new([Merged], Triggers.Unmerge, TransitionTarget.Back, Staff, []),
            new([.. NotClosed, Closed, StatusCategory.Spam], Triggers.Delete, To("deleted"), Staff, []),
            new([Deleted], Triggers.Restore, TransitionTarget.Back, Staff, []),
        ]);

    private static TransitionTarget.To To(string status) => new(new StatusId(status));
}
