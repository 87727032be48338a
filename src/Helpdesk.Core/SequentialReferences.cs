namespace Helpdesk.Core;

/// <summary>Counts: <c>HD-0000017</c>. Easy to say, and easy to guess.</summary>
public sealed class SequentialReferences : ReferenceScheme
{
    private readonly string _prefix;

    /// <summary>Makes a scheme.</summary>
    /// <param name="prefix">What stands before the digits; not empty, no digit at its end.</param>
    /// <exception cref="ArgumentException">The prefix is empty or ends in a digit.</exception>
    public SequentialReferences(string prefix)
    {
        TicketReference.CheckPrefix(prefix);
        _prefix = prefix;
    }

    /// <inheritdoc />
    public override TicketReference Make(TicketId ticket, long number, int attempt) =>
        TicketReference.Format(_prefix, number + attempt);

    /// <inheritdoc />
    public override IReadOnlyList<TicketReference> Find(string text) => TicketReference.Find(_prefix, text);
}
