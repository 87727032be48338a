namespace Helpdesk.Core.BusinessTime;

/// <summary>Reads schedules that are made of schedules.</summary>
internal static class ScheduleCombination
{
    // Two levels of JSON each, so that what is written can be read again wherever it stands.
    private const int MaxDepth = 24;

    public static Schedule? Read(
        JsonSection section, JsonSection? union, JsonSection? intersection, IReadOnlyDictionary<string, Schedule?> named)
    {
        var before = section.FaultCount;
        if (union is not null && intersection is not null)
        {
            section.Fault("one-kind", "A schedule is a union or an intersection, not both.");
        }

        var united = Parts(union, named);
        var parts = united.Count > 0 ? united : Parts(intersection, named);
        section.NothingElse();
        if (section.FaultCount > before || parts.Contains(null))
        {
            return null;
        }

        if (parts.Sum(p => Plans(p!)) > Schedule.MaxParts)
        {
            section.Fault("too-many", $"A combination has at most {Schedule.MaxParts} plans, counted with repetition.");
            return null;
        }

        var whole = parts.Aggregate((a, b) => union is not null ? a!.Union(b!) : a!.Intersect(b!))!;
        if (ScheduleTerm.Of(whole).Depth > MaxDepth)
        {
            section.Fault("too-deep", $"Combinations lie at most {MaxDepth} deep in one another.");
            return null;
        }

        return whole;
    }

    private static List<Schedule?> Parts(JsonSection? list, IReadOnlyDictionary<string, Schedule?> named)
    {
        if (list is null)
        {
            return [];
        }

        var before = list.FaultCount;
        List<Schedule?> parts = [.. list.Items(Schedule.MaxParts).Select(i => i.IsText ? Named(i, named) : ScheduleReader.Read(i, named))];
        if (parts.Count < 2 && list.FaultCount == before)
        {
            list.Fault("too-few", "Two or more schedules are combined.");
        }

        return parts;
    }

    private static Schedule? Named(JsonSection place, IReadOnlyDictionary<string, Schedule?> named)
    {
        var name = place.Text()!;
        if (!named.TryGetValue(name, out var schedule))
        {
            place.Fault("unknown-schedule", $"No schedule '{name}' stands before this one.");
        }

        return schedule;
    }

    private static int Plans(Schedule schedule) => schedule.Parts is var (_, left, right) ? Plans(left) + Plans(right) : 1;
}
