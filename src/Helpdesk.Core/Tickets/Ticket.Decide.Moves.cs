using Helpdesk.Core.Messages;
using Helpdesk.Core.Tickets.Lifecycles;
using Helpdesk.Core.Tickets.Relations;
using NodaTime;

namespace Helpdesk.Core.Tickets;

public sealed partial record Ticket
{
    private static Decision NeedsUntil { get; } =
        Refuse("needs-until", "A postponement needs the instant at which it ends.");

    private Decision Receive(TicketCommand.Receive receive, DecisionContext context)
    {
        var received = new TicketEvent.MessageReceived(receive.Message, receive.From, receive.Kind, receive.Via) { IsInternal = receive.IsInternal };
        if (receive.IsInternal || receive.Kind != MessageKind.Human)
        {
            return Accept(received);
        }

        var isRestless = Category is StatusCategory.Resolved or StatusCategory.Closed
            && Reopenings.Count(at => at > context.At - Duration.FromHours(1)) >= context.Policy.ReopensPerHour;
        return isRestless
            ? new Decision.Accepted([received, new TicketEvent.AutomationDenied(null, "reopen")])
            : Move(Triggers.CustomerMessage, context, [received]);
    }

    // What is hidden from customers is not shown to others, and customers are answered in public.
    private Decision Forward(TicketCommand.Forward forward)
    {
        const int maxRecipients = 20;
        return forward.To.Count is 0 or > maxRecipients || forward.To.Any(t => t.Kind != AddressKind.Mail || t.Key.Length == 0)
                ? Refuse("bad-recipients", $"A message is forwarded to 1 to {maxRecipients} mail addresses.")
            : forward.To.FirstOrDefault(IsParticipant) is not null ? Refuse("takes-part", "Whoever takes part in the ticket is answered, not asked aside.")
            : forward.Original is not { } original ? Accept(new TicketEvent.Forwarded(forward.Message, forward.To))
            : Messages.Find(m => m.Message == original) is not { } entry ? Refuse("unknown-message", "The ticket has no such message.")
            : entry.Direction == MessageDirection.Note ? Refuse("internal-message", "A note stays among agents.")
            : Accept(new TicketEvent.Forwarded(forward.Message, forward.To));
    }

    private Decision Answer(TicketCommand.Reply reply, DecisionContext context)
    {
        if (reply.Then == Triggers.Postpone)
        {
            return NeedsUntil;
        }

        if (reply.Then is { } then && !Triggers.IsByHand(then) && then != Triggers.AgentReply)
        {
            return NeedsMore(then);
        }

        return Unseen(reply.LastSeen, context.By)
            ?? MoveAlong(reply.Then ?? Triggers.AgentReply, context, [new TicketEvent.ReplySent(reply.Message)], Triggers.AgentReply);
    }

    // What others wrote after the last message that the author has seen.
    private Decision.Refused? Unseen(MessageId? lastSeen, Actor author)
    {
        if (lastSeen is not { } seen)
        {
            return null;
        }

        // From the end: what an author has seen is rarely far from it.
        TicketEntry? unseen = null;
        var at = Messages.Count - 1;
        for (; at >= 0 && Messages[at].Message != seen; at--)
        {
            unseen = Messages[at].By != author ? Messages[at] : unseen;
        }

        if (at < 0)
        {
            return Refuse("unknown-message", "The message that was seen last is none of this ticket.");
        }

        return unseen is null ? null : new Decision.Refused(new Fault(
            "unseen-message", $"{unseen.By} wrote at {unseen.At} and you have not seen it.", unseen.Message.ToString()));
    }

    // A ticket that is postponed already gets another end, where the lifecycle lets it.
    private Decision PostponeUntil(Instant until, DecisionContext context) =>
        context.Lifecycle.Fire(Status, Triggers.Postpone, Asked(context)).Kind != TransitionKind.Stayed || Category != StatusCategory.Postponed
            ? Move(Triggers.Postpone, context, [], until: until)
            : until == PostponedUntil ? Nothing
            : Accept(new TicketEvent.PostponementChanged(until));

