using System.Globalization;
using System.Text.Json.Nodes;
using Helpdesk.Core.Tickets;
using static Helpdesk.Core.Rules.Import.ConditionJson;

namespace Helpdesk.Core.Rules.Import;

/// <summary>
/// Rows of Zendesk as conditions. A row that cannot be expressed gives null and blocks its scope; a list of <c>any</c> rows of which
/// none can be expressed never holds.
/// </summary>
internal static class ConditionRows
{
    private const int MaxNodes = 4_000;

    private static readonly string[] Comments = ["message.received", "reply.sent", "note.added"];

    /// <summary>The condition of both lists and of what Zendesk takes for granted; always within the limits of conditions.</summary>
    public static JsonObject Read(IReadOnlyList<ZendeskRow> all, IReadOnlyList<ZendeskRow> any, ImportScope scope, string place)
    {
        var isCustomer = all.Any(r => r is { Field: "role", Operator: "is", Value.Single: "end_user" });
        List<JsonObject> parts = [Granted(scope.Kind), .. all.Select(r => Row(r, scope, isCustomer)).OfType<JsonObject>()];
        if (any.Count > 0)
        {
            parts.Add(Any(any.Select(r => Row(r, scope, isCustomer)).OfType<JsonObject>()));
        }

        var condition = All(parts);
        if (Nodes(condition) <= MaxNodes)
        {
            return condition;
        }

        scope.Block(place, "too-large", "It has more rows than a condition may have parts; none of them was taken over.");
        return All(Granted(scope.Kind));
    }

    // Business rules leave closed tickets alone, but triggers still see a ticket being closed. Suspended and deleted tickets are in no view.
    private static JsonObject Granted(ZendeskKind kind)
    {
        string[] away = ["spam", "merged", "deleted"];
        return kind switch
        {
            ZendeskKind.View => Not(StatusRows.In(away)),
            ZendeskKind.Automation => Not(StatusRows.In([.. away, "closed"])),
            _ => Not(Any(
                StatusRows.In(away),
                All(StatusRows.In(["closed"]), Not(Compare(StatusRows.Field, "changed"))))),
        };
    }

    private static JsonObject? Row(ZendeskRow row, ImportScope scope, bool isCustomer) => row.Field switch
    {
        "status" => StatusRows.Read(row, scope),
        "priority" => Priorities(row, scope),
        "type" => ChoiceRows.Read(row, scope, "ticket.type", t => scope.Mapped(scope.Names.Types, t, "type", row.Place)),
        "group_id" => Group(row, scope),
        "assignee_id" => ChoiceRows.Read(row, scope, "ticket.assignee", u => Agent(row, scope, u)),
        "requester_id" => ChoiceRows.Read(row, scope, "requester.contact", u => scope.Mapped(scope.Names.Contacts, u, "user", row.Place)),
        "organization_id" => ChoiceRows.Read(row, scope, "requester.company", o => scope.Mapped(scope.Names.Companies, o, "organization", row.Place)),
        "via_id" => ChoiceRows.Read(row, scope, "ticket.channel", c => scope.Mapped(scope.Names.Channels, c, "channel", row.Place)),
        "current_tags" => Tags(row, scope),
        "reopens" => Counter(row, scope, "ticket.reopenCount"),
        "replies" => Counter(row, scope, "ticket.replyCount"),
        "in_business_hours" => BusinessHours(row, scope),
        _ when CustomRows.IdOf(row.Field) is { } id => CustomRows.Read(row, scope, id),
        _ when scope.Kind is ZendeskKind.Automation or ZendeskKind.View && TimeRows.Knows(row.Field) => TimeRows.Read(row, scope),
        _ when scope.Kind == ZendeskKind.Trigger => OfEvent(row, scope, isCustomer),
        _ => Unknown(row, scope),
    };

    private static JsonObject? OfEvent(ZendeskRow row, ImportScope scope, bool isCustomer)
    {
        switch (row.Field)
        {
            case "update_type":
                return Flagged(row, scope, value => value switch
                {
                    "Create" => Happened(TriggerEvents.Created),
                    "Change" => Not(Happened(TriggerEvents.Created)),
                    _ => ChoiceRows.UnknownValue(row, scope),
                });
            case "comment_is_public":
                return Flagged(row, scope, value => PublicComment(value, row, scope));
            case "role":
                return Flagged(row, scope, value => Role(value, row, scope));
            case "current_via_id":
                scope.Inexact(row.Place, "The channel of an update is known for messages that come in, not for what agents change.");
                return ChoiceRows.Read(row, scope, "event.channel", c => scope.Mapped(scope.Names.Channels, c, "channel", row.Place));
            case "subject_includes_word":
                return WordRows.Read(row, scope, ["ticket.subject"]);
            case "comment_includes_word":
                if (!isCustomer)
                {
                    scope.Inexact(row.Place, "The text of messages that come in is looked at, not that of agents' answers and notes.");
                }

                return WordRows.Read(row, scope, ["message.subject", "message.text"]);
            default:
                return Unknown(row, scope);
        }
    }

