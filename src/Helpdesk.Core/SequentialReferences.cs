namespace Helpdesk.Core;

/// <summary>Counts: <c>HD-0000017</c>. Easy to say, and easy to guess.</summary>
/// <param name="prefix">What stands before the digits; not empty, no digit at its end.</param>
public sealed class SequentialReferences(string prefix) : ReferenceScheme
{
    /// <inheritdoc />
    public override TicketReference Make(TicketId ticket, long number, int attempt) =>
        TicketReference.Format(prefix, number + attempt);

    /// <inheritdoc />
    public override IReadOnlyList<TicketReference> Find(string text) => TicketReference.Find(prefix, text);
}
