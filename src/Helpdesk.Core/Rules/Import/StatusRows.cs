using System.Text.Json.Nodes;
using static Helpdesk.Core.Rules.Import.ConditionJson;

namespace Helpdesk.Core.Rules.Import;

/// <summary>
/// Rows about the status. Zendesk's six statuses stand for categories here, so that they go on holding when a host renames its statuses;
/// a move between two categories of the same status is no change.
/// </summary>
internal static class StatusRows
{
    /// <summary>The field that stands for Zendesk's status.</summary>
    public const string Field = "ticket.category";

    private static readonly (string Status, string[] Categories)[] Ranked =
    [
        ("new", ["new"]),
        ("open", ["open", "live"]),
        ("pending", ["waitingOnCustomer"]),
        ("hold", ["onHold", "postponed"]),
        ("solved", ["resolved"]),
        ("closed", ["closed"]),
    ];

    /// <summary>Whether the category is one of some.</summary>
    public static JsonObject In(IEnumerable<string> categories) => Compare(Field, "in", List(categories));

    /// <summary>The categories of a status; null for a name that is no status.</summary>
    public static string[]? CategoriesOf(string? status) => Ranked.FirstOrDefault(r => r.Status == status).Categories;

    public static JsonObject? Read(ZendeskRow row, ImportScope scope)
    {
        if (row.Operator is "changed" or "not_changed" && scope.Kind == ZendeskKind.Trigger)
        {
            return NotIf(row.Operator == "not_changed", Changed());
        }

        if (row.Operator is "includes" or "not_includes")
        {
            string[]?[] groups = [.. row.Value.Texts.Select(CategoriesOf)];
            return groups.Length == 0 || groups.Contains(null) ? ChoiceRows.UnknownValue(row, scope)
                : NotIf(row.Operator == "not_includes", In(groups.SelectMany(g => g!).Distinct(StringComparer.Ordinal)));
        }

        if (CategoriesOf(row.Value.Single) is not { } categories)
        {
            return ChoiceRows.UnknownValue(row, scope);
        }

        return row.Operator switch
        {
            "is" => In(categories),
            "is_not" => Not(In(categories)),
            "less_than" => Around(row.Value.Single!, below: true),
            "greater_than" => Around(row.Value.Single!, below: false),
            _ when scope.Kind != ZendeskKind.Trigger => ChoiceRows.UnknownOperator(row, scope),
            "value" => Moved(categories, "changedTo", "changedFrom"),
            "not_value" => Not(Moved(categories, "changedTo", "changedFrom")),
            "value_previous" => Moved(categories, "changedFrom", "changedTo"),
            "not_value_previous" => Not(Moved(categories, "changedFrom", "changedTo")),
            _ => ChoiceRows.UnknownOperator(row, scope),
        };
    }

    private static JsonObject Around(string status, bool below)
    {
        var at = Array.FindIndex(Ranked, r => r.Status == status);
        string[] categories = [.. (below ? Ranked[..at] : Ranked[(at + 1)..]).SelectMany(r => r.Categories)];
        return categories.Length == 0 ? Any() : In(categories);
    }

    private static JsonObject Moved(string[] categories, string op, string other) => categories.Length == 1
        ? Compare(Field, op, List(categories))
        : All(Compare(Field, op, List(categories)), Not(Compare(Field, other, List(categories))));

    private static JsonObject Changed() => All(
        Compare(Field, "changed"),
        Not(Any(Ranked.Where(r => r.Categories.Length > 1).Select(r =>
            All(Compare(Field, "changedFrom", List(r.Categories)), Compare(Field, "changedTo", List(r.Categories)))))));
}
