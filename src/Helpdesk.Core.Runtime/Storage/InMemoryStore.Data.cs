using Helpdesk.Core.Conversations.Matching;
using Helpdesk.Core.Engine;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Search;
using Helpdesk.Core.Spam;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Presence;
using Helpdesk.Core.Tickets.Privacy;
using NodaTime;

namespace Helpdesk.Core.Runtime.Storage;

public sealed partial class InMemoryStore
{
    private sealed class TicketData
    {
        public required TicketState State { get; set; }

        public required long Number { get; init; }

        public List<RecordedEvent> Events { get; } = [];

        public List<Trace> Traces { get; } = [];

        public IReadOnlyList<Set> Timers { get; set; } = [];

        public SpamFeatures? Sample { get; set; }
    }

    private sealed class Set(TicketTimer timer)
    {
        public TicketTimer Timer { get; } = timer;

        public long Token { get; set; }

        public Instant LeasedUntil { get; set; } = Instant.MinValue;
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

        public Instant LeasedUntil { get; set; } = Instant.MinValue;

        public long Token { get; set; }

        /// <summary>Why it does not leave; null while it is to.</summary>
        public Fault? Failure { get; set; }

        public OutboxItem Claim(Instant until)
        {
            LeasedUntil = until;
            return new OutboxItem(Message, ++Token, (int)Token);
        }
    }

    private sealed partial class TenantData
    {
        private const int MaxNotices = 1_000;

        private readonly Dictionary<string, List<(EvidenceKind Kind, MessageId Message)>> _threads = new(StringComparer.Ordinal);
        private readonly Dictionary<string, List<Instant>> _notices = new(StringComparer.Ordinal);
        private readonly List<(TicketData Ticket, int Event)> _order = [];

        public Dictionary<TicketId, TicketData> Tickets { get; } = [];

        public Dictionary<TicketReference, TicketId> References { get; } = [];

        /// <summary>By digest, with the message that came in under each.</summary>
        public Dictionary<string, MessageId?> Keys { get; } = new(StringComparer.Ordinal);

        /// <summary>By which ways a message came.</summary>
        public Dictionary<MessageId, List<ChannelAddress>> Deliveries { get; } = [];

        public Dictionary<MessageId, Kept> Messages { get; } = [];

        public Dictionary<TicketId, TicketLeases> Leases { get; } = [];

        public List<Waiting> Outbox { get; } = [];

        public List<QuarantineEntry> Quarantine { get; } = [];

        public InMemorySpamModel Spam { get; } = new();

        private long _claims;
        private long _sent;

        public CommitResult Commit(Commit commit, Instant clock)
        {
            if (commit.Hold is { } hold && !TimersOf(commit.Outcome.State.Id).Any(t => t.Token == hold.Token))
            {
                return CommitResult.Late;
            }

            if (commit.DuplicateKey is { } key && KnownKey(key) is not null)
            {
                return CommitResult.Duplicate;
            }

            Outcome.Changed[] all = [commit.Outcome, .. commit.Outcome.Others];
            if (all.Any(IsOutdated) || commit.Outcome.LookedAt.Any(l => VersionOf(l.Key) != l.Value) || commit.Unseen.Any(_threads.ContainsKey))
            {
                return CommitResult.Conflict;
            }

            foreach (var outcome in all)
            {
                Apply(outcome);
            }

            foreach (var timer in TimersOf(commit.Outcome.State.Id).Where(t => t.Timer.At <= commit.Hold?.Until))
            {
                (timer.Token, timer.LeasedUntil) = (commit.Hold!.Token, clock + commit.Hold.Lease);
            }

            if (commit.DuplicateKey is not null)
            {
                TakeKey(commit.DuplicateKey, commit.Message);
                if (commit.Message is { } message)
                {
                    Deliver(message, Messages[message].Message.Channel);
                }
            }

            return CommitResult.Committed;
        }

        public List<TimerClaim> ClaimTimers(Instant until, Instant clock, Duration lease, int limit)
        {
            _claims++;
            var claims = new List<TimerClaim>();
            foreach (var (ticket, timer) in Tickets.Where(t => t.Value.Timers.Count > 0).Select(t => (t.Key, Timer: t.Value.Timers.MinBy(x => (x.Timer.At, x.Timer.Kind))!))
                .Where(t => t.Timer.Timer.At <= until && t.Timer.LeasedUntil <= clock)
                .OrderBy(t => t.Timer.Timer.At).ThenBy(t => t.Key.ToString(), StringComparer.Ordinal).ThenBy(t => t.Timer.Timer.Kind)
                .Take(limit))
            {
                (timer.Token, timer.LeasedUntil) = (_claims, clock + lease);
                claims.Add(new TimerClaim(ticket, timer.Timer, _claims));
            }

            return claims;
        }

        public void ReleaseTimers(long token)
        {
            foreach (var timer in Tickets.Values.SelectMany(t => t.Timers).Where(t => t.Token == token))
            {
                (timer.Token, timer.LeasedUntil) = (0, Instant.MinValue);
            }
        }

        private IReadOnlyList<Set> TimersOf(TicketId ticket) => Tickets.GetValueOrDefault(ticket)?.Timers ?? [];

        public List<PlacedEvent> EventsAfter(int position, int limit) =>
        [
            .. _order.Skip(position).Take(limit).Select(
                (o, i) => new PlacedEvent(new EventPlace(0, position + i + 1), new StoredEvent(o.Ticket.State.Id, o.Ticket.Events[o.Event]))),
        ];

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

