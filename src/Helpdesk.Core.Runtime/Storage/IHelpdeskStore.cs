using Helpdesk.Core.Conversations.Matching;
using Helpdesk.Core.Engine;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Storage.Blobs;
using Helpdesk.Core.Runtime.Storage.Export;
using Helpdesk.Core.Spam;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Presence;
using NodaTime;

namespace Helpdesk.Core.Runtime.Storage;

/// <summary>
/// Where everything is kept. Conflicts and duplicates are results. Safe for concurrent calls. What a store must promise is
/// proven by the suite in <c>Helpdesk.Core.Testing</c>. Every method may throw the exceptions of its database when the world
/// failed; nothing is half done then.
/// </summary>
public interface IHelpdeskStore
{
    /// <summary>
    /// Stores an outcome with those of the other tickets in one transaction: events, state, messages, timers, outbox, lessons,
    /// explanations, key. It conflicts when any of these tickets, or one that was looked at, has another version by now, or one of
    /// <see cref="Commit.Unseen"/> is known. A
    /// <see cref="TicketEvent.PersonErased"/> takes the person out of all that is stored of its ticket.
    /// </summary>
    Task<CommitResult> CommitAsync(TenantId tenant, Commit commit, CancellationToken cancellationToken = default);

    /// <summary>Puts input aside; <see cref="CommitResult.Duplicate"/> when its key is known.</summary>
    Task<CommitResult> QuarantineAsync(TenantId tenant, QuarantineEntry entry, CancellationToken cancellationToken = default);

    /// <summary>Whether a key is known: a shortcut before work, the truth is in the commit.</summary>
    Task<bool> IsKnownAsync(TenantId tenant, string duplicateKey, CancellationToken cancellationToken = default);

    /// <summary>
    /// Notes that a message came again, under a key that is known: by another way than before, if it did. Null when the key is unknown.
    /// </summary>
    Task<Redelivery?> RedeliverAsync(
        TenantId tenant, string duplicateKey, ChannelAddress by, CancellationToken cancellationToken = default);

    /// <summary>The number after the highest reference number in use. Two callers may get the same: one will conflict.</summary>
    Task<long> NextNumberAsync(TenantId tenant, CancellationToken cancellationToken = default);

    /// <summary>The state of a ticket; null when there is none.</summary>
    Task<TicketState?> LoadAsync(TenantId tenant, TicketId ticket, CancellationToken cancellationToken = default);

    /// <summary>The ticket with a reference; null when there is none.</summary>
    Task<TicketId?> FindAsync(TenantId tenant, TicketReference reference, CancellationToken cancellationToken = default);

    /// <summary>
    /// Every hit for what a message may belong to, by which <see cref="ThreadMatcher"/> decides: what is stored is found by
    /// <see cref="StoredChanges.ThreadIds(Outcome.Changed)"/>. One hit a kind, value and ticket, with the last message that has the value; none for an ancestor.
    /// </summary>
    Task<IReadOnlyList<ThreadEvidence>> FindThreadsAsync(
        TenantId tenant, ThreadLookUps lookUps, CancellationToken cancellationToken = default);

    /// <summary>How many tickets on the agent's turn (New, Open, Live) each agent has.</summary>
    Task<IReadOnlyDictionary<AgentId, int>> LoadsAsync(TenantId tenant, CancellationToken cancellationToken = default);

    /// <summary>
    /// When addresses got automatic messages since an instant, in order: what <see cref="StoredChanges.Notices"/> said of the outcomes that
    /// were committed. Addresses that got none need not be there; at most the last 1,000 of each count. May be forgotten after a day.
    /// </summary>
    Task<IReadOnlyList<KeyValuePair<Address, IReadOnlyList<Instant>>>> ReadNoticesAsync(
        TenantId tenant, IReadOnlyCollection<Address> to, Instant since, CancellationToken cancellationToken = default);

    /// <summary>
    /// What the spam model was taught since a version; null when that is the last one. An untaught model has version 0, and every
    /// lesson makes a higher one.
    /// </summary>
    Task<SpamModelChange?> ReadSpamModelAsync(TenantId tenant, long sinceVersion = 0, CancellationToken cancellationToken = default);

    /// <summary>
    /// Has a message outside of any ticket count in the model as a class from now on, or no longer:
    /// <see cref="SpamTraining.Between"/> what it counts as and that. <see cref="CommitResult.Duplicate"/> when it counts so already.
    /// </summary>
    /// <param name="tenant">Whose model.</param>
    /// <param name="key">The message's key. It may name a person and is not to be kept in clear.</param>
    /// <param name="features">The message's features, the same each time.</param>
    /// <param name="as">As what it is to count; null for not.</param>
    /// <param name="cancellationToken">Cancels waiting.</param>
    /// <exception cref="InvalidOperationException">
    /// It counts as something else, and was taught with other features (<see cref="SpamFeatures.Digest"/>). Nothing has changed.
    /// </exception>
    Task<CommitResult> TeachAsync(
        TenantId tenant, string key, SpamFeatures features, SpamClass? @as, CancellationToken cancellationToken = default);

