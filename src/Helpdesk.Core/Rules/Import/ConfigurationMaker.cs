using System.Text.Json.Nodes;

namespace Helpdesk.Core.Rules.Import;

/// <summary>Makes rules, macros and views of the library from those of Zendesk, and collects their messages and gaps.</summary>
internal sealed class ConfigurationMaker
{
    /// <summary>How many macros a configuration may have.</summary>
    private const int MaxMacros = 1_000;

    private readonly ZendeskNames _names;
    private int _macros;

    public ConfigurationMaker(ZendeskNames names) => _names = names;

    /// <summary>The messages, by name.</summary>
    public JsonObject Templates { get; } = [];

    /// <summary>What is not exactly as it was.</summary>
    public List<ZendeskGap> Gaps { get; } = [];

    public JsonObject Trigger(ZendeskItem item, string category)
    {
        var scope = Scope(ZendeskKind.Trigger, item);
        var when = ConditionRows.Read(item.All, item.Any, scope, item.Place);
        var rule = Rule(item, scope, TriggerEvents.Of(item.All), when);
        if (category.Length > 0)
        {
            rule["category"] = category;
        }

        return rule;
    }

    public JsonObject Automation(ZendeskItem item)
    {
        var scope = Scope(ZendeskKind.Automation, item);
        scope.Inexact(item.Place, "It fires at the instant at which it begins to hold, once as long as the times that it counts from stay the same; Zendesk looks once an hour and acts again as long as it holds.");
        var when = ConditionRows.Read(item.All, item.Any, scope, item.Place);
        if (!ConditionJson.IsOnTheClock(when))
        {
            scope.Block(item.Place, "no-time", "It counts no hours that are known here; one hour since the creation stands in.");
            when = ConditionJson.All(when, ConditionJson.Compare("ticket.createdAt", "olderThan", "PT1H"));
        }

        return Rule(item, scope, [TimeRules.Kind], when);
    }

    /// <summary>The macro; null when something of it is missing.</summary>
    public JsonObject? Macro(ZendeskItem item)
    {
        var scope = Scope(ZendeskKind.Macro, item);
        Check(item, scope);
        var templates = new JsonObject();
        var then = ActionRows.Read(item.Actions, scope, new MessageActions(templates), item.Place);
        if (!scope.IsBlocked && _macros == MaxMacros)
        {
            scope.Block(item.Place, "too-large", $"A configuration has at most {MaxMacros} macros.");
        }

        if (scope.IsBlocked)
        {
            return null;
        }

        _macros++;
        Keep(templates);
        return new JsonObject { ["id"] = scope.Id, ["name"] = item.Title, ["then"] = then };
    }

    /// <summary>The view; null when something of it is missing.</summary>
    public JsonObject? View(ZendeskItem item)
    {
        var scope = Scope(ZendeskKind.View, item);
        Check(item, scope);
        if (item.IsSorted)
        {
            scope.Inexact(item.Place, "Columns, groups and order of the list are not taken over.");
        }

        var when = ConditionRows.Read(item.All, item.Any, scope, item.Place);
        return scope.IsBlocked ? null : new JsonObject { ["id"] = scope.Id, ["name"] = item.Title, ["when"] = when };
    }

    private JsonObject Rule(ZendeskItem item, ImportScope scope, IReadOnlyList<string> on, JsonObject when)
    {
        var templates = new JsonObject();
        var then = ActionRows.Read(item.Actions, scope, new MessageActions(templates), item.Place);
        Keep(templates);
        return new JsonObject
        {
            ["id"] = scope.Id,
            ["name"] = item.Title,
            ["enabled"] = item.IsActive && !scope.IsBlocked,
            ["on"] = ConditionJson.List(on),
            ["when"] = when,
            ["then"] = then,
        };
    }

    // Macros and views have no switch, and nobody to whom they are restricted.
    private static void Check(ZendeskItem item, ImportScope scope)
    {
        if (!item.IsActive)
        {
            scope.Block(item.Place, "inactive", "It is switched off in Zendesk.");
        }

        if (item.IsRestricted)
        {
            scope.Inexact(item.Place, "Zendesk shows it to some people only; here everybody who works on tickets has it.");
        }
    }

    private void Keep(JsonObject templates)
    {
        foreach (var (name, template) in templates)
        {
            Templates[name] = template!.DeepClone();
        }
    }

    private ImportScope Scope(ZendeskKind kind, ZendeskItem item) =>
        new(kind, $"zendesk-{kind.ToString().ToLowerInvariant()}-{item.Id}", _names, Gaps);
}
