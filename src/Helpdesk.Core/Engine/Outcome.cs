using Helpdesk.Core.Messages;
using Helpdesk.Core.Spam;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Engine;

/// <summary>What follows from a message, a command or a timer. Nothing has happened yet: the host commits it. A closed family.</summary>
public abstract record Outcome
{
    private Outcome(Trace trace) => Trace = trace;

    /// <summary>The explanation, area <c>engine</c>, with the traces of all parts as steps.</summary>
    public Trace Trace { get; }

    /// <summary>A refusal by somebody who stands before the engine.</summary>
    public static Refused Refuse(Fault reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        return new Refused(reason, new Trace("engine", reason.Code, reason.Sentence));
    }

    /// <summary>A ticket begins or changes. All of it is stored in one transaction, or none.</summary>
    public sealed record Changed : Outcome
    {
        internal Changed(Trace trace)
            : base(trace)
        {
        }

        /// <summary>The state afterwards.</summary>
        public required TicketState State { get; init; }

        /// <summary>The events, in order, numbered on from the stream; there may be none.</summary>
        public required IReadOnlyList<RecordedEvent> Events { get; init; }

        /// <summary>The messages to store: what came in, and what leaves.</summary>
        public required IReadOnlyList<TicketMessage> Messages { get; init; }

        /// <summary>The effects: what must leave, in order.</summary>
        public required IReadOnlyList<OutboundMessage> Effects { get; init; }

        /// <summary>All timers of the ticket; they replace those before.</summary>
        public required IReadOnlyList<TicketTimer> Timers { get; init; }

        /// <summary>What to teach the filter, additively.</summary>
        public required IReadOnlyList<SpamTraining> Training { get; init; }

        /// <summary>The features of the message that the ticket began with, to be kept for later training; null otherwise.</summary>
        public SpamFeatures? Sample { get; init; }

        /// <summary>How that message was judged; null when the ticket did not begin now.</summary>
        public SpamDecision? Spam { get; init; }

        /// <summary>What happens to other tickets by it; stored in the same transaction. They have no others themselves.</summary>
        public IReadOnlyList<Changed> Others { get; init; } = [];

        /// <summary>The versions of the tickets that were looked at and not changed: if one differs, the outcome is void.</summary>
        public IReadOnlyDictionary<TicketId, long> LookedAt { get; init; } = new Dictionary<TicketId, long>();

        /// <summary>The version of the stream before; 0 when the ticket begins.</summary>
        public long ExpectedVersion => State.Ticket.Version - Events.Count;
    }

    /// <summary>The domain says no; nothing changes.</summary>
    public sealed record Refused : Outcome
    {
        internal Refused(Fault reason, Trace trace)
            : base(trace) => Reason = reason;

        /// <summary>Why.</summary>
        public Fault Reason { get; }
    }

    /// <summary>A machine's message that belongs to no ticket and makes none: it is put aside whole.</summary>
    public sealed record Quarantined : Outcome
    {
        internal Quarantined(Fault reason, Trace trace)
            : base(trace) => Reason = reason;

        /// <summary>Why.</summary>
        public Fault Reason { get; }
    }
}
