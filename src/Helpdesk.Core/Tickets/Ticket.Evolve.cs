using System.Collections.Immutable;
using System.Diagnostics;
using Helpdesk.Core.Messages;

namespace Helpdesk.Core.Tickets;

public sealed partial record Ticket
{
    /// <summary>Builds a ticket from its whole stream.</summary>
    /// <exception cref="ArgumentException">The stream is empty or does not begin with <see cref="TicketEvent.Opened"/>.</exception>
    public static Ticket Replay(IEnumerable<RecordedEvent> stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Ticket? ticket = null;
        foreach (var recorded in stream)
        {
            ticket = ticket is null ? Begin(recorded) : ticket.Evolve(recorded);
        }

        return ticket ?? throw new ArgumentException("A ticket needs at least the event that opened it.", nameof(stream));
    }

    /// <summary>The ticket after one more event.</summary>
    public Ticket Evolve(RecordedEvent recorded)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        var next = this with { Version = recorded.Version };
        return recorded.Event switch
        {
            TicketEvent.Opened => next, // a stream begins once; a second beginning changes nothing
            TicketEvent.MessageReceived { Kind: MessageKind.Human } => next with
            {
                MessageCount = MessageCount + 1,
                LastCustomerMessageAt = recorded.At,
                LastHumanMessageAt = recorded.At,
                CloseWarnedAt = null,
            },
            TicketEvent.MessageReceived => next with { MessageCount = MessageCount + 1 },
            TicketEvent.ReplySent => next with
            {
                MessageCount = MessageCount + 1,
                LastReplyAt = recorded.At,
                LastHumanMessageAt = recorded.By is Actor.Agent ? recorded.At : LastHumanMessageAt,
                CloseWarnedAt = recorded.By is Actor.Agent ? null : CloseWarnedAt,
            },
            TicketEvent.NoteAdded => next with { MessageCount = MessageCount + 1 },
            TicketEvent.StatusChanged changed => To(changed, recorded),
            TicketEvent.Assigned assigned => next with { Assignee = assigned.Agent },
            TicketEvent.Unassigned => next with { Assignee = null },
            TicketEvent.Transferred transferred => next with { Department = transferred.Department, Assignee = null },
            TicketEvent.PriorityChanged changed => next with { Priority = changed.Priority },
            TicketEvent.Tagged tagged => next with { Tags = Tags.Union(tagged.Tags) },
            TicketEvent.Untagged untagged => next with { Tags = Tags.Except(untagged.Tags) },
            TicketEvent.CloseWarned => next with { CloseWarnedAt = recorded.At },
            TicketEvent.SlaBreached => next, // the clocks keep it; the ticket only counts it
            _ => throw new UnreachableException(),
        };
    }

    private static Ticket Begin(RecordedEvent recorded)
    {
        if (recorded.Event is not TicketEvent.Opened opened)
        {
            throw new ArgumentException("A ticket's stream begins with the event that opened it.", nameof(recorded));
        }

        return new Ticket
        {
            Version = recorded.Version,
            Reference = opened.Reference,
            Subject = opened.Subject,
            Requester = opened.Requester,
            Participants = opened.Participants,
            Channel = opened.Channel,
            Department = opened.Department,
            Priority = opened.Priority,
            LifecycleVersion = opened.LifecycleVersion,
            FollowUpOf = opened.FollowUpOf,
            Status = opened.Status,
            Category = opened.Category,
            StatusSince = recorded.At,
            CreatedAt = recorded.At,
            LastHumanMessageAt = recorded.At,
            Remembered = opened.IfNotSpam is { } before ? [before] : [],
        };
    }

    private Ticket To(TicketEvent.StatusChanged changed, RecordedEvent recorded)
    {
        var reopened = Category is StatusCategory.Resolved or StatusCategory.Closed
            && changed.Category is StatusCategory.Open;
        return this with
        {
            Version = recorded.Version,
            Status = changed.To,
            Category = changed.Category,
            StatusSince = recorded.At,
            PostponedUntil = changed.Until,
            WaitingSince = !IsWaiting(changed.Category) ? default : IsWaiting(Category) ? WaitingSince : recorded.At,
            Remembered = Remember(changed),
            ReopenCount = ReopenCount + (reopened ? 1 : 0),
        };
    }

    private static bool IsWaiting(StatusCategory category) =>
        category is StatusCategory.Resolved or StatusCategory.WaitingOnCustomer;

    // Going back pops; being put away pushes what was left; any other way out forgets.
    private ImmutableStack<RememberedStatus> Remember(TicketEvent.StatusChanged changed)
    {
        if (!Remembered.IsEmpty && Remembered.Peek().Status == changed.To && changed.Trigger != Triggers.Postpone)
        {
            return Remembered.Pop();
        }

        return changed.Category is StatusCategory.Postponed or StatusCategory.Spam or StatusCategory.Merged or StatusCategory.Deleted
            ? Remembered.Push(new RememberedStatus(Status, Category, PostponedUntil))
            : [];
    }
}
