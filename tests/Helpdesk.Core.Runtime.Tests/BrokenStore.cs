using System.Reflection;
using Helpdesk.Core.Conversations.Matching;
using Helpdesk.Core.Engine;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Runtime.Storage.Export;
using Helpdesk.Core.Search;
using Helpdesk.Core.Tickets;
using NodaTime;

namespace Helpdesk.Core.Runtime.Tests;

/// <summary>A store in memory with one fault.</summary>
public class BrokenStore : DispatchProxy
{
    private static readonly TenantId Owner = new("t1");

    private readonly InMemoryStore _store = new();
    private Fault _fault = null!;

    private delegate Task Fault(string method, object?[] arguments, Func<Task> go);

    /// <summary>The faults, each with what it breaks: the name of a check and what the store does wrong.</summary>
    private static Dictionary<(string Check, string Fault), Fault> Known { get; } = new()
    {
        [("What is committed is read back whole", "loses attachments")] = Messages(m => [.. m.Select(x => x with { Attachments = [] })]),
        [("What is committed is read back whole", "reorders events")] = Result<IReadOnlyList<RecordedEvent>>("ReadEventsAsync", e => [.. e.Reverse()]),
        [("What is committed is read back whole", "loses the explanation")] = Result<IReadOnlyList<Trace>>("ReadTracesAsync", t => [.. t.Skip(1)]),
        [("The same cause is stored once", "drops the key")] = Commits(c => new Commit(c.Outcome)),
        [("A commit against another version, or with a taken reference, conflicts and leaves nothing", "hides conflicts")] = HidesConflicts,
        [("Of concurrent commits to one version exactly one wins", "tells all that they won")] = HidesConflicts,
        [("Threads are found by message ids, ancestors and references", "knows no ancestors")] = Threads(e => e.Kind != EvidenceKind.SharedAncestor),
        [("Threads are found by message ids, ancestors and references", "knows no references")] = Threads(e => e.Kind != EvidenceKind.SubjectReference),
        [("A thread is found by the message that a token names, and by the conversation of a channel", "forgets tokens")] = Threads(e => e.Kind != EvidenceKind.Token),
        [("Of messages of one thread that come at the same time, only one begins a ticket", "does not look again")] = Commits(c => c with { Unseen = [] }),
        [("A message that comes again by another way is one message that came by two", "knows the first way only")] =
            Result<Redelivery?>("RedeliverAsync", r => r is null ? null : r with { By = [.. r.By.Take(1)] }),
        [("Timers come in order and are replaced by each commit", "gives the last first")] = Result<IReadOnlyList<DueTimer>>("DueTimersAsync", t => [.. t.Reverse()]),
        [("Timers come in order and are replaced by each commit", "is early")] = Argument<Instant>("DueTimersAsync", 1, at => at + Duration.FromMinutes(1)),
        [("A due timer has one holder, returns when the lease ends, and a commit under a void claim does nothing", "does not fence")] = Commits(c => c with { Hold = null }),
        [("A due timer has one holder, returns when the lease ends, and a commit under a void claim does nothing", "holds nothing")] =
            Argument<Duration>("ClaimTimersAsync", 2, _ => Duration.FromTicks(1)),
        [("A waiting message has one holder, returns when the lease ends, and a void token does nothing", "takes void tokens")] = Result<bool>("CompleteOutboxAsync", _ => true),
        [("A waiting message has one holder, returns when the lease ends, and a void token does nothing", "forgets the lease")] =
            Argument<Duration>("ClaimOutboxAsync", 2, _ => Duration.FromTicks(1)),
        [("A waiting message has one holder, returns when the lease ends, and a void token does nothing", "loses a row of the outbox")] =
            Commits(c => c with { Outcome = c.Outcome with { Effects = [.. c.Outcome.Effects.Skip(1)] } }),
        [("Who waits for messages is woken by a commit and by what is revived, and misses nothing in between", "wakes nobody")] =
            (method, arguments, go) => method == "WaitForMessagesAsync" ? Task.FromResult((long)arguments[1]!) : go(),
        [("What does not leave is kept with the reason, and leaves when somebody says so", "keeps no dead letters")] =
            Result<IReadOnlyList<DeadLetter>>("ReadDeadLettersAsync", _ => []),
        [("A message is found by the ids that it was given when it left", "knows its own ids only")] = Threads(e => !e.Value.Contains("given", StringComparison.Ordinal)),
        [("Lessons add up, are taken back exactly and count once a key", "counts a lesson as often as it is said")] =
            Argument<string>("TeachAsync", 1, k => k + Guid.NewGuid()),
        [("What a model was taught since a version leads to the same model", "says that nothing is new")] = (method, arguments, go) =>
            method == "ReadSpamModelAsync" && (long)arguments[1]! > 0 ? Task.FromResult<SpamModelChange?>(null) : go(),
        [("A lesson that takes back what was never taught is refused whole", "swallows it")] = SwallowsRefusals,
        [("Quarantined input is kept byte for byte, once", "loses a byte")] = Argument<QuarantineEntry>("QuarantineAsync", 1, e => e with { Raw = e.Raw[1..] }),
        [("Lists, counts and loads agree with the tickets", "sorts the other way")] = Result<IReadOnlyList<TicketRow>>("ListAsync", r => [.. r.Reverse()]),
        [("Lists, counts and loads agree with the tickets", "does not count")] = Result<IReadOnlyList<TicketCount>>("CountAsync", _ => []),
        [("What agents have to do follows every change of a ticket", "takes nothing off")] = TakesNothingOff(),
        [("A query gives exactly the tickets for which the condition holds", "gives one too few")] =
            Result<TicketPage>("QueryAsync", p => p with { Rows = [.. p.Rows.Skip(1)] }),
        [("Pages of a query go on where they ended, in every order and under change", "begins again")] = Argument<TicketQuery>("QueryAsync", 1, q => q with { After = null }),
        [("A search finds messages by words, phrases and beginnings, and shows the piece", "takes phrases for words")] = Argument<MessageSearch>(
            "SearchAsync", 1, s => s with { Query = SearchQuery.Parse(string.Join(' ', s.Query.Terms.Select(t => string.Join(' ', t.Words.Select(w => (t.IsExcluded ? "-" : "") + w + (t.IsPrefix ? "*" : "")))))).Require() }),
        [("A search finds messages by words, phrases and beginnings, and shows the piece", "finds what is excluded")] = Argument<MessageSearch>(
            "SearchAsync", 1, s => s with { Query = SearchQuery.Parse(string.Join(' ', s.Query.Terms.Where(t => !t.IsExcluded).Select(t => '"' + string.Join(' ', t.Words) + '"'))).Require() }),
        [("Pages of a search go on where they ended, whatever comes in", "begins again")] = Argument<MessageSearch>("SearchAsync", 1, s => s with { After = null }),
        [("A message is found under the ticket that has it, and not among spam", "finds spam")] = Argument<MessageSearch>("SearchAsync", 1, s => s with { Everywhere = true }),
        [("A message is found under the ticket that has it, and not among spam", "does not find spam when asked")] =
            Argument<MessageSearch>("SearchAsync", 1, s => s with { Everywhere = false }),
        [("What was erased is no longer found", "keeps the words")] = KeepsWords(),
        [("One tenant sees nothing of another", "leaks tenants")] = (_, arguments, go) =>
        {
            arguments[0] = arguments[0] is TenantId ? Owner : arguments[0];
            return go();
        },
        [("The status tells of timers, of what waits and of what did not leave", "knows of no dead letter")] = Result<StoreStatus>("ReadStatusAsync", x => x with { DeadLetters = 0 }),
        [("The events of all tickets are read in the order of their commits while others write, and none is missed", "loses one at the edge")] = (_, arguments, go) =>
        {
            arguments[1] = arguments[1] is EventPlace place ? place with { Position = place.Position + 1 } : arguments[1];
            return go();
        },
        [("The events that tell of SLA come in pages, each once, whatever the size of the page", "loses one at the edge")] = SkipsAfterPage<StoredEvent>("ReadSlaEventsAsync", 1),
        [("Automatic messages are counted by who got them, and nobody else's", "counts old ones")] = Argument<Instant>("ReadNoticesAsync", 2, _ => Instant.MinValue),
        [("The ids of all tickets come in pages, each once, whatever the size of the page", "loses one at the edge")] = SkipsAfterPage<TicketId>("ReadTicketIdsAsync", 1),
        [("Several tickets are stored together or not at all", "stores the first only")] = Commits(c => c with { Outcome = c.Outcome with { Others = [] } }),
        [("A commit is void when a ticket that was looked at has changed", "does not look")] =
            Commits(c => c with { Outcome = c.Outcome with { LookedAt = new Dictionary<TicketId, long>() } }),
        [("Messages are read where they are after merges, splits and unmerges", "reorders messages")] = Messages(m => [.. m.Reverse()]),
        [("A person who is erased is nowhere any more, and nothing else is lost", "erases nothing")] = Commits(c => c with { Outcome = Unerased(c.Outcome) }),
        [("Leases are kept one an agent, and dropped", "drops none")] = (method, _, go) => method == "DropLeaseAsync" ? Task.CompletedTask : go(),
        [("The contents to which attachments refer come in pages, each once", "loses one at the edge")] =
            SkipsAfterPage<Storage.Blobs.BlobHash>("ReadBlobHashesAsync", 0),
        [("What is cancelled before it begins says so and does nothing", "ignores cancellation")] = (_, arguments, go) =>
        {
            arguments[^1] = CancellationToken.None;
            return go();
        },
        [("Very large texts, many recipients and many tags come back", "cuts long texts")] =
            Messages(m => [.. m.Select(x => x with { Text = x.Text[..Math.Min(x.Text.Length, 1_000_000)] })]),
        [("Odd values come back, and are found by", "ends texts at NUL")] = Messages(m => [.. m.Select(x => x with { Text = x.Text.Split('\0')[0] })]),
        [("Odd values come back, and are found by", "cuts keys")] = Argument<string>("IsKnownAsync", 1, k => k.TrimEnd()),
        [("Writers at the same time lose nothing and leave no gap", "tells all that they won")] = HidesConflicts,
        [("What is exported and imported elsewhere is the same, and goes on", "loses timers")] = Imports(r => r.Where(x => x is not StoredRecord.Timer)),
        [("What is exported and imported elsewhere is the same, and goes on", "gives keys away")] =
            Exports(r => r.Where(x => x is not StoredRecord.KnownKey)),
        [("What is exported and imported elsewhere is the same, and goes on", "forgets the order of events")] =
            Imports(r => r.OrderBy(x => x is StoredRecord.Happened h ? h.Ticket.ToString() : "x", StringComparer.Ordinal)),
        [("What is exported and imported elsewhere is the same, and goes on", "does not index what is imported")] = (method, arguments, go) =>
            method == "SearchAsync" && ((TenantId)arguments[0]!).Value == "elsewhere" ? Task.FromResult(new SearchPage([], null)) : go(),
        [("Nothing is imported where something is", "says that it did")] = Result<bool>("ImportAsync", _ => true),
        [("An import that ends early, or does not fit together, leaves nothing", "takes what came")] = Argument<IAsyncEnumerable<StoredRecord>>("ImportAsync", 1, Unfailing),
        [("An import that ends early, or does not fit together, leaves nothing", "repairs it")] = Imports(r => r.Distinct()),
        [("Keys are known by the digests that they had at first too", "knows new ones only")] = Imports(r => r.Where(x => x is not StoredRecord.KnownKey)),
        [("An export shows one moment, whatever is written meanwhile", "looks again")] = LooksAgain,
    };

