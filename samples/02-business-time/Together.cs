namespace OpeningHours;

/// <summary>Two desks in two zones: when anybody is there, and when both are.</summary>
internal static class Together
{
    public static void Show()
    {
        var clock = new Clock("Europe/Berlin");
        var (anybody, both) = (Desks.Berlin.Union(Desks.NewYork), Desks.Berlin.Intersect(Desks.NewYork));
        var (from, to) = (clock.At("2026-03-04 00:00"), clock.At("2026-03-05 00:00"));
        Table.Title("Berlin by day and New York by night");
        Table.Row("A date in Berlin: worked there", Desks.Berlin.Between(from, to));
        Table.Row("A date in Berlin: worked in New York", Desks.NewYork.Between(from, to));
        Table.Row("A date in Berlin: somebody works", anybody.Between(from, to));
        Table.Row("A date in Berlin: both work", both.Between(from, to));
        foreach (var stretch in both.Stretches(from, to))
        {
            Table.Row("Both are there from, for", $"{clock.Show(stretch.Start)}, {stretch.Duration.TotalMinutes:0} minutes");
        }
    }
}