    private static JsonObject? Unknown(ZendeskRow row, ImportScope scope)
    {
        scope.Block(row.Place, "unknown-field", $"'{ImportScope.Brief(row.Field)}' has no counterpart here.");
        return null;
    }

    // A field whose operator Zendesk leaves out.
    private static JsonObject? Flagged(ZendeskRow row, ImportScope scope, Func<string, JsonObject?> of)
    {
        if (row.Operator is not ("is" or "is_not"))
        {
            return ChoiceRows.UnknownOperator(row, scope);
        }

        var condition = row.Value.Single is { Length: > 0 } value ? of(value) : ChoiceRows.UnknownValue(row, scope);
        return condition is null ? null : NotIf(row.Operator == "is_not", condition);
    }

    private static JsonObject Happened(params string[] kinds) => Compare("event.kind", "hasAny", List(kinds));

    private static JsonObject? PublicComment(string value, ZendeskRow row, ImportScope scope)
    {
        if (value == "requester_can_see_comment")
        {
            scope.Inexact(row.Place, "Every public message counts, whether or not this requester can see it.");
        }

        return value switch
        {
            "true" or "requester_can_see_comment" => Happened("message.received", "reply.sent"),
            "false" => Happened("note.added"),
            "not_relevant" => Happened(Comments),
            _ => ChoiceRows.UnknownValue(row, scope),
        };
    }

    private static JsonObject? Role(string value, ZendeskRow row, ImportScope scope) => value switch
    {
        "agent" => Compare("event.actorKind", "eq", "agent"),
        "end_user" => Compare("event.actorKind", "eq", "customer"),
        "assignee_id" => Compare("event.actor", "eq", "@assignee"),
        _ when !value.All(char.IsAsciiDigit) => ChoiceRows.UnknownValue(row, scope),
        _ => scope.Mapped(scope.Names.Agents, value, "user", row.Place) is { } agent ? Compare("event.actor", "eq", agent) : null,
    };

    private static string? Agent(ZendeskRow row, ImportScope scope, string user)
    {
        if (user == "current_user" && scope.Kind == ZendeskKind.Trigger)
        {
            return "@actor";
        }

        return user.All(char.IsAsciiDigit)
            ? scope.Mapped(scope.Names.Agents, user, "user", row.Place)
            : ChoiceRows.Unknown(row, scope);
    }

    private static JsonObject? Priorities(ZendeskRow row, ImportScope scope)
    {
        if (row.Value.IsEmpty && row.Operator is "is" or "is_not")
        {
            scope.Inexact(row.Place, "Every ticket has a priority here, normal by default.");
        }

        string? Known(string name) => Enum.GetValues<Priority>().Select(TicketFields.NameOf).Contains(name, StringComparer.Ordinal)
            ? name : ChoiceRows.Unknown(row, scope);
        return row.Operator switch
        {
            "less_than" => Known(row.Value.Single ?? "") is { } name ? Compare("ticket.priority", "lt", name) : null,
            "greater_than" => Known(row.Value.Single ?? "") is { } name ? Compare("ticket.priority", "gt", name) : null,
            _ => ChoiceRows.Read(row, scope, "ticket.priority", Known),
        };
    }

    private static JsonObject? Group(ZendeskRow row, ImportScope scope)
    {
        if (row.Value.IsEmpty && row.Operator is "is" or "is_not")
        {
            scope.Inexact(row.Place, "Every ticket is in a department here.");
        }

        return ChoiceRows.Read(row, scope, "ticket.department", g => scope.Mapped(scope.Names.Groups, g, "group", row.Place));
    }

    private static JsonObject? Tags(ZendeskRow row, ImportScope scope)
    {
        if (row.Operator is not ("includes" or "not_includes"))
        {
            return ChoiceRows.UnknownOperator(row, scope);
        }

        return row.Value.Words is { Count: > 0 and <= ChoiceRows.MaxValues } tags
            ? NotIf(row.Operator == "not_includes", Compare("ticket.tags", "hasAny", List(tags)))
            : ChoiceRows.UnknownValue(row, scope);
    }

    private static JsonObject? Counter(ZendeskRow row, ImportScope scope, string field)
    {
        var op = row.Operator switch
        {
            "is" or "is_not" => "eq",
            "less_than" => "lt",
            "greater_than" => "gt",
            _ => null,
        };
        if (op is null)
        {
            return ChoiceRows.UnknownOperator(row, scope);
        }

        return int.TryParse(row.Value.Single, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? NotIf(row.Operator == "is_not", Compare(field, op, count))
            : ChoiceRows.UnknownValue(row, scope);
    }

    private static JsonObject? BusinessHours(ZendeskRow row, ImportScope scope) => Flagged(row, scope, value =>
    {
        if (value is not ("true" or "false"))
        {
            return ChoiceRows.UnknownValue(row, scope);
        }

        return TimeRows.Schedule(scope, row.Place) is { } schedule
            ? NotIf(value == "false", Compare("clock.now", "inBusinessHours", schedule)) : null;
    });
}
