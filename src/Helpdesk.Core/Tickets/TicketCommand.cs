using Helpdesk.Core.Messages;
using NodaTime;

namespace Helpdesk.Core.Tickets;

/// <summary>What someone wants of a ticket. A closed family; <see cref="Ticket.Decide"/> gives events or a refusal.</summary>
public abstract record TicketCommand
{
    private TicketCommand()
    {
    }

    /// <summary>Take a message that was found to belong to this ticket.</summary>
    /// <param name="Message">Its id.</param>
    /// <param name="From">Who wrote it.</param>
    /// <param name="Kind">What sort it is: everything but a human one is recorded and moves nothing.</param>
    public sealed record Receive(MessageId Message, Address From, MessageKind Kind) : TicketCommand;

    /// <summary>Answer in public.</summary>
    /// <param name="Message">The id of the answer.</param>
    /// <param name="Then">
    /// A trigger to fire instead of <see cref="Triggers.AgentReply"/>, such as <see cref="Triggers.Resolve"/>.
    /// </param>
    public sealed record Reply(MessageId Message, TriggerId? Then = null) : TicketCommand;

    /// <summary>Write an internal note.</summary>
    /// <param name="Message">The id of the note.</param>
    public sealed record AddNote(MessageId Message) : TicketCommand;

    /// <summary>Fire a trigger of the lifecycle: resolve, close, reopen, hold, mark as spam and so on.</summary>
    /// <param name="Trigger">The trigger; <see cref="Triggers.Postpone"/> needs <see cref="Postpone"/>.</param>
    public sealed record Fire(TriggerId Trigger) : TicketCommand;

    /// <summary>Put off until an instant.</summary>
    /// <param name="Until">When it comes back; later than now.</param>
    public sealed record Postpone(Instant Until) : TicketCommand;

    /// <summary>Give the ticket to an agent.</summary>
    /// <param name="Agent">Who.</param>
    public sealed record Assign(AgentId Agent) : TicketCommand;

    /// <summary>Take the ticket from its agent.</summary>
    public sealed record Unassign : TicketCommand;

    /// <summary>Move the ticket to another department; its agent is dropped.</summary>
    /// <param name="Department">Where to.</param>
    public sealed record Transfer(DepartmentId Department) : TicketCommand;

    /// <summary>Change the priority.</summary>
    /// <param name="Priority">The new one.</param>
    public sealed record SetPriority(Priority Priority) : TicketCommand;

    /// <summary>Add tags; those that are there already are no fault.</summary>
    /// <param name="Tags">Compared ordinally.</param>
    public sealed record AddTags(IReadOnlyList<string> Tags) : TicketCommand;

    /// <summary>Remove tags; those that are not there are no fault.</summary>
    /// <param name="Tags">Compared ordinally.</param>
    public sealed record RemoveTags(IReadOnlyList<string> Tags) : TicketCommand;

    /// <summary>Record that the customer was warned of the closing.</summary>
    public sealed record WarnOfClosing : TicketCommand;
}
