using NodaTime;

namespace Helpdesk.Core.BusinessTime;

/// <summary>Reads a holiday from its place in a JSON document: a date, or an object that says when it comes.</summary>
internal static class HolidayReader
{
    private static readonly string[] Kinds = ["date", "yearly", "easter", "orthodoxEaster", "weekday"];

    public static Holiday? Read(JsonSection section)
    {
        var before = section.FaultCount;
        var holiday = section.IsText ? Plain(section) : Whole(section);
        if (holiday is not null && section.FaultCount == before)
        {
            section.Report(HolidayVerifier.Verify(holiday));
        }

        return section.FaultCount == before ? holiday : null;
    }

    private static Holiday? Plain(JsonSection section) => WallClockText.Date(section) is { } date ? (Holiday)date : null;

    private static Holiday? Whole(JsonSection section)
    {
        if (!section.IsObject())
        {
            return null;
        }

        var date = Date(section);
        var name = section.Optional("name")?.Text();
        var isOn = section.Optional("on")?.Flag();
        var days = section.Optional("days")?.Integer(1, HolidayVerifier.MaxDays);
        var part = Part(section);
        var from = section.Optional("fromYear")?.Integer(Holiday.FirstYear, Holiday.LastYear);
        var until = section.Optional("untilYear")?.Integer(Holiday.FirstYear, Holiday.LastYear);
        var every = section.Optional("everyYears")?.Integer(1, HolidayVerifier.MaxEveryYears);
        LocalDate[] except = [.. (section.Optional("except")?.Items(ScheduleVerifier.MaxEntries) ?? []).Select(WallClockText.Date).OfType<LocalDate>()];
        var observed = section.Optional("observed")?.Choice<ObservedRule>();
        section.NothingElse();
        return date is null ? null : new Holiday(date)
        {
            Name = name ?? "",
            IsOn = isOn ?? true,
            Days = days ?? 1,
            Part = part,
            FromYear = from,
            UntilYear = until,
            EveryYears = every ?? 1,
            Except = except,
            Observed = observed ?? ObservedRule.None,
        };
    }

    // Every kind is read, so that one fault does not hide another.
    private static HolidayDate? Date(JsonSection section)
    {
        var places = Kinds.Select(k => (Kind: k, Place: section.Optional(k))).Where(k => k.Place is not null).ToList();
        HolidayDate?[] dates = [.. places.Select(k => Date(k.Kind, k.Place!))];
        if (places.Count != 1)
        {
            section.Fault("one-date", $"A holiday has exactly one of {string.Join(", ", Kinds)}.");
            return null;
        }

        return dates[0];
    }

    private static HolidayDate? Date(string kind, JsonSection place) => kind switch
    {
        "date" => WallClockText.Date(place) is { } date ? new HolidayDate.Once(date) : null,
        "yearly" => WallClockText.MonthAndDay(place) is { } yearly ? new HolidayDate.Yearly(yearly.Month, yearly.Day) : null,
        "easter" => Offset(place) is { } offset ? new HolidayDate.Easter(offset) : null,
        "orthodoxEaster" => Offset(place) is { } offset ? new HolidayDate.Easter(offset, IsOrthodox: true) : null,
        _ => Weekday(place),
    };

    private static HolidayDate.Weekday? Weekday(JsonSection place)
    {
        if (!place.IsObject())
        {
            return null;
        }

        var month = place.Required("month")?.Integer(1, 12);
        var day = place.Required("day")?.Integer(1, 7);
        var nth = place.Required("nth")?.Integer(-5, 5);
        var plus = place.Optional("plusDays") is { } days ? Offset(days) : 0;
        place.NothingElse();
        return month is { } m && day is { } d && nth is { } n && plus is { } p
            ? new HolidayDate.Weekday(m, (IsoDayOfWeek)d, n, p)
            : null;
    }

    private static int? Offset(JsonSection place) => place.Integer(-HolidayVerifier.MaxOffset, HolidayVerifier.MaxOffset);

    // One end alone reaches to the end of the day on the other side.
    private static (int Start, int End)? Part(JsonSection section)
    {
        var from = section.Optional("from");
        var to = section.Optional("to");
        var start = from is null ? 0 : WallClockText.Time(from);
        var end = to is null ? Plan.Day : WallClockText.Time(to);
        return (from ?? to) is not null && start is { } s && end is { } e ? (s, e) : null;
    }
}
