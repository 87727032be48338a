using Helpdesk.Core.Conditions;

namespace Helpdesk.Core.Rules.Analysis;

/// <summary>A text that two conditions share only if they always have the same answer: the simple form, its parts in any order.</summary>
internal static class ConditionKey
{
    public static string Of(Condition condition) => Write(condition.Simplify());

    private static string Write(Condition condition) => condition switch
    {
        Condition.All all => $"all({Write(all.Parts)})",
        Condition.Any any => $"any({Write(any.Parts)})",
        Condition.None none => $"none({Write(none.Parts)})",
        Condition.Not not => $"not({Write(not.Part)})",
        _ => condition.ToJson(),
    };

    private static string Write(IReadOnlyList<Condition> parts) => string.Join(',', parts.Select(Write).Order(StringComparer.Ordinal));
}
