using System.Globalization;
using Helpdesk.Core.Conditions;
using Helpdesk.Core.Conditions.Stored;
using Helpdesk.Core.Engine;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Benchmarks.Storage;

/// <summary>Reading from a large database: a ticket by its id, and pages of a list at different depths.</summary>
internal static class ReadingComparison
{
    private const int Loads = 500;
    private const int Pages = 50;
    private const int PageSize = 50;
    private const int Turned = 15;

    private const int Whole = 20_000;

    public static async Task RunAsync(Databases databases, DatabaseKind kind, int tickets)
    {
        await SizesAsync(databases, kind);
        var database = databases.New();
        using var loop = databases.Loop(database);
        var store = databases.Open(database);
        using var _ = (IDisposable)store;

        await FillAsync(loop, tickets, isWhole: false);
        var ids = await store.ReadTicketIdsAsync(Supply.Tenant, null, tickets + 2);
        StorageComparison.Demand(ids.Count == tickets + 1);
        var bytes = (await loop.SizesAsync())[0].Bytes;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"| {kind}: {tickets:N0} tickets with their events alone: {bytes / 1_000_000:N0} MB | | | | |"));
        await LoadsAsync(loop, store, kind, ids);
        var places = new List<(string Name, TicketCursor? After)> { ("the first", null) };
        foreach (var percent in new[] { 10, 50, 90 })
        {
            places.Add((string.Create(CultureInfo.InvariantCulture, $"at {percent} %"), await loop.CursorAsync(tickets / 100 * percent)));
        }

        foreach (var (name, after) in places)
        {
            await PagesAsync(loop, store, kind, name, after);
        }
    }

    private static async Task SizesAsync(Databases databases, DatabaseKind kind)
    {
        using var loop = databases.Loop(databases.New());
        var made = await FillAsync(loop, Whole, isWhole: true);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {kind}: {Whole:N0} whole tickets, each with {made.Sum(c => c.Outcome.Events.Count)} events and {made.Sum(c => c.Outcome.Messages.Count)} messages | | | | |"));
        foreach (var (name, bytes) in await loop.SizesAsync())
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name}: {bytes / 1_000_000:N0} MB, {bytes / Whole:N0} bytes a ticket | | | | |"));
        }
    }

    // A ticket that was opened and answered, and so many copies of it with ids, references, times and keys of their own.
    private static async Task<Commit[]> FillAsync(IByHand loop, int tickets, bool isWhole)
    {
        var commits = Supply.Commits(2).ToArray();
        foreach (var commit in commits)
        {
            await loop.RunAsync(loop.Prepare(commit));
        }

        await loop.MultiplyAsync(commits[0].Outcome.State.Id, tickets, isWhole);
        return commits;
    }

    // By hand, the texts are read and become the objects that they hold; nothing is folded.
    private static Task LoadsAsync(IByHand loop, IHelpdeskStore store, DatabaseKind kind, IReadOnlyList<TicketId> ids)
    {
        var random = new Random(8);
        return Turns.CompareAsync(
            $"{kind}: ticket by its id",
            Loads,
            Turned,
            () => async () =>
            {
                for (var i = 0; i < Loads; i++)
                {
                    StorageComparison.Demand(await loop.LoadAsync(ids[random.Next(ids.Count)]) > 0);
                }
            },
            () => async () =>
            {
                for (var i = 0; i < Loads; i++)
                {
                    StorageComparison.Demand(await store.LoadAsync(Supply.Tenant, ids[random.Next(ids.Count)]) is not null);
                }
            });
    }

    private static Task PagesAsync(IByHand loop, IHelpdeskStore store, DatabaseKind kind, string name, TicketCursor? after)
    {
        var waiting = Condition.Parse("""{"field":"ticket.category","op":"in","value":["waitingoncustomer"]}""", TicketFields.Catalogue).Require();
        var where = StoredTest.Of(waiting, StoredFields.Has, World.Now).Require();
        return Turns.CompareAsync(
            $"{kind}: page of {PageSize}, {name}",
            Pages,
            Turned,
            () => async () =>
            {
                for (var i = 0; i < Pages; i++)
                {
                    StorageComparison.Demand(await loop.PageAsync(after, PageSize) == PageSize);
                }
            },
            () => async () =>
            {
                for (var i = 0; i < Pages; i++)
                {
                    var page = await store.QueryAsync(Supply.Tenant, new TicketQuery(where, TicketSort.Newest, PageSize, after));
                    StorageComparison.Demand(page.Rows.Count == PageSize);
                }
            });
    }
}
