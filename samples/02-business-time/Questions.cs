using NodaTime;

namespace OpeningHours;

/// <summary>Every question once, then what holidays, overrides, closures and nights do to the answers.</summary>
internal static class Questions
{
    public static void Show()
    {
        var clock = new Clock("Europe/Berlin");
        var desk = Desks.Berlin;

        Table.Title($"A support desk, {desk.ZoneId}");
        Table.Row("Open on Wednesday at 10:00?", desk.IsOpen(clock.At("2026-03-04 10:00")));
        Table.Row("Open at lunch, 12:45?", desk.IsOpen(clock.At("2026-03-04 12:45")));
        Table.Row("Worked from Friday 16:00 to Monday 09:30", desk.Between(clock.At("2026-03-06 16:00"), clock.At("2026-03-09 09:30")));
        Table.Row("The other way round", desk.Between(clock.At("2026-03-09 09:30"), clock.At("2026-03-06 16:00")));
        Table.Row("Friday 16:30 and an hour of work", clock.Show(desk.Add(clock.At("2026-03-06 16:30"), Duration.FromHours(1))));
        Table.Row("Friday 16:00 and an hour: due at the close, not on Monday", clock.Show(desk.Add(clock.At("2026-03-06 16:00"), Duration.FromHours(1))));
        Table.Row("Two hours of work before Monday 10:00", clock.Show(desk.Add(clock.At("2026-03-09 10:00"), Duration.FromHours(-2))));
        Table.Row("Next opening from Saturday on", clock.Show(desk.NextOpen(clock.At("2026-03-07 12:00"))));
        Table.Row("Next close from Wednesday 10:00 on: lunch", clock.Show(desk.NextClose(clock.At("2026-03-04 10:00"))));

        Table.Title("Exceptions");
        Table.Row("Thursday before Easter 16:00 and two hours", clock.Show(desk.Add(clock.At("2026-04-02 16:00"), Duration.FromHours(2))));
        Table.Row("Worked on Christmas Eve, which has hours of its own", desk.Between(clock.At("2026-12-24 00:00"), clock.At("2026-12-25 00:00")));
        Table.Row("Worked on the day of the move, closed from 14:00", desk.Between(clock.At("2026-05-06 00:00"), clock.At("2026-05-07 00:00")));
        foreach (var stretch in desk.Stretches(clock.At("2026-05-06 00:00"), clock.At("2026-05-07 00:00")))
        {
            Table.Row("  open", $"{clock.Show(stretch.Start)} to {clock.Show(stretch.End)}");
        }

        clock = new Clock("America/New_York");
        desk = Desks.NewYork;
        Table.Title($"A night shift, {desk.ZoneId}");
        Table.Row("Open on Tuesday at 02:00?", desk.IsOpen(clock.At("2026-03-03 02:00")));
        Table.Row("Tuesday 05:00 and two hours of work", clock.Show(desk.Add(clock.At("2026-03-03 05:00"), Duration.FromHours(2))));
        Table.Row("Open at 02:00 on the holiday? The shift began the day before", desk.IsOpen(clock.At("2026-12-25 02:00")));
        Table.Row("Open at 02:00 on the day after? Its shift is taken away", desk.IsOpen(clock.At("2026-12-26 02:00")));
    }
}
