using System.Diagnostics;
using NodaTime;

namespace Helpdesk.Core.Conditions;

/// <summary>Compares an instant: with others, with now in calendar or open time, with weekdays and schedules.</summary>
internal static class MomentComparer
{
    public static bool Holds(Instant moment, Condition.Comparison comparison, Instant now) => comparison.Operator switch
    {
        Operator.IsSet => true,
        Operator.Before => moment < Wanted(comparison, 0),
        Operator.After => moment > Wanted(comparison, 0),
        Operator.Between => moment >= Wanted(comparison, 0) && moment <= Wanted(comparison, 1),
        Operator.OlderThan or Operator.OverdueBy => IsPast(moment, comparison, now),
        Operator.YoungerThan => !IsPast(moment, comparison, now),
        Operator.DueWithin => moment >= now && Elapsed(now, moment, comparison) <= comparison.Span,
        Operator.OnDay => (comparison.Days & (1 << Weekday(moment, comparison.TimeZone!))) != 0,
        Operator.InBusinessHours => comparison.Schedule!.IsOpen(moment),
        _ => throw new UnreachableException(),
    };

    private static bool IsPast(Instant moment, Condition.Comparison comparison, Instant now) =>
        moment <= now && Elapsed(moment, now, comparison) >= comparison.Span;

    private static Duration Elapsed(Instant from, Instant to, Condition.Comparison comparison) =>
        comparison.Schedule is { } hours ? hours.Between(from, to) : to - from;

    // Monday is 1. Reckoned from the seconds, as the first and the last instants have local dates that no calendar has.
    private static int Weekday(Instant moment, DateTimeZone zone)
    {
        var (seconds, _) = moment.ToUnixTimeSecondsAndNanoseconds();
        var days = (int)Math.Floor((seconds + zone.GetUtcOffset(moment).Seconds) / (double)NodaConstants.SecondsPerDay);
        return ((((days + (int)IsoDayOfWeek.Thursday - 1) % 7) + 7) % 7) + 1; // The epoch was a Thursday.
    }

    private static Instant Wanted(Condition.Comparison comparison, int index) => ((FieldValue.Moment)comparison.Values[index]).Value;
}
