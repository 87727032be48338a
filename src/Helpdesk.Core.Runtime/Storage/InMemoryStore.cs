using Helpdesk.Core.Conversations.Matching;
using Helpdesk.Core.Engine;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Storage.Blobs;
using Helpdesk.Core.Spam;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Presence;
using Helpdesk.Core.Tickets.Privacy;
using NodaTime;

namespace Helpdesk.Core.Runtime.Storage;

/// <summary>
/// A store that forgets when the process ends: for tests, simulations and samples. It keeps every promise of the port but
/// durability.
/// </summary>
/// <param name="time">Counts leases; null for the system's clock.</param>
public sealed partial class InMemoryStore(TimeProvider? time = null) : IHelpdeskStore
{
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly Lock _lock = new();
    private readonly OutboxSignal _signal = new(time);
    private readonly Dictionary<TenantId, TenantData> _tenants = [];

    /// <inheritdoc />
    public async Task<CommitResult> CommitAsync(TenantId tenant, Commit commit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(commit);
        var result = await With(tenant, data => data.Commit(commit, Clock()), cancellationToken).ConfigureAwait(false);
        if (result == CommitResult.Committed && commit.HasMessagesToSend)
        {
            _signal.Ring(tenant);
        }

        return result;
    }

    /// <inheritdoc />
    public Task<long> WaitForMessagesAsync(TenantId tenant, long seen, TimeSpan atMost, CancellationToken cancellationToken = default) =>
        _signal.WaitAsync(tenant, seen, atMost, cancellationToken);

    /// <inheritdoc />
    public Task<CommitResult> QuarantineAsync(TenantId tenant, QuarantineEntry entry, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return With(tenant, data =>
        {
            if (!data.TakeKey(entry.DuplicateKey, null))
            {
                return CommitResult.Duplicate;
            }

            data.Quarantine.Add(entry with { Raw = entry.Raw.ToArray() });
            return CommitResult.Committed;
        }, cancellationToken);
    }

    /// <inheritdoc />
    public Task<bool> IsKnownAsync(TenantId tenant, string duplicateKey, CancellationToken cancellationToken = default) =>
        With(tenant, data => data.KnownKey(duplicateKey) is not null, cancellationToken);

    /// <inheritdoc />
    public Task<Redelivery?> RedeliverAsync(
        TenantId tenant, string duplicateKey, ChannelAddress by, CancellationToken cancellationToken = default) =>
        With(tenant, data => data.Redeliver(duplicateKey, by), cancellationToken);

    /// <inheritdoc />
    public Task<long> NextNumberAsync(TenantId tenant, CancellationToken cancellationToken = default) =>
        With(tenant, data => data.Tickets.Count + 1L, cancellationToken);

    /// <inheritdoc />
    public Task<TicketState?> LoadAsync(TenantId tenant, TicketId ticket, CancellationToken cancellationToken = default) =>
        With(tenant, data => data.Tickets.GetValueOrDefault(ticket)?.State, cancellationToken);

    /// <inheritdoc />
    public Task<TicketId?> FindAsync(TenantId tenant, TicketReference reference, CancellationToken cancellationToken = default) =>
        With(tenant, data => data.References.TryGetValue(reference, out var id) ? id : (TicketId?)null, cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<ThreadEvidence>> FindThreadsAsync(
        TenantId tenant, ThreadLookUps lookUps, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lookUps);
        return With<IReadOnlyList<ThreadEvidence>>(tenant, data => [.. data.Find(lookUps)], cancellationToken);
    }

