using System.Globalization;
using Helpdesk.Core.Runtime.Storage;
using NodaTime;

namespace Helpdesk.Core.Benchmarks.Storage;

/// <summary>The stores beside loops by hand that run the same statements: "storage kind tickets" prints the table of benchmarks/results/storage.md, "storage-commits kind" what needs no large database.</summary>
internal static class StorageComparison
{
    private const int Commits = 480;
    private const string Header = "| what | by hand | store | store of by hand | least and most |\n|---|---:|---:|---:|---:|";
    private const int Timers = 5_000;
    private const int Claimed = 100;

    public static async Task RunAsync(DatabaseKind kind, int tickets)
    {
        using (var databases = new Databases(kind))
        {
            Console.WriteLine(Header);
            await ReadingComparison.RunAsync(databases, kind, tickets);
        }

        await RunCommitsAsync(kind);
    }

    public static async Task RunCommitsAsync(DatabaseKind kind)
    {
        Console.WriteLine(Header);
        using var databases = new Databases(kind);
        foreach (var writers in new[] { 1, 4, 16 })
        {
            await CommitsAsync(databases, kind, writers, isReady: false);
            await CommitsAsync(databases, kind, writers, isReady: true);
        }

        await TimersAsync(databases, kind);
    }

    // Half of the commits open a ticket, half answer one. Each is a durable transaction; writers have tickets of their own. The loop makes the values of a
    // commit as the store does, or has them ready. While values are made a server with one writer goes to sleep, so the second is a loop of its own.
    private static async Task CommitsAsync(Databases databases, DatabaseKind kind, int writers, bool isReady)
    {
        using var loop = databases.Loop(databases.New());
        var store = databases.Open(databases.New());
        using var _ = (IDisposable)store;
        await Turns.CompareAsync(
            string.Create(CultureInfo.InvariantCulture, $"{kind}: commit, {writers} writers, {(isReady ? "values ready" : "values made")}"),
            Commits,
            15,
            () =>
            {
                var shares = Shares(writers).ToArray();
                if (!isReady)
                {
                    return () => TogetherAsync(shares, commit => loop.RunAsync(loop.Prepare(commit)));
                }

                var ready = shares.Select(s => s.Select(loop.Prepare).ToArray()).ToArray();
                return () => TogetherAsync(ready, loop.RunAsync);
            },
            () =>
            {
                var shares = Shares(writers).ToArray();
                return () => TogetherAsync(shares, async commit => Demand(await store.CommitAsync(Supply.Tenant, commit) == CommitResult.Committed));
            });
    }

    // Due timers, claimed a hundred at a time until there are none.
    private static async Task TimersAsync(Databases databases, DatabaseKind kind)
    {
        var (one, other) = (databases.New(), databases.New());
        using var loop = databases.Loop(one);
        var store = databases.Open(other);
        using var _ = (IDisposable)store;
        using var filler = databases.Loop(other);
        foreach (var commit in Supply.Commits(Timers).Where(c => c.Outcome.ExpectedVersion == 0))
        {
            await loop.RunAsync(loop.Prepare(commit));
            await filler.RunAsync(filler.Prepare(commit));
        }

        var until = World.Now + Duration.FromDays(10);
        await Turns.CompareAsync(
            $"{kind}: timers claimed, {Claimed} at a time",
            Timers / 2,
            15,
            () =>
            {
                loop.FreeTimersAsync().GetAwaiter().GetResult();
                return async () =>
                {
                    var claimed = 0;
                    for (int got; (got = await loop.ClaimTimersAsync(until, Duration.FromMinutes(5), Claimed)) > 0;)
                    {
                        claimed += got;
                    }

                    Demand(claimed == Timers / 2);
                };
            },
            () =>
            {
                filler.FreeTimersAsync().GetAwaiter().GetResult();
                return async () =>
                {
                    var claimed = 0;
                    for (int got; (got = (await store.ClaimTimersAsync(Supply.Tenant, until, Duration.FromMinutes(5), Claimed)).Count) > 0;)
                    {
                        claimed += got;
                    }

                    Demand(claimed == Timers / 2);
                };
            });
    }

    public static void Demand(bool holds)
    {
        if (!holds)
        {
            throw new InvalidOperationException("The two do not do the same.");
        }
    }

    private static Task TogetherAsync<T>(T[][] shares, Func<T, Task> run) => Task.WhenAll(shares.Select(share => Task.Run(async () =>
    {
        foreach (var one in share)
        {
            await run(one);
        }
    })));

    private static IEnumerable<Commit[]> Shares(int writers) => Enumerable.Range(0, writers).Select(_ => Supply.Commits(Commits / writers).ToArray());
}
