using NodaTime;

namespace Helpdesk.Core.BusinessTime;

/// <summary>Reads a schedule from its place in a JSON document.</summary>
internal static class ScheduleReader
{
    private static readonly Dictionary<string, Schedule?> NoNames = [];

    public static Schedule? Read(JsonSection section) => Read(section, NoNames);

    /// <summary>Reads a schedule that may be a combination of others.</summary>
    /// <param name="section">Its place.</param>
    /// <param name="named">The schedules that can be meant by name; null is one that is wrong itself.</param>
    public static Schedule? Read(JsonSection section, IReadOnlyDictionary<string, Schedule?> named)
    {
        if (!section.IsObject())
        {
            return null;
        }

        var union = section.Optional("union");
        var intersection = section.Optional("intersection");
        if ((union ?? intersection) is not null)
        {
            return ScheduleCombination.Read(section, union, intersection, named);
        }

        if (Definition(section) is not { } definition)
        {
            return null;
        }

        var schedule = Schedule.Create(definition);
        section.Report(schedule.Faults);
        return schedule.Value;
    }

    private static ScheduleDefinition? Definition(JsonSection section)
    {
        var before = section.FaultCount;
        var zone = section.Required("zone")?.Name();
        if (zone is not null)
        {
            section.Report(ScheduleVerifier.Zone(zone));
        }

        var definition = new ScheduleDefinition
        {
            Zone = zone ?? "",
            Weekly = [.. (section.Required("weekly")?.Items(ScheduleVerifier.MaxIntervals) ?? []).SelectMany(Weekly)],
            Holidays = [.. Entries(section, "holidays").Select(HolidayReader.Read).OfType<Holiday>()],
            Overrides = [.. Entries(section, "overrides").Select(Override).OfType<(LocalDate, IReadOnlyList<PlanInterval>)>()],
            Closures = [.. Entries(section, "closures").Select(Closure).OfType<(LocalDateTime, LocalDateTime)>()],
        };
        section.NothingElse();
        return section.FaultCount == before ? definition : null;
    }

    private static IEnumerable<JsonSection> Entries(JsonSection section, string name) =>
        section.Optional(name)?.Items(ScheduleVerifier.MaxEntries) ?? [];

    private static IEnumerable<(IsoDayOfWeek Day, PlanInterval Interval)> Weekly(JsonSection entry)
    {
        if (!entry.IsObject())
        {
            return [];
        }

        var day = entry.Required("day")?.Integer(1, 7);
        var interval = Interval(entry);
        entry.NothingElse();
        if (interval is not null)
        {
            entry.Report(ScheduleVerifier.Interval(interval));
        }

        return day is { } d && interval is not null ? [((IsoDayOfWeek)d, interval)] : [];
    }

    private static (LocalDate, IReadOnlyList<PlanInterval>)? Override(JsonSection entry)
    {
        var before = entry.FaultCount;
        if (!entry.IsObject())
        {
            return null;
        }

        var date = entry.Required("date") is { } place ? WallClockText.Date(place) : null;
        IReadOnlyList<PlanInterval> intervals =
            [.. (entry.Required("intervals")?.Items(ScheduleVerifier.MaxIntervalsOfDate) ?? []).Select(Whole).OfType<PlanInterval>()];
        entry.NothingElse();
        if (date is not { } own)
        {
            return null;
        }

        // With a fault among them the places of the intervals are no longer those of the text.
        entry.Report(ScheduleVerifier.Override(own, entry.FaultCount == before ? intervals : []));
        return (own, intervals);
    }

    private static (LocalDateTime, LocalDateTime)? Closure(JsonSection entry)
    {
        if (!entry.IsObject())
        {
            return null;
        }

        var from = entry.Required("from") is { } start ? WallClockText.Moment(start) : null;
        var to = entry.Required("to") is { } end ? WallClockText.Moment(end) : null;
        entry.NothingElse();
        if (from is not { } f || to is not { } t)
        {
            return null;
        }

        entry.Report(ScheduleVerifier.Closure(f, t));
        return (f, t);
    }

    private static PlanInterval? Whole(JsonSection entry)
    {
        if (!entry.IsObject())
        {
            return null;
        }

        var interval = Interval(entry);
        entry.NothingElse();
        return interval;
    }

    private static PlanInterval? Interval(JsonSection entry)
    {
        var before = entry.FaultCount;
        var start = entry.Required("start") is { } from ? WallClockText.Time(from) : null;
        var end = entry.Required("end") is { } to ? WallClockText.Time(to) : null;
        List<(int, int)> breaks = [];
        foreach (var pause in entry.Optional("breaks")?.Items(ScheduleVerifier.MaxBreaks) ?? [])
        {
            int?[] times = [.. pause.Items(2).Select(WallClockText.Time)];
            if (times is [{ } first, { } second])
            {
                breaks.Add((first, second));
            }
            else if (times.Length != 2)
            {
                pause.Fault("wrong-length", "A break is a start and an end.");
            }
        }

        return start is { } s && end is { } e && entry.FaultCount == before ? new PlanInterval(s, e) { Breaks = breaks } : null;
    }
}
