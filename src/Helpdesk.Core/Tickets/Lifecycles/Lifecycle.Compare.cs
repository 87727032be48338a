namespace Helpdesk.Core.Tickets.Lifecycles;

public sealed partial class Lifecycle
{
    /// <summary>The lifecycle as a Mermaid state diagram.</summary>
    public string ToMermaid() => LifecycleDrawing.Mermaid(Definition);

    /// <summary>The lifecycle as a Graphviz graph.</summary>
    public string ToDot() => LifecycleDrawing.Dot(Definition);

    /// <summary>What differs between this lifecycle and a later one, status by status and transition by transition.</summary>
    /// <returns>In ordinal order of the places; empty exactly when both say the same about every status.</returns>
    public IReadOnlyList<LifecycleDifference> DifferencesTo(Lifecycle later)
    {
        ArgumentNullException.ThrowIfNull(later);
        var (before, after) = (Lines(), later.Lines());

        // A status more or less moves no other.
        before["order"] = Order(this, later);
        after["order"] = Order(later, this);
        return
        [
            .. from place in before.Keys.Union(after.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
               let old = before.GetValueOrDefault(place, "")
               let fresh = after.GetValueOrDefault(place, "")
               where old != fresh
               select new LifecycleDifference(place, old, fresh),
        ];
    }

    /// <summary>Where each status of another lifecycle goes when a ticket moves here.</summary>
    /// <returns>
    /// A map of every status of the other one, or one fault with code <c>unmapped-statuses</c> that names those without a place
    /// here. What is put away stays so: Postponed, Spam, Merged and Deleted map only onto their own category.
    /// </returns>
    public Parsed<LifecycleMap> MapFrom(Lifecycle other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var declared = Definition.Maps.FirstOrDefault(m => m.From == other.Version);
        var map = new Dictionary<StatusId, StatusId>();
        var missing = new List<StatusId>();
        foreach (var status in other.Definition.Statuses)
        {
            var target = declared?.Statuses.TryGetValue(status.Id, out var named) == true ? Find(named) : Find(status.Id);
            var isDeclared = declared?.Statuses.ContainsKey(status.Id) == true;
            var fits = target is not null
                && (target.Category == status.Category || (isDeclared && !IsKept(status.Category) && !IsKept(target.Category)));
            if (fits)
            {
                map[status.Id] = target!.Id;
            }
            else
            {
                missing.Add(status.Id);
            }
        }

        return missing.Count == 0
            ? new Parsed<LifecycleMap>(new LifecycleMap(other.Version, map), [])
            : new Parsed<LifecycleMap>(null,
            [
                new Fault(
                    "unmapped-statuses",
                    $"Lifecycle '{Version}' has no place for {string.Join(", ", missing)} of '{other.Version}'."),
            ]);
    }

    private static string Order(Lifecycle of, Lifecycle also) =>
        string.Join(" ", of.Definition.Statuses.Where(s => also.Find(s.Id) is not null).Select(s => Name(s.Id.Value)));

    private static bool IsKept(StatusCategory category) =>
        category is StatusCategory.Postponed or StatusCategory.Spam or StatusCategory.Merged or StatusCategory.Deleted;

    private Dictionary<string, string> Lines()
    {
        var lines = new Dictionary<string, string>(StringComparer.Ordinal);
        var all = new LifecycleBranches(Definition);
        foreach (var status in Definition.Statuses)
        {
            lines[$"status {Name(status.Id.Value)}"] =
                $"{status.Category} {Quoted(status.AgentLabel)} / {Quoted(status.CustomerLabel)}{(status.IsDefault ? " default" : "")}";
            foreach (var trigger in _table.Triggers)
            {
                var branches = string.Join("; ", all.TransitionsOf(status, trigger).Select(Line));
                if (branches.Length > 0)
                {
                    lines[$"transition {Name(status.Id.Value)} {Name(trigger.Value)}"] = branches;
                }
            }
        }

        foreach (var trigger in Definition.Triggers)
        {
            lines[$"trigger {Name(trigger.Id.Value)}"] = Quoted(trigger.Label);
        }

        foreach (var (name, condition) in Definition.Guards)
        {
            lines[$"guard {Name(name)}"] = condition.ToJson();
        }

        foreach (var timer in Definition.Timers)
        {
            lines[$"timer {Name(timer.Status.Value)}"] = $"{Name(timer.Fire.Value)} after {LifecycleWriter.Length(timer.After)}";
        }

        foreach (var map in Definition.Maps)
        {
            lines[$"map {Name(map.From)}"] = string.Join(
                ", ", map.Statuses.OrderBy(s => s.Key.Value, StringComparer.Ordinal).Select(s => $"{Name(s.Key.Value)} → {Name(s.Value.Value)}"));
        }

        return lines;
    }

    private static string Line(Transition transition)
    {
        var target = transition.Target switch
        {
            TransitionTarget.To to => Name(to.Status.Value),
            TransitionTarget.Remembered => "(back)",
            TransitionTarget.NewTicket => "(follow-up)",
            TransitionTarget.Forbidden => "(forbidden)",
            _ => "(stay)",
        };
        var effects = transition.Effects.Select(e => e switch
        {
            TransitionEffect.Notify notify => $"notify {Name(notify.Template)}",
            TransitionEffect.AddTags add => $"tag {string.Join(' ', add.Tags.Select(Name))}",
            _ => "unassign",
        });
        string[] parts =
        [
            target,
            $"by {string.Join(", ", LifecycleWriter.Names(transition.Actors))}",
            .. transition.Roles.Count > 0 ? [$"as {string.Join(" or ", transition.Roles.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(Name))}"] : Array.Empty<string>(),
            .. transition.Guards.Distinct(StringComparer.Ordinal).Select(g => $"if {Name(g)}"),
            .. effects,
        ];
        return string.Join(" ", parts);
    }

    // What is no plain word is quoted, so that different names never make the same line.
    private static string Name(string text) =>
        text.Length > 0 && text.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.') ? text : Quoted(text);

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