    /// <summary>The faults, by check and name.</summary>
    public static IEnumerable<(string Check, string Fault)> Faults => Known.Keys;

    /// <summary>A store with a fault, or with none.</summary>
    public static IHelpdeskStore With(string check, string fault)
    {
        var proxy = Create<IHelpdeskStore, BrokenStore>();
        ((BrokenStore)(object)proxy)._fault = fault.Length == 0 ? (_, _, go) => go() : Known[(check, fault)];
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var result = _fault(
            targetMethod!.Name,
            args!,
            () =>
            {
                try
                {
                    var returned = targetMethod.Invoke(_store, args)!;
                    return returned as Task ?? Task.FromResult((IAsyncEnumerable<StoredRecord>)returned);
                }
                catch (TargetInvocationException exception)
                {
                    System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(exception.InnerException!);
                    throw;
                }
            });
        return targetMethod.ReturnType == typeof(IAsyncEnumerable<StoredRecord>) ? ((Task<IAsyncEnumerable<StoredRecord>>)result).GetAwaiter().GetResult() : result;
    }

    private static Fault Result<T>(string name, Func<T, T> change) => (method, _, go) =>
    {
        return method == name ? ChangedAsync((Task<T>)go()) : go();

        async Task<T> ChangedAsync(Task<T> result) => change(await result);
    };

