using Helpdesk.Core.Conditions;

namespace Helpdesk.Core.Rules;

/// <summary>
/// Reads macros. One may run another that stands before it in the list, whose actions are put in its place: so none can run itself.
/// </summary>
internal static class MacroReader
{
    private const int MaxMacros = 1_000;

    public static IReadOnlyList<Macro> Read(JsonSection? list, FieldCatalogue catalogue, RuleReferences references)
    {
        var macros = new List<Macro>();
        var known = new Dictionary<string, IReadOnlyList<RuleAction>>(StringComparer.Ordinal);
        foreach (var item in list?.Items(MaxMacros) ?? [])
        {
            if (!item.IsObject() || Macro(item, catalogue, references with { Macros = known }) is not { } macro)
            {
                continue;
            }

            if (known.TryAdd(macro.Id.Value, macro.Then))
            {
                macros.Add(macro);
            }
            else
            {
                item.Fault("duplicate", $"Macro '{macro.Id}' is there twice.");
            }
        }

        return macros;
    }

    private static Macro? Macro(JsonSection section, FieldCatalogue catalogue, RuleReferences references)
    {
        var before = section.FaultCount;
        var id = section.Required("id")?.Name();
        var name = section.Optional("name")?.Name() ?? id;
        var category = section.Optional("category")?.Name() ?? "";
        var when = section.Optional("when") is { } condition ? ConditionReader.Read(condition, catalogue) : Condition.Always;
        var then = ActionReader.List(section.Required("then"), references);
        section.NothingElse();
        return section.FaultCount > before || when is null ? null : new Macro(new MacroId(id!), name!, when, then) { Category = category };
    }
}
