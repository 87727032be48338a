using System.Diagnostics;
using Helpdesk.Core.Messages;
using NodaTime;

namespace Helpdesk.Core.Tickets;

public sealed partial record Ticket
{
    /// <summary>
    /// Begins a ticket: New; Live for a chat or a call; Spam on a spam verdict. Nothing refuses a beginning.
    /// </summary>
    public static IReadOnlyList<TicketEvent> Open(TicketOpening opening, Lifecycle lifecycle)
    {
        ArgumentNullException.ThrowIfNull(opening);
        ArgumentNullException.ThrowIfNull(lifecycle);
        var regular = opening.Channel.Channel is ChannelAddress.Chat or ChannelAddress.Call
            ? Live(lifecycle, opening.Channel.Channel)
            : lifecycle.DefaultOf(StatusCategory.New);
        var status = opening.IsSpam ? lifecycle.DefaultOf(StatusCategory.Spam) : regular;
        return
        [
            new TicketEvent.Opened
            {
                Reference = opening.Reference,
                Subject = opening.Subject,
                Requester = opening.Requester,
                Participants = opening.Participants,
                Channel = opening.Channel,
                Department = opening.Department,
                Priority = opening.Priority,
                LifecycleVersion = lifecycle.Version,
                FollowUpOf = opening.FollowUpOf,
                Status = status.Id,
                Category = status.Category,
                IfNotSpam = opening.IsSpam ? new RememberedStatus(regular.Id, regular.Category) : null,
            },
            new TicketEvent.MessageReceived(opening.Message, opening.Requester, opening.Kind),
        ];
    }

    /// <summary>What follows from a command. Changes nothing; the same question gives the same answer.</summary>
    /// <returns>
    /// Events, a follow-up, or a refusal with one of the codes of <see cref="Lifecycle.Fire"/> or
    /// <c>until-not-later</c>, <c>needs-until</c>, <c>not-waiting</c>.
    /// </returns>
    public Decision Decide(TicketCommand command, DecisionContext context)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(context);
        if (context.By is Actor.Customer && command is not (TicketCommand.Receive or TicketCommand.Fire))
        {
            return Refuse("actor-not-allowed", "A customer writes and fires what the lifecycle allows; the rest is for agents.");
        }

