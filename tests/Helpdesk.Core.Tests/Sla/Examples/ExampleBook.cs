using Helpdesk.Core.BusinessTime;
using Helpdesk.Core.Sla;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Tests.Sla.Examples;

/// <summary>The page <c>docs/spec/sla-examples.md</c>: the hours, the metrics and the examples of its tables.</summary>
internal sealed class ExampleBook
{
    private static readonly string[] DaysOfWeek = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

    private ExampleBook(IReadOnlyList<string[]> rows)
    {
        foreach (var row in rows)
        {
            switch (row.Length)
            {
                case 4:
                    Hours.Add(row[0], Parse(row[1], row[2], row[3]));
                    break;
                case 7:
                    Metrics.Add(row[0], Metric(row));
                    break;
                case 6:
                    Examples.Add(new ExampleRow(row[0], row[1], row[2], row[3], row[4], row[5]));
                    break;
                default:
                    throw new FormatException($"No table has {row.Length} columns: {string.Join(" | ", row)}");
            }
        }
    }

    public static ExampleBook Page { get; } = Read(Repository.Path("docs", "spec", "sla-examples.md"));

    /// <summary>The hours by name; null for the calendar's.</summary>
    public Dictionary<string, Schedule?> Hours { get; } = new(StringComparer.Ordinal) { ["24/7"] = null };

    public Dictionary<string, SlaMetric> Metrics { get; } = SlaMetrics.All.ToDictionary(m => m.Id, StringComparer.Ordinal);

    public List<ExampleRow> Examples { get; } = [];

    // Rows of all tables, without their heads.
    private static ExampleBook Read(string file)
    {
        string[] lines = [.. File.ReadLines(file)];
        var isRow = (int i) => lines[i].StartsWith('|') && !IsRule(i) && (i + 1 == lines.Length || !IsRule(i + 1));
        return new ExampleBook([.. Enumerable.Range(0, lines.Length).Where(isRow)
            .Select(i => lines[i].Trim()[1..^1].Split('|', StringSplitOptions.TrimEntries).Select(c => c.Trim('`')).ToArray())]);

        bool IsRule(int i) => i < lines.Length && lines[i].StartsWith("|-", StringComparison.Ordinal);
    }

    // The week is such as "Mon-Fri 09:00-17:00, Sat 10:00-12:00".
    private static Schedule? Parse(string zone, string week, string holidays)
    {
        var weekly = week.Split(',', StringSplitOptions.TrimEntries).SelectMany(part =>
        {
            var (days, hours) = (part.Split(' ')[0].Split('-'), part.Split(' ')[1].Split('-'));
            var (first, last) = (Array.IndexOf(DaysOfWeek, days[0]) + 1, Array.IndexOf(DaysOfWeek, days[^1]) + 1);
            return Enumerable.Range(first, last - first + 1).Select(d => $$"""{"day":{{d}},"start":"{{hours[0]}}","end":"{{hours[1]}}"}""");
        });
        var dates = holidays.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(d => d.Length == 5 ? $$"""{"yearly":"{{d}}"}""" : $"\"{d}\"");
        return Schedule.Parse($$"""{"zone":"{{zone}}","weekly":[{{string.Join(',', weekly)}}],"holidays":[{{string.Join(',', dates)}}]}""").Require();
    }

    private static SlaMetric Metric(string[] row) => new(row[0])
    {
        StartOn = Signals(row[1]),
        PauseIn = [.. Words(row[2]).Select(Enum.Parse<StatusCategory>)],
        FulfilOn = Signals(row[3]),
        ResetOn = Signals(row[4]),
        CancelOn = Signals(row[5]),
        Repeat = Enum.Parse<SlaRepeat>(row[6]),
    };

    private static SlaSignals Signals(string cell) => Words(cell).Select(Enum.Parse<SlaSignals>).Aggregate(SlaSignals.None, (all, one) => all | one);

    private static string[] Words(string cell) => cell.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
