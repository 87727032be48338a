using NodaTime;

namespace Helpdesk.Core.Conditions;

/// <summary>The instants at which a comparison with the clock may change its answer while nothing else changes.</summary>
internal static class ClockEdges
{
    /// <summary>The field that holds the moment of the evaluation.</summary>
    public const string Now = "clock.now";

    public static bool IsOnTheClock(Condition.Comparison comparison) =>
        comparison.Operator is Operator.OlderThan or Operator.YoungerThan or Operator.OverdueBy or Operator.DueWithin
        || (string.Equals(comparison.Field.Name, Now, StringComparison.Ordinal) && comparison.Operator is not (Operator.IsSet or Operator.Changed));

    /// <summary>Some of them, with all that lie between a moment and the next change; some more do no harm.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="moment">What its field holds.</param>
    /// <param name="after">The moment after which they matter.</param>
    public static IEnumerable<Instant> Of(Condition.Comparison comparison, Instant moment, Instant after) => comparison.Operator switch
    {
        Operator.OlderThan or Operator.YoungerThan or Operator.OverdueBy => Known(Add(comparison, moment, comparison.Span), moment),
        Operator.DueWithin => [.. Backward(comparison, moment), .. Known(Tick(moment))],
        Operator.OnDay => Known(NextDay(after, comparison.TimeZone!)),
        Operator.InBusinessHours => Known(comparison.Schedule!.NextOpen(after), comparison.Schedule.NextClose(after)),
        _ => comparison.Values.OfType<FieldValue.Moment>().SelectMany(v => Known(v.Value, Tick(v.Value))),
    };

    // Closed time before the edge counts for nothing, so the answer may change already where it begins.
    private static IEnumerable<Instant> Backward(Condition.Comparison comparison, Instant moment) =>
        Add(comparison, moment, -comparison.Span) is not { } edge ? []
        : comparison.Schedule is { } hours && edge > Instant.MinValue ? Known(edge, hours.PreviousOpen(edge - Duration.Epsilon))
        : [edge];

    private static Instant? Add(Condition.Comparison comparison, Instant moment, Duration span) =>
        comparison.Schedule is { } hours ? hours.Add(moment, span)
        : span > Instant.MaxValue - moment || span < Instant.MinValue - moment ? null
        : moment + span;

    private static Instant? Tick(Instant moment) => moment == Instant.MaxValue ? null : moment + Duration.Epsilon;

    private static Instant? NextDay(Instant after, DateTimeZone zone)
    {
        var date = after.InZone(zone).Date;
        return date >= LocalDate.MaxIsoValue.PlusDays(-2) ? null : zone.AtStartOfDayOrAfter(date.PlusDays(1));
    }

    // A date that the zone skipped has no start; the next one has.
    private static Instant AtStartOfDayOrAfter(this DateTimeZone zone, LocalDate date)
    {
        var mapped = zone.MapLocal(date.AtMidnight());
        return mapped.Count > 0 ? mapped.First().ToInstant() : mapped.LateInterval.Start;
    }

    private static IEnumerable<Instant> Known(params IEnumerable<Instant?> edges) => edges.OfType<Instant>();
}
