using System.Collections.Frozen;
using Helpdesk.Core.Conditions;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Fields;

namespace Helpdesk.Core.Rules;

/// <summary>Reads the actions of rules and macros; those of a macro that one runs are put in its place.</summary>
internal static class ActionReader
{
    private const string Actor = "@actor";
    private const int MaxActions = 100;

    // What may be fired. A message and the timers of the library have their own ways in.
    private static readonly TriggerId[] Fireable =
    [
        Triggers.Start, Triggers.Hold, Triggers.AwaitCustomer, Triggers.Resolve, Triggers.Reopen, Triggers.Close,
        Triggers.CloseUnsuccessful, Triggers.MarkSpam, Triggers.NotSpam, Triggers.Delete, Triggers.Restore, Triggers.Wake,
        Triggers.MarkAnswered,
    ];

    private static readonly FrozenDictionary<string, Func<JsonSection, RuleReferences, RuleAction?>> Readers =
        new Dictionary<string, Func<JsonSection, RuleReferences, RuleAction?>>(StringComparer.Ordinal)
        {
            ["fire"] = (s, r) => Trigger(s, "trigger", r) is { } trigger ? Command(new TicketCommand.Fire(trigger)) : null,
            ["setStatus"] = (s, r) => Value(s, "status", r.Statuses, "status") is { } status
                ? Command(new TicketCommand.SetStatus(new StatusId(status))) : null,
            ["setPriority"] = (s, _) => s.Required("value")?.Choice<Priority>() is { } priority
                ? Command(new TicketCommand.SetPriority(priority)) : null,
            ["transfer"] = (s, r) => Value(s, "department", r.Departments, "department") is { } department
                ? Command(new TicketCommand.Transfer(new DepartmentId(department))) : null,
            ["assign"] = (s, r) => Agent(s, r, new RuleAction.AssignActor(), a => new TicketCommand.Assign(a)),
            ["unassign"] = (_, _) => Command(new TicketCommand.Unassign()),
            ["setType"] = (s, r) => Value(s, "type", r.Types, "type") is { } type
                ? Command(new TicketCommand.SetType(new TicketTypeId(type))) : null,
            ["setField"] = SetField,
            ["clearField"] = (s, r) => Value(s, "field", r.Fields.Select(f => f.Name), "field") is { } name
                ? Command(new TicketCommand.SetFields(new Dictionary<string, FieldValue?> { [name] = null })) : null,
            ["increment"] = (s, r) =>
                Value(s, "field", r.Fields.Where(f => f.Type == CustomFieldType.Number).Select(f => f.Name), "number field") is { } name
                && s.Required("by")?.Number(-1e9, 1e9) is { } by
                    ? new RuleAction.Increment(name, by) : null,
            ["addTags"] = (s, _) => Tags(s) is { } tags ? Command(new TicketCommand.AddTags(tags)) : null,
            ["removeTags"] = (s, _) => Tags(s) is { } tags ? Command(new TicketCommand.RemoveTags(tags)) : null,
            ["setTags"] = (s, _) => Tags(s) is { } tags ? new RuleAction.SetTags(tags) : null,
            ["follow"] = (s, r) => Agent(s, r, new RuleAction.FollowActor(), a => new TicketCommand.Follow(a)),
            ["unfollow"] = (s, r) => Value(s, "agent", r.Agents, "agent") is { } agent
                ? Command(new TicketCommand.Unfollow(new AgentId(agent))) : null,
            ["escalate"] = (_, _) => Command(new TicketCommand.Escalate()),
            ["addSubject"] = (s, _) => Subject(s) is { } subject ? Command(new TicketCommand.AddSubject(subject)) : null,
            ["removeSubject"] = (s, _) => Subject(s) is { } subject ? Command(new TicketCommand.RemoveSubject(subject)) : null,
            ["postponeFor"] = Postpone,
            ["notify"] = Notify,
            ["reply"] = (s, r) => Template(s, r) is { } template
                ? new RuleAction.Reply(template, s.Optional("then") is null ? null : Trigger(s, "then", r)) : null,
            ["addNote"] = (s, r) => Template(s, r) is { } template ? new RuleAction.AddNote(template) : null,
            ["call"] = Call,
            ["suppress"] = (_, _) => new RuleAction.Suppress(),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The actions of a list; at most a hundred, those of macros included.</summary>
    public static IReadOnlyList<RuleAction> List(JsonSection? place, RuleReferences references)
    {
        var actions = new List<RuleAction>();
        foreach (var item in place?.Items(MaxActions) ?? [])
        {
            if (!item.IsObject() || item.Required("do") is not { } what || what.Text() is not { } name)
            {
                continue;
            }

            if (name == "runMacro")
            {
                actions.AddRange(Value(item, "macro", references.Macros.Keys, "macro") is { } macro ? references.Macros[macro] : []);
            }
            else if (!Readers.TryGetValue(name, out var read))
            {
                what.Fault("unknown-action", $"'{name}' is no action. Known: {string.Join(", ", Readers.Keys.Order(StringComparer.Ordinal))}, runMacro.");
            }
            else if (read(item, references) is { } action)
            {
                actions.Add(action);
            }

            item.NothingElse();
        }

        if (actions.Count > MaxActions)
        {
            place!.Fault("too-many", $"With the macros that it runs the list has more than {MaxActions} actions.");
            actions.RemoveRange(MaxActions, actions.Count - MaxActions);
        }

        return actions;
    }

    /// <summary>The text if it is one of the known ones; otherwise null and a fault.</summary>
    public static string? Known(JsonSection place, string text, IEnumerable<string> known, string noun)
    {
        if (known.Contains(text, StringComparer.Ordinal))
        {
            return text;
        }

        place.Fault($"unknown-{noun.Replace(' ', '-')}", $"'{text}' is no {noun}. Known: {string.Join(", ", known)}.");
        return null;
    }

    private static RuleAction.Command Command(TicketCommand command) => new(command);

    private static string? Value(JsonSection section, string member, IEnumerable<string> known, string noun) =>
        section.Required(member) is { } place && place.Text() is { } text ? Known(place, text, known, noun) : null;

    private static string? Template(JsonSection section, RuleReferences references) => Value(section, "template", references.Templates, "template");

    private static TriggerId? Trigger(JsonSection section, string member, RuleReferences references) =>
        Value(section, member, Fireable.Select(t => t.Value).Concat(references.Triggers), "trigger") is { } trigger ? new TriggerId(trigger) : null;

    private static RuleAction? Agent(JsonSection section, RuleReferences references, RuleAction ofActor, Func<AgentId, TicketCommand> command) =>
        Value(section, "agent", references.Agents.Append(Actor), "agent") is not { } agent ? null
        : agent == Actor ? ofActor
        : Command(command(new AgentId(agent)));

    private static IReadOnlyList<string>? Tags(JsonSection section) => section.Required("tags")?.Texts(MaxActions);

    private static TicketSubject? Subject(JsonSection section)
    {
        var (kind, id) = (section.Required("kind")?.Name(), section.Required("id")?.Name());
        return kind is null || id is null ? null : new TicketSubject(kind, id);
    }

    private static RuleAction.Command? SetField(JsonSection section, RuleReferences references)
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

    private static RuleAction.PostponeFor? Postpone(JsonSection section, RuleReferences references)
    {
        var length = section.Required("duration")?.Length();
        var hours = section.Optional("hours") is null ? null : Value(section, "hours", references.Schedules.Keys, "schedule");
        return length is { } time ? new RuleAction.PostponeFor(time) { Hours = hours is null ? null : references.Schedules[hours] } : null;
    }

    private static RuleAction.Notify? Notify(JsonSection section, RuleReferences references)
    {
        var template = Template(section, references);
        NoticeRecipient[]? to = section.Optional("to") is { } place
            ? [.. place.Items(MaxActions).Select(i => Recipient(i, references)).OfType<NoticeRecipient>()]
            : null;
        if (to is [] && section.Optional("to")!.IsList)
        {
            section.Optional("to")!.Fault("empty", "A notice is for somebody.");
        }

        return template is null ? null : to is null ? new RuleAction.Notify(template) : new RuleAction.Notify(template) { To = to };
    }

    private static NoticeRecipient? Recipient(JsonSection place, RuleReferences references)
    {
        const string Agents = "agent:";
        switch (place.Text())
        {
            case null:
                return null;
            case "@requester":
                return new NoticeRecipient.Requester();
            case "@assignee":
                return new NoticeRecipient.Assignee();
            case "@followers":
                return new NoticeRecipient.Followers();
            case "@department":
                return new NoticeRecipient.Department();
            case { } text when text.StartsWith(Agents, StringComparison.Ordinal):
                return Known(place, text[Agents.Length..], references.Agents, "agent") is { } agent ? new NoticeRecipient.Agent(new AgentId(agent)) : null;
            default:
                return MailAddressReader.Read(place) is { } address ? new NoticeRecipient.Person(address) : null;
        }
    }

    private static RuleAction.Call? Call(JsonSection section, RuleReferences references)
    {
        var action = Value(section, "action", references.HostActions, "host action");
        var with = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in section.Optional("with")?.Members() ?? [])
        {
            if (value.Text() is { } text)
            {
                with[name] = text;
            }
        }

        return action is null ? null : new RuleAction.Call(action, with);
    }
}
