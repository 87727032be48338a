using Helpdesk.Core.Conditions;
using Helpdesk.Core.Conditions.Stored;
using Helpdesk.Core.Engine;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Search;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Presence;
using Helpdesk.Core.Tickets.Privacy;
using NodaTime;

namespace Helpdesk.Core.Runtime;

public sealed partial class TicketDesk
{
    /// <summary>How long a lease lasts that is not renewed: a minute and a half.</summary>
    public static readonly Duration LeaseLength = Duration.FromSeconds(90);

    private const int MaxPage = 1_000;

    private const int MaxHits = 100;

    /// <summary>
    /// The events of all tickets in the order in which they were committed: for reports, indexes and other systems that follow. Keep the last place with
    /// what was made of the page, and go on from it: nothing is missed and nothing comes twice, however many hosts write.
    /// </summary>
    /// <param name="after">Where the last page ended; null for the beginning.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Cancels reading.</param>
    public Task<IReadOnlyList<PlacedEvent>> ReadEventsAsync(EventPlace? after, int limit, CancellationToken cancellationToken = default) =>
        _store.ReadEventsAsync(_tenant, after, limit, cancellationToken);

    /// <summary>The ticket as an agent sees it, with what the agent can do and who else is on it.</summary>
    /// <returns>Null when there is no such ticket.</returns>
    public async Task<TicketView?> LookAsync(TicketId ticket, AgentId agent, CancellationToken cancellationToken = default)
    {
        if (await _store.LoadAsync(_tenant, ticket, cancellationToken).ConfigureAwait(false) is not { } state)
        {
            return null;
        }

        var tools = _tools.Current;
        var around = await tools.Neighbourhood.ReadAsync(state, null, Now(), cancellationToken).ConfigureAwait(false) ?? Surroundings.None;
        return new TicketView(
            state,
            await _store.ReadMessagesAsync(_tenant, ticket, cancellationToken).ConfigureAwait(false),
            tools.Engine.Ask(state, new Actor.Agent(agent), Now(), around),
            (await _store.ReadLeasesAsync(_tenant, ticket, cancellationToken).ConfigureAwait(false)).Beside(agent, Now()));
    }

    /// <summary>A page of the tickets for which a condition holds now.</summary>
    /// <param name="where">
    /// The condition, read with the catalogue of the configuration. It may name the fields that <see cref="StoredFields"/> has.
    /// </param>
    /// <param name="sort">The order.</param>
    /// <param name="after">Where the page before ended; null for the first.</param>
    /// <param name="limit">At most so many rows, from 1 to 1,000.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>
    /// The page; one without rows and with faults when the condition asks for what no store can answer: <c>not-stored</c> for fields that are
    /// known only while an event is at hand, <c>not-translatable</c> for operators.
    /// </returns>
    public async Task<TicketPage> QueryAsync(
        Condition where, TicketSort sort, TicketCursor? after = null, int limit = 50, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MaxPage);
        var test = StoredTest.Of(where, StoredFields.Has, Now());
        return test.IsValid
            ? await _store.QueryAsync(_tenant, new TicketQuery(test.Value, sort, limit, after), cancellationToken).ConfigureAwait(false)
            : new TicketPage([], null) { Faults = test.Faults };
    }

    /// <summary>
    /// A page of the messages that have what somebody searches, the last first, each with its ticket: for agents, since notes are among them. Of a
    /// merged ticket it is the one in which it goes on.
    /// </summary>
    /// <param name="text">
    /// Words that are to be there, <c>"a phrase"</c>, <c>-without</c>, <c>begin*</c>: see <see cref="SearchQuery.Parse"/>.
    /// </param>
    /// <param name="after">Where the page before ended; null for the first.</param>
    /// <param name="limit">At most so many hits, from 1 to 100.</param>
    /// <param name="everywhere">Whether messages of tickets that are spam or deleted are searched too.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The page; one without hits and with a fault when the text is no search.</returns>
    public async Task<SearchPage> SearchAsync(
        string text, SearchCursor? after = null, int limit = 20, bool everywhere = false, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MaxHits);
        var query = SearchQuery.Parse(text);
        if (!query.IsValid)
        {
            return new SearchPage([], null) { Faults = query.Faults };
        }

        var page = await _store.SearchAsync(_tenant, new MessageSearch(query.Value, limit, after, everywhere), cancellationToken).ConfigureAwait(false);
        var hits = new List<SearchHit>();
        foreach (var hit in page.Hits)
        {
            hits.Add(
                hit.Ticket.Category == StatusCategory.Merged && await SurvivorStateAsync(hit.Ticket.Id, cancellationToken).ConfigureAwait(false) is { } survivor
                    ? hit with { Ticket = TicketRow.Of(survivor) }
                    : hit);
        }

        return page with { Hits = hits };
    }

    /// <summary>The ticket as a customer sees it; of a merged ticket the one in which it goes on.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="customer">The address that the host has made sure of.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>Null when there is no such ticket, or when the address takes no part in it.</returns>
    public async Task<CustomerTicket?> LookAsCustomerAsync(TicketId ticket, Address customer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(customer);
        if (await SurvivorStateAsync(ticket, cancellationToken).ConfigureAwait(false) is not { } state || !state.Ticket.IsParticipant(customer))
        {
            return null;
        }

        var tools = _tools.Current;
        var around = await tools.Neighbourhood.ReadAsync(state, null, Now(), cancellationToken).ConfigureAwait(false) ?? Surroundings.None;
        return tools.Engine.Show(
            state, await _store.ReadMessagesAsync(_tenant, state.Id, cancellationToken).ConfigureAwait(false), Now(), around);
    }

    /// <summary>The ticket as it was at an instant; null when there is none or it had not begun.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="at">The instant; what happened at it counts.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async Task<Ticket?> AtAsync(TicketId ticket, Instant at, CancellationToken cancellationToken = default) =>
        Ticket.At(await _store.ReadEventsAsync(_tenant, ticket, cancellationToken).ConfigureAwait(false), at);

    /// <summary>An agent comes to a ticket, stays, or begins to answer; call it again before <see cref="LeaseLength"/> is over.</summary>
    /// <returns>The other agents who are on it: those who answer first.</returns>
    public async Task<IReadOnlyList<Lease>> StayAsync(
        TicketId ticket, AgentId agent, LeaseKind kind, CancellationToken cancellationToken = default)
    {
        var leases = await _store.ReadLeasesAsync(_tenant, ticket, cancellationToken).ConfigureAwait(false);
        var lease = leases.Next(agent, kind, Now(), LeaseLength);
        await _store.HoldLeaseAsync(_tenant, ticket, lease, cancellationToken).ConfigureAwait(false);
        return leases.Beside(agent, Now());
    }

    /// <summary>An agent leaves a ticket.</summary>
    public Task LeaveAsync(TicketId ticket, AgentId agent, CancellationToken cancellationToken = default) =>
        _store.DropLeaseAsync(_tenant, ticket, agent, cancellationToken);

    internal async Task<TicketState?> SurvivorStateAsync(TicketId ticket, CancellationToken cancellationToken)
    {
        var state = await _store.LoadAsync(_tenant, ticket, cancellationToken).ConfigureAwait(false);
        while (state?.Ticket.MergedInto is { } next)
        {
            state = await _store.LoadAsync(_tenant, next.Other, cancellationToken).ConfigureAwait(false);
        }

        return state;
    }
}