    private static Fault Argument<T>(string name, int place, Func<T, T> change) => (method, arguments, go) =>
    {
        if (method == name)
        {
            arguments[place] = change((T)arguments[place]!);
        }

        return go();
    };

    private static Fault Commits(Func<Commit, Commit> change) => Argument("CommitAsync", 1, change);

    // Searches what was there before anybody was erased.
    private static Fault KeepsWords()
    {
        var index = new InMemoryStore();
        return (method, arguments, go) =>
        {
            if (method == "SearchAsync")
            {
                return index.SearchAsync((TenantId)arguments[0]!, (MessageSearch)arguments[1]!);
            }

            var committed = go();
            return arguments[1] is Commit commit ? StoredAsync((Task<CommitResult>)committed, (TenantId)arguments[0]!, commit) : committed;
        };

        async Task<CommitResult> StoredAsync(Task<CommitResult> committed, TenantId tenant, Commit commit)
        {
            await index.CommitAsync(tenant, commit with { Outcome = Unerased(commit.Outcome) });
            return await committed;
        }
    }

    private static Fault TakesNothingOff()
    {
        var most = new Dictionary<AgentId, int>();
        return Result<IReadOnlyDictionary<AgentId, int>>("LoadsAsync", loads =>
        {
            foreach (var (agent, load) in loads)
            {
                most[agent] = Math.Max(load, most.GetValueOrDefault(agent));
            }

            return most;
        });
    }

