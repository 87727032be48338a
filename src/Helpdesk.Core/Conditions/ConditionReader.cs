namespace Helpdesk.Core.Conditions;

/// <summary>Reads a condition from its place in a JSON document, within limits.</summary>
internal static class ConditionReader
{
    public const int MaxDepth = 16;
    public const int MaxNodes = 4_096;

    /// <summary>The condition; null when there is a fault in it.</summary>
    public static Condition? Read(JsonSection section, FieldCatalogue catalogue)
    {
        var nodes = 0;
        var before = section.FaultCount;
        var condition = Node(section, catalogue, 1, ref nodes);
        return section.FaultCount == before ? condition : null;
    }

    private static Condition? Node(JsonSection section, FieldCatalogue catalogue, int depth, ref int nodes)
    {
        if (!section.IsObject())
        {
            return null;
        }

        if (++nodes > MaxNodes || depth > MaxDepth)
        {
            if (nodes == MaxNodes + 1 || depth > MaxDepth)
            {
                section.Fault("too-large", $"A condition has at most {MaxNodes} nodes and {MaxDepth} levels.");
            }

            return null;
        }

        Condition? read = null;
        if (section.Optional("all") is { } all)
        {
            read = new Condition.All(Parts(all, catalogue, depth, ref nodes), isBounded: true);
        }
        else if (section.Optional("any") is { } any)
        {
            read = new Condition.Any(Parts(any, catalogue, depth, ref nodes), isBounded: true);
        }
        else if (section.Optional("none") is { } none)
        {
            read = new Condition.None(Parts(none, catalogue, depth, ref nodes), isBounded: true);
        }
        else if (section.Optional("not") is { } not)
        {
            read = Node(not, catalogue, depth + 1, ref nodes) is { } part ? new Condition.Not(part) : null;
        }
        else if (section.Required("field") is { } field)
        {
            return ComparisonReader.Read(section, field, catalogue);
        }

        // A group stands alone: a second group beside it would be dropped silently.
        section.NothingElse();
        return read;
    }

    private static List<Condition> Parts(JsonSection group, FieldCatalogue catalogue, int depth, ref int nodes)
    {
        var parts = new List<Condition>();
        foreach (var item in group.Items(MaxNodes))
        {
            if (Node(item, catalogue, depth + 1, ref nodes) is { } part)
            {
                parts.Add(part);
            }
        }

        return parts;
    }
}
