using Helpdesk.Core.Conversations;
using Helpdesk.Core.Engine;
using Helpdesk.Core.Messages;
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
public sealed class InMemoryStore : IHelpdeskStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TenantId, TenantData> _tenants = [];

    /// <inheritdoc />
    public Task<CommitResult> CommitAsync(TenantId tenant, Commit commit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(commit);
        return With(tenant, data => data.Commit(commit), cancellationToken);
    }

    /// <inheritdoc />
    public Task<CommitResult> QuarantineAsync(TenantId tenant, QuarantineEntry entry, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return With(tenant, data =>
        {
            if (!data.Keys.Add(entry.DuplicateKey))
            {
                return CommitResult.Duplicate;
            }

            data.Quarantine.Add(entry with { Raw = entry.Raw.ToArray() });
            return CommitResult.Committed;
        }, cancellationToken);
    }

    /// <inheritdoc />
    public Task<bool> IsKnownAsync(TenantId tenant, string duplicateKey, CancellationToken cancellationToken = default) =>
        With(tenant, data => data.Keys.Contains(duplicateKey), cancellationToken);

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
        TenantId tenant,
        IReadOnlyList<string> externalIds,
        IReadOnlyList<TicketReference> references,
        CancellationToken cancellationToken = default) =>
        With<IReadOnlyList<ThreadEvidence>>(tenant, data => [.. data.Find(externalIds, references)], cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyDictionary<AgentId, int>> LoadsAsync(TenantId tenant, CancellationToken cancellationToken = default) =>
        With<IReadOnlyDictionary<AgentId, int>>(tenant, data => data.Tickets.Values
            .Select(t => t.State.Ticket)
            .Where(t => t is { Assignee: not null, Category: StatusCategory.New or StatusCategory.Open or StatusCategory.Live })
            .GroupBy(t => t.Assignee!.Value)
            .ToDictionary(g => g.Key, g => g.Count()), cancellationToken);

    /// <inheritdoc />
    public Task<(long Version, SpamModel Model)?> LoadSpamModelAsync(
        TenantId tenant, long? knownVersion = null, CancellationToken cancellationToken = default) =>
        With(tenant, data =>
            data.SpamVersion == knownVersion ? null : ((long, SpamModel)?)(data.SpamVersion, data.Model), cancellationToken);

    /// <inheritdoc />
    public Task<CommitResult> TeachAsync(
        TenantId tenant, SpamTraining training, string duplicateKey, CancellationToken cancellationToken = default) =>
        With(tenant, data =>
        {
            if (!data.Keys.Add(duplicateKey))
            {
                return CommitResult.Duplicate;
            }

            data.Teach(training);
            return CommitResult.Committed;
        }, cancellationToken);

    /// <inheritdoc />
    public Task<SpamFeatures?> LoadSampleAsync(TenantId tenant, TicketId ticket, CancellationToken cancellationToken = default) =>
        With(tenant, data => data.Tickets.GetValueOrDefault(ticket)?.Sample, cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<DueTimer>> DueTimersAsync(
        TenantId tenant, Instant until, int limit, CancellationToken cancellationToken = default) =>
        With<IReadOnlyList<DueTimer>>(tenant, data =>
        [
            .. data.Tickets
                .SelectMany(t => t.Value.Timers.Select(timer => new DueTimer(t.Key, timer)))
                .Where(t => t.Timer.At <= until)
                .OrderBy(t => t.Timer.At).ThenBy(t => t.Ticket.ToString(), StringComparer.Ordinal).ThenBy(t => t.Timer.Kind)
                .Take(limit),
        ], cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<OutboxItem>> ClaimOutboxAsync(
        TenantId tenant, Instant now, Duration lease, int limit, CancellationToken cancellationToken = default) =>
        With<IReadOnlyList<OutboxItem>>(tenant, data =>
        [
            .. data.Outbox.Where(o => o.NotBefore <= now).OrderBy(o => o.Order).Take(limit).ToList().Select(o => o.Claim(now + lease)),
        ], cancellationToken);

    /// <inheritdoc />
    public Task<bool> CompleteOutboxAsync(
        TenantId tenant, MessageId message, long token, Fault? failure = null, CancellationToken cancellationToken = default) =>
        With(tenant, data => data.Outbox.RemoveAll(o => o.Message.Id == message && o.Token == token) > 0, cancellationToken);

    /// <inheritdoc />
    public Task<bool> RetryOutboxAsync(
        TenantId tenant, MessageId message, long token, Instant notBefore, CancellationToken cancellationToken = default) =>
        With(tenant, data =>
        {
            var held = data.Outbox.Find(o => o.Message.Id == message && o.Token == token);
            if (held is not null)
            {
                held.NotBefore = notBefore;
            }

            return held is not null;
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
                .Select(t => TicketRow.Of(t.State))
                .Where(r => categories.Contains(r.Category))
                .OrderBy(r => sort == TicketSort.NextDue ? r.NextDue ?? Instant.MaxValue : Instant.MinValue)
                .ThenBy(r => r.Reference.Value, StringComparer.Ordinal)
                .Take(limit),
        ], cancellationToken);

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
    public Task<IReadOnlyList<TicketMessage>> ReadMessagesAsync(
        TenantId tenant, TicketId ticket, CancellationToken cancellationToken = default) =>
        With<IReadOnlyList<TicketMessage>>(tenant, data => data.MessagesOf(ticket), cancellationToken);

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

    private sealed class TicketData
    {
        public required TicketState State { get; set; }

        public List<RecordedEvent> Events { get; } = [];

        public List<Trace> Traces { get; } = [];

        public IReadOnlyList<TicketTimer> Timers { get; set; } = [];

        public SpamFeatures? Sample { get; set; }
    }

    private sealed class Kept(TicketMessage message, TicketId home, long order)
    {
        public TicketMessage Message { get; set; } = message;

        public TicketId Home { get; set; } = home;

        public long Order { get; } = order;
    }

    private sealed class Waiting(OutboundMessage message, long order)
    {
        public OutboundMessage Message { get; } = message;

        public long Order { get; } = order;

        public Instant NotBefore { get; set; } = Instant.MinValue;

        public long Token { get; private set; }

        public OutboxItem Claim(Instant until)
        {
            NotBefore = until;
            return new OutboxItem(Message, ++Token, (int)Token);
        }
    }

    private sealed class TenantData
    {
        private readonly List<(string Id, EvidenceKind Kind, MessageId Message)> _threads = [];

        public Dictionary<TicketId, TicketData> Tickets { get; } = [];

        public Dictionary<TicketReference, TicketId> References { get; } = [];

        public HashSet<string> Keys { get; } = new(StringComparer.Ordinal);

        public Dictionary<MessageId, Kept> Messages { get; } = [];

        public Dictionary<TicketId, TicketLeases> Leases { get; } = [];

        public List<Waiting> Outbox { get; } = [];

        public List<QuarantineEntry> Quarantine { get; } = [];

        public SpamModel Model { get; private set; } = SpamModel.Empty;

        public long SpamVersion { get; private set; }

        public CommitResult Commit(Commit commit)
        {
            if (commit.DuplicateKey is { } key && Keys.Contains(key))
            {
                return CommitResult.Duplicate;
            }

            Outcome.Changed[] all = [commit.Outcome, .. commit.Outcome.Others];
            if (all.Any(IsOutdated) || commit.Outcome.LookedAt.Any(l => VersionOf(l.Key) != l.Value))
            {
                return CommitResult.Conflict;
            }

            if (commit.DuplicateKey is not null)
            {
                Keys.Add(commit.DuplicateKey);
            }

            foreach (var outcome in all)
            {
                Apply(outcome);
            }

            return CommitResult.Committed;
        }

        public IReadOnlyList<TicketMessage> MessagesOf(TicketId ticket)
        {
            if (Tickets.GetValueOrDefault(ticket)?.State.Ticket is not { } of)
            {
                return [];
            }

            HashSet<TicketId> homes = [ticket, .. of.Absorbed.Select(a => a.Ticket)];
            var ids = of.Messages.Select(m => m.Message).ToHashSet();
            return
            [
                .. Messages.Where(m => homes.Contains(m.Value.Home) || ids.Contains(m.Key)).Select(m => m.Value)
                    .OrderBy(m => m.Message.At).ThenBy(m => m.Order).Select(m => m.Message),
            ];
        }

        private long VersionOf(TicketId ticket) => Tickets.GetValueOrDefault(ticket)?.State.Ticket.Version ?? 0;

        private bool IsOutdated(Outcome.Changed outcome) => VersionOf(outcome.State.Id) != outcome.ExpectedVersion
            || (!Tickets.ContainsKey(outcome.State.Id) && References.ContainsKey(outcome.State.Ticket.Reference));

        private void Apply(Outcome.Changed outcome)
        {
            var state = outcome.State;
            if (!Tickets.TryGetValue(state.Id, out var known))
            {
                Tickets[state.Id] = known = new TicketData { State = state };
            }

            References[state.Ticket.Reference] = state.Id;
            known.State = state;
            known.Events.AddRange(outcome.Events);
            known.Timers = outcome.Timers;
            known.Sample ??= outcome.Sample;
            foreach (var message in outcome.Messages)
            {
                Messages.Add(message.Id, new Kept(message, state.Id, Messages.Count));
                _threads.Add((message.ExternalId, EvidenceKind.ExternalId, message.Id));
                _threads.AddRange(message.References.Select(r => (r, EvidenceKind.SharedAncestor, message.Id)));
            }

            foreach (var moved in StoredChanges.MovedHere(outcome))
            {
                Messages[moved].Home = state.Id;
            }

            Outbox.AddRange(outcome.Effects.Select((e, i) => new Waiting(e, Outbox.Count + i)));
            foreach (var training in outcome.Training)
            {
                Teach(training);
            }

            foreach (var erasure in StoredChanges.Erasures(outcome))
            {
                Erase(known, erasure);
            }

            known.Traces.Add(outcome.Trace);
        }

        private void Erase(TicketData ticket, Erasure erasure)
        {
            if (erasure.IsBy(ticket.Events[0]))
            {
                ticket.Sample = null;
            }

            for (var i = 0; i < ticket.Events.Count; i++)
            {
                ticket.Events[i] = erasure.Apply(ticket.Events[i]);
            }

            foreach (var kept in Messages.Values.Where(m => m.Home == ticket.State.Id))
            {
                kept.Message = erasure.Apply(kept.Message);
            }

            Outbox.RemoveAll(o => o.Message.To.Any(erasure.Is) && Messages[o.Message.Id].Home == ticket.State.Id);
            ticket.Traces.Clear();
        }

        public void Teach(SpamTraining training)
        {
            Model = Model.Apply(training) ?? throw new InvalidOperationException("The model was never taught what it is to forget.");
            SpamVersion++;
        }

        public IEnumerable<ThreadEvidence> Find(IReadOnlyList<string> ids, IReadOnlyList<TicketReference> references)
        {
            var wanted = ids.ToHashSet(StringComparer.Ordinal);
            var hits = _threads.Where(t => t.Id.Length > 0 && wanted.Contains(t.Id)).Select(t => (t.Id, t.Kind, Messages[t.Message].Home)).Distinct();
            foreach (var (id, kind, ticket) in hits)
            {
                yield return new ThreadEvidence(kind, id, Candidate(ticket));
            }

            foreach (var reference in references)
            {
                if (References.TryGetValue(reference, out var ticket))
                {
                    yield return new ThreadEvidence(EvidenceKind.SubjectReference, reference.Value, Candidate(ticket));
                }
            }
        }

        private ThreadCandidate Candidate(TicketId id)
        {
            var ticket = Tickets[id].State.Ticket;
            return new ThreadCandidate(id, ticket.Reference, [ticket.Requester, .. ticket.Participants]);
        }
    }
}