    private Decision FireByHand(TriggerId trigger, DecisionContext context)
    {
        if (trigger == Triggers.Postpone)
        {
            return NeedsUntil;
        }

        if (trigger == Triggers.AutoClose)
        {
            return AutoClose(context.Policy) is { } silence && silence.CloseAt <= context.At
                ? Move(trigger, context, [])
                : Refuse("not-waiting", "The silence has not lasted long enough to close the ticket.");
        }

        return Triggers.IsByHand(trigger) ? MoveAlong(trigger, context, []) : NeedsMore(trigger);
    }

    private static Decision.Refused NeedsMore(TriggerId trigger) =>
        Refuse("needs-more", $"'{trigger}' comes with a message or a ticket; it has a command of its own.");

    private Decision SetStatus(StatusId status, DecisionContext context)
    {
        if (status == Status)
        {
            return Nothing;
        }

        var (trigger, reason) = context.Lifecycle.TriggerTo(Status, status, Asked(context));
        return trigger is { } found ? FireByHand(found, context) : new Decision.Refused(reason!);
    }

    // A move that may bring the end: where both sides have to ask, the first one is recorded; open children may come along.
    private Decision MoveAlong(TriggerId trigger, DecisionContext context, IReadOnlyList<TicketEvent> first, TriggerId? alsoNeeds = null)
    {
        var outcome = context.Lifecycle.Fire(Status, trigger, Asked(context));
        if (outcome.Guard == LifecycleGuards.ClosePolicy && context.Policy.ClosePolicy == ClosePolicy.Both)
        {
            var side = context.By is Actor.Customer ? ActorKind.Customer : ActorKind.Agent;
            TicketEvent[] asked = (CloseAgreedBy & side) != ActorKind.None ? [.. first] : [.. first, new TicketEvent.CloseAgreed(side)];
            return alsoNeeds is { } without ? Move(without, context, asked) : new Decision.Accepted(asked);
        }

        var decision = Move(trigger, context, first, alsoNeeds);
        if (decision is not Decision.Accepted accepted || outcome.Kind != TransitionKind.Moved
            || Category is StatusCategory.Spam or StatusCategory.Merged or StatusCategory.Deleted
            || context.Policy.OpenChildren != OpenChildrenPolicy.Cascade
            || context.Lifecycle.Find(outcome.To)!.Category is not (StatusCategory.Resolved or StatusCategory.Closed))
        {
            return decision;
        }

        List<Decision.EventsOf> others = [];
        var no = Cascade(trigger, context, others);
        return no is null ? accepted with { Others = others } : no;
    }

    private Decision.Refused? Cascade(TriggerId trigger, DecisionContext context, List<Decision.EventsOf> others)
    {
        foreach (var child in context.Related.Others(this, LinkType.ParentOf).Where(IsOpen))
        {
            switch (child.Decide(new TicketCommand.Fire(trigger), context.Of(child)))
            {
                case Decision.Accepted accepted when IsOpen(child.After(accepted.Events, context)):
                    return new Decision.Refused(new Fault(
                        "child-refused", $"{child.Reference} cannot come along: it would stay open.", child.Reference.Value));
                case Decision.Accepted accepted:
                    others.Add(new Decision.EventsOf(child.Id, accepted.Events) { Effects = accepted.Effects });
                    others.AddRange(accepted.Others);
                    break;
                case Decision.Refused refused:
                    return new Decision.Refused(new Fault(
                        "child-refused", $"{child.Reference} cannot come along: {refused.Reason.Sentence}", child.Reference.Value));
            }
        }

        return null;
    }

    private Decision Move(
        TriggerId trigger,
        DecisionContext context,
        IReadOnlyList<TicketEvent> first,
        TriggerId? alsoNeeds = null,
        Instant? until = null)
    {
        var asked = Asked(context);
        if (alsoNeeds is { } needed && needed != trigger && context.Lifecycle.Fire(Status, needed, asked) is { IsPermitted: false } no)
        {
            return Refuse(no.Code, no.Sentence);
        }

        var outcome = context.Lifecycle.Fire(Status, trigger, asked);
        return outcome.Kind switch
        {
            TransitionKind.Refused => Refuse(outcome.Code, outcome.Sentence),
            TransitionKind.FollowUp => new Decision.NeedsFollowUp(),
            TransitionKind.Stayed => new Decision.Accepted(first),
            _ => Moved(outcome, context, first, until),
        };
    }

