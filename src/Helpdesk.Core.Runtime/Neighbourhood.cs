using Helpdesk.Core.Engine;
using Helpdesk.Core.Runtime.Contacts;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Relations;
using NodaTime;

namespace Helpdesk.Core.Runtime;

/// <summary>Reads what the engine needs beside the ticket at hand.</summary>
internal sealed class Neighbourhood(HelpdeskConfiguration configuration, IHelpdeskStore store, TenantId tenant, IContactDirectory contacts)
{
    // Bounds the work that one command can cause, whatever people have linked.
    private const int MaxRelated = 1_000;

    private readonly IReadOnlyList<Address> _targets = configuration.NoticeTargets();

    /// <summary>The surroundings of a ticket for a command; null when it is tied to too many others.</summary>
    public async Task<Surroundings?> ReadAsync(TicketState state, TicketCommand? command, Instant at, CancellationToken cancellationToken)
    {
        var related = new Dictionary<TicketId, TicketState>();
        if (!await AddAsync(related, state, command, cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        Address[] requesters = [.. related.Values.Append(state).Select(s => s.Ticket.Requester)];
        return new Surroundings
        {
            Loads = await store.LoadsAsync(tenant, cancellationToken).ConfigureAwait(false),
            Contacts = await ContactsAsync(requesters, cancellationToken).ConfigureAwait(false),
            SentTo = await NoticesAsync([.. requesters, .. Writers(related.Values.Append(state))], at, cancellationToken).ConfigureAwait(false),
            Related = related,
            Stream = command is TicketCommand.ReviewSla { Mode: SlaEdit.Forced }
                ? await store.ReadEventsAsync(tenant, state.Id, cancellationToken).ConfigureAwait(false)
                : [],
        };
    }

    /// <summary>The surroundings of a message that came in: every ticket that evidence names, and where it goes on.</summary>
    public async Task<Surroundings> ReadAsync(IEnumerable<TicketId> named, Address from, Instant at, CancellationToken cancellationToken)
    {
        var related = new Dictionary<TicketId, TicketState>();
        foreach (var id in named.Distinct())
        {
            if (!related.TryGetValue(id, out var state))
            {
                related[id] = state = await LoadAsync(id, cancellationToken).ConfigureAwait(false);
            }

            await AddAsync(related, state, null, cancellationToken).ConfigureAwait(false);
        }

        Address[] requesters = [.. related.Values.Select(s => s.Ticket.Requester), from];
        return new Surroundings
        {
            Loads = await store.LoadsAsync(tenant, cancellationToken).ConfigureAwait(false),
            Contacts = await ContactsAsync(requesters, cancellationToken).ConfigureAwait(false),
            SentTo = await NoticesAsync([.. requesters, .. Writers(related.Values)], at, cancellationToken).ConfigureAwait(false),
            Related = related,
        };
    }

    private static IEnumerable<Address> Writers(IEnumerable<TicketState> states) => states.Select(s => s.Reply.Writer).OfType<Address>();

    private async Task<bool> AddAsync(
        Dictionary<TicketId, TicketState> related, TicketState state, TicketCommand? command, CancellationToken cancellationToken)
    {
        while (Relatives.Missing(state.Ticket, command, [.. related.Values.Select(r => r.Ticket)]) is { Count: > 0 } missing)
        {
            if (related.Count + missing.Count > MaxRelated)
            {
                return false;
            }

            foreach (var id in missing)
            {
                // A command may name a ticket that is not there; the decision says so.
                if (await store.LoadAsync(tenant, id, cancellationToken).ConfigureAwait(false) is { } found)
                {
                    related[id] = found;
                }
            }

            if (missing.All(id => !related.ContainsKey(id)))
            {
                return true;
            }
        }

        return true;
    }

    private async Task<List<KeyValuePair<Address, ContactCard>>> ContactsAsync(IEnumerable<Address> people, CancellationToken cancellationToken)
    {
        var known = new List<KeyValuePair<Address, ContactCard>>();
        foreach (var person in people.Where(p => !p.IsAnonymous).DistinctBy(p => (p.Kind, p.Key)))
        {
            if (await contacts.FindAsync(tenant, person, cancellationToken).ConfigureAwait(false) is { } card)
            {
                known.Add(new(person, card));
            }
        }

        return known;
    }

    private async Task<IReadOnlyList<KeyValuePair<Address, IReadOnlyList<Instant>>>> NoticesAsync(
        IEnumerable<Address> requesters, Instant at, CancellationToken cancellationToken) => await store.ReadNoticesAsync(
            tenant,
            [.. requesters.Concat(_targets).DistinctBy(p => (p.Kind, p.Key))],
            at - configuration.Budgets.Memory,
            cancellationToken).ConfigureAwait(false);

    private async Task<TicketState> LoadAsync(TicketId id, CancellationToken cancellationToken) =>
        await store.LoadAsync(tenant, id, cancellationToken).ConfigureAwait(false)
        ?? throw new InvalidOperationException($"The store names ticket {id} and does not have it.");
}
