using Helpdesk.Core.BusinessTime;
using NodaTime;

namespace Helpdesk.Core.Sla;

/// <summary>Reads one target of a policy from its place in a JSON document.</summary>
internal static class SlaTargetReader
{
    private const int MaxWarnings = 50;
    private const string CalendarTime = "calendar";

    public static SlaTarget? Read(
        JsonSection section, SlaMetric metric, Schedule? inherited, IReadOnlyDictionary<string, Schedule> schedules)
    {
        if (!section.IsObject())
        {
            return null;
        }

        var before = section.FaultCount;
        var times = new Dictionary<Priority, Duration>();
        var all = section.Optional("all")?.Length();
        foreach (var priority in Enum.GetValues<Priority>())
        {
            if ((section.Optional(priority.ToString().ToLowerInvariant())?.Length() ?? all) is { } length)
            {
                times[priority] = length;
            }
        }

        var schedule = section.Optional("schedule") is { } place ? Named(place, schedules) : inherited;
        var warnings = new List<SlaWarning>();
        foreach (var item in section.Optional("warnings")?.Items(MaxWarnings) ?? [])
        {
            if (Warning(item) is not { } warning)
            {
                continue;
            }

            if (warnings.Any(w => w.Level == warning.Level))
            {
                item.Fault("duplicate", $"Level '{warning.Level}' is there twice.");
            }

            warnings.Add(warning);
        }

        section.NothingElse();
        if (section.FaultCount == before && times.Count == 0)
        {
            section.Fault("empty", "A target has a time for at least one priority, or for all.");
        }

        return section.FaultCount > before ? null : new SlaTarget(metric, times) { Schedule = schedule, Warnings = warnings };
    }

    /// <summary>The schedule of a name; null for calendar time, or with a fault.</summary>
    public static Schedule? Named(JsonSection place, IReadOnlyDictionary<string, Schedule> schedules)
    {
        if (place.Text() is not { } name || string.Equals(name, CalendarTime, StringComparison.Ordinal))
        {
            return null;
        }

        if (schedules.TryGetValue(name, out var schedule))
        {
            return schedule;
        }

        place.Fault("unknown-schedule", $"'{name}' is no schedule. Known: {string.Join(", ", schedules.Keys.Append(CalendarTime))}.");
        return null;
    }

    // Exactly one of: at (a fraction), before, after.
    private static SlaWarning? Warning(JsonSection section)
    {
        if (!section.IsObject())
        {
            return null;
        }

        var before = section.FaultCount;
        var level = section.Required("level")?.Name();
        var fraction = section.Optional("at")?.Number(0, 100);
        var early = section.Optional("before")?.Length(orZero: true);
        var late = section.Optional("after")?.Length();
        section.NothingElse();
        if (section.FaultCount == before && new[] { fraction is not null, early is not null, late is not null }.Count(x => x) != 1)
        {
            section.Fault("bad-warning", "A warning has exactly one of: at (a fraction of the target), before, after.");
        }

        return section.FaultCount > before ? null : new SlaWarning(level!) { Fraction = fraction, Before = early ?? -late };
    }
}
