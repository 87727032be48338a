using System.Text.Json.Serialization;
using Helpdesk.Core.Messages;
using NodaTime;

namespace Helpdesk.Core.Tickets;

/// <summary>What happened to a ticket. A closed family; <see cref="Ticket.Evolve"/> applies any of them and refuses none.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(Opened), "opened")]
[JsonDerivedType(typeof(MessageReceived), "message-received")]
[JsonDerivedType(typeof(ReplySent), "reply-sent")]
[JsonDerivedType(typeof(NoteAdded), "note-added")]
[JsonDerivedType(typeof(StatusChanged), "status-changed")]
[JsonDerivedType(typeof(Assigned), "assigned")]
[JsonDerivedType(typeof(Unassigned), "unassigned")]
[JsonDerivedType(typeof(Transferred), "transferred")]
[JsonDerivedType(typeof(PriorityChanged), "priority-changed")]
[JsonDerivedType(typeof(Tagged), "tagged")]
[JsonDerivedType(typeof(Untagged), "untagged")]
[JsonDerivedType(typeof(CloseWarned), "close-warned")]
[JsonDerivedType(typeof(SlaBreached), "sla-breached")]
public abstract record TicketEvent
{
    private TicketEvent()
    {
    }

    /// <summary>The ticket began. Always the first event and never a later one.</summary>
    public sealed record Opened : TicketEvent
    {
        /// <summary>The human number.</summary>
        public required TicketReference Reference { get; init; }

        /// <summary>What it is about.</summary>
        public required string Subject { get; init; }

        /// <summary>Whose request it is.</summary>
        public required Address Requester { get; init; }

        /// <summary>Who may write to it besides the requester.</summary>
        public IReadOnlyList<Address> Participants { get; init; } = [];

        /// <summary>By which channel the request came.</summary>
        public required ChannelAddress Channel { get; init; }

        /// <summary>Where it is worked on.</summary>
        public required DepartmentId Department { get; init; }

        /// <summary>How pressing it is.</summary>
        public required Priority Priority { get; init; }

        /// <summary>The first status.</summary>
        public required StatusId Status { get; init; }

        /// <summary>The category of the first status.</summary>
        public required StatusCategory Category { get; init; }

        /// <summary>Where a ticket that begins as spam goes when it is found to be none; null for any other.</summary>
        public RememberedStatus? IfNotSpam { get; init; }

        /// <summary>The version of the lifecycle that the ticket obeys.</summary>
        public required string LifecycleVersion { get; init; }

        /// <summary>The finished ticket that this one goes on from.</summary>
        public TicketId? FollowUpOf { get; init; }
    }

    /// <summary>A message came in.</summary>
    /// <param name="Message">Which one.</param>
    /// <param name="From">Who wrote it.</param>
    /// <param name="Kind">What sort it is; only a human one counts as the customer speaking.</param>
    public sealed record MessageReceived(MessageId Message, Address From, MessageKind Kind) : TicketEvent;

    /// <summary>An agent answered in public.</summary>
    /// <param name="Message">Which message.</param>
    public sealed record ReplySent(MessageId Message) : TicketEvent;

    /// <summary>An internal note was written.</summary>
    /// <param name="Message">Which message.</param>
    public sealed record NoteAdded(MessageId Message) : TicketEvent;

    /// <summary>The status changed.</summary>
    /// <param name="From">The status before.</param>
    /// <param name="To">The status since.</param>
    /// <param name="Category">The category of <paramref name="To"/>.</param>
    /// <param name="Trigger">What moved it.</param>
    /// <param name="Until">When a postponed ticket comes back.</param>
    public sealed record StatusChanged(
        StatusId From,
        StatusId To,
        StatusCategory Category,
        TriggerId Trigger,
        Instant? Until = null) : TicketEvent;

    /// <summary>The ticket got an agent.</summary>
    /// <param name="Agent">Who.</param>
    public sealed record Assigned(AgentId Agent) : TicketEvent;

    /// <summary>The ticket lost its agent.</summary>
    public sealed record Unassigned : TicketEvent;

    /// <summary>The ticket went to another department, without an agent.</summary>
    /// <param name="Department">Where it is now.</param>
    public sealed record Transferred(DepartmentId Department) : TicketEvent;

    /// <summary>The priority changed.</summary>
    /// <param name="Priority">The priority since.</param>
    public sealed record PriorityChanged(Priority Priority) : TicketEvent;

    /// <summary>Tags were added.</summary>
    /// <param name="Tags">The tags that were not there before.</param>
    public sealed record Tagged(IReadOnlyList<string> Tags) : TicketEvent;

    /// <summary>Tags were removed.</summary>
    /// <param name="Tags">The tags that were there before.</param>
    public sealed record Untagged(IReadOnlyList<string> Tags) : TicketEvent;

    /// <summary>The customer was told that the ticket is about to close.</summary>
    public sealed record CloseWarned : TicketEvent;

    /// <summary>An SLA target was missed. Recorded once a cycle, at the first moment after the target was used up.</summary>
    /// <param name="Metric">The metric, such as <c>first-reply</c>.</param>
    /// <param name="DueAt">When it was due.</param>
    public sealed record SlaBreached(string Metric, Instant DueAt) : TicketEvent;
}
