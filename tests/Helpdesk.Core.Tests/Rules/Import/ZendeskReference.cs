using System.Globalization;

namespace Helpdesk.Core.Tests.Rules.Import;

/// <summary>What Zendesk's conditions mean, slowly and straight from the published tables: an oracle that shares no code with the importer.</summary>
internal static class ZendeskReference
{
    private static readonly string[] Statuses = ["new", "open", "pending", "hold", "solved", "closed"];
    private static readonly string[] Priorities = ["low", "normal", "high", "urgent"];

    /// <summary>Whether all rows of the first list hold and, where there is a second, one of it.</summary>
    public static bool Holds(IReadOnlyList<Row> all, IReadOnlyList<Row> any, ZendeskTicket ticket) =>
        all.All(r => Holds(r, ticket)) && (any.Count == 0 || any.Any(r => Holds(r, ticket)));

    private static bool Holds(Row row, ZendeskTicket ticket)
    {
        var negative = row.Operator is "is_not" or "not_includes" or "not_includes_string" or "not_present" || (row.Operator.StartsWith("not_", StringComparison.Ordinal));
        return negative ? !Positive(row with { Operator = row.Operator == "is_not" ? "is" : row.Operator["not_".Length..] }, ticket) : Positive(row, ticket);
    }

    private static bool Positive(Row row, ZendeskTicket ticket)
    {
        var now = ticket[row.Field] ?? "";
        var before = ticket.Before.GetValueOrDefault(row.Field) ?? "";
        var value = row.Field == "assignee_id" && row.Value == "current_user" ? ticket.By : row.Value;
        return (row.Field, row.Operator) switch
        {
            ("update_type", _) => value == "Create" == ticket.IsNew,
            ("comment_is_public", _) => value == "not_relevant" ? ticket.IsPublic is not null : ticket.IsPublic == (value == "true"),
            ("role", _) => value == "agent" ? ticket.By != "end_user" : ticket.By == value,
            ("in_business_hours", _) => ticket.At == ZendeskTicket.Open == (value == "true"),
            ("comment_includes_word", _) => ticket.IsPublic is not null && Words(ticket.Comment, row.Operator, value),
            ("subject_includes_word", _) => Words(now, row.Operator, value),
            ("custom_fields_1", "includes" or "includes_string") => Words(now, row.Operator, value),
            ("custom_fields_3", _) => (now == "true" ? "true" : "false") == value,
            ("current_tags" or "custom_fields_5", "includes") => value.Split(' ').Any(t => now.Split(' ').Contains(t)),
            ("NEW" or "OPEN" or "PENDING" or "HOLD" or "SOLVED" or "requester_updated_at" or "until_sla_next_breach_at", _) => Hours(row, ticket),
            (_, "is") => now == value,
            (_, "present") => now.Length > 0,
            (_, "changed") => now != before,
            (_, "value") => now != before && now == value,
            (_, "value_previous") => now != before && before == value,
            ("status", _) => Compared(row.Operator, Array.IndexOf(Statuses, now), Array.IndexOf(Statuses, value)),
            ("priority", _) => Compared(row.Operator, Array.IndexOf(Priorities, now), Array.IndexOf(Priorities, value)),
            ("custom_fields_6", _) => now.Length > 0 && Compared(row.Operator, string.CompareOrdinal(now, value), 0),
            _ => now.Length > 0 && Compared(row.Operator, Whole(now), Whole(value)),
        };
    }

    private static bool Hours(Row row, ZendeskTicket ticket)
    {
        var (clock, status) = row.Field switch
        {
            "NEW" => ("created", null),
            "requester_updated_at" => ("requester", null),
            "until_sla_next_breach_at" => ("due", null),
            _ => ("status", row.Field.ToLowerInvariant()),
        };
        if (!ticket.HalfHours.TryGetValue(clock, out var half) || (status is not null && ticket["status"] != status))
        {
            return false;
        }

        var hours = clock == "due" ? -half / 2.0 : half / 2.0;
        return hours > 0 && (row.Operator == "is" ? Math.Floor(hours) == Whole(row.Value) : Compared(row.Operator, hours, Whole(row.Value)));
    }

    private static bool Words(string text, string op, string value) => op == "includes"
        ? value.Split(' ').Any(w => Split(text).Contains(w, StringComparer.OrdinalIgnoreCase))
        : text.Contains(value, StringComparison.OrdinalIgnoreCase);

    private static string[] Split(string text) =>
        new string([.. text.Select(c => char.IsLetterOrDigit(c) ? c : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static bool Compared(string op, double left, double right) => op switch
    {
        "less_than" => left < right,
        "less_than_equal" => left <= right,
        "greater_than" => left > right,
        "greater_than_equal" => left >= right,
        _ => throw new ArgumentOutOfRangeException(nameof(op), op, "The reference has no such operator."),
    };

    private static int Whole(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