        return command switch
        {
            TicketCommand.Receive receive => Receive(receive, context),
            TicketCommand.Reply reply when reply.Then == Triggers.Postpone => NeedsUntil,
            TicketCommand.Reply reply => Move(
                reply.Then ?? Triggers.AgentReply, context, [new TicketEvent.ReplySent(reply.Message)], Triggers.AgentReply),
            TicketCommand.AddNote note => Accept(new TicketEvent.NoteAdded(note.Message)),
            TicketCommand.Fire fire when fire.Trigger == Triggers.Postpone => NeedsUntil,
            TicketCommand.Fire fire when fire.Trigger == Triggers.AutoClose
                && !(AutoClose(context.Policy) is { } silence && silence.CloseAt <= context.At) =>
                Refuse("not-waiting", "The silence has not lasted long enough to close the ticket."),
            TicketCommand.Fire fire => Move(fire.Trigger, context, []),
            TicketCommand.Postpone postpone when postpone.Until <= context.At =>
                Refuse("until-not-later", "A ticket can be postponed only to a later instant."),
            TicketCommand.Postpone postpone => Move(Triggers.Postpone, context, [], until: postpone.Until),
            TicketCommand.Assign assign => assign.Agent == Assignee ? Nothing : Accept(new TicketEvent.Assigned(assign.Agent)),
            TicketCommand.Unassign => Assignee is null ? Nothing : Accept(new TicketEvent.Unassigned()),
            TicketCommand.Transfer transfer =>
                transfer.Department == Department ? Nothing : Accept(new TicketEvent.Transferred(transfer.Department)),
            TicketCommand.SetPriority set =>
                set.Priority == Priority ? Nothing : Accept(new TicketEvent.PriorityChanged(set.Priority)),
            TicketCommand.AddTags add => Tag(add.Tags.Where(t => !Tags.Contains(t)), tags => new TicketEvent.Tagged(tags)),
            TicketCommand.RemoveTags remove => Tag(remove.Tags.Where(Tags.Contains), tags => new TicketEvent.Untagged(tags)),
            TicketCommand.WarnOfClosing => AutoClose(context.Policy) is { WarnAt: { } warnAt } && warnAt <= context.At
                ? Accept(new TicketEvent.CloseWarned())
                : Refuse("not-waiting", "No warning of closing is due."),
            _ => throw new UnreachableException(),
        };
    }

    private static Decision Nothing { get; } = new Decision.Accepted([]);

    private static Decision NeedsUntil { get; } =
        Refuse("needs-until", "A postponement needs the instant at which it ends.");

    // A chat begins as chatting, a call as calling, where the lifecycle has a status of that name.
    private static Status Live(Lifecycle lifecycle, string channel)
    {
        var named = lifecycle.Find(new StatusId(channel == ChannelAddress.Call ? "calling" : "chatting"));
        return named?.Category == StatusCategory.Live ? named : lifecycle.DefaultOf(StatusCategory.Live);
    }

    private Decision Receive(TicketCommand.Receive receive, DecisionContext context)
    {
        var received = new TicketEvent.MessageReceived(receive.Message, receive.From, receive.Kind);
        return receive.Kind == MessageKind.Human
            ? Move(Triggers.CustomerMessage, context, [received])
            : Accept(received);
    }

    private Decision Move(
        TriggerId trigger,
        DecisionContext context,
        IReadOnlyList<TicketEvent> first,
        TriggerId? alsoNeeds = null,
        Instant? until = null)
    {
        var back = Remembered.IsEmpty ? null : Remembered.Peek();
        var asked = new TransitionContext(context.By.Kind, context.At, context.Policy, StatusSince, back?.Status);
        if (alsoNeeds is { } needed && needed != trigger && context.Lifecycle.Fire(Status, needed, asked) is { IsPermitted: false } no)
        {
            return Refuse(no, needed);
        }

        var outcome = context.Lifecycle.Fire(Status, trigger, asked);
        return outcome.Kind switch
        {
            TransitionKind.Refused => Refuse(outcome, trigger),
            TransitionKind.FollowUp => new Decision.NeedsFollowUp(),
            TransitionKind.Stayed => new Decision.Accepted(first),
            _ => new Decision.Accepted([.. first, Changed(outcome.To, trigger, context, back, until)]),
        };
    }

    private TicketEvent.StatusChanged Changed(
        StatusId to, TriggerId trigger, DecisionContext context, RememberedStatus? back, Instant? until)
    {
        // Back in a postponement, its end holds again.
        var returns = back is not null && back.Status == to && back.Category == StatusCategory.Postponed;
        var category = context.Lifecycle.Find(to)?.Category ?? back?.Category ?? Category;
        return new TicketEvent.StatusChanged(Status, to, category, trigger, returns ? back!.Until : until);
    }

    private static Decision.Accepted Tag(IEnumerable<string> tags, Func<IReadOnlyList<string>, TicketEvent> make)
    {
        string[] changed = [.. tags.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return new Decision.Accepted(changed.Length == 0 ? [] : [make(changed)]);
    }

    private static Decision.Accepted Accept(TicketEvent happened) => new([happened]);

    private static Decision.Refused Refuse(string code, string sentence) => new(new Fault(code, sentence));

    private Decision.Refused Refuse(TransitionOutcome outcome, TriggerId trigger) => Refuse(outcome.Code, outcome.Code switch
    {
        "actor-not-allowed" => $"'{trigger}' is not for this actor.",
        "guard-failed" => $"'{trigger}' is refused by '{outcome.Guard}'.",
        "nothing-to-return-to" => "There is no status to come back to.",
        _ => $"'{trigger}' is not permitted in status '{Status}'.",
    });
}
