using System.Globalization;
using System.Text.Json.Nodes;
using Helpdesk.Core.Tickets.Fields;
using NodaTime;
using NodaTime.Text;
using static Helpdesk.Core.Rules.Import.ConditionJson;

namespace Helpdesk.Core.Rules.Import;

/// <summary>Rows about custom ticket fields; the type of the field here decides what an operator means.</summary>
internal static class CustomRows
{
    private const int MaxDays = 9_999;

    /// <summary>The id of the ticket field that a row or an action names; null when it names none.</summary>
    public static string? IdOf(string field) =>
        field.StartsWith("custom_fields_", StringComparison.Ordinal) ? field["custom_fields_".Length..]
        : field.StartsWith("ticket_fields_", StringComparison.Ordinal) ? field["ticket_fields_".Length..]
        : null;

    /// <summary>The field with the id; null and a gap when nobody named it.</summary>
    public static CustomField? Find(ImportScope scope, string id, string place)
    {
        if (scope.Names.Fields.GetValueOrDefault(id) is { } field)
        {
            return field;
        }

        scope.Block(place, "unmapped-id", $"Nobody said which custom field the ticket field '{ImportScope.Brief(id)}' is.");
        return null;
    }

    public static JsonObject? Read(ZendeskRow row, ImportScope scope, string id)
    {
        if (Find(scope, id, row.Place) is not { } custom)
        {
            return null;
        }

        var field = CustomFieldSchema.TicketPrefix + custom.Name;
        if (row.Operator is "present" or "not_present")
        {
            return NotIf(row.Operator == "not_present", IsSet(field));
        }

        if (row.Operator is "changed" or "not_changed" && scope.Kind == ZendeskKind.Trigger)
        {
            return NotIf(row.Operator == "not_changed", Compare(field, "changed"));
        }

        return custom.Type switch
        {
            CustomFieldType.Number => Number(row, scope, field),
            CustomFieldType.Flag => Flag(row, scope, field),
            CustomFieldType.Date => Date(row, scope, field),
            CustomFieldType.MultiChoice => Several(row, scope, field, custom),
            CustomFieldType.Choice => ChoiceRows.Read(row, scope, field, v => Chosen(row, scope, custom, v)),
            _ => row.Operator.Contains("includes", StringComparison.Ordinal)
                ? WordRows.Read(row, scope, [field])
                : ChoiceRows.Read(row, scope, field, v => v),
        };
    }

    private static string? Chosen(ZendeskRow row, ImportScope scope, CustomField field, string value) =>
        field.Choices.Contains(value, StringComparer.Ordinal) ? value : ChoiceRows.Unknown(row, scope);

    private static JsonObject? Several(ZendeskRow row, ImportScope scope, string field, CustomField custom)
    {
        if (row.Operator is not ("includes" or "not_includes"))
        {
            return ChoiceRows.UnknownOperator(row, scope);
        }

        var wanted = row.Value.Words;
        return wanted.Count is > 0 and <= ChoiceRows.MaxValues && wanted.All(w => custom.Choices.Contains(w, StringComparer.Ordinal))
            ? NotIf(row.Operator == "not_includes", Compare(field, "hasAny", List(wanted)))
            : ChoiceRows.UnknownValue(row, scope);
    }

    private static JsonObject? Number(ZendeskRow row, ImportScope scope, string field)
    {
        if (Comparison(row.Operator) is not { } op)
        {
            return ChoiceRows.UnknownOperator(row, scope);
        }

        if (row.Value.IsEmpty && op == "eq")
        {
            return NotIf(row.Operator == "is", IsSet(field));
        }

        return double.TryParse(row.Value.Single, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? NotIf(row.Operator == "is_not", Compare(field, op, number))
            : ChoiceRows.UnknownValue(row, scope);
    }

    // A checkbox that nobody touched is off.
    private static JsonObject? Flag(ZendeskRow row, ImportScope scope, string field)
    {
        if (row.Operator is not ("is" or "is_not"))
        {
            return ChoiceRows.UnknownOperator(row, scope);
        }

        return row.Value.Single is "true" or "false"
            ? NotIf((row.Value.Single == "true") == (row.Operator == "is_not"), Compare(field, "eq", true))
            : ChoiceRows.UnknownValue(row, scope);
    }

    // A date is held as its first instant in UTC, so the whole day is one instant.
    private static JsonObject? Date(ZendeskRow row, ImportScope scope, string field)
    {
        if (row.Operator is "within_previous_n_days" or "within_next_n_days")
        {
            return Days(row, scope, field);
        }

        if (Comparison(row.Operator) is not { } op)
        {
            return ChoiceRows.UnknownOperator(row, scope);
        }

        if (row.Value.IsEmpty && op == "eq")
        {
            return NotIf(row.Operator == "is", IsSet(field));
        }

        if (DayOf(row.Value.Single) is not { } day)
        {
            return ChoiceRows.UnknownValue(row, scope);
        }

        string First() => InstantPattern.ExtendedIso.Format(day.AtMidnight().InUtc().ToInstant());
        JsonObject On() => Compare(field, "between", List(First(), First()));
        return op switch
        {
            "lt" => Compare(field, "before", First()),
            "gt" => Compare(field, "after", First()),
            "le" => Any(Compare(field, "before", First()), On()),
            "ge" => Any(Compare(field, "after", First()), On()),
            _ => NotIf(row.Operator == "is_not", On()),
        };
    }

    /// <summary>A date as Zendesk writes it; null for something else.</summary>
    public static LocalDate? DayOf(string? text) =>
        LocalDatePattern.Iso.Parse(text ?? "") is { Success: true } day ? day.Value : null;

    private static JsonObject? Days(ZendeskRow row, ImportScope scope, string field)
    {
        if (!int.TryParse(row.Value.Single, NumberStyles.None, CultureInfo.InvariantCulture, out var days) || days is 0 or > MaxDays)
        {
            return ChoiceRows.UnknownValue(row, scope);
        }

        scope.Inexact(row.Place, "Days are counted back and forth from the moment, in UTC, not from midnight to midnight.");
        var length = string.Create(CultureInfo.InvariantCulture, $"P{days}D");
        return row.Operator == "within_next_n_days"
            ? Compare(field, "dueWithin", length)
            : All(Compare(field, "overdueBy", "PT0S"), Compare(field, "youngerThan", length));
    }

    private static string? Comparison(string op) => op switch
    {
        "is" or "is_not" => "eq",
        "less_than" => "lt",
        "less_than_equal" => "le",
        "greater_than" => "gt",
        "greater_than_equal" => "ge",
        _ => null,
    };
}