    /// <inheritdoc />
    public Task<IReadOnlyDictionary<AgentId, int>> LoadsAsync(TenantId tenant, CancellationToken cancellationToken = default) =>
        With<IReadOnlyDictionary<AgentId, int>>(tenant, data => data.Tickets.Values
            .Select(t => t.State.Ticket)
            .Where(t => t is { Assignee: not null, Category: StatusCategory.New or StatusCategory.Open or StatusCategory.Live })
            .GroupBy(t => t.Assignee!.Value)
            .ToDictionary(g => g.Key, g => g.Count()), cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<KeyValuePair<Address, IReadOnlyList<Instant>>>> ReadNoticesAsync(
        TenantId tenant, IReadOnlyCollection<Address> to, Instant since, CancellationToken cancellationToken = default) =>
        With<IReadOnlyList<KeyValuePair<Address, IReadOnlyList<Instant>>>>(tenant, data =>
        [
            .. to.Select(a => KeyValuePair.Create(a, data.NoticesTo(a, since))).Where(n => n.Value.Count > 0),
        ], cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<TicketId>> ReadTicketIdsAsync(
        TenantId tenant, TicketId? after, int limit, CancellationToken cancellationToken = default) =>
        With<IReadOnlyList<TicketId>>(tenant, data =>
        [
            .. data.Tickets.Keys.Where(t => after is not { } last || string.CompareOrdinal(t.ToString(), last.ToString()) > 0)
                .OrderBy(t => t.ToString(), StringComparer.Ordinal).Take(limit),
        ], cancellationToken);

    /// <inheritdoc />
    public Task<SpamModelChange?> ReadSpamModelAsync(TenantId tenant, long sinceVersion = 0, CancellationToken cancellationToken = default) =>
        With(tenant, data => data.Spam.Since(sinceVersion), cancellationToken);

    /// <inheritdoc />
    public Task<CommitResult> TeachAsync(
        TenantId tenant, string key, SpamFeatures features, SpamClass? @as, CancellationToken cancellationToken = default) =>
        With(tenant, data => data.Spam.Mark(key, features, @as) ? CommitResult.Committed : CommitResult.Duplicate, cancellationToken);

    /// <inheritdoc />
    public Task<SpamFeatures?> LoadSampleAsync(TenantId tenant, TicketId ticket, CancellationToken cancellationToken = default) =>
        With(tenant, data => data.Tickets.GetValueOrDefault(ticket)?.Sample, cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<DueTimer>> DueTimersAsync(
        TenantId tenant, Instant until, int limit, CancellationToken cancellationToken = default) =>
        With<IReadOnlyList<DueTimer>>(tenant, data =>
        [
            .. data.Tickets
                .SelectMany(t => t.Value.Timers.Select(timer => new DueTimer(t.Key, timer.Timer)))
                .Where(t => t.Timer.At <= until)
                .OrderBy(t => t.Timer.At).ThenBy(t => t.Ticket.ToString(), StringComparer.Ordinal).ThenBy(t => t.Timer.Kind)
                .Take(limit),
        ], cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<TimerClaim>> ClaimTimersAsync(
        TenantId tenant, Instant until, Duration lease, int limit, CancellationToken cancellationToken = default) =>
        With<IReadOnlyList<TimerClaim>>(tenant, data => data.ClaimTimers(until, Clock(), lease, limit), cancellationToken);

    /// <inheritdoc />
    public Task ReleaseTimersAsync(TenantId tenant, long token, CancellationToken cancellationToken = default) => With(
        tenant,
        data =>
        {
            data.ReleaseTimers(token);
            return true;
        },
        cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<OutboxItem>> ClaimOutboxAsync(
        TenantId tenant, Instant now, Duration lease, int limit, CancellationToken cancellationToken = default) =>
        With<IReadOnlyList<OutboxItem>>(tenant, data =>
        [
            .. data.Outbox.Where(o => o.Failure is null && o.NotBefore <= now && o.LeasedUntil <= Clock()).OrderBy(o => o.Order).Take(limit).ToList()
                .Select(o => o.Claim(Clock() + lease)),
        ], cancellationToken);

    /// <inheritdoc />
    public Task<bool> CompleteOutboxAsync(
        TenantId tenant, MessageId message, long token, Fault? failure = null, CancellationToken cancellationToken = default) =>
        With(tenant, data =>
        {
            var held = data.Outbox.Find(o => o.Message.Id == message && o.Token == token && o.Failure is null);
            if (held is not null && failure is null)
            {
                data.Outbox.Remove(held);
            }
            else if (held is not null)
            {
                held.Failure = failure;
            }

            return held is not null;
        }, cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<DeadLetter>> ReadDeadLettersAsync(TenantId tenant, int limit, CancellationToken cancellationToken = default) =>
        With<IReadOnlyList<DeadLetter>>(tenant, data =>
        [
            .. data.Outbox.Where(o => o.Failure is not null).OrderBy(o => o.Order).Take(limit).Select(o => new DeadLetter(o.Message, o.Failure!)),
        ], cancellationToken);

    /// <inheritdoc />
    public async Task<bool> ReviveAsync(TenantId tenant, MessageId message, CancellationToken cancellationToken = default)
    {
        var revived = await With(tenant, data =>
        {
            var dead = data.Outbox.Find(o => o.Message.Id == message && o.Failure is not null);
            if (dead is not null)
            {
                (dead.Failure, dead.NotBefore, dead.LeasedUntil) = (null, Instant.MinValue, Instant.MinValue);
            }

            return dead is not null;
        }, cancellationToken).ConfigureAwait(false);
        _signal.Ring(tenant);
        return revived;
    }

    /// <inheritdoc />
    public Task<bool> RetryOutboxAsync(
        TenantId tenant, MessageId message, long token, Instant notBefore, CancellationToken cancellationToken = default) =>
        With(tenant, data =>
        {
            var held = data.Outbox.Find(o => o.Message.Id == message && o.Token == token && o.Failure is null);
            if (held is not null)
            {
                (held.NotBefore, held.LeasedUntil) = (notBefore, Instant.MinValue);
            }

            return held is not null;
        }, cancellationToken);

    /// <inheritdoc />
    public Task<StoreStatus> ReadStatusAsync(TenantId tenant, CancellationToken cancellationToken = default) => With(tenant, data =>
    {
        var waiting = data.Outbox.Where(o => o.Failure is null).ToList();
        return new StoreStatus
        {
            SchemaVersion = 0,
            EarliestTimer = data.Tickets.Values.SelectMany(t => t.Timers).Select(t => (Instant?)t.Timer.At).Min(),
            Waiting = waiting.Count,
            OldestWaiting = waiting.Where(o => data.Messages.ContainsKey(o.Message.Id)).OrderBy(o => o.Order)
                .Select(o => (Instant?)data.Messages[o.Message.Id].Message.At).FirstOrDefault(),
            DeadLetters = data.Outbox.Count(o => o.Failure is not null),
        };
    }, cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<TicketRow>> ListAsync(
        TenantId tenant,
        IReadOnlyCollection<StatusCategory> categories,
        TicketSort sort,
        int limit,
        CancellationToken cancellationToken = default) =>
        With<IReadOnlyList<TicketRow>>(tenant, data =>
        [
            .. data.Tickets.Values
                .Where(t => categories.Contains(t.State.Ticket.Category))
                .OrderBy(t => TicketOrder.KeyOf(sort, t.State))
                .ThenBy(t => t.State.Ticket.Reference.Value, StringComparer.Ordinal)
                .Take(limit)
                .Select(t => TicketRow.Of(t.State)),
        ], cancellationToken);

    /// <inheritdoc />
    public Task<TicketPage> QueryAsync(TenantId tenant, TicketQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return With(tenant, data => TicketPage.Of(
            [
                .. data.Tickets.Values.Where(t => query.Where.Holds(StoredFields.Of(t.State)))
                    .Select(t => (Row: TicketRow.Of(t.State), Key: TicketOrder.KeyOf(query.Sort, t.State)))
                    .Where(t => query.After is not { } after || t.Key > after.Key
                        || (t.Key == after.Key && string.CompareOrdinal(t.Row.Reference.Value, after.Reference.Value) > 0))
                    .OrderBy(t => t.Key)
                    .ThenBy(t => t.Row.Reference.Value, StringComparer.Ordinal)
                    .Take(query.Limit + 1),
            ],
            query.Limit), cancellationToken);
    }

    /// <inheritdoc />
    public Task<SearchPage> SearchAsync(TenantId tenant, MessageSearch search, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(search);
        return With(tenant, data => SearchPage.Of([.. data.Search(search).Take(search.Limit + 1)], search.Limit), cancellationToken);
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<TicketCount>> CountAsync(TenantId tenant, CancellationToken cancellationToken = default) =>
        With<IReadOnlyList<TicketCount>>(tenant, data =>
        [
            .. data.Tickets.Values
                .GroupBy(t => (t.State.Ticket.Department, t.State.Ticket.Status))
                .OrderBy(g => g.Key.Department.Value, StringComparer.Ordinal)
                .ThenBy(g => g.Key.Status.Value, StringComparer.Ordinal)
                .Select(g => new TicketCount(g.Key.Department, g.Key.Status, g.Count())),
        ], cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<RecordedEvent>> ReadEventsAsync(
        TenantId tenant, TicketId ticket, CancellationToken cancellationToken = default) =>
        With<IReadOnlyList<RecordedEvent>>(tenant, data => [.. data.Tickets.GetValueOrDefault(ticket)?.Events ?? []], cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<PlacedEvent>> ReadEventsAsync(
        TenantId tenant, EventPlace? after, int limit, CancellationToken cancellationToken = default) =>
        With<IReadOnlyList<PlacedEvent>>(tenant, data => data.EventsAfter((int)(after?.Position ?? 0), limit), cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<StoredEvent>> ReadSlaEventsAsync(
        TenantId tenant, StoredEvent? after, int limit, CancellationToken cancellationToken = default) => With<IReadOnlyList<StoredEvent>>(
        tenant,
        data =>
        [
            .. data.Tickets.OrderBy(t => t.Key.ToString(), StringComparer.Ordinal)
                .SelectMany(t => t.Value.Events.Select(e => new StoredEvent(t.Key, e)))
                .Where(e => StoredChanges.TellsOfSla(e.Recorded.Event) && IsAfter(e, after))
                .Take(limit),
        ],
        cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<TicketMessage>> ReadMessagesAsync(
        TenantId tenant, TicketId ticket, CancellationToken cancellationToken = default) =>
        With<IReadOnlyList<TicketMessage>>(tenant, data => data.MessagesOf(ticket), cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<BlobHash>> ReadBlobHashesAsync(BlobHash? after, int limit, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<BlobHash>>(
            [
                .. _tenants.Values.SelectMany(t => t.Messages.Values).SelectMany(m => m.Message.Attachments).Select(a => BlobHash.Of(a.Content.Span))
                    .Distinct().Order().Where(h => after is not { } last || h > last).Take(limit),
            ]);
        }
    }

    /// <inheritdoc />
    public Task<TicketId?> FindTicketOfAsync(TenantId tenant, MessageId message, CancellationToken cancellationToken = default) =>
        With(tenant, data => data.Messages.GetValueOrDefault(message)?.Home, cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<TicketId>> FindTicketsOfAsync(TenantId tenant, Address person, CancellationToken cancellationToken = default) =>
        With<IReadOnlyList<TicketId>>(tenant, data =>
        [
            .. data.Tickets.Values.Where(t => t.Events.Exists(new Erasure(person, person).IsIn))
                .Select(t => t.State.Id)
                .Concat(data.Messages.Values.Where(m => new Erasure(person, person).IsBy(m.Message)).Select(m => m.Home))
                .Distinct()
                .OrderBy(t => t.ToString(), StringComparer.Ordinal),
        ], cancellationToken);

    /// <inheritdoc />
    public Task<TicketLeases> ReadLeasesAsync(TenantId tenant, TicketId ticket, CancellationToken cancellationToken = default) =>
        With(tenant, data => data.Leases.GetValueOrDefault(ticket, TicketLeases.None), cancellationToken);

    /// <inheritdoc />
    public Task HoldLeaseAsync(TenantId tenant, TicketId ticket, Lease lease, CancellationToken cancellationToken = default) =>
        With(tenant, data => data.Leases[ticket] = data.Leases.GetValueOrDefault(ticket, TicketLeases.None).With(lease), cancellationToken);

    /// <inheritdoc />
    public Task DropLeaseAsync(TenantId tenant, TicketId ticket, AgentId agent, CancellationToken cancellationToken = default) =>
        With(tenant, data => data.Leases[ticket] = data.Leases.GetValueOrDefault(ticket, TicketLeases.None).Without(agent), cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<Trace>> ReadTracesAsync(
        TenantId tenant, TicketId ticket, CancellationToken cancellationToken = default) =>
        With<IReadOnlyList<Trace>>(tenant, data => [.. data.Tickets.GetValueOrDefault(ticket)?.Traces ?? []], cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<QuarantineEntry>> ReadQuarantineAsync(
        TenantId tenant, int limit, CancellationToken cancellationToken = default) =>
        With<IReadOnlyList<QuarantineEntry>>(tenant, data => [.. data.Quarantine.Take(limit)], cancellationToken);

    private Instant Clock() => Instant.FromDateTimeOffset(_time.GetUtcNow());

    private Task<T> With<T>(TenantId tenant, Func<TenantData, T> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            if (!_tenants.TryGetValue(tenant, out var data))
            {
                _tenants[tenant] = data = new TenantData();
            }

            return Task.FromResult(work(data));
        }
    }

    private static bool IsAfter(StoredEvent stored, StoredEvent? other) =>
        other is null || string.CompareOrdinal(stored.Ticket.ToString(), other.Ticket.ToString()) is var order && (order > 0
            || (order == 0 && stored.Recorded.Version > other.Recorded.Version));
}