    private Decision Moved(TransitionOutcome outcome, DecisionContext context, IReadOnlyList<TicketEvent> first, Instant? until)
    {
        // Back in a postponement, its end holds again.
        var back = Remembered.IsEmpty ? null : Remembered.Peek();
        var returns = back is not null && back.Status == outcome.To && back.Category == StatusCategory.Postponed;
        var category = context.Lifecycle.Find(outcome.To)!.Category;
        var end = returns ? back!.Until : until;
        if (category == StatusCategory.Postponed && end is null)
        {
            return NeedsUntil;
        }

        var changed = new TicketEvent.StatusChanged(
            Status, outcome.To, category, outcome.Trigger, category == StatusCategory.Postponed ? end : null);
        TicketEvent[] events = [.. first, changed, .. outcome.Effects.Select(EventOf).OfType<TicketEvent>()];
        return new Decision.Accepted(events) { Effects = outcome.Effects };
    }

    private TicketEvent? EventOf(TransitionEffect effect) => effect switch
    {
        TransitionEffect.AddTags add when add.Tags.Except(Tags, StringComparer.Ordinal).ToArray() is { Length: > 0 } fresh =>
            new TicketEvent.Tagged(fresh),
        TransitionEffect.Unassign when Assignee is not null => new TicketEvent.Unassigned(),
        _ => null,
    };

    private TransitionContext Asked(DecisionContext context)
    {
        var values = context.Fields.Ticket.Count == 0 && context.Lifecycle.Definition.Guards.Count == 0
            ? null
            : Values(context);
        return new TransitionContext(
            context.By.Kind, context.At, context.Policy, StatusSince, Remembered.IsEmpty ? null : Remembered.Peek().Status)
        {
            IsOwner = Assignee is null || (context.By is Actor.Agent agent && agent.Id == Assignee),
            Roles = context.Roles,
            CloseAgreedBy = CloseAgreedBy,
            OpenChildren = InTheWay(context),
            MissingFields = values is null ? 0 : context.Fields.Missing(this, values),
            Values = values,
        };
    }

    private TicketFieldValues Values(DecisionContext context) => new(null, this, null, MessageKind.Human, context.At)
    {
        Contact = context.Contact,
    };

    private int InTheWay(DecisionContext context)
    {
        if (Links.Count == 0 || context.Policy.OpenChildren == OpenChildrenPolicy.Ignore)
        {
            return 0;
        }

        var blockers = context.Related.Others(this, LinkType.BlockedBy).Count(IsOpen);
        return context.Policy.OpenChildren == OpenChildrenPolicy.Cascade
            ? blockers
            : blockers + context.Related.Others(this, LinkType.ParentOf).Count(IsOpen);
    }

    private static bool IsOpen(Ticket ticket) => ticket.Category
        is not (StatusCategory.Resolved or StatusCategory.Closed or StatusCategory.Spam or StatusCategory.Merged or StatusCategory.Deleted);

    // Another department, another type or a newer configuration may bring another lifecycle.
    private Decision Relocate(TicketEvent? happened, DepartmentId department, TicketTypeId? type, DecisionContext context)
    {
        TicketEvent[] first = happened is null ? [] : [happened];
        var next = context.Lifecycles?.Of(department, type) ?? context.Lifecycle;
        if (next.Version == LifecycleVersion)
        {
            return new Decision.Accepted(first);
        }

        var map = next.MapFrom(context.Lifecycle);
        if (!map.IsValid)
        {
            return new Decision.Refused(map.Faults[0]);
        }

        var status = next.Find(map.Value.Statuses[Status])!;
        var changed = new TicketEvent.LifecycleChanged(
            next.Version,
            status.Id,
            status.Category,
            [.. Remembered.Select(r => r with { Status = map.Value.Statuses[r.Status], Category = next.Find(map.Value.Statuses[r.Status])!.Category })]);
        return new Decision.Accepted([.. first, changed]);
    }
}