    private static Fault Messages(Func<IReadOnlyList<TicketMessage>, IReadOnlyList<TicketMessage>> change) => Result("ReadMessagesAsync", change);

    private static Fault Threads(Func<ThreadEvidence, bool> known) => Result<IReadOnlyList<ThreadEvidence>>("FindThreadsAsync", e => [.. e.Where(known)]);

    private static Fault Imports(Func<IEnumerable<StoredRecord>, IEnumerable<StoredRecord>> change) =>
        Argument<IAsyncEnumerable<StoredRecord>>("ImportAsync", 1, r => ChangedAsync(r, change));

    private static Fault Exports(Func<IEnumerable<StoredRecord>, IEnumerable<StoredRecord>> change) =>
        Result<IAsyncEnumerable<StoredRecord>>("ExportAsync", r => ChangedAsync(r, change));

    private static async IAsyncEnumerable<StoredRecord> ChangedAsync(IAsyncEnumerable<StoredRecord> records, Func<IEnumerable<StoredRecord>, IEnumerable<StoredRecord>> change)
    {
        foreach (var record in change(await records.ToListAsync()))
        {
            yield return record;
        }
    }

    private static async IAsyncEnumerable<StoredRecord> Unfailing(IAsyncEnumerable<StoredRecord> records)
    {
        await using var each = records.GetAsyncEnumerator();
        while (await NextAsync())
        {
            yield return each.Current;
        }

        async Task<bool> NextAsync()
        {
            try
            {
                return await each.MoveNextAsync();
            }
            catch (EndOfStreamException)
            {
                return false;
            }
        }
    }

    // Each record as it is when it is asked for.
    private static Task LooksAgain(string method, object?[] arguments, Func<Task> go)
    {
        return method == "ExportAsync" ? Task.FromResult(AgainAsync()) : go();

        async IAsyncEnumerable<StoredRecord> AgainAsync()
        {
            var count = 0;
            while (await ((Task<IAsyncEnumerable<StoredRecord>>)go()).Result.Skip(count++).FirstOrDefaultAsync() is { } record)
            {
                yield return record;
            }
        }
    }

    private static Fault HidesConflicts => Result<CommitResult>("CommitAsync", r => r == CommitResult.Conflict ? CommitResult.Committed : r);

    private static Fault SkipsAfterPage<T>(string name, int after) => (method, arguments, go) =>
        Result<IReadOnlyList<T>>(name, p => arguments[after] is null ? p : [.. p.Skip(1)])(method, arguments, go);

    private static Task SwallowsRefusals(string method, object?[] arguments, Func<Task> go)
    {
        try
        {
            return go();
        }
        catch (InvalidOperationException) when (method is "CommitAsync" or "TeachAsync")
        {
            return Task.FromResult(CommitResult.Committed);
        }
    }

    private static Outcome.Changed Unerased(Outcome.Changed outcome) => outcome with
    {
        Events = [.. outcome.Events.Select(e => e.Event is TicketEvent.PersonErased erased ? e with { Event = erased with { Person = null } } : e)],
    };
}
