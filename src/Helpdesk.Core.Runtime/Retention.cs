using System.Runtime.CompilerServices;
using Helpdesk.Core.Conditions;
using Helpdesk.Core.Engine;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Privacy;
using NodaTime;
using NodaTime.Text;

namespace Helpdesk.Core.Runtime;

/// <summary>
/// Takes the customers out of tickets whose time is over, as <see cref="TicketDesk.EraseAsync"/> takes a person out of all: addresses become
/// pseudonyms, what they wrote becomes empty, with attachments, headers and explanations. The tickets, their counts, instants and the order of
/// events stay, and what agents wrote. A run that was cut off is finished by the next. Thread-safe; hosts that run it at the same time do no harm.
/// </summary>
public sealed class Retention
{
    private const int PageSize = 200;

    private readonly TicketDesk _desk;
    private readonly IHelpdeskStore _store;
    private readonly TenantId _tenant;
    private readonly TimeProvider _time;
    private readonly IReadOnlyList<RetentionRule> _rules;

    /// <summary>Makes it by hand; <c>AddHelpdesk</c> does it for a host, by <c>HelpdeskOptions.Retention</c>.</summary>
    /// <param name="desk">By which people are taken out.</param>
    /// <param name="store">Where the tickets are.</param>
    /// <param name="tenant">Whose they are.</param>
    /// <param name="time">The clock.</param>
    /// <param name="rules">What is kept for how long; at most one rule a category.</param>
    /// <exception cref="ArgumentException">Rules have <see cref="RetentionRule.FaultsOf"/>: all of them.</exception>
    public Retention(TicketDesk desk, IHelpdeskStore store, TenantId tenant, TimeProvider time, IEnumerable<RetentionRule> rules)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(time);
        (_desk, _store, _tenant, _time, _rules) = (desk, store, tenant, time, [.. rules]);
        if (RetentionRule.FaultsOf(_rules) is { Count: > 0 } faults)
        {
            throw new ArgumentException(string.Join(' ', faults), nameof(rules));
        }
    }

    /// <summary>
    /// Goes through the tickets of the rules' categories, a page at a time, and does what is due as it is asked for, ticket by ticket and person by
    /// person, each in a commit of its own.
    /// </summary>
    /// <param name="isDryRun">Whether to tell only what would be done.</param>
    /// <param name="cancellationToken">Cancels between two people.</param>
    public async IAsyncEnumerable<RetentionFinding> RunAsync(
        bool isDryRun = false, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var now = Instant.FromDateTimeOffset(_time.GetUtcNow());
        foreach (var rule in _rules)
        {
            var until = now - Duration.FromDays(rule.Days);
            await foreach (var ticket in TicketsAsync(rule.Category, until, cancellationToken).ConfigureAwait(false))
            {
                if (await FindAsync(rule.Category, until, ticket, cancellationToken).ConfigureAwait(false) is not var (finding, people))
                {
                    continue;
                }

                yield return isDryRun ? finding
                    : finding with { Refusal = await EraseAsync(ticket, people, cancellationToken).ConfigureAwait(false) };
            }
        }
    }

    private async IAsyncEnumerable<TicketId> TicketsAsync(
        StatusCategory category, Instant until, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // The text of an instant is cut to seconds here; FindAsync has the last word.
        var before = InstantPattern.General.Format(until + Duration.FromSeconds(1));
        var where = Condition.Parse(
            $$"""
            {"all":[{"field":"ticket.category","op":"in","value":["{{category.ToString().ToLowerInvariant()}}"]},
                    {"field":"ticket.statusSince","op":"before","value":"{{before}}"}]}
            """,
            TicketFields.Catalogue).Require();
        TicketCursor? after = null;
        do
        {
            var page = await _desk.QueryAsync(where, TicketSort.Newest, after, PageSize, cancellationToken).ConfigureAwait(false);
            foreach (var row in page.Rows)
            {
                yield return row.Id;
            }

            after = page.Next;
        }
        while (after is not null);
    }

    private async Task<(RetentionFinding Finding, IReadOnlyList<Address> People)?> FindAsync(
        StatusCategory category, Instant until, TicketId id, CancellationToken cancellationToken)
    {
        if (await _store.LoadAsync(_tenant, id, cancellationToken).ConfigureAwait(false) is not { Ticket: var ticket }
            || ticket.Category != category || ticket.StatusSince > until)
        {
            return null;
        }

        // What was merged into it is erased with it.
        var events = new List<RecordedEvent>();
        foreach (var one in ticket.Absorbed.Select(a => a.Ticket).Prepend(id))
        {
            events.AddRange(await _store.ReadEventsAsync(_tenant, one, cancellationToken).ConfigureAwait(false));
        }

        var people = Erasure.People(events);
        if (people.Count == 0)
        {
            return null;
        }

        var erasures = people.Select(p => new Erasure(p, p)).ToList();
        var messages = await _store.ReadMessagesAsync(_tenant, id, cancellationToken).ConfigureAwait(false);
        var theirs = messages.Count(m => erasures.Exists(e => e.IsBy(m)));
        return (new RetentionFinding(id, ticket.Reference, category, ticket.StatusSince, people.Count, theirs), people);
    }

    private async Task<Fault?> EraseAsync(TicketId ticket, IReadOnlyList<Address> people, CancellationToken cancellationToken)
    {
        Fault? refusal = null;
        foreach (var person in people)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await _desk.EraseFromAsync(ticket, person, cancellationToken).ConfigureAwait(false) is Outcome.Refused refused)
            {
                refusal ??= refused.Reason;
            }
        }

        return refusal;
    }
}
