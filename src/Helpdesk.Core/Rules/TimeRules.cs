using System.Globalization;
using Helpdesk.Core.Tickets;
using NodaTime;

namespace Helpdesk.Core.Rules;

/// <summary>
/// Rules that the clock wakes. Nothing is swept: for every ticket the instant is solved for at which a condition begins to hold.
/// A rule fires once an episode: as long as the moments that its condition counts from stay the same.
/// </summary>
public static class TimeRules
{
    /// <summary>The kind of event that wakes them.</summary>
    public const string Kind = "rule.due";

    /// <summary>The rules that come due for a ticket if nothing happens to it, earliest first, ties in the order of the rules.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="ticket">The ticket.</param>
    /// <param name="contact">The requester's contact, if the host knows it.</param>
    /// <param name="from">The earliest instant that counts.</param>
    public static IReadOnlyList<DueRule> Ahead(RuleSet rules, Ticket ticket, ContactCard? contact, Instant from)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(ticket);
        var due = new List<DueRule>();
        if (ticket.Category is StatusCategory.Spam or StatusCategory.Merged)
        {
            return due;
        }

        foreach (var rule in rules.Timed)
        {
            var episode = Episode(rule, ticket);
            if (rule.IsEnabled && !rule.IsUsedUp(ticket)
                && !string.Equals(ticket.Episodes.GetValueOrDefault(rule.Id.Value), episode, StringComparison.Ordinal)
                && rule.When.NextHolds(Values, rule.ValidFrom is { } begin ? Instant.Max(begin, from) : from) is { } at
                && !(rule.ValidUntil <= at))
            {
                due.Add(new DueRule(rule.Id, at, episode));
            }
        }

        return [.. due.OrderBy(d => d.At)];

        TicketFieldValues Values(Instant at) => new(ticket, ticket, null, default, at) { Contact = contact };
    }

    // What identifies the episode: the moments that the condition counts from.
    private static string Episode(Rule rule, Ticket ticket)
    {
        var values = new TicketFieldValues(ticket, ticket, null, default, default);
        var moments = rule.When.OnTheClock().Select(c => c.Field.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(f => $"{f}={(values.Current(f) as Conditions.FieldValue.Moment)?.Value.ToString("uuuu-MM-dd'T'HH:mm:ss.FFFFFFFFF'Z'", CultureInfo.InvariantCulture)}");
        return string.Join(';', moments);
    }
}
