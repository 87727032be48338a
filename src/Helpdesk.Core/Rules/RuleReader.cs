using Helpdesk.Core.Conditions;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Fields;

namespace Helpdesk.Core.Rules;

/// <summary>Reads one rule from its place in a JSON document.</summary>
internal static class RuleReader
{
    public const int MaxRules = 10_000;

    private const int MaxActions = 100;

    // What a rule may fire. A message and the timers of the library have their own ways in.
    private static readonly TriggerId[] Fireable =
    [
        Triggers.Start, Triggers.Hold, Triggers.AwaitCustomer, Triggers.Resolve, Triggers.Reopen, Triggers.Close,
        Triggers.CloseUnsuccessful, Triggers.MarkSpam, Triggers.NotSpam, Triggers.Delete, Triggers.Restore, Triggers.Wake,
        Triggers.MarkAnswered,
    ];

    public static Rule? Read(JsonSection section, FieldCatalogue catalogue, RuleReferences references)
    {
        if (!section.IsObject())
        {
            return null;
        }

        var before = section.FaultCount;
        var id = section.Required("id")?.Name();
        var name = section.Optional("name")?.Name() ?? id;
        var order = section.Optional("order")?.Integer(int.MinValue, int.MaxValue) ?? 0;
        var enabled = section.Optional("enabled")?.Flag() ?? true;
        var on = Events(section.Required("on"));
        var when = section.Optional("when") is { } condition ? ConditionReader.Read(condition, catalogue) : Condition.Always;
        RuleAction[] then = [.. (section.Required("then")?.Items(MaxActions) ?? []).Select(a => Action(a, references)).OfType<RuleAction>()];
        var category = section.Optional("category")?.Name() ?? "";
        var most = section.Optional("maxRuns")?.Integer(1, int.MaxValue);
        var from = section.Optional("validFrom")?.Moment();
        var until = section.Optional("validUntil");
        var end = until?.Moment();
        if (end <= from)
        {
            until!.Fault("ends-before-start", "A rule is valid until later than from.");
        }

        if (on.Contains(TimeRules.Kind, StringComparer.Ordinal) && when is not null && !when.OnTheClock().Any())
        {
            section.Fault("no-time", $"A rule on '{TimeRules.Kind}' needs a comparison with the clock, such as olderThan.");
        }

        var stop = section.Optional("stop")?.Choice<RuleStop>() ?? RuleStop.None;
        section.NothingElse();
        return section.FaultCount > before || when is null
            ? null
            : new Rule(new RuleId(id!), name!, order, enabled, on, when, then, stop)
            {
                Category = category,
                MaxRuns = most,
                ValidFrom = from,
                ValidUntil = end,
            };
    }

    private static List<string> Events(JsonSection? place)
    {
        var events = new List<string>();
        foreach (var item in place?.Items(TicketEventKind.All.Count) ?? [])
        {
            if (item.Text() is { } text && Known(item, text, TicketEventKind.All, "event") is { } known)
            {
                events.Add(known);
            }
        }

        if (place is { IsList: true } && events.Count == 0)
        {
            place.Fault("empty", "A rule that no event wakes never fires.");
        }

        return events;
    }

    private static RuleAction? Action(JsonSection section, RuleReferences references)
    {
        if (!section.IsObject())
        {
            return null;
        }

        var before = section.FaultCount;
        var what = section.Required("do");
        RuleAction? action = what?.Text() switch
        {
            null => null,
            "fire" => Value(section, "trigger", Fireable.Select(t => t.Value).Concat(references.Triggers), "trigger") is { } trigger
                ? Command(new TicketCommand.Fire(new TriggerId(trigger))) : null,
            "setPriority" => section.Required("value")?.Choice<Priority>() is { } priority
                ? Command(new TicketCommand.SetPriority(priority)) : null,
            "transfer" => Value(section, "department", references.Departments, "department") is { } department
                ? Command(new TicketCommand.Transfer(new DepartmentId(department))) : null,
            "assign" => Value(section, "agent", references.Agents, "agent") is { } agent
                ? Command(new TicketCommand.Assign(new AgentId(agent))) : null,
            "setType" => Value(section, "type", references.Types, "type") is { } type
                ? Command(new TicketCommand.SetType(new TicketTypeId(type))) : null,
            "setField" => Field(section, references),
            "follow" => Value(section, "agent", references.Agents, "agent") is { } follower
                ? Command(new TicketCommand.Follow(new AgentId(follower))) : null,
            "escalate" => Command(new TicketCommand.Escalate()),
            "addSubject" => section.Required("kind")?.Name() is { } kind && section.Required("id")?.Name() is { } subject
                ? Command(new TicketCommand.AddSubject(new TicketSubject(kind, subject))) : null,
            "unassign" => Command(new TicketCommand.Unassign()),
            "addTags" => Command(new TicketCommand.AddTags(section.Required("tags")?.Texts(MaxActions) ?? [])),
            "removeTags" => Command(new TicketCommand.RemoveTags(section.Required("tags")?.Texts(MaxActions) ?? [])),
            "postponeFor" => section.Required("duration")?.Length() is { } length ? new RuleAction.PostponeFor(length) : null,
            "notify" => Value(section, "template", references.Templates, "template") is { } template
                ? new RuleAction.Notify(template) : null,
            { } other => Unknown(what, other),
        };
        section.NothingElse();
        return section.FaultCount > before ? null : action;
    }

    private static RuleAction.Command? Field(JsonSection section, RuleReferences references)
    {
        var name = Value(section, "field", references.Fields.Select(f => f.Name), "field");
        var place = section.Required("value");
        if (name is null || place is null)
        {
            return null;
        }

        return CustomFieldReader.Value(place, references.Fields.First(f => f.Name == name)) is { } value
            ? Command(new TicketCommand.SetFields(new Dictionary<string, FieldValue?> { [name] = value }))
            : null;
    }

    private static RuleAction.Command Command(TicketCommand command) => new(command);

    private static string? Value(JsonSection section, string member, IEnumerable<string> known, string noun) =>
        section.Required(member) is { } place && place.Text() is { } text ? Known(place, text, known, noun) : null;

    private static string? Known(JsonSection place, string text, IEnumerable<string> known, string noun)
    {
        if (known.Contains(text, StringComparer.Ordinal))
        {
            return text;
        }

        place.Fault($"unknown-{noun}", $"'{text}' is no {noun}. Known: {string.Join(", ", known)}.");
        return null;
    }

    private static RuleAction? Unknown(JsonSection place, string name)
    {
        place.Fault(
            "unknown-action",
            $"'{name}' is no action. Known: fire, setPriority, transfer, assign, setType, setField, follow, escalate, addSubject, unassign, addTags, removeTags, postponeFor, notify.");
        return null;
    }
}
