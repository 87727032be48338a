using Helpdesk.Core.BusinessTime;

namespace OpeningHours;

/// <summary>Everything that is wrong with a schedule is named at once, each with its place.</summary>
internal static class Mistakes
{
    public static void Show()
    {
        Table.Title("Mistakes in the form");
        Faults("""
            { "zone": "Europe/Berlin",
              "weekly":   [ { "day": 8, "start": "9:00", "end": "25:00", "lunch": true } ],
              "holidays": [ "24.12.2026" ] }
            """);

        Table.Title("Mistakes in the meaning");
        Faults("""
            { "zone": "Europe/Berlim",
              "weekly":   [ { "day": 1, "start": "09:00", "end": "17:00", "breaks": [["13:30", "12:30"]] } ],
              "closures": [ { "from": "2026-05-07T14:00", "to": "2026-05-06T14:00" } ] }
            """);
    }

    private static void Faults(string json)
    {
        foreach (var fault in Schedule.Parse(json).Faults)
        {
            Table.Row($"{fault.Code} at {fault.Place}", fault.Sentence);
        }
    }
}
