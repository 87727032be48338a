using System.Text.Json.Nodes;

namespace Helpdesk.Core.Rules.Import;

/// <summary>The actions that say something: mails, comments, webhooks. Their texts become templates of the configuration.</summary>
internal sealed class MessageActions
{
    private readonly JsonObject _templates;

    public MessageActions(JsonObject templates) => _templates = templates;

    /// <summary>Whether the action is a part of a comment, which <see cref="Comments"/> puts together.</summary>
    public static bool IsComment(ZendeskAction action) => action.Field is "comment_value" or "comment_value_html" or "comment_mode_is_public";

    /// <summary>The comment of a macro as a reply or a note; none where there is no text.</summary>
    public IEnumerable<JsonObject> Comments(IReadOnlyList<ZendeskAction> actions, ImportScope scope)
    {
        var said = actions.Where(a => a.Field is "comment_value" or "comment_value_html").ToList();
        if (said.Count == 0)
        {
            yield break;
        }

        var first = said.Find(a => a.Field == "comment_value") ?? said[0];
        var isPublic = actions.LastOrDefault(a => a.Field == "comment_mode_is_public")?.Value.Single != "false";
        var text = first.Value.Texts.Count > 0 ? first.Value.Texts[^1] : "";
        scope.Inexact(first.Place, isPublic
            ? "The answer goes out as it is, and moves the ticket to the customer unless a status follows; Zendesk lets the agent change both first."
            : "The note is added as it is; Zendesk lets the agent change it first.");
        if (first.Field == "comment_value_html")
        {
            scope.Inexact(first.Place, "The text is taken over without its markup.");
            text = MessageText.Plain(text);
        }

        foreach (var other in said.Where(a => a != first))
        {
            scope.Inexact(other.Place, "The same comment in another form; the plain one is taken over.");
        }

        if (Template("{{ticket.title}}", text, scope, first.Place) is { } template)
        {
            yield return new JsonObject { ["do"] = isPublic ? "reply" : "addNote", ["template"] = template };
        }
    }

    /// <summary>A mail or a call of the host; null and a gap for anything else.</summary>
    public JsonObject? Notification(ZendeskAction action, ImportScope scope) => action.Field switch
    {
        "notification_user" or "notification_group" => Mail(action, scope),
        "notification_webhook" => Call(action, scope, "webhook"),
        "notification_target" => Call(action, scope, "target"),
        _ => Unknown(action, scope),
    };

    private static JsonObject? Unknown(ZendeskAction action, ImportScope scope)
    {
        scope.Block(action.Place, "unknown-action", $"'{ImportScope.Brief(action.Field)}' has no counterpart here.");
        return null;
    }

    private JsonObject? Mail(ZendeskAction action, ImportScope scope)
    {
        if (action.Value.Texts is not [var recipient, var subject, var text])
        {
            return ActionRows.UnknownValue(action, scope);
        }

        var to = action.Field == "notification_group" ? Group(recipient, action, scope) : User(recipient, action, scope);
        var template = Template(subject, text, scope, action.Place);
        return to is null || template is null ? null
            : new JsonObject { ["do"] = "notify", ["template"] = template, ["to"] = ConditionJson.List(to) };
    }

    private static string? User(string recipient, ZendeskAction action, ImportScope scope)
    {
        switch (recipient)
        {
            case "requester_id":
                return "@requester";
            case "requester_and_ccs":
                scope.Inexact(action.Place, "The mail goes to the requester without copies.");
                return "@requester";
            case "assignee_id":
                return "@assignee";
            case { Length: > 0 } when recipient.All(char.IsAsciiDigit):
                return scope.Mapped(scope.Names.Agents, recipient, "user", action.Place) is { } agent ? $"agent:{agent}" : null;
            default:
                _ = ActionRows.UnknownValue(action, scope);
                return null;
        }
    }

    private static string? Group(string recipient, ZendeskAction action, ImportScope scope)
    {
        if (recipient == "group_id")
        {
            return "@department";
        }

        _ = ActionRows.UnknownValue(action, scope);
        return null;
    }

    // What a webhook is sent as pairs is left to the host.
    private static JsonObject? Call(ZendeskAction action, ImportScope scope, string kind)
    {
        if (action.Value.Texts is not [{ Length: > 0 and <= 50 } id, ..])
        {
            return ActionRows.UnknownValue(action, scope);
        }

        var name = $"zendesk-{kind}-{id}";
        scope.Block(action.Place, "needs-host-action", $"It calls the {kind} '{id}': the host has to register an action '{name}' that does.");
        var call = new JsonObject { ["do"] = "call", ["action"] = name };
        if (action.Value.Texts is [_, { Length: > 0 } body, ..])
        {
            call["with"] = new JsonObject { ["body"] = body };
        }

        return call;
    }

    private string? Template(string subject, string text, ImportScope scope, string place)
    {
        if (MessageText.Template(subject, scope, place) is not { } line || MessageText.Template(text, scope, place) is not { } body)
        {
            return null;
        }

        var name = scope.NextTemplate();
        _templates[name] = new JsonObject { ["subject"] = line, ["text"] = body };
        return name;
    }
}
