using NodaTime;

namespace OpeningHours;

/// <summary>Questions without an answer say so; none of them searches for ever.</summary>
internal static class Never
{
    public static void Show()
    {
        var clock = new Clock("Europe/Berlin");
        var at = clock.At("2026-03-04 10:00");
        Table.Title("Never");
        Table.Row("Around the clock: next close", clock.Show(Desks.AlwaysOpen.NextClose(at)));
        Table.Row("No hours at all: next opening", clock.Show(Desks.NeverOpen.NextOpen(at)));
        Table.Row("No hours at all: and an hour of work", clock.Show(Desks.NeverOpen.Add(at, Duration.FromHours(1))));
        Table.Row("No hours at all: and no work", clock.Show(Desks.NeverOpen.Add(at, Duration.Zero)));
        Table.Row("No hours at all: worked in ten years", Desks.NeverOpen.Between(at, at + Duration.FromDays(3_652)));
    }
}