        public IEnumerable<(SearchHit Hit, long Place)> Search(MessageSearch search) =>
            from kept in Messages.Values
            where search.After is not { } after || kept.Order < after.Place
            let ticket = Tickets[kept.Home].State
            where search.Everywhere || ticket.Ticket.Category is not (StatusCategory.Spam or StatusCategory.Deleted)
            where search.Query.Matches(MessageWords.Of(kept.Message))
            orderby kept.Order descending
            select (SearchHit.Of(TicketRow.Of(ticket), kept.Message, search.Query), kept.Order);

        public IReadOnlyList<Instant> NoticesTo(Address address, Instant since) =>
            [.. _notices.GetValueOrDefault(Hex(KeyDigest.OfRecipient(address)), []).Where(n => n >= since).Order()];

        private long VersionOf(TicketId ticket) => Tickets.GetValueOrDefault(ticket)?.State.Ticket.Version ?? 0;

        private bool IsOutdated(Outcome.Changed outcome) => VersionOf(outcome.State.Id) != outcome.ExpectedVersion
            || (!Tickets.ContainsKey(outcome.State.Id) && References.ContainsKey(outcome.State.Ticket.Reference));

        private void Apply(Outcome.Changed outcome)
        {
            var state = outcome.State;
            if (!Tickets.TryGetValue(state.Id, out var known))
            {
                Tickets[state.Id] = known = new TicketData { State = state, Number = Tickets.Count + 1 };
            }

            References[state.Ticket.Reference] = state.Id;
            known.State = state;
            _order.AddRange(outcome.Events.Select((_, i) => (known, known.Events.Count + i)));
            known.Events.AddRange(outcome.Events);
            known.Timers = [.. outcome.Timers.Select(t => new Set(t))];
            known.Sample ??= outcome.Sample;
            foreach (var message in outcome.Messages)
            {
                Messages.Add(message.Id, new Kept(message, state.Id, Messages.Count));
            }

            foreach (var (message, kind, id) in StoredChanges.ThreadIds(outcome).Where(t => Messages.ContainsKey(t.Message)))
            {
                Know(id, kind, message);
            }

            foreach (var moved in StoredChanges.MovedHere(outcome))
            {
                Messages[moved].Home = state.Id;
            }

            Outbox.AddRange(outcome.Effects.Select(e => new Waiting(e, ++_sent)));
            foreach (var (to, at) in StoredChanges.Notices(outcome))
            {
                var times = NoticesOf(Hex(KeyDigest.OfRecipient(to)));
                times.Add(at);
                times.RemoveRange(0, Math.Max(0, times.Count - MaxNotices));
            }

            foreach (var training in outcome.Training)
            {
                Spam.Teach(training);
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

            _notices.Remove(Hex(KeyDigest.OfRecipient(erasure.Person)));
            Outbox.RemoveAll(o => o.Message.To.Any(erasure.Is) && Messages[o.Message.Id].Home == ticket.State.Id);
            ticket.Traces.Clear();
        }

        public Redelivery? Redeliver(string key, ChannelAddress by)
        {
            if (KnownKey(key) is not { } known)
            {
                return null;
            }

            if (Keys[known] is not { } message)
            {
                return new Redelivery(null, null, []);
            }

            Deliver(message, by);
            return new Redelivery(Messages[message].Home, message, [.. Deliveries[message]]);
        }

        /// <summary>The digest under which a key is known; null when it is not.</summary>
        public string? KnownKey(string key) =>
            new[] { Hex(KeyDigest.Of(key)), Hex(KeyDigest.FormerOf(key)) }.FirstOrDefault(Keys.ContainsKey);

        public bool TakeKey(string key, MessageId? message) => KnownKey(key) is null && Keys.TryAdd(Hex(KeyDigest.Of(key)), message);

        private void Deliver(MessageId message, ChannelAddress by)
        {
            if (!Deliveries.TryGetValue(message, out var known))
            {
                Deliveries[message] = known = [];
            }

            if (!known.Contains(by))
            {
                known.Add(by);
            }
        }

        private List<Instant> NoticesOf(string recipient)
        {
            if (!_notices.TryGetValue(recipient, out var times))
            {
                _notices[recipient] = times = [];
            }

            return times;
        }

        private static string Hex(byte[] digest) => Convert.ToHexStringLower(digest);

        public IEnumerable<ThreadEvidence> Find(ThreadLookUps lookUps)
        {
            foreach (var id in lookUps.ThreadIds)
            {
                foreach (var hits in _threads.GetValueOrDefault(id, []).Select(t => (t.Kind, Kept: Messages[t.Message])).GroupBy(t => (t.Kind, t.Kept.Home)))
                {
                    yield return Hit(hits.Key.Kind, id, hits.MaxBy(h => h.Kept.Order).Kept);
                }
            }

            foreach (var message in lookUps.Messages)
            {
                if (Messages.TryGetValue(message, out var kept))
                {
                    yield return Hit(EvidenceKind.Token, message.ToString(), kept);
                }
            }

            foreach (var reference in lookUps.References)
            {
                if (References.TryGetValue(reference, out var ticket))
                {
                    yield return new ThreadEvidence(EvidenceKind.SubjectReference, reference.Value, Candidate(ticket));
                }
            }
        }

        private void Know(string id, EvidenceKind kind, MessageId message)
        {
            if (!_threads.TryGetValue(id, out var known))
            {
                _threads[id] = known = [];
            }

            known.Add((kind, message));
        }

        private ThreadEvidence Hit(EvidenceKind kind, string value, Kept kept) =>
            new(kind, value, Candidate(kept.Home), kind == EvidenceKind.SharedAncestor ? null : ThreadItem.Of(kept.Message));

        private ThreadCandidate Candidate(TicketId id)
        {
            var ticket = Tickets[id].State.Ticket;
            return new ThreadCandidate(id, ticket.Reference, [ticket.Requester, .. ticket.Participants]);
        }
    }
}
