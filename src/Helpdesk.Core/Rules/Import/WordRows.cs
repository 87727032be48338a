using System.Text.Json.Nodes;
using static Helpdesk.Core.Rules.Import.ConditionJson;

namespace Helpdesk.Core.Rules.Import;

/// <summary>Rows about words in texts: <c>includes</c> asks for one of some words, <c>is</c> for the value as it stands.</summary>
internal static class WordRows
{
    /// <summary>The condition of a row over some texts of which one must fit; null when it has none.</summary>
    public static JsonObject? Read(ZendeskRow row, ImportScope scope, IReadOnlyList<string> fields)
    {
        var isWords = row.Operator is "includes" or "not_includes";
        if (!isWords && row.Operator is not ("is" or "is_not" or "includes_string" or "not_includes_string"))
        {
            return ChoiceRows.UnknownOperator(row, scope);
        }

        IReadOnlyList<string> wanted = isWords ? row.Value.Words : row.Value.Single?.Trim() is { Length: > 0 } text ? [text] : [];
        if (wanted.Count is 0 or > ChoiceRows.MaxValues)
        {
            return ChoiceRows.UnknownValue(row, scope);
        }

        JsonObject[] parts = [.. fields.Select(f => Compare(f, isWords ? "containsWord" : "containsText", List(wanted)))];
        var negated = row.Operator is "is_not" or "not_includes" or "not_includes_string";
        return NotIf(negated, parts is [var one] ? one : Any(parts));
    }
}
