using NodaTime;

namespace Helpdesk.Core.BusinessTime;

/// <summary>Finds everything that is wrong with a schedule at once. An empty plan is valid: it is never open.</summary>
internal static class ScheduleVerifier
{
    // Exceptions are days of business, not of archaeology; the bound keeps every search short.
    private const int FirstYear = 1900;
    private const int LastYear = 2200;

    public static IReadOnlyList<Fault> Verify(ScheduleDefinition definition)
    {
        var faults = new List<Fault>();
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(definition.Zone) is null)
        {
            faults.Add(new Fault("unknown-zone", $"'{definition.Zone}' is no IANA time zone.", "/zone"));
        }

        for (var i = 0; i < definition.Weekly.Count; i++)
        {
            if (definition.Weekly[i].Day is < IsoDayOfWeek.Monday or > IsoDayOfWeek.Sunday)
            {
                faults.Add(new Fault("unknown-day", "A day is 1 (Monday) to 7 (Sunday).", $"/weekly/{i}/day"));
            }

            VerifyInterval(definition.Weekly[i].Interval, $"/weekly/{i}", faults);
        }

        for (var i = 0; i < definition.Holidays.Count; i++)
        {
            if (definition.Holidays[i].Date is HolidayDate.Once once)
            {
                VerifyYear(once.Date, $"/holidays/{i}", faults);
            }
        }

        for (var i = 0; i < definition.Overrides.Count; i++)
        {
            var (date, intervals) = definition.Overrides[i];
            VerifyYear(date, $"/overrides/{i}/date", faults);
            if (definition.Overrides.Take(i).Any(o => o.Date == date))
            {
                faults.Add(new Fault("duplicate-date", "This date is overridden twice.", $"/overrides/{i}/date"));
            }

            for (var j = 0; j < intervals.Count; j++)
            {
                VerifyInterval(intervals[j], $"/overrides/{i}/intervals/{j}", faults);
            }
        }

        for (var i = 0; i < definition.Closures.Count; i++)
        {
            var (from, to) = definition.Closures[i];
            VerifyYear(from.Date, $"/closures/{i}/from", faults);
            VerifyYear(to.Date, $"/closures/{i}/to", faults);
            if (to <= from)
            {
                faults.Add(new Fault("ends-before-start", "A closure ends after it begins.", $"/closures/{i}"));
            }
        }

        return faults;
    }

    private static void VerifyYear(LocalDate date, string place, List<Fault> faults)
    {
        if (date.Year is < FirstYear or > LastYear)
        {
            faults.Add(new Fault("out-of-range", $"A date lies in the years {FirstYear} to {LastYear}.", place));
        }
    }

    private static void VerifyInterval(PlanInterval interval, string place, List<Fault> faults)
    {
        if (interval.Start is < 0 or >= Plan.Day || interval.End is < 0 or > Plan.Day)
        {
            faults.Add(new Fault("out-of-range", "A start lies in 00:00 to 23:59:59, an end in 00:00 to 24:00.", place));
        }

        for (var i = 0; i < interval.Breaks.Count; i++)
        {
            if (interval.Breaks[i] is { Start: < 0 or >= Plan.Day } or { End: < 0 or > Plan.Day })
            {
                faults.Add(new Fault("out-of-range", "A break lies in 00:00 to 24:00.", $"{place}/breaks/{i}"));
            }
            else if (interval.Place(interval.Breaks[i]) is var placed && placed.End <= placed.Start)
            {
                faults.Add(new Fault("ends-before-start", "A break ends after it begins.", $"{place}/breaks/{i}"));
            }
        }
    }
}
