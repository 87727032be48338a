using System.Diagnostics;
using Helpdesk.Core.Engine;

namespace Helpdesk.Core.Runtime.Storage;

/// <summary>
/// The orders of lists as every store keeps them: by a number, least first, then by reference. One number and one direction make a page
/// after a cursor one comparison of rows, which an index answers at any depth.
/// </summary>
public static class TicketOrder
{
    /// <summary>The number of a ticket in an order.</summary>
    public static long KeyOf(TicketSort sort, TicketState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return sort switch
        {
            TicketSort.Reference => 0,
            TicketSort.NextDue => state.Sla.Next?.DueAt?.ToUnixTimeTicks() ?? long.MaxValue,
            TicketSort.Newest => -state.Ticket.CreatedAt.ToUnixTimeTicks(),
            TicketSort.Priority => -(long)state.Ticket.Priority,
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>
    /// The same number in SQL, over the columns <c>next_due</c> and <c>created</c> in ticks, which may be NULL and may not, and <c>priority</c>.
    /// </summary>
    public static string SqlKey(TicketSort sort) => sort switch
    {
        TicketSort.Reference => "0",
        TicketSort.NextDue => "COALESCE(next_due, 9223372036854775807)",
        TicketSort.Newest => "(-created)",
        TicketSort.Priority => "(-priority)",
        _ => throw new UnreachableException(),
    };

    /// <summary>What to sort by in SQL.</summary>
    /// <param name="sort">The order.</param>
    /// <param name="number">The number of a row: <see cref="SqlKey"/>, or a column that has it.</param>
    public static string SqlOrder(TicketSort sort, string number) => sort == TicketSort.Reference ? "reference" : number + ", reference";

    /// <summary>What holds in SQL for rows after a cursor.</summary>
    /// <param name="sort">The order.</param>
    /// <param name="number">The number of a row: <see cref="SqlKey"/>, or a column that has it.</param>
    /// <param name="key">The place of the cursor's number.</param>
    /// <param name="reference">The place of the cursor's reference.</param>
    public static string SqlAfter(TicketSort sort, string number, string key, string reference) =>
        sort == TicketSort.Reference ? $"({key} = 0 AND reference > {reference})" : $"({number}, reference) > ({key}, {reference})";
}
