namespace Helpdesk.Core.Runtime.Channels;

/// <summary>What became of something that a channel told. A closed family.</summary>
public abstract record EventResult
{
    private EventResult()
    {
    }

    /// <summary>It was taken in as a message.</summary>
    /// <param name="Result">What became of that.</param>
    public sealed record Taken(IntakeResult Result) : EventResult;

    /// <summary>It stands on the ticket, now or since before.</summary>
    /// <param name="Ticket">The ticket.</param>
    public sealed record Recorded(TicketId Ticket) : EventResult;

    /// <summary>
    /// It is about a message that is not known, or not yet: a report may be faster than the answer of who took the message. Have it come
    /// again a few times.
    /// </summary>
    public sealed record NotKnown : EventResult;

    /// <summary>Nothing follows from it.</summary>
    public sealed record Nothing : EventResult;
}
