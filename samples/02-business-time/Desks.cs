using Helpdesk.Core.BusinessTime;

namespace OpeningHours;

/// <summary>Whose hours the sample asks about.</summary>
internal static class Desks
{
    /// <summary>Weekdays with lunch; closed at Easter; short on Christmas Eve; an afternoon off for a move.</summary>
    public static Schedule Berlin { get; } = Schedule.Parse("""
        { "zone": "Europe/Berlin",
          "weekly": [
            { "day": 1, "start": "09:00", "end": "17:00", "breaks": [["12:30", "13:30"]] },
            { "day": 2, "start": "09:00", "end": "17:00", "breaks": [["12:30", "13:30"]] },
            { "day": 3, "start": "09:00", "end": "17:00", "breaks": [["12:30", "13:30"]] },
            { "day": 4, "start": "09:00", "end": "17:00", "breaks": [["12:30", "13:30"]] },
            { "day": 5, "start": "09:00", "end": "17:00", "breaks": [["12:30", "13:30"]] } ],
          "holidays":  [ "2026-04-03", "2026-04-06", "2026-12-25" ],
          "overrides": [ { "date": "2026-12-24", "intervals": [ { "start": "09:00", "end": "12:00" } ] } ],
          "closures":  [ { "from": "2026-05-06T14:00", "to": "2026-05-06T17:00" } ] }
        """).Require();

    /// <summary>The night shift of every day: it belongs to the date on which it starts.</summary>
    public static Schedule NewYork { get; } = Schedule.Parse("""
        { "zone": "America/New_York",
          "weekly": [
            { "day": 1, "start": "22:00", "end": "06:00" }, { "day": 2, "start": "22:00", "end": "06:00" },
            { "day": 3, "start": "22:00", "end": "06:00" }, { "day": 4, "start": "22:00", "end": "06:00" },
            { "day": 5, "start": "22:00", "end": "06:00" }, { "day": 6, "start": "22:00", "end": "06:00" },
            { "day": 7, "start": "22:00", "end": "06:00" } ],
          "holidays": [ "2026-12-25" ] }
        """).Require();

    /// <summary>Around the clock, in Berlin.</summary>
    public static Schedule AlwaysOpen { get; } = Schedule.Parse($$"""
        { "zone": "Europe/Berlin",
          "weekly": [ {{string.Join(", ", Enumerable.Range(1, 7).Select(d => $$"""{ "day": {{d}}, "start": "00:00", "end": "24:00" }"""))}} ] }
        """).Require();

    /// <summary>Never open.</summary>
    public static Schedule NeverOpen { get; } = Schedule.Parse("""{ "zone": "Europe/Berlin", "weekly": [] }""").Require();
}
