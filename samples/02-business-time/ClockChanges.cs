namespace OpeningHours;

/// <summary>Dates of 23 and 25 hours, and a night that loses or gains an hour: what counts is the time that really elapses.</summary>
internal static class ClockChanges
{
    public static void Show()
    {
        var clock = new Clock("Europe/Berlin");
        Table.Title($"Clock changes, around the clock, {Desks.AlwaysOpen.ZoneId}");
        Day("An ordinary date", "2026-03-28", "2026-03-29");
        Day("The clock goes from 02:00 to 03:00", "2026-03-29", "2026-03-30");
        Day("The clock goes from 03:00 back to 02:00", "2026-10-25", "2026-10-26");

        var night = new Clock("America/New_York");
        Table.Title($"Clock changes, at night, {Desks.NewYork.ZoneId}");
        Shift("An ordinary night", "2026-03-06", "2026-03-07");
        Shift("The night without 02:00 to 03:00", "2026-03-07", "2026-03-08");
        Shift("The night with 01:00 to 02:00 twice", "2026-10-31", "2026-11-01");

        void Day(string what, string date, string next) =>
            Table.Row($"{what}, {date}", Desks.AlwaysOpen.Between(clock.At($"{date} 00:00"), clock.At($"{next} 00:00")));

        void Shift(string what, string date, string next) =>
            Table.Row($"{what}, from {date}", Desks.NewYork.Between(night.At($"{date} 12:00"), night.At($"{next} 12:00")));
    }
}