    /// <summary>The features kept of a ticket's first message; null when there are none.</summary>
    Task<SpamFeatures?> LoadSampleAsync(TenantId tenant, TicketId ticket, CancellationToken cancellationToken = default);

    /// <summary>Timers whose instant is not after the given one, claimed or not, earliest first, ties by ticket and kind.</summary>
    Task<IReadOnlyList<DueTimer>> DueTimersAsync(
        TenantId tenant, Instant until, int limit, CancellationToken cancellationToken = default);

    /// <summary>
    /// Claims timers whose instant is not after the given one, of each ticket the earliest and no other, so that those of a ticket ring in their order;
    /// earliest first, ties by ticket. Nobody else gets them, nor others of these tickets, until the lease ends.
    /// It is counted by the store's own clock, so that hosts whose clocks differ agree. A commit under the claim is <see cref="Commit.Hold"/>.
    /// </summary>
    Task<IReadOnlyList<TimerClaim>> ClaimTimersAsync(
        TenantId tenant, Instant until, Duration lease, int limit, CancellationToken cancellationToken = default);

    /// <summary>Gives back what is still claimed under a token.</summary>
    Task ReleaseTimersAsync(TenantId tenant, long token, CancellationToken cancellationToken = default);

    /// <summary>
    /// Claims waiting messages for a lease: nobody else gets them until it ends. A message whose lease ended is given again. The lease is
    /// counted by the store's own clock, so that hosts whose clocks differ agree; <paramref name="now"/> says which messages are to leave.
    /// </summary>
    Task<IReadOnlyList<OutboxItem>> ClaimOutboxAsync(
        TenantId tenant, Instant now, Duration lease, int limit, CancellationToken cancellationToken = default);

    /// <summary>
    /// Waits until a commit or somebody who revived a message put something into the outbox, or for a while: a hint that makes messages leave at
    /// once, and never the truth. A store may not hear of what other processes do. Who claims between two calls misses nothing.
    /// </summary>
    /// <param name="tenant">Whose messages.</param>
    /// <param name="seen">What the last call returned; 0 at first.</param>
    /// <param name="atMost">For how long it waits.</param>
    /// <param name="cancellationToken">Cancels waiting.</param>
    /// <returns>A number that differs from <paramref name="seen"/> when there may be something new.</returns>
    Task<long> WaitForMessagesAsync(TenantId tenant, long seen, TimeSpan atMost, CancellationToken cancellationToken = default);

    /// <summary>
    /// Ends a claim: the message left; or, with a failure, it is not to be tried again and kept as a <see cref="DeadLetter"/>. False when the token
    /// is void.
    /// </summary>
    Task<bool> CompleteOutboxAsync(
        TenantId tenant, MessageId message, long token, Fault? failure = null, CancellationToken cancellationToken = default);

    /// <summary>The messages that did not leave, in the order in which they were to, at most so many.</summary>
    Task<IReadOnlyList<DeadLetter>> ReadDeadLettersAsync(TenantId tenant, int limit, CancellationToken cancellationToken = default);

    /// <summary>Puts a dead letter back into the outbox, to be claimed at once. False when there is none of that message.</summary>
    Task<bool> ReviveAsync(TenantId tenant, MessageId message, CancellationToken cancellationToken = default);

    /// <summary>Gives a claim back until an instant. False when the token is void.</summary>
    Task<bool> RetryOutboxAsync(
        TenantId tenant, MessageId message, long token, Instant notBefore, CancellationToken cancellationToken = default);

    /// <summary>How the tenant's data stand; costs about the same however many tickets there are.</summary>
    Task<StoreStatus> ReadStatusAsync(TenantId tenant, CancellationToken cancellationToken = default);

    /// <summary>Tickets of some categories in some order, at most so many.</summary>
    Task<IReadOnlyList<TicketRow>> ListAsync(
        TenantId tenant,
        IReadOnlyCollection<StatusCategory> categories,
        TicketSort sort,
        int limit,
        CancellationToken cancellationToken = default);

    /// <summary>
    /// A page of the tickets that pass a test. Between two pages a ticket that changes its place may be missed or come twice; one that keeps it
    /// comes once. A page costs the same at any depth.
    /// </summary>
    Task<TicketPage> QueryAsync(TenantId tenant, TicketQuery query, CancellationToken cancellationToken = default);

    /// <summary>
    /// A page of the messages that have what is searched, those first that the store took last: by <see cref="Search.MessageWords"/>, of all
    /// directions, notes too. What a message no longer has, it is no longer found by. A page costs about the same at any depth.
    /// </summary>
    Task<SearchPage> SearchAsync(TenantId tenant, MessageSearch search, CancellationToken cancellationToken = default);

    /// <summary>The ids of all tickets in order of their texts: a page after an id, at most so many.</summary>
    Task<IReadOnlyList<TicketId>> ReadTicketIdsAsync(
        TenantId tenant, TicketId? after, int limit, CancellationToken cancellationToken = default);

