using Helpdesk.Core.Conditions;
using NodaTime;

namespace Helpdesk.Core.Tickets.Lifecycles;

/// <summary>Builds a lifecycle in code, from nothing or from another one. Not thread-safe; what it builds is.</summary>
public sealed class LifecycleBuilder
{
    private readonly string _version;
    private readonly List<Status> _statuses = [];
    private readonly List<LifecycleTrigger> _triggers = [];
    private readonly Dictionary<string, Condition> _guards = new(StringComparer.Ordinal);
    private readonly List<Transition> _transitions = [];
    private readonly List<LifecycleTimer> _timers = [];
    private readonly List<LifecycleMap> _maps = [];

    /// <summary>Begins with nothing.</summary>
    /// <param name="version">The version that tickets record.</param>
    public LifecycleBuilder(string version)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(version);
        _version = version;
    }

    /// <summary>Begins with everything that another lifecycle has, but its maps.</summary>
    /// <param name="version">The version that tickets record; different from the other's.</param>
    /// <param name="like">The other lifecycle.</param>
    public LifecycleBuilder(string version, Lifecycle like)
        : this(version)
    {
        ArgumentNullException.ThrowIfNull(like);
        _statuses.AddRange(like.Definition.Statuses);
        _triggers.AddRange(like.Definition.Triggers);
        _transitions.AddRange(like.Definition.Transitions);
        _timers.AddRange(like.Definition.Timers);
        foreach (var (name, condition) in like.Definition.Guards)
        {
            _guards[name] = condition;
        }
    }

    /// <summary>Adds a status behind the others, or replaces the one with that id in its place.</summary>
    public LifecycleBuilder Status(string id, StatusCategory category, string agentLabel, string customerLabel, bool isDefault = false)
    {
        var status = new Status(new StatusId(id), category, agentLabel, customerLabel, isDefault);
        var index = _statuses.FindIndex(s => s.Id == status.Id);
        if (index < 0)
        {
            _statuses.Add(status);
        }
        else
        {
            _statuses[index] = status;
        }

        return this;
    }

    /// <summary>Renames a status; what code depends on stays.</summary>
    /// <exception cref="ArgumentException">There is no such status.</exception>
    public LifecycleBuilder Rename(string id, string agentLabel, string customerLabel)
    {
        var status = _statuses.Find(s => s.Id.Value == id)
            ?? throw new ArgumentException($"There is no status '{id}'.", nameof(id));
        return Status(id, status.Category, agentLabel, customerLabel, status.IsDefault);
    }

    /// <summary>Removes a status with its timer and every transition that leads to it.</summary>
    public LifecycleBuilder WithoutStatus(string id)
    {
        _statuses.RemoveAll(s => s.Id.Value == id);
        _timers.RemoveAll(t => t.Status.Value == id);
        _transitions.RemoveAll(t => t.Target is TransitionTarget.To to && to.Status.Value == id);
        Keep(t => t with { FromStatuses = [.. t.FromStatuses.Where(s => s.Value != id)] });
        return this;
    }

    /// <summary>Removes every transition of a trigger from some categories; from all of them when none is named.</summary>
    public LifecycleBuilder WithoutTransitions(TriggerId trigger, params StatusCategory[] from)
    {
        ArgumentNullException.ThrowIfNull(from);
        Keep(t => t.Trigger != trigger ? t
            : from.Length == 0 ? t with { From = [], FromStatuses = [] }
            : t with { From = [.. t.From.Except(from)] });
        return this;
    }

    /// <summary>Adds a trigger of the host's own.</summary>
    public LifecycleBuilder Trigger(string id, string label)
    {
        _triggers.Add(new LifecycleTrigger(new TriggerId(id), label));
        return this;
    }

    /// <summary>Adds a guard of the host's own: a condition over the fields of the ticket.</summary>
    public LifecycleBuilder Guard(string name, Condition condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        _guards[name] = condition;
        return this;
    }

    /// <summary>Adds a transition behind the others.</summary>
    public LifecycleBuilder On(TriggerId trigger, Func<TransitionBuilder, TransitionBuilder> transition)
    {
        ArgumentNullException.ThrowIfNull(transition);
        _transitions.Add(transition(new TransitionBuilder(trigger)).Build());
        return this;
    }

    /// <summary>Lets a trigger fire by itself when a ticket stayed in a status for some time.</summary>
    public LifecycleBuilder After(string status, Duration after, TriggerId fire)
    {
        _timers.Add(new LifecycleTimer(new StatusId(status), after, fire));
        return this;
    }

    /// <summary>Says where statuses of another lifecycle go.</summary>
    /// <param name="from">The version of the other lifecycle.</param>
    /// <param name="statuses">Its status, and the one here.</param>
    public LifecycleBuilder Map(string from, params (string From, string To)[] statuses)
    {
        _maps.Add(new LifecycleMap(from, statuses.ToDictionary(s => new StatusId(s.From), s => new StatusId(s.To))));
        return this;
    }

    /// <summary>Verifies what was built.</summary>
    /// <returns>The lifecycle, or everything that is wrong with it.</returns>
    public Parsed<Lifecycle> Build() => Lifecycle.Create(new LifecycleDefinition(_version, [.. _statuses], [.. _transitions])
    {
        Triggers = [.. _triggers],
        Guards = new Dictionary<string, Condition>(_guards, StringComparer.Ordinal),
        Timers = [.. _timers],
        Maps = [.. _maps],
    });

    // Changes every transition; one that leaves no status any more goes.
    private void Keep(Func<Transition, Transition> change)
    {
        for (var i = _transitions.Count - 1; i >= 0; i--)
        {
            var changed = change(_transitions[i]);
            if (changed.From.Count + changed.FromStatuses.Count == 0)
            {
                _transitions.RemoveAt(i);
            }
            else
            {
                _transitions[i] = changed;
            }
        }
    }
}
