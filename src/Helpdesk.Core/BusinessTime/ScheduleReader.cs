using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Helpdesk.Core.BusinessTime;

/// <summary>Reads a schedule from its place in a JSON document.</summary>
internal static class ScheduleReader
{
    private const int MaxEntries = 5_000;

    private static readonly LocalDateTimePattern Minutes =
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm");

    private static readonly LocalDateTimePattern Seconds =
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'ss");

    public static Schedule? Read(JsonSection section)
    {
        var before = section.FaultCount;
        if (!section.IsObject())
        {
            return null;
        }

        var definition = new ScheduleDefinition
        {
            Zone = section.Required("zone")?.Name() ?? "",
            Weekly = [.. (section.Required("weekly")?.Items(MaxEntries) ?? []).SelectMany(Weekly)],
            Holidays = [.. (section.Optional("holidays")?.Items(MaxEntries) ?? []).Select(Date).OfType<LocalDate>().Select(d => (Holiday)d)],
            Overrides = [.. (section.Optional("overrides")?.Items(MaxEntries) ?? []).Select(Override).OfType<(LocalDate, IReadOnlyList<PlanInterval>)>()],
            Closures = [.. (section.Optional("closures")?.Items(MaxEntries) ?? []).Select(Closure).OfType<(LocalDateTime, LocalDateTime)>()],
        };
        section.NothingElse();
        if (section.FaultCount > before)
        {
            return null;
        }

        var schedule = Schedule.Create(definition);
        section.Report(schedule.Faults);
        return schedule.Value;
    }

    private static IEnumerable<(IsoDayOfWeek Day, PlanInterval Interval)> Weekly(JsonSection entry)
    {
        if (!entry.IsObject())
        {
            return [];
        }

        var day = entry.Required("day")?.Integer(1, 7);
        var interval = Interval(entry);
        entry.NothingElse();
        return day is { } d && interval is not null ? [((IsoDayOfWeek)d, interval)] : [];
    }

    private static (LocalDate, IReadOnlyList<PlanInterval>)? Override(JsonSection entry)
    {
        if (!entry.IsObject())
        {
            return null;
        }

        var date = entry.Required("date") is { } place ? Date(place) : null;
        IReadOnlyList<PlanInterval> intervals =
            [.. (entry.Required("intervals")?.Items(MaxEntries) ?? []).Select(Whole).OfType<PlanInterval>()];
        entry.NothingElse();
        return date is { } d ? (d, intervals) : null;
    }

    private static (LocalDateTime, LocalDateTime)? Closure(JsonSection entry)
    {
        if (!entry.IsObject())
        {
            return null;
        }

        var from = entry.Required("from") is { } start ? Moment(start) : null;
        var to = entry.Required("to") is { } end ? Moment(end) : null;
        entry.NothingElse();
        return from is { } f && to is { } t ? (f, t) : null;
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
        var start = entry.Required("start") is { } from ? Time(from) : null;
        var end = entry.Required("end") is { } to ? Time(to) : null;
        List<(int, int)> breaks = [];
        foreach (var pause in entry.Optional("breaks")?.Items(MaxEntries) ?? [])
        {
            int?[] times = [.. pause.Items(2).Select(Time)];
            if (times is [{ } first, { } second])
            {
                breaks.Add((first, second));
            }
            else if (times.Length != 2)
            {
                pause.Fault("wrong-length", "A break is a start and an end.");
            }
        }

        return start is { } s && end is { } e ? new PlanInterval(s, e) { Breaks = breaks } : null;
    }

    // HH:MM or HH:MM:SS; 24:00 is the end of the day.
    private static int? Time(JsonSection place)
    {
        var text = place.Text();
        if (text is null)
        {
            return null;
        }

        var isTime = text.Length is 5 or 8 && text[2] == ':' && (text.Length == 5 || text[5] == ':');
        if (isTime
            && Number(text, 0) is { } hour and <= 24
            && Number(text, 3) is { } minute and < 60
            && (text.Length == 5 ? 0 : Number(text, 6)) is { } second and < 60
            && (hour * 3600) + (minute * 60) + second is var seconds and <= Plan.Day)
        {
            return seconds;
        }

        place.Fault("not-a-time", $"'{text}' is no time of day like 09:00, 17:30:15 or 24:00.");
        return null;
    }

    private static int? Number(string text, int at) =>
        int.TryParse(text.AsSpan(at, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static LocalDate? Date(JsonSection place)
    {
        var text = place.Text();
        if (text is null)
        {
            return null;
        }

        var parsed = LocalDatePattern.Iso.Parse(text);
        if (!parsed.Success)
        {
            place.Fault("not-a-date", $"'{text}' is no date like 2026-12-24.");
        }

        return parsed.Success ? parsed.Value : null;
    }

    private static LocalDateTime? Moment(JsonSection place)
    {
        var text = place.Text();
        if (text is null)
        {
            return null;
        }

        var parsed = Minutes.Parse(text) is { Success: true } minutes ? minutes : Seconds.Parse(text);
        if (!parsed.Success)
        {
            place.Fault("not-a-date-time", $"'{text}' is no local date and time like 2026-12-24T14:00.");
        }

        return parsed.Success ? parsed.Value : null;
    }
}
