using System.Globalization;
using System.Text.Json.Nodes;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Fields;
using NodaTime.Text;

namespace Helpdesk.Core.Rules.Import;

/// <summary>Actions of Zendesk as actions of rules and macros; one that cannot be expressed is left out and blocks its scope.</summary>
internal static class ActionRows
{
    /// <summary>How many actions a rule may have, and how many tags an action.</summary>
    private const int Max = 100;

    /// <summary>
    /// The actions: messages first and a change of status last, because Zendesk applies all at once and a message here moves a ticket.
    /// </summary>
    public static JsonArray Read(IReadOnlyList<ZendeskAction> actions, ImportScope scope, MessageActions messages, string place)
    {
        List<JsonObject> made =
        [
            .. messages.Comments(actions, scope),
            .. actions.Where(a => a.Field != "status").Select(a => Action(a, scope, messages)).OfType<JsonObject>(),
            .. actions.Where(a => a.Field == "status").Select(a => Status(a, scope)).OfType<JsonObject>(),
        ];
        if (made.Count > Max)
        {
            scope.Block(place, "too-large", $"It has more than {Max} actions; the first {Max} were taken over.");
        }

        return [.. made.Take(Max)];
    }

    private static JsonObject? Action(ZendeskAction action, ImportScope scope, MessageActions messages) => action.Field switch
    {
        "priority" => action.Value.Single is { } priority && Enum.GetValues<Priority>().Select(TicketFields.NameOf).Contains(priority, StringComparer.Ordinal)
            ? Do("setPriority", "value", priority) : UnknownValue(action, scope),
        "type" => Mapped(action, scope, scope.Names.Types, "type") is { } type ? Do("setType", "type", type) : null,
        "group_id" => Mapped(action, scope, scope.Names.Groups, "group") is { } group ? Do("transfer", "department", group) : null,
        "assignee_id" => action.Value.IsEmpty ? new JsonObject { ["do"] = "unassign" }
            : Agent(action, scope) is { } agent ? Do("assign", "agent", agent) : null,
        "follower" => Agent(action, scope) is { } follower ? Do("follow", "agent", follower) : null,
        "set_tags" => Tags(action, scope, "setTags"),
        "current_tags" => Tags(action, scope, "addTags"),
        "remove_tags" => Tags(action, scope, "removeTags"),
        _ when CustomRows.IdOf(action.Field) is { } id => Field(action, scope, id),
        _ when MessageActions.IsComment(action) => null,
        _ => messages.Notification(action, scope),
    };

    /// <summary>Reports a value without a counterpart.</summary>
    public static JsonObject? UnknownValue(ZendeskAction action, ImportScope scope)
    {
        var shown = ImportScope.Brief(string.Join(' ', action.Value.Texts.Take(5)));
        scope.Block(action.Place, "unknown-value", $"The value '{shown}' of '{ImportScope.Brief(action.Field)}' has no counterpart here.");
        return null;
    }

    private static JsonObject Do(string what, string member, JsonNode value) => new() { ["do"] = what, [member] = value };

    private static JsonObject? Status(ZendeskAction action, ImportScope scope)
    {
        var status = action.Value.Single switch
        {
            "new" => "new",
            "open" => "open",
            "pending" => "pending",
            "hold" => "on-hold",
            "solved" => "resolved",
            "closed" => "closed",
            _ => null,
        };
        if (status is null)
        {
            return UnknownValue(action, scope);
        }

        scope.Inexact(action.Place, "The lifecycle decides: where it does not permit the change, nothing of the rule is done, and Zendesk changes the status all the same.");
        return Do("setStatus", "status", status);
    }

    private static string? Mapped(ZendeskAction action, ImportScope scope, IReadOnlyDictionary<string, string> names, string noun)
    {
        if (action.Value.Single is { Length: > 0 } value)
        {
            return scope.Mapped(names, value, noun, action.Place);
        }

        _ = UnknownValue(action, scope);
        return null;
    }

    private static string? Agent(ZendeskAction action, ImportScope scope) =>
        action.Value.Single == "current_user" ? "@actor" : Mapped(action, scope, scope.Names.Agents, "user");

    private static JsonObject? Tags(ZendeskAction action, ImportScope scope, string what)
    {
        var tags = action.Value.Words;
        return (tags.Count == 0 && (what != "setTags" || action.Value.IsForeign)) || tags.Count > Max
            ? UnknownValue(action, scope)
            : Do(what, "tags", ConditionJson.List(tags));
    }

    private static JsonObject? Field(ZendeskAction action, ImportScope scope, string id)
    {
        if (CustomRows.Find(scope, id, action.Place) is not { } field)
        {
            return null;
        }

        if (action.Value.IsEmpty)
        {
            return Do("clearField", "field", field.Name);
        }

        return Value(field, action.Value) is { } value
            ? new JsonObject { ["do"] = "setField", ["field"] = field.Name, ["value"] = value }
            : UnknownValue(action, scope);
    }

    private static JsonNode? Value(CustomField field, ZendeskValue value) => (field.Type, value.Single) switch
    {
        (CustomFieldType.MultiChoice, _) => value.Words.All(w => field.Choices.Contains(w, StringComparer.Ordinal)) && value.Words.Count is > 0 and <= 1_000
            ? ConditionJson.List(value.Words) : null,
        (CustomFieldType.Number, { } text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number : null,
        (CustomFieldType.Flag, "true" or "false") => value.Single == "true",
        (CustomFieldType.Date, { } text) => CustomRows.DayOf(text) is { } day ? LocalDatePattern.Iso.Format(day) : null,
        (CustomFieldType.Choice, { } text) => field.Choices.Contains(text, StringComparer.Ordinal) ? text : null,
        (CustomFieldType.Text or CustomFieldType.Reference, { Length: <= 10_000 } text) => string.IsNullOrWhiteSpace(text) ? null : text,
        _ => null,
    };
}
