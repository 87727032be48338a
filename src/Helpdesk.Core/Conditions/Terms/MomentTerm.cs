using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace Helpdesk.Core.Conditions.Terms;

/// <summary>
/// An instant that waits to be compared. Lengths are longer than nothing and at most 10,000 days; with the name of a schedule they are
/// counted in its open time. Every method throws an <see cref="ArgumentException"/> with the fault for what does not fit.
/// </summary>
public sealed class MomentTerm : FieldTerm
{
    internal MomentTerm(FieldCatalogue catalogue, string field)
        : base(catalogue, field)
    {
    }

    /// <summary>It is before the value.</summary>
    public Condition IsBefore(Instant value) => Build(Operator.Before, Text(value));

    /// <summary>It is after the value.</summary>
    public Condition IsAfter(Instant value) => Build(Operator.After, Text(value));

    /// <summary>It lies between the values, both included.</summary>
    public Condition IsBetween(Instant from, Instant to) => Build(Operator.Between, [Text(from), Text(to)]);

    /// <summary>It lies at least so long ago.</summary>
    public Condition IsOlderThan(Duration length, string? hours = null) => Build(Operator.OlderThan, [Text(length)], Hours(hours));

    /// <summary>It lies less than so long ago, or ahead.</summary>
    public Condition IsYoungerThan(Duration length, string? hours = null) => Build(Operator.YoungerThan, [Text(length)], Hours(hours));

    /// <summary>It is now or at most so far ahead.</summary>
    public Condition IsDueWithin(Duration length, string? hours = null) => Build(Operator.DueWithin, [Text(length)], Hours(hours));

    /// <summary>It lies at least so long ago; the length may be zero: now or past.</summary>
    public Condition IsOverdueBy(Duration length, string? hours = null) => Build(Operator.OverdueBy, [Text(length)], Hours(hours));

    /// <summary>It falls on one of the days in a time zone.</summary>
    /// <param name="zone">The IANA id of the zone.</param>
    /// <param name="days">The days.</param>
    public Condition IsOnDay(string zone, params IsoDayOfWeek[] days)
    {
        ArgumentNullException.ThrowIfNull(zone);
        ArgumentNullException.ThrowIfNull(days);
        return Build(Operator.OnDay, [.. days.Select(d => JsonNamingPolicy.CamelCase.ConvertName(d.ToString()))], w => w.WriteString("zone", zone));
    }

    /// <summary>The schedule of that name is open at the instant.</summary>
    public Condition IsInHoursOf(string schedule) => Build(Operator.InBusinessHours, schedule);

    private static Action<Utf8JsonWriter>? Hours(string? hours) => hours is null ? null : w => w.WriteString("hours", hours);

    private static string Text(Instant at) => InstantPattern.ExtendedIso.Format(at);

    private static string Text(Duration length) => PeriodPattern.NormalizingIso.Format(
        new PeriodBuilder { Days = length.Days, Nanoseconds = length.NanosecondOfDay }.Build().Normalize());
}
