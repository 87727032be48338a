namespace Helpdesk.Core;

/// <summary>
/// How human numbers of tickets are made, and found again in a text such as a subject. A host can bring its own. A reference
/// is unique in its tenant and never a key: whoever names one has to take part in the ticket. Implementations are pure and
/// thread-safe.
/// </summary>
public abstract class ReferenceScheme
{
    /// <summary>The most characters that a reference has.</summary>
    public const int MaxLength = 42;

    /// <summary>What is used when a host lays down nothing: unguessable, behind <see cref="TicketReference.DefaultPrefix"/>.</summary>
    public static ReferenceScheme Default { get; } = new RandomReferences(TicketReference.DefaultPrefix);

    /// <summary>Makes the reference of a new ticket.</summary>
    /// <param name="ticket">Its id.</param>
    /// <param name="number">Its number, counted by the store from 1.</param>
    /// <param name="attempt">0; one more each time that the reference was taken already.</param>
    public abstract TicketReference Make(TicketId ticket, long number, int attempt);

    /// <summary>Finds references in a text, in order; in time linear in its length.</summary>
    public abstract IReadOnlyList<TicketReference> Find(string text);
}
