using System.Text.Json.Nodes;
using static Helpdesk.Core.Rules.Import.ConditionJson;

namespace Helpdesk.Core.Rules.Import;

/// <summary>Rows about a field that holds one of some names, or nothing.</summary>
internal static class ChoiceRows
{
    /// <summary>How many values a comparison may have.</summary>
    public const int MaxValues = 1_000;

    /// <summary>The condition of a row; null when it has none.</summary>
    /// <param name="row">The row.</param>
    /// <param name="scope">Where gaps go.</param>
    /// <param name="field">The field here.</param>
    /// <param name="map">What a value is called here; null after a gap was reported.</param>
    public static JsonObject? Read(ZendeskRow row, ImportScope scope, string field, Func<string, string?> map)
    {
        var negated = row.Operator.StartsWith("not_", StringComparison.Ordinal) || row.Operator == "is_not";
        var condition = row.Operator switch
        {
            "is" or "is_not" => One(row, scope, field, "eq", map),
            "includes" or "not_includes" => Many(row, scope, field, map),
            "present" or "not_present" => IsSet(field),
            _ when scope.Kind != ZendeskKind.Trigger => UnknownOperator(row, scope),
            "changed" or "not_changed" => Compare(field, "changed"),
            "value" or "not_value" => One(row, scope, field, "changedTo", map),
            "value_previous" or "not_value_previous" => One(row, scope, field, "changedFrom", map),
            _ => UnknownOperator(row, scope),
        };
        return condition is null ? null : NotIf(negated, condition);
    }

    public static JsonObject? UnknownOperator(ZendeskRow row, ImportScope scope)
    {
        scope.Block(row.Place, "unknown-operator", $"'{ImportScope.Brief(row.Operator)}' is not understood for '{ImportScope.Brief(row.Field)}'.");
        return null;
    }

    public static JsonObject? UnknownValue(ZendeskRow row, ImportScope scope)
    {
        _ = Unknown(row, scope);
        return null;
    }

    /// <summary>Reports a value without a counterpart.</summary>
    public static string? Unknown(ZendeskRow row, ImportScope scope)
    {
        var shown = ImportScope.Brief(string.Join(' ', row.Value.Texts.Take(5)));
        scope.Block(row.Place, "unknown-value", $"The value '{shown}' of '{ImportScope.Brief(row.Field)}' has no counterpart here.");
        return null;
    }

    private static JsonObject? One(ZendeskRow row, ImportScope scope, string field, string op, Func<string, string?> map)
    {
        if (row.Value.IsEmpty)
        {
            return op switch
            {
                "eq" => Not(IsSet(field)),
                "changedTo" => All(Compare(field, "changed"), Not(IsSet(field))),
                _ when field == "ticket.assignee" => Compare(field, op, "@none"),
                _ => UnknownValue(row, scope),
            };
        }

        return row.Value.Single is not { } value ? UnknownValue(row, scope)
            : map(value) is { } name ? Compare(field, op, name) : null;
    }

    private static JsonObject? Many(ZendeskRow row, ImportScope scope, string field, Func<string, string?> map)
    {
        if (row.Value.Texts.Count is 0 or > MaxValues || row.Value.Texts.Any(t => t.Length == 0))
        {
            return UnknownValue(row, scope);
        }

        string?[] names = [.. row.Value.Texts.Select(map)];
        return names.Contains(null) ? null : Compare(field, "in", List(names!));
    }
}
