using Helpdesk.Core.Tickets;
using NodaTime;
using NodaTime.Text;

namespace Helpdesk.Core.Rules;

/// <summary>
/// Rules that the clock wakes. Nothing is swept: for every ticket the instant is solved for at which a condition begins to hold.
/// A rule fires once an episode: as long as the moments that its condition counts from stay the same. One that comes again and
/// again does so at its interval, reckoned from the last time.
/// </summary>
public static class TimeRules
{
    /// <summary>The kind of event that wakes them.</summary>
    public const string Kind = "rule.due";

    // Between the moments of an episode and the time at which a rule that comes again came last.
    private const char Last = '@';

    private static readonly InstantPattern Instants = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss.FFFFFFFFF'Z'");

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
                && Earliest(rule, ticket, episode) is { } earliest
                && rule.When.NextHolds(Values, Instant.Max(Instant.Max(earliest, from), rule.ValidFrom ?? from)) is { } at
                && !(rule.ValidUntil <= at))
            {
                due.Add(new DueRule(rule.Id, at, rule.Every is null ? episode : $"{episode}{Last}{Instants.Format(at)}"));
            }
        }

        return [.. due.OrderBy(d => d.At)];

        TicketFieldValues Values(Instant at) => new(ticket, ticket, null, default, at) { Contact = contact };
    }

    /// <summary>What identifies the episode: the moments that the condition counts from.</summary>
    internal static string Episode(Rule rule, Ticket ticket)
    {
        var values = new TicketFieldValues(ticket, ticket, null, default, default);
        var moments = rule.When.OnTheClock().Select(c => c.Field.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(f => $"{f}={(values.Current(f) is Conditions.FieldValue.Moment moment ? Instants.Format(moment.Value) : "")}");
        return string.Join(';', moments);
    }

    // The earliest instant at which it may come; null when it came for these moments and comes once for them.
    private static Instant? Earliest(Rule rule, Ticket ticket, string episode)
    {
        var known = ticket.Episodes.GetValueOrDefault(rule.Id.Value);
        if (rule.Every is not { } every)
        {
            return string.Equals(known, episode, StringComparison.Ordinal) ? null : Instant.MinValue;
        }

        return known is not null && known.StartsWith(episode + Last, StringComparison.Ordinal)
            && Instants.Parse(known[(episode.Length + 1)..]) is { Success: true, Value: var last }
                ? last + every
                : Instant.MinValue;
    }
}
