using System.Globalization;
using System.Text.Json.Nodes;
using static Helpdesk.Core.Rules.Import.ConditionJson;

namespace Helpdesk.Core.Rules.Import;

/// <summary>Rows about hours since something, or until something. Zendesk counts whole hours, once an hour.</summary>
internal static class TimeRows
{
    private const int MaxHours = 200_000;
    private const string BusinessHours = "_business_hours";

    /// <summary>Whether the field counts hours and has a counterpart.</summary>
    public static bool Knows(string field) => Moment(field) is not null;

    /// <summary>The schedule for Zendesk's business hours; null and a gap when there is none.</summary>
    public static string? Schedule(ImportScope scope, string place)
    {
        if (scope.Names.Schedule is null)
        {
            scope.Block(place, "no-schedule", "It counts business hours, and no schedule was named.");
        }

        return scope.Names.Schedule;
    }

    public static JsonObject? Read(ZendeskRow row, ImportScope scope)
    {
        var inHours = row.Operator.EndsWith(BusinessHours, StringComparison.Ordinal);
        var op = inHours ? row.Operator[..^BusinessHours.Length] : row.Operator;
        if (op is not ("is" or "less_than" or "greater_than"))
        {
            return ChoiceRows.UnknownOperator(row, scope);
        }

        if (!int.TryParse(row.Value.Single, NumberStyles.None, CultureInfo.InvariantCulture, out var hours) || hours > MaxHours
            || (op == "less_than" && hours == 0))
        {
            return ChoiceRows.UnknownValue(row, scope);
        }

        var schedule = inHours ? Schedule(scope, row.Place) : null;
        if (inHours && schedule is null)
        {
            return null;
        }

        scope.Inexact(row.Place, Difference(row.Field));
        var field = Moment(row.Field)!;
        var condition = row.Field.StartsWith("until_", StringComparison.Ordinal)
            ? Until(field, op, hours, schedule) : Since(field, op, hours, schedule);
        return StatusRows.CategoriesOf(StatusOf(row.Field)) is { } status ? All(StatusRows.In(status), condition) : condition;
    }

    private static string? Moment(string field) => field switch
    {
        "NEW" => "ticket.createdAt",
        "OPEN" or "PENDING" or "HOLD" or "SOLVED" or "CLOSED" => "ticket.statusSince",
        "requester_updated_at" => "ticket.lastCustomerMessageAt",
        "assignee_updated_at" => "ticket.lastReplyAt",
        "sla_next_breach_at" or "until_sla_next_breach_at" => "sla.dueAt",
        _ => null,
    };

    // Hours since NEW are hours since the creation, whatever the status is by now.
    private static string? StatusOf(string field) => field is "OPEN" or "PENDING" or "HOLD" or "SOLVED" or "CLOSED" ? field.ToLowerInvariant() : null;

    private static string Difference(string field) => field switch
    {
        "requester_updated_at" => "Counted to the instant, not in whole hours, and from the last message of the customer.",
        "assignee_updated_at" => "Counted to the instant, not in whole hours, and from the last public answer of any agent.",
        "sla_next_breach_at" or "until_sla_next_breach_at" => "Counted to the instant, not in whole hours, for the promise that is due first.",
        "NEW" => "Counted to the instant, not in whole hours.",
        _ => "Counted to the instant, not in whole hours, from the last change of status and as long as the ticket is in it.",
    };

    private static JsonObject Since(string field, string op, int hours, string? schedule) => op switch
    {
        "less_than" => All(Past(field), Length(field, "youngerThan", hours, schedule)),
        "greater_than" => AtLeast(field, hours, schedule),
        _ => All(AtLeast(field, hours, schedule), Length(field, "youngerThan", hours + 1, schedule)),
    };

    private static JsonObject Until(string field, string op, int hours, string? schedule) => op switch
    {
        "less_than" => Length(field, "dueWithin", hours, schedule),
        "greater_than" => All(IsSet(field), Not(Past(field)), Not(Within(field, hours, schedule))),
        _ => All(Length(field, "dueWithin", hours + 1, schedule), Not(Within(field, hours, schedule))),
    };

    private static JsonObject AtLeast(string field, int hours, string? schedule) =>
        hours == 0 ? Past(field) : Length(field, "olderThan", hours, schedule);

    private static JsonObject Within(string field, int hours, string? schedule) =>
        hours == 0 ? Past(field) : Length(field, "dueWithin", hours, schedule);

    private static JsonObject Past(string field) => Compare(field, "overdueBy", "PT0S");

    private static JsonObject Length(string field, string op, int hours, string? schedule) =>
        Compare(field, op, string.Create(CultureInfo.InvariantCulture, $"PT{hours}H"), schedule);
}
