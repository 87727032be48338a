namespace Helpdesk.Core.Runtime.Storage;

/// <summary>A page of tickets.</summary>
/// <param name="Rows">The tickets, in order.</param>
/// <param name="Next">Where it ended; null when nothing comes after it.</param>
public sealed record TicketPage(IReadOnlyList<TicketRow> Rows, TicketCursor? Next)
{
    /// <summary>Why nothing was asked, each with its JSON pointer into the condition; empty when the page is an answer.</summary>
    public IReadOnlyList<Fault> Faults { get; init; } = [];

    /// <summary>The page of the rows that were found, of which there is one more than asked for when something comes after it.</summary>
    /// <param name="found">The rows with their sort keys, in order.</param>
    /// <param name="limit">How many were asked for.</param>
    public static TicketPage Of(IReadOnlyList<(TicketRow Row, long Key)> found, int limit)
    {
        ArgumentNullException.ThrowIfNull(found);
        var isMore = found.Count > limit;
        TicketRow[] rows = [.. found.Take(limit).Select(f => f.Row)];
        return new TicketPage(rows, isMore && limit > 0 ? new TicketCursor(found[limit - 1].Key, rows[^1].Reference) : null);
    }
}
