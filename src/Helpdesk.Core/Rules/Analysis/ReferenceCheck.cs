using Helpdesk.Core.Conditions;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Fields;

namespace Helpdesk.Core.Rules.Analysis;

/// <summary>
/// Names that the configuration does not have. What an action names, and a field or a schedule of a condition, is an error; a value that a
/// field is compared with is a warning: tickets may hold what is gone by now.
/// </summary>
internal sealed class ReferenceCheck
{
    private const string Code = "unknown-reference";

    private readonly FieldCatalogue _catalogue;
    private readonly RuleFindings _findings;
    private readonly Dictionary<string, CustomField> _custom;
    private readonly Dictionary<string, HashSet<string>?> _held = new(StringComparer.Ordinal);
    private readonly HashSet<string> _departments;
    private readonly HashSet<string> _agents;
    private readonly HashSet<string> _types;
    private readonly HashSet<string> _triggers;
    private readonly HashSet<string> _statuses;
    private readonly HashSet<string> _templates;
    private readonly HashSet<string> _hostActions;

    private ReferenceCheck(FieldCatalogue catalogue, RuleReferences references, RuleFindings findings)
    {
        (_catalogue, _findings) = (catalogue, findings);
        _custom = references.Fields.DistinctBy(f => f.Name).ToDictionary(f => f.Name, StringComparer.Ordinal);
        _departments = Names(references.Departments);
        _agents = Names(references.Agents);
        _types = Names(references.Types);
        _triggers = Names(Triggers.All.Select(t => t.Value).Concat(references.Triggers));
        _statuses = Names(references.Statuses);
        _templates = Names(references.Templates);
        _hostActions = Names(references.HostActions);
    }

    public static void Look(
        IEnumerable<RuleProfile> rules, FieldCatalogue catalogue, RuleReferences references, RuleFindings findings)
    {
        var check = new ReferenceCheck(catalogue, references, findings);
        foreach (var rule in rules)
        {
            foreach (var leaf in rule.Leaves)
            {
                check.Condition(rule, leaf);
            }

            for (var i = 0; i < rule.Rule.Then.Count; i++)
            {
                var place = rule.At($"/then/{i}");
                foreach (var problem in check.Action(rule.Rule.Then[i]))
                {
                    findings.Add(Code, RuleFindingSeverity.Error, $"Rule '{rule.Rule.Id}' does something with {problem}.", place);
                }
            }
        }
    }

    private static HashSet<string> Names(IEnumerable<string> names) => new(names, StringComparer.Ordinal);

    private void Condition(RuleProfile rule, ConditionLeaf leaf)
    {
        var (name, type) = (leaf.Comparison.Field.Name, leaf.Comparison.Field.Type);
        if (_catalogue.Find(name) is not { } field)
        {
            Report(rule, leaf, RuleFindingSeverity.Error, $"asks for '{name}', which is no field");
        }
        else if (field.Type != type)
        {
            Report(rule, leaf, RuleFindingSeverity.Error, $"asks for '{name}' as a {type}; it is a {field.Type}");
        }
        else if (Schedule(leaf.Comparison) is { } schedule && _catalogue.FindSchedule(schedule) is null)
        {
            Report(rule, leaf, RuleFindingSeverity.Error, $"counts by '{schedule}', which is no schedule");
        }
        else if (Unknown(leaf.Comparison, field) is { Length: > 0 } unknown)
        {
            Report(rule, leaf, RuleFindingSeverity.Warning, $"compares '{name}' with {RuleText.List(unknown)}, which it never holds in this configuration");
        }
    }

    private void Report(RuleProfile rule, ConditionLeaf leaf, RuleFindingSeverity severity, string what) =>
        _findings.Add(Code, severity, $"Rule '{rule.Rule.Id}' {what}.", rule.At(leaf.Place));

    private static string? Schedule(Condition.Comparison comparison) =>
        comparison.Operator == Operator.InBusinessHours ? comparison.Values[0].Shown : comparison.Hours;

    private string[] Unknown(Condition.Comparison comparison, Field field)
    {
        if (!_held.TryGetValue(field.Name, out var known))
        {
            _held[field.Name] = known = Known(field)?.Select(ComparableText.Of).ToHashSet(StringComparer.OrdinalIgnoreCase);
        }

        if (known is null)
        {
            return [];
        }

        return
        [
            .. comparison.Values.OfType<FieldValue.Text>().Select(v => v.Value)
                .Where(v => !known.Contains(v) && !(comparison.IsRelative && RelativeValue.Is(v))),
        ];
    }

    // What the field may hold; null where anybody may add to that.
    private IReadOnlyCollection<string>? Known(Field field) => field switch
    {
        { HoldsAgents: true } or { Name: "ticket.followers" } => _agents,
        { Name: "ticket.department" } => _departments,
        { Name: "ticket.type" } => _types,
        { Name: "ticket.status" } => _statuses,
        { Name: "event.trigger" } => _triggers,
        _ => field.Choices,
    };

    private IEnumerable<string> Action(RuleAction action) => action switch
    {
        RuleAction.Command { What: var command } => Command(command),
        RuleAction.Increment { Field: var name } => Missing(_custom.ContainsKey(name), name, "custom field"),
        RuleAction.Notify notify =>
        [
            .. Missing(_templates, notify.Template, "template"),
            .. notify.To.OfType<NoticeRecipient.Agent>().SelectMany(a => Missing(_agents, a.Id.Value, "agent")),
        ],
        RuleAction.Reply reply =>
        [
            .. Missing(_templates, reply.Template, "template"),
            .. reply.Then is { } then ? Missing(_triggers, then.Value, "trigger") : [],
        ],
        RuleAction.AddNote note => Missing(_templates, note.Template, "template"),
        RuleAction.Call call => Missing(_hostActions, call.Action, "action of the host"),
        _ => [],
    };

    private IEnumerable<string> Command(TicketCommand command) => command switch
    {
        TicketCommand.Fire fire => Missing(_triggers, fire.Trigger.Value, "trigger"),
        TicketCommand.SetStatus set => Missing(_statuses, set.Status.Value, "status"),
        TicketCommand.Transfer transfer => Missing(_departments, transfer.Department.Value, "department"),
        TicketCommand.Assign assign => Missing(_agents, assign.Agent.Value, "agent"),
        TicketCommand.Follow follow => Missing(_agents, follow.Agent.Value, "agent"),
        TicketCommand.Unfollow unfollow => Missing(_agents, unfollow.Agent.Value, "agent"),
        TicketCommand.SetType { Type: { } type } => Missing(_types, type.Value, "type"),
        TicketCommand.SetFields set => set.Values.SelectMany(v => Field(v.Key, v.Value)),
        _ => [],
    };

    private IEnumerable<string> Field(string name, FieldValue? value) =>
        !_custom.TryGetValue(name, out var field) ? Missing(false, name, "custom field")
        : value is not null && field.Check(value) is not null ? [$"'{value.Shown}', which '{name}' cannot hold"]
        : [];

    private static IEnumerable<string> Missing(HashSet<string> known, string name, string noun) => Missing(known.Contains(name), name, noun);

    private static IEnumerable<string> Missing(bool isKnown, string name, string noun) =>
        isKnown ? [] : [$"'{name}', which is no {noun}"];
}
