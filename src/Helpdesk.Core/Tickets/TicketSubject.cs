namespace Helpdesk.Core.Tickets;

/// <summary>An entity of the host that a ticket is about, such as order 4711.</summary>
/// <param name="Kind">What it is: <c>order</c>.</param>
/// <param name="Id">The host's id: <c>4711</c>.</param>
public sealed record TicketSubject(string Kind, string Id)
{
    /// <inheritdoc />
    public override string ToString() => $"{Kind}:{Id}";
}