    /// <summary>How many tickets each department has in each status, by department and status.</summary>
    Task<IReadOnlyList<TicketCount>> CountAsync(TenantId tenant, CancellationToken cancellationToken = default);

    /// <summary>The stream of a ticket, in order.</summary>
    Task<IReadOnlyList<RecordedEvent>> ReadEventsAsync(
        TenantId tenant, TicketId ticket, CancellationToken cancellationToken = default);

    /// <summary>
    /// The events of all tickets in the order in which they were committed: a page after a place, at most so many. However many write at the
    /// same time, who goes on from the last place of a page misses nothing and gets nothing twice, and those of a ticket come in the order of
    /// their versions. So an event may come a little late: not before all that may be in front of it are decided.
    /// </summary>
    Task<IReadOnlyList<PlacedEvent>> ReadEventsAsync(
        TenantId tenant, EventPlace? after, int limit, CancellationToken cancellationToken = default);

    /// <summary>
    /// The events that tell how SLA promises were kept (breached, fulfilled, reviewed) of all tickets, by ticket and version: a page
    /// after an event, at most so many. What is committed between two pages may be missing or there, and nothing is twice.
    /// </summary>
    Task<IReadOnlyList<StoredEvent>> ReadSlaEventsAsync(
        TenantId tenant, StoredEvent? after, int limit, CancellationToken cancellationToken = default);

    /// <summary>The ticket that has a message now: the one it came to, or was split or given back to; null when there is none.</summary>
    Task<TicketId?> FindTicketOfAsync(TenantId tenant, MessageId message, CancellationToken cancellationToken = default);

    /// <summary>
    /// The tickets that a person takes or took part in or wrote to, by address, in order of their ids; others that merely print the address may
    /// be among them.
    /// </summary>
    Task<IReadOnlyList<TicketId>> FindTicketsOfAsync(TenantId tenant, Address person, CancellationToken cancellationToken = default);

    /// <summary>Who is on a ticket; leases that have run out may be among them.</summary>
    Task<TicketLeases> ReadLeasesAsync(TenantId tenant, TicketId ticket, CancellationToken cancellationToken = default);

    /// <summary>Keeps a lease, in place of the agent's old one.</summary>
    Task HoldLeaseAsync(TenantId tenant, TicketId ticket, Lease lease, CancellationToken cancellationToken = default);

    /// <summary>Drops an agent's lease, if there is one.</summary>
    Task DropLeaseAsync(TenantId tenant, TicketId ticket, AgentId agent, CancellationToken cancellationToken = default);

    /// <summary>
    /// The messages of a ticket with their attachments, in order of their instants: its own, and those of the tickets merged
    /// into it.
    /// </summary>
    /// <exception cref="InvalidDataException">The content of an attachment is missing or damaged.</exception>
    Task<IReadOnlyList<TicketMessage>> ReadMessagesAsync(
        TenantId tenant, TicketId ticket, CancellationToken cancellationToken = default);

    /// <summary>
    /// The names of all contents to which attachments of any tenant refer, in order: a page after a name, at most so many.
    /// </summary>
    Task<IReadOnlyList<BlobHash>> ReadBlobHashesAsync(BlobHash? after, int limit, CancellationToken cancellationToken = default);

    /// <summary>The explanations of all outcomes of a ticket, in order.</summary>
    Task<IReadOnlyList<Trace>> ReadTracesAsync(TenantId tenant, TicketId ticket, CancellationToken cancellationToken = default);

    /// <summary>Input that was put aside, in order, at most so much.</summary>
    Task<IReadOnlyList<QuarantineEntry>> ReadQuarantineAsync(
        TenantId tenant, int limit, CancellationToken cancellationToken = default);

    /// <summary>
    /// Everything that is kept of a tenant, as it is at the moment of the first record, whatever is written meanwhile: in the order of
    /// <see cref="StoredRecord"/>, the same for the same data from every store. <see cref="HelpdeskExport"/> makes a file of it.
    /// </summary>
    /// <exception cref="InvalidDataException">The content of an attachment is missing or damaged.</exception>
    IAsyncEnumerable<StoredRecord> ExportAsync(TenantId tenant, CancellationToken cancellationToken = default);

    /// <summary>
    /// Keeps everything that another store, or this one, exported, in one transaction: when the records end early by an exception, when they do not
    /// fit together, or when the process dies, nothing is there. What they say is as if it had been committed here. Presence
    /// (<see cref="ReadLeasesAsync"/>) is nothing that is there.
    /// </summary>
    /// <param name="tenant">Whose data they become. Nobody else may write to it meanwhile.</param>
    /// <param name="records">The records, in order; of this store's calls, only <see cref="ExportAsync"/> may be behind them.</param>
    /// <param name="cancellationToken">Cancels between two records; nothing is stored then.</param>
    /// <returns>False when something is there already; nothing has changed then.</returns>
    /// <exception cref="InvalidRecordException">The records do not fit together.</exception>
    Task<bool> ImportAsync(TenantId tenant, IAsyncEnumerable<StoredRecord> records, CancellationToken cancellationToken = default);
}
