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
/// as one that polls often. Several may run at once: a timer takes effect once.
/// </summary>
public sealed class DueWork
{
    private const int MaxRepeats = 10_000; // as many rules as a set has

    private const int PageOfTickets = 200;

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
    /// <param name="cancellationToken">Cancels between two timers.</param>
    /// <returns>How many timers rang.</returns>
    public async Task<int> RunAsync(Instant until, CancellationToken cancellationToken = default)
    {
        var (rang, repeated) = (0, 0);
        DueTimer? previous = null;
        while (true)
        {
            var due = await _store.DueTimersAsync(_tenant, until, 1, cancellationToken).ConfigureAwait(false);
            if (due.Count == 0)
            {
                return rang;
            }

            // A rule that rang may make another one due at the same instant; each does so once.
            repeated = due[0] == previous ? repeated + 1 : 0;
            if (previous is not null && repeated > (previous.Timer.Kind == TimerKind.Rule ? MaxRepeats : 0))
            {
                throw new InvalidOperationException($"Timer {previous.Timer.Kind} of ticket {previous.Ticket} rings without end.");
            }

            previous = due[0];

            // One at a time: a timer that rings may set an earlier one.
            await RingAsync(due[0], until, cancellationToken).ConfigureAwait(false);
            rang++;
        }
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

    private async Task RingAsync(DueTimer due, Instant until, CancellationToken cancellationToken)
    {
        using var activity = HelpdeskTelemetry.Activities.StartActivity("helpdesk.timer");
        try
        {
            await RingAsync(due, cancellationToken).ConfigureAwait(false);
            HelpdeskTelemetry.Rang(due.Timer.Kind, (until - due.Timer.At).TotalSeconds);
            Log.Rang(_log, due.Timer.Kind, due.Ticket, due.Timer.At);
            activity?.SetTag("helpdesk.timer", due.Timer.Kind.ToString()).SetTag("helpdesk.ticket", due.Ticket.ToString());
        }
        catch (Exception exception) when (HelpdeskTelemetry.Failed(activity, exception))
        {
            throw;
        }
    }

    private Task<bool> RingAsync(DueTimer due, CancellationToken cancellationToken) => WriteRace.RunAsync(async _ =>
    {
        var state = await _store.LoadAsync(_tenant, due.Ticket, cancellationToken).ConfigureAwait(false)
            ?? throw new InvalidOperationException($"The store names ticket {due.Ticket} and does not have it.");
        var tools = _tools.Current;
        var around = await tools.Neighbourhood.ReadAsync(state, null, due.Timer.At, cancellationToken).ConfigureAwait(false) ?? Surroundings.None;
        var outcome = tools.Engine.Ring(state, due.Timer, around);
        return (await _store.CommitAsync(_tenant, new Commit(outcome), CancellationToken.None).ConfigureAwait(false), true);
    });
}
