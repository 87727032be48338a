namespace Helpdesk.Core.Conversations.Matching;

/// <summary>Where a message belongs: one of a closed family.</summary>
public abstract record ThreadMatch
{
    private ThreadMatch(Trace trace, IReadOnlyList<string> flags)
    {
        Trace = trace;
        Flags = flags;
    }

    /// <summary>
    /// The explanation, area <c>threading</c>. Codes: <c>append-by-token</c>, <c>append-by-body-marker</c>, <c>append-by-external-id</c>,
    /// <c>append-by-subject</c>, <c>append-by-shared-ancestor</c>, <c>new</c>, <c>new-linked-stranger</c>, <c>new-linked-own-mailbox</c>,
    /// <c>refused-agent-token</c>, <c>refused-own-loop</c>. Facts: <c>evidence</c>, <c>value</c>, <c>ticket</c> and <c>sender</c> (the sender
    /// class) of what decided, and a <c>flag</c> each. One step <c>conflicting-evidence</c> for every other ticket that the message also
    /// points at, with the same facts.
    /// </summary>
    public Trace Trace { get; }

    /// <summary>
    /// What an agent should know of it: <c>non-participant</c>, <c>sender-authentication-failed</c>, <c>conflicting-evidence</c>,
    /// <c>message-id-reused</c>, <c>agent-token-mismatch</c>.
    /// </summary>
    public IReadOnlyList<string> Flags { get; }

    /// <summary>It belongs to a ticket.</summary>
    public sealed record Append : ThreadMatch
    {
        internal Append(TicketId ticket, MessageId? message, bool isInternal, bool takesPart, Trace trace, IReadOnlyList<string> flags)
            : base(trace, flags)
        {
            Ticket = ticket;
            Message = message;
            IsInternal = isInternal;
            TakesPart = takesPart;
        }

        /// <summary>The ticket that has what it answers; it may be merged into another by now.</summary>
        public TicketId Ticket { get; }

        /// <summary>The message of ours that it answers or reports of, when a token of ours proves it.</summary>
        public MessageId? Message { get; }

        /// <summary>
        /// Whether customers must not see it: it answers what they did not see, or a machine without a part in the ticket sent it.
        /// </summary>
        public bool IsInternal { get; }

        /// <summary>Whether its author is an agent or takes part in the ticket: nobody else becomes the one to be answered.</summary>
        public bool TakesPart { get; }
    }

    /// <summary>It opens a ticket of its own, unless its kind forbids that.</summary>
    public sealed record New : ThreadMatch
    {
        internal New(TicketId? possiblyRelatedTo, Trace trace, IReadOnlyList<string> flags)
            : base(trace, flags) => PossiblyRelatedTo = possiblyRelatedTo;

        /// <summary>A ticket that it mentions without the right to write there; null when there is none.</summary>
        public TicketId? PossiblyRelatedTo { get; }
    }

    /// <summary>It must not be taken: somebody else's token, or our own mail that came back. Its sender is told nothing.</summary>
    public sealed record Refused : ThreadMatch
    {
        internal Refused(Fault reason, Trace trace, IReadOnlyList<string> flags)
            : base(trace, flags) => Reason = reason;

        /// <summary>Why, with code <c>agent-token-mismatch</c> or <c>own-loop</c>.</summary>
        public Fault Reason { get; }
    }
}
