namespace Helpdesk.Core.Conversations;

/// <summary>Where a message belongs: one of a closed family.</summary>
public abstract record ThreadMatch
{
    private ThreadMatch(Trace trace) => Trace = trace;

    /// <summary>
    /// The explanation, area <c>threading</c>. Codes: <c>append-by-external-id</c>, <c>append-by-subject</c>,
    /// <c>append-by-shared-ancestor</c>, <c>new</c>, <c>new-linked-stranger</c>. Facts: <c>evidence</c>, <c>value</c>,
    /// <c>ticket</c> and <c>sender</c> (the sender class) of what decided. One step <c>conflicting-evidence</c> for every
    /// other ticket that the message also points at, with the same facts.
    /// </summary>
    public Trace Trace { get; }

    /// <summary>It belongs to a ticket.</summary>
    public sealed record Append : ThreadMatch
    {
        internal Append(TicketId ticket, Trace trace)
            : base(trace) => Ticket = ticket;

        /// <summary>The ticket.</summary>
        public TicketId Ticket { get; }
    }

    /// <summary>It opens a ticket of its own, unless its kind forbids that.</summary>
    public sealed record New : ThreadMatch
    {
        internal New(TicketId? possiblyRelatedTo, Trace trace)
            : base(trace) => PossiblyRelatedTo = possiblyRelatedTo;

        /// <summary>A ticket that it mentions without the right to write there; null when there is none.</summary>
        public TicketId? PossiblyRelatedTo { get; }
    }
}
