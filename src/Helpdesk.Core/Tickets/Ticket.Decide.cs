using System.Diagnostics;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Tickets.Lifecycles;

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
        var regular = opening is { IsLive: true, Channel.Channel: ChannelAddress.Chat or ChannelAddress.Call }
            ? Live(lifecycle, opening.Channel.Channel)
            : lifecycle.DefaultOf(StatusCategory.New);
        var status = opening.IsSpam ? lifecycle.DefaultOf(StatusCategory.Spam) : regular;
        var opened = new TicketEvent.Opened
        {
            Id = opening.Id,
            Reference = opening.Reference,
            Subject = opening.Subject,
            Requester = opening.Requester,
            Participants = opening.Participants,
            Channel = opening.Channel,
            Department = opening.Department,
            Type = opening.Type,
            Priority = opening.Priority,
            LifecycleVersion = lifecycle.Version,
            ComesFrom = opening.ComesFrom,
            Status = status.Id,
            Category = status.Category,
            IfNotSpam = opening.IsSpam ? new RememberedStatus(regular.Id, regular.Category) : null,
        };
        return opening.Message is { } message
            ? [opened, new TicketEvent.MessageReceived(message, opening.Requester, opening.Kind)]
            : [opened];
    }

    /// <summary>What follows from a command. Changes nothing; the same question gives the same answer.</summary>
    /// <returns>
    /// Events, a follow-up, or a refusal: one of the codes of <see cref="Lifecycle.Fire"/>, or <c>merged</c>,
    /// <c>not-in-category</c>, <c>actor-not-allowed</c>, <c>not-a-participant</c>, <c>until-not-later</c>, <c>needs-until</c>, <c>needs-more</c>,
    /// <c>not-waiting</c>, <c>no-trigger</c>, <c>several-triggers</c>, <c>unseen-message</c>, <c>unknown-message</c>,
    /// <c>unknown-ticket</c>, <c>unknown-field</c>, <c>wrong-type</c>, <c>unknown-choice</c>, <c>too-long</c>, <c>hidden-field</c>,
    /// <c>bad-score</c>, <c>top-tier</c>, <c>bad-subject</c>, <c>unmapped-statuses</c>, <c>child-refused</c>, <c>self-link</c>,
    /// <c>link-cycle</c>, <c>has-parent</c>, <c>link-not-by-hand</c>, <c>self-merge</c>, <c>merge-cycle</c>, <c>target-merged</c>,
    /// <c>target-not-open</c>, <c>not-by-review</c>, <c>no-address</c>, <c>is-requester</c>, <c>bad-recipients</c>, <c>takes-part</c>, <c>internal-message</c>, <c>ticket-exists</c>, <c>nothing-to-split</c>, <c>nothing-left</c>.
    /// </returns>
    public Decision Decide(TicketCommand command, DecisionContext context)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(context);
        return Forbidden(command, context) ?? command switch
        {
            TicketCommand.Receive receive => Receive(receive, context),
            TicketCommand.Reply reply => Answer(reply, context),
            TicketCommand.AddNote note => Accept(new TicketEvent.NoteAdded(note.Message) { Mentions = [.. note.Mentions.Distinct()] }),
            TicketCommand.Fire fire => FireByHand(fire.Trigger, context),
            TicketCommand.SetStatus set => SetStatus(set.Status, context),
            TicketCommand.Postpone postpone when postpone.Until <= context.At =>
                Refuse("until-not-later", "A ticket can be postponed only to a later instant."),
            TicketCommand.Postpone postpone => PostponeUntil(postpone.Until, context),
            TicketCommand.Assign assign => AssignTo(assign.Agent),
            TicketCommand.Take when context.By is Actor.Agent agent => AssignTo(agent.Id),
            TicketCommand.Take => Refuse("actor-not-allowed", "Only an agent takes a ticket."),
            TicketCommand.Unassign => Assignee is null ? Nothing : Accept(new TicketEvent.Unassigned()),
            TicketCommand.Transfer transfer => transfer.Department == Department
                ? Nothing
                : Relocate(new TicketEvent.Transferred(transfer.Department), transfer.Department, Type, context),
            TicketCommand.SetType set => set.Type == Type
                ? Nothing
                : Relocate(new TicketEvent.TypeChanged(set.Type), Department, set.Type, context),
            TicketCommand.Migrate => Relocate(null, Department, Type, context),
            TicketCommand.SetPriority set =>
                set.Priority == Priority ? Nothing : Accept(new TicketEvent.PriorityChanged(set.Priority)),
            TicketCommand.SetFields set => SetFields(set, context),
            TicketCommand.AddTags add => Tag(add.Tags.Except(Tags, StringComparer.Ordinal), tags => new TicketEvent.Tagged(tags)),
            TicketCommand.RemoveTags remove => Tag(remove.Tags.Intersect(Tags, StringComparer.Ordinal), tags => new TicketEvent.Untagged(tags)),
            TicketCommand.Follow follow =>
                Followers.Any(f => f.Agent == follow.Agent) ? Nothing : Accept(new TicketEvent.Followed(follow.Agent)),
            TicketCommand.Unfollow unfollow =>
                Followers.Any(f => f.Agent == unfollow.Agent) ? Accept(new TicketEvent.Unfollowed(unfollow.Agent)) : Nothing,
            TicketCommand.AddSubject { Subject: var added } when string.IsNullOrWhiteSpace(added.Kind) || string.IsNullOrWhiteSpace(added.Id) =>
                Refuse("bad-subject", "A subject has a kind and an id."),
            TicketCommand.AddSubject add => Subjects.Contains(add.Subject) ? Nothing : Accept(new TicketEvent.SubjectAdded(add.Subject)),
            TicketCommand.RemoveSubject remove =>
                Subjects.Contains(remove.Subject) ? Accept(new TicketEvent.SubjectRemoved(remove.Subject)) : Nothing,
            TicketCommand.AddParticipant { Person.Key.Length: 0 } => Refuse("no-address", "Who takes part has an address."),
            TicketCommand.AddParticipant add => IsParticipant(add.Person) ? Nothing : Accept(new TicketEvent.ParticipantAdded(add.Person)),
            TicketCommand.RemoveParticipant remove when Requester.IsSameAs(remove.Person) =>
                Refuse("is-requester", "Whose request it is always takes part."),
            TicketCommand.RemoveParticipant remove => IsParticipant(remove.Person) ? Accept(new TicketEvent.ParticipantRemoved(remove.Person)) : Nothing,
            TicketCommand.Forward forward => Forward(forward),
            TicketCommand.Escalate => Tier >= context.Policy.Tiers
                ? Refuse("top-tier", $"The department has {context.Policy.Tiers} tiers, and the ticket is in the last one.")
                : Accept(new TicketEvent.Escalated(Tier + 1)),
            TicketCommand.ReviewSla { Mode: SlaEdit.Keep } => Refuse("not-by-review", "Clocks are kept as they are by a policy that says so, not by a review."),
            TicketCommand.ReviewSla review => Accept(new TicketEvent.SlaReviewed(review.Mode)),
            TicketCommand.ReportDelivery report => ReferenceEquals(DeliveryOf(report.News.Message), DeliveryOf(report.News.Message).With(report.News))
                ? Nothing
                : Accept(new TicketEvent.DeliveryChanged(report.News)),
            TicketCommand.ReportCall report => Messages.Find(m => m.Message == report.Message) is not { By: Actor.Customer caller } call
                ? Refuse("unknown-message", "The ticket has no such message of a caller.")
                : ReferenceEquals(call.Call, (call.Call ?? CallProgress.None).With(report.News)) ? Nothing
                : Accept(new TicketEvent.CallChanged(report.Message, caller.Address, report.News)),
            TicketCommand.RunMacro run => Accept(new TicketEvent.MacroRun(run.Macro)),
            TicketCommand.Rate rate => Rate(rate),
            TicketCommand.Link link => Link(link, context),
            TicketCommand.Unlink unlink => Unlink(unlink, context),
            TicketCommand.Merge merge => Merge(merge, context),
            TicketCommand.Unmerge => Unmerge(context),
            TicketCommand.Split split => Split(split, context),
            TicketCommand.Erase erase => Erase(erase.Person, context),
            TicketCommand.WarnOfClosing => AutoClose(context.Policy) is { WarnAt: { } warnAt } && warnAt <= context.At
                ? Accept(new TicketEvent.CloseWarned())
                : Refuse("not-waiting", "No warning of closing is due."),
            _ => throw new UnreachableException(),
        };
    }

    private static Decision Nothing { get; } = new Decision.Accepted([]);

    // Who may not give the command at all, and where it makes no sense whatever the lifecycle says.
    private Decision.Refused? Forbidden(TicketCommand command, DecisionContext context)
    {
        if (context.By is Actor.Customer && command is not (TicketCommand.Receive or TicketCommand.Fire or TicketCommand.Rate))
        {
            return Refuse("actor-not-allowed", "A customer writes, rates and fires what the lifecycle allows; the rest is for agents.");
        }

        if (context.By is Actor.Customer customer && command is not TicketCommand.Receive && !IsParticipant(customer.Address))
        {
            return Refuse("not-a-participant", "The customer has no part in this ticket.");
        }

        if (MergedInto is { } survivor && command is not TicketCommand.Unmerge)
        {
            return new Decision.Refused(new Fault("merged", $"The ticket goes on in {survivor.Reference}.", survivor.Reference.Value));
        }

        return CommandTable.IsPossible(command, Category)
            ? null
            : Refuse("not-in-category", $"{command.GetType().Name} makes no sense while the ticket is {Category}.");
    }

    // What the events make of it, to look at before they are decided on.
    private Ticket After(IEnumerable<TicketEvent> events, DecisionContext context) =>
        events.Aggregate(this, (t, e) => t.Evolve(new RecordedEvent(t.Version + 1, context.At, context.By, "", 0, e)));

    private Decision AssignTo(AgentId agent) => agent == Assignee ? Nothing : Accept(new TicketEvent.Assigned(agent));

    // A chat begins as chatting, a call as calling, where the lifecycle has a status of that name.
    private static Status Live(Lifecycle lifecycle, string channel)
    {
        var named = lifecycle.Find(new StatusId(channel == ChannelAddress.Call ? "calling" : "chatting"));
        return named?.Category == StatusCategory.Live ? named : lifecycle.DefaultOf(StatusCategory.Live);
    }

    private static Decision.Accepted Tag(IEnumerable<string> tags, Func<IReadOnlyList<string>, TicketEvent> make)
    {
        string[] changed = [.. tags.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return new Decision.Accepted(changed.Length == 0 ? [] : [make(changed)]);
    }

    private static Decision.Accepted Accept(TicketEvent happened) => new([happened]);

    private static Decision.Refused Refuse(string code, string sentence) => new(new Fault(code, sentence));
}
