using Helpdesk.Core.Runtime.Storage;
using NodaTime;

namespace Helpdesk.Core.Benchmarks.Storage;

/// <summary>What somebody would write by hand who has the statements and their values ready: nothing but a driver and SQL.</summary>
internal interface IByHand : IDisposable
{
    /// <summary>The statements that a store runs for a commit, with all values as the columns hold them.</summary>
    Step[] Prepare(Commit commit);

    /// <summary>Runs them in one transaction.</summary>
    Task RunAsync(Step[] steps);

    /// <summary>Claims due timers, and says how many.</summary>
    Task<int> ClaimTimersAsync(Instant until, Duration lease, int limit);

    /// <summary>Frees all timers.</summary>
    Task FreeTimersAsync();

    /// <summary>Reads the snapshot and the stream of a ticket into what they hold, and says how many texts there were.</summary>
    Task<int> LoadAsync(TicketId ticket);

    /// <summary>Reads a page of the tickets that wait for the customer, newest first, into rows, and says how many there were.</summary>
    Task<int> PageAsync(TicketCursor? after, int limit);

    /// <summary>Where the list, newest first, stands after so many tickets.</summary>
    Task<TicketCursor> CursorAsync(int after);

    /// <summary>
    /// Copies a ticket with its events to that many others, and if it is whole all else that is kept of it but the words for searches; three of four
    /// wait for the customer, the fourth is closed.
    /// </summary>
    Task MultiplyAsync(TicketId ticket, int copies, bool isWhole);

    /// <summary>The bytes of the database, and those of its largest tables with their indexes, if it can tell.</summary>
    Task<IReadOnlyList<(string Name, long Bytes)>> SizesAsync();
}
