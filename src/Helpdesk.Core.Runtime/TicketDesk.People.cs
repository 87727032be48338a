using Helpdesk.Core.Engine;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Runtime;

public sealed partial class TicketDesk
{
    /// <summary>Rates an agent's answer by the link that stood under it; a second time changes the rating.</summary>
    /// <param name="token">The token of the link.</param>
    /// <param name="comment">What the customer adds; at most 2,000 characters.</param>
    /// <param name="cancellationToken">Cancels before the commit, never in it.</param>
    /// <returns>
    /// As <see cref="ExecuteAsync"/>; refused with <c>bad-token</c> or <c>token-expired</c> too. The ticket is the one that has the answer
    /// now, wherever it was merged or split to.
    /// </returns>
    /// <exception cref="InvalidOperationException">The configuration asks for no ratings, or the host gave no secret.</exception>
    public async Task<Outcome?> RateAsync(string token, string comment = "", CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(token);
        ArgumentNullException.ThrowIfNull(comment);
        if (_ratings is null)
        {
            throw new InvalidOperationException("Ratings need 'ratings' in the configuration and a secret in the options.");
        }

        var (rating, reason) = _ratings.Tokens.Read(token, Now());
        if (rating is null)
        {
            return Outcome.Refuse(reason!);
        }

        var home = await _store.FindTicketOfAsync(_tenant, rating.Answer, cancellationToken).ConfigureAwait(false) ?? rating.Ticket;
        return await SurvivorStateAsync(home, cancellationToken).ConfigureAwait(false) is not { } state ? null
            : await RunAsync(
                state.Id,
                new Order(new TicketCommand.Rate(rating.Answer, rating.Score, comment), new Actor.Customer(state.Ticket.Requester), ""),
                cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Erases a person from every ticket: the address becomes a pseudonym, what the person wrote becomes empty, with its
    /// attachments, headers and explanations; counts, instants and what others wrote stay. Cannot be undone. A run that was cut off is
    /// finished by running it again.
    /// </summary>
    /// <param name="person">The person, by address; a person with several is erased address by address.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="cancellationToken">Cancels between two tickets.</param>
    /// <returns>How many tickets were changed.</returns>
    public async Task<int> EraseAsync(Address person, Actor by, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(person);
        ArgumentNullException.ThrowIfNull(by);
        var erased = 0;
        foreach (var ticket in await _store.FindTicketsOfAsync(_tenant, person, cancellationToken).ConfigureAwait(false))
        {
            // A ticket that is merged is erased with the one in which it goes on.
            var state = await SurvivorStateAsync(ticket, cancellationToken).ConfigureAwait(false);
            var outcome = state is null ? null
                : await RunAsync(state.Id, new Order(new TicketCommand.Erase(person), by, ""), cancellationToken).ConfigureAwait(false);
            erased += outcome is Outcome.Changed changed ? changed.Others.Count + (changed.Events.Count > 0 ? 1 : 0) : 0;
        }

        return erased;
    }

    /// <summary>Takes a person out of one ticket and what was merged into it.</summary>
    internal Task<Outcome?> EraseFromAsync(TicketId ticket, Address person, CancellationToken cancellationToken) =>
        RunAsync(ticket, new Order(new TicketCommand.Erase(person), Actor.System, ""), cancellationToken);
}
