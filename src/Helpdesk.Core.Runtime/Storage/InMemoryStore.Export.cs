using System.Diagnostics;
using System.Runtime.CompilerServices;
using Helpdesk.Core.Engine;
using Helpdesk.Core.Runtime.Storage.Blobs;
using Helpdesk.Core.Runtime.Storage.Export;
using Helpdesk.Core.Tickets;
using NodaTime;

namespace Helpdesk.Core.Runtime.Storage;

/// <content>Everything of a tenant, out and in.</content>
public sealed partial class InMemoryStore
{
    /// <inheritdoc />
    public async IAsyncEnumerable<StoredRecord> ExportAsync(TenantId tenant, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var record in await With(tenant, data => data.Export().ToList(), cancellationToken).ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return record;
        }
    }

    /// <inheritdoc />
    public async Task<bool> ImportAsync(TenantId tenant, IAsyncEnumerable<StoredRecord> records, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(records);
        if (!await With(tenant, data => data.IsEmpty, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        // Made aside, and put in its place when it is whole.
        var importing = new Importing();
        await foreach (var record in records.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            Add(importing, record);
        }

        var whole = importing.Finish();
        var imported = await With(tenant, data => data.IsEmpty && Replace(tenant, whole), cancellationToken).ConfigureAwait(false);
        _signal.Ring(tenant);
        return imported;
    }

    private static void Add(Importing importing, StoredRecord record)
    {
        try
        {
            importing.Add(record);
        }
        catch (Exception exception) when (exception is ArgumentException or KeyNotFoundException)
        {
            throw new InvalidRecordException(new Fault("inconsistent", ImportChecks.Doubles), exception);
        }
    }

    private bool Replace(TenantId tenant, TenantData data)
    {
        _tenants[tenant] = data;
        return true;
    }

    private sealed partial class TenantData
    {
        public bool IsEmpty => Tickets.Count + Keys.Count + Quarantine.Count == 0 && Spam.IsEmpty;

        public IEnumerable<StoredRecord> Export()
        {
            var byTicket = Tickets.OrderBy(t => t.Key.ToString(), StringComparer.Ordinal).ToList();
            var messages = Messages.Values.OrderBy(m => m.Order).ToList();
            return _order.Select(o => (StoredRecord)new StoredRecord.Happened(o.Ticket.State.Id, o.Ticket.Events[o.Event]))
                .Concat(Tickets.Values.OrderBy(t => t.Number).Select(t => new StoredRecord.Snapshot(t.State.Id, StoredSnapshot.Of(t.State))))
                .Concat(messages.SelectMany(m => m.Message.Attachments).Select(a => new StoredRecord.Content(BlobHash.Of(a.Content.Span), a.Content))
                    .DistinctBy(c => c.Hash).OrderBy(c => c.Hash))
                .Concat(messages.Select(m => new StoredRecord.Written(
                    m.Home,
                    m.Message with { Attachments = [] },
                    [.. m.Message.Attachments.Select(a => new StoredAttachment(a.Name, a.MediaType, BlobHash.Of(a.Content.Span)))])))
                .Concat(Keys.OrderBy(k => k.Key, StringComparer.Ordinal).Select(k => new StoredRecord.KnownKey(k.Key, k.Value)))
                .Concat(Deliveries.OrderBy(d => d.Key.ToString(), StringComparer.Ordinal)
                    .SelectMany(d => d.Value.Select(by => new StoredRecord.Delivery(d.Key, by))))
                .Concat(byTicket.SelectMany(t => t.Value.Timers.OrderBy(x => x.Timer.Kind).Select(x => new StoredRecord.Timer(
                    t.Key, x.Timer with { At = InTicks(x.Timer.At) }))))
                .Concat(Outbox.OrderBy(o => o.Order).Select(o => new StoredRecord.Outgoing(
                    o.Message, o.NotBefore == Instant.MinValue ? null : InTicks(o.NotBefore), o.Token, o.Failure)))
                .Concat(byTicket.SelectMany(t => t.Value.Traces.Select(x => new StoredRecord.Explanation(t.Key, x))))
                .Concat(byTicket.Where(t => t.Value.Sample is not null).Select(t => new StoredRecord.Sample(t.Key, t.Value.Sample!)))
                .Concat(Spam.Export())
                .Concat(Quarantine.Select(q => new StoredRecord.PutAside(q with { At = InTicks(q.At) })))
                .Concat(_notices.OrderBy(n => n.Key, StringComparer.Ordinal)
                    .SelectMany(n => n.Value.Select(InTicks).Order().Select(at => new StoredRecord.Notice(n.Key, at))));
        }

        // Other stores keep these in ticks of 100 ns.
        private static Instant InTicks(Instant at) => Instant.FromUnixTimeTicks(at.ToUnixTimeTicks());

        public void Import(StoredRecord record)
        {
            switch (record)
            {
                case StoredRecord.Written written:
                    Messages.Add(written.Message.Id, new Kept(written.Message, written.Ticket, Messages.Count));
                    break;
                case StoredRecord.KnownKey key:
                    Keys.Add(key.Digest, key.Message);
                    break;
                case StoredRecord.Delivery delivery:
                    Deliver(delivery.Message, delivery.By);
                    break;
                case StoredRecord.Timer timer:
                    Tickets[timer.Ticket].Timers = [.. Tickets[timer.Ticket].Timers, new Set(timer.Due)];
                    break;
                case StoredRecord.Outgoing outgoing:
                    Outbox.Add(new Waiting(outgoing.Message, ++_sent)
                    {
                        NotBefore = outgoing.NotBefore ?? Instant.MinValue,
                        Token = outgoing.Attempts,
                        Failure = outgoing.Failure,
                    });
                    break;
                case StoredRecord.Explanation explanation:
                    Tickets[explanation.Ticket].Traces.Add(explanation.Trace);
                    break;
                case StoredRecord.Sample sample:
                    Tickets[sample.Ticket].Sample = sample.Features;
                    break;
                case StoredRecord.PutAside aside:
                    Quarantine.Add(aside.Entry);
                    break;
                case StoredRecord.Notice notice:
                    NoticesOf(notice.Recipient).Add(notice.At);
                    break;
                default:
                    throw new UnreachableException();
            }
        }

        public void Begin(TicketState state, IReadOnlyList<RecordedEvent> events)
        {
            var ticket = new TicketData { State = state, Number = Tickets.Count + 1 };
            ticket.Events.AddRange(events);
            Tickets.Add(state.Id, ticket);
            References.Add(state.Ticket.Reference, state.Id);
        }

        public void Order(IEnumerable<(TicketId Ticket, int Event)> order) => _order.AddRange(order.Select(o => (Tickets[o.Ticket], o.Event)));

        public void FindBy(IEnumerable<(MessageId Message, Conversations.Matching.EvidenceKind Kind, string Id)> ids)
        {
            foreach (var (message, kind, id) in ids.Where(i => Messages.ContainsKey(i.Message)).Distinct())
            {
                Know(id, kind, message);
            }
        }
    }
}
