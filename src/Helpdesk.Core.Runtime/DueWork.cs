using Helpdesk.Core.Conversations.Matching;
using Helpdesk.Core.Engine;
using Helpdesk.Core.Runtime.Contacts;
using Helpdesk.Core.Runtime.Diagnostics;
using Helpdesk.Core.Runtime.Storage;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Helpdesk.Core.Runtime;

/// <summary>
/// Lets timers ring whose instant has come, in order, each at its own instant: a host that polls late writes the same history
/// as one that polls often. Any number may run at once, on as many hosts: timers are claimed for a lease, and a timer takes effect once even
/// when its worker was slower than that.
/// </summary>
public sealed class DueWork
{
    private const int Batch = 100;
    private const int PageOfTickets = 200;

    private static readonly Duration Lease = Duration.FromMinutes(1);

    private readonly IHelpdeskStore _store;
    private readonly TenantId _tenant;
    private readonly Toolbox _tools;
    private readonly ILogger _log;

    /// <summary>Makes the worker by hand; <c>AddHelpdesk</c> does it for a host.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="store">Where everything is kept.</param>
    /// <param name="tenant">Whose data it is.</param>
    /// <param name="contacts">What the host knows of people; null for nothing.</param>
    /// <param name="tokens">Signs what is sent, so that answers find their ticket; null for nothing.</param>
    /// <param name="loggers">Takes what is logged; null for nobody.</param>
    public DueWork(
        ActiveConfiguration configuration,
        IHelpdeskStore store,
        TenantId tenant,
        IContactDirectory? contacts = null,
        MessageTokens? tokens = null,
        ILoggerFactory? loggers = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(store);
        _store = store;
        _tenant = tenant;
        _tools = new Toolbox(configuration, store, tenant, contacts, tokens: tokens);
        _log = Log.For(loggers, nameof(DueWork));
    }

    /// <summary>Lets every timer ring that is due at the given moment, those included that come of it.</summary>
    /// <param name="until">The moment; inclusive.</param>
    /// <param name="cancellationToken">Cancels between two timers. What was claimed and has not rung is given back.</param>
    /// <returns>How many timers rang here: those that others have claimed ring there.</returns>
    /// <exception cref="AggregateException">
    /// Some timers could not ring. All others have; these are tried again by the first call after their lease of a minute.
    /// </exception>
    public async Task<int> RunAsync(Instant until, CancellationToken cancellationToken = default)
    {
        var rang = 0;
        var queue = new TimerQueue(until);
        var failures = new List<Exception>();
        try
        {
            int claimed;
            do
            {
                var claims = await _store.ClaimTimersAsync(_tenant, until, Lease, Batch, cancellationToken).ConfigureAwait(false);
                claimed = claims.Count;
                queue.Add(claims, isAll: claimed < Batch);
                while (queue.Next() is { } claim)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    rang += await TryRingAsync(claim, queue, failures).ConfigureAwait(false) ? 1 : 0;
                }
            }
            while (claimed > 0);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            foreach (var token in queue.Held)
            {
                await _store.ReleaseTimersAsync(_tenant, token, CancellationToken.None).ConfigureAwait(false);
            }

            throw;
        }

        return failures.Count == 0 ? rang : throw new AggregateException($"{failures.Count} timers could not ring; {rang} others have.", failures);
    }

    /// <summary>
    /// Sets the timers of all tickets anew, after another configuration was put into use: a rule that the clock wakes then knows the tickets
    /// that were there before it.
    /// </summary>
    /// <param name="at">The moment; nothing comes due before it.</param>
    /// <param name="cancellationToken">Cancels between two tickets.</param>
    /// <returns>How many tickets were looked at.</returns>
    public async Task<int> RenewAsync(Instant at, CancellationToken cancellationToken = default)
    {
        var count = 0;
        TicketId? last = null;
        while (await _store.ReadTicketIdsAsync(_tenant, last, PageOfTickets, cancellationToken).ConfigureAwait(false) is { Count: > 0 } page)
        {
            foreach (var ticket in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await RenewAsync(ticket, at, cancellationToken).ConfigureAwait(false);
                count++;
            }

            last = page[^1];
        }

        return count;
    }

    private Task<bool> RenewAsync(TicketId ticket, Instant at, CancellationToken cancellationToken) => WriteRace.RunAsync(async _ =>
    {
        var state = await _store.LoadAsync(_tenant, ticket, cancellationToken).ConfigureAwait(false)
            ?? throw new InvalidOperationException($"The store names ticket {ticket} and does not have it.");
        var tools = _tools.Current;
        var around = await tools.Neighbourhood.ReadAsync(state, null, at, cancellationToken).ConfigureAwait(false) ?? Surroundings.None;
        return (await _store.CommitAsync(_tenant, new Commit(tools.Engine.Renew(state, at, around)), CancellationToken.None).ConfigureAwait(false), true);
    });

    // One ticket that cannot be worked on does not keep the others from it.
    private async Task<bool> TryRingAsync(TimerClaim claim, TimerQueue queue, List<Exception> failures)
    {
        using var activity = HelpdeskTelemetry.Activities.StartActivity("helpdesk.timer");
        try
        {
            var rang = await RingAsync(claim, queue).ConfigureAwait(false);
            if (rang)
            {
                HelpdeskTelemetry.Rang(claim.Timer.Kind, (queue.Until - claim.Timer.At).TotalSeconds);
                Log.Rang(_log, claim.Timer.Kind, claim.Ticket, claim.Timer.At);
                activity?.SetTag("helpdesk.timer", claim.Timer.Kind.ToString()).SetTag("helpdesk.ticket", claim.Ticket.ToString());
            }

            return rang;
        }
        catch (Exception exception)
        {
            HelpdeskTelemetry.Failed(activity, exception);
            queue.Drop(claim.Ticket);
            failures.Add(exception);
            return false;
        }
    }

    private Task<bool> RingAsync(TimerClaim claim, TimerQueue queue) => WriteRace.RunAsync(async _ =>
    {
        var state = await _store.LoadAsync(_tenant, claim.Ticket, CancellationToken.None).ConfigureAwait(false)
            ?? throw new InvalidOperationException($"The store names ticket {claim.Ticket} and does not have it.");
        var tools = _tools.Current;
        var around = await tools.Neighbourhood.ReadAsync(state, null, claim.Timer.At, CancellationToken.None).ConfigureAwait(false) ?? Surroundings.None;
        var outcome = tools.Engine.Ring(state, claim.Timer, around);
        var commit = new Commit(outcome) { Hold = new TimerHold(claim.Token, queue.Until, Lease) };
        var result = await _store.CommitAsync(_tenant, commit, CancellationToken.None).ConfigureAwait(false);
        if (result == CommitResult.Committed)
        {
            queue.Set(claim, outcome.Timers);
        }

        return (result, result == CommitResult.Committed);
    });
}
