using Helpdesk.Core.BusinessTime;
using NodaTime;
using NodaTime.Text;

namespace Helpdesk.Core.Tests.BusinessTime;

/// <summary>Plans that several tests ask about.</summary>
internal static class CompiledSchedules
{
    public static readonly (IsoDayOfWeek Day, PlanInterval Interval)[] Around =
        [.. Enumerable.Range(1, 7).Select(d => ((IsoDayOfWeek)d, new PlanInterval(0, 86_400)))];

    /// <summary>Monday to Friday 09:00 to 17:00 with an hour of lunch, closed at Christmas.</summary>
    public static ScheduleDefinition OfficePlan(string zone) => new()
    {
        Zone = zone,
        Weekly = [.. Enumerable.Range(1, 5).Select(d =>
            ((IsoDayOfWeek)d, new PlanInterval(9 * 3_600, 17 * 3_600) { Breaks = [(45_000, 48_600)] }))],
        Holidays = [new LocalDate(2026, 12, 25)],
    };

    public static Schedule Office(string zone) => Of(OfficePlan(zone));

    public static Schedule Of(ScheduleDefinition plan) => Schedule.Create(plan).Require();

    /// <summary>One that is open all day on some days of the week, 1 to 7.</summary>
    public static Schedule Days(string zone, params int[] days) =>
        Of(new ScheduleDefinition { Zone = zone, Weekly = [.. days.Select(d => ((IsoDayOfWeek)d, new PlanInterval(0, 86_400)))] });

    public static Instant At(string text) => InstantPattern.ExtendedIso.Parse(text).Value;
}
