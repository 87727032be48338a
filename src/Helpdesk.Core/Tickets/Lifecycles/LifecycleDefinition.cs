using System.Collections.Frozen;
using Helpdesk.Core.Conditions;

namespace Helpdesk.Core.Tickets.Lifecycles;

/// <summary>A lifecycle as plain data, before it is verified.</summary>
/// <param name="Version">The version that tickets record; at most 100 characters.</param>
/// <param name="Statuses">The statuses, in the order in which people see them.</param>
/// <param name="Transitions">The branches; earlier ones win.</param>
public sealed record LifecycleDefinition(
    string Version,
    IReadOnlyList<Status> Statuses,
    IReadOnlyList<Transition> Transitions)
{
    /// <summary>The host's own triggers, beside those of <see cref="Tickets.Triggers"/>.</summary>
    public IReadOnlyList<LifecycleTrigger> Triggers { get; init; } = [];

    /// <summary>The host's own guards by name: conditions over the ticket, beside those of <see cref="LifecycleGuards"/>.</summary>
    public IReadOnlyDictionary<string, Condition> Guards { get; init; } = new Dictionary<string, Condition>();

    /// <summary>What fires by itself after some time in a status.</summary>
    public IReadOnlyList<LifecycleTimer> Timers { get; init; } = [];

    /// <summary>How tickets of other lifecycles and earlier versions come here.</summary>
    public IReadOnlyList<LifecycleMap> Maps { get; init; } = [];

    /// <summary>A copy that nobody else can change, with names compared ordinally.</summary>
    internal LifecycleDefinition Copied() => new(
        Version,
        [.. Statuses],
        [
            .. Transitions.Select(t => new Transition([.. t.From], t.Trigger, t.Target, t.Actors, [.. t.Guards])
            {
                FromStatuses = [.. t.FromStatuses],
                Roles = [.. t.Roles],
                Effects = [.. t.Effects.Select(e => e is TransitionEffect.AddTags add ? new TransitionEffect.AddTags([.. add.Tags]) : e)],
            }),
        ])
    {
        Triggers = [.. Triggers],
        Guards = Guards.ToFrozenDictionary(g => g.Key, g => g.Value, StringComparer.Ordinal),
        Timers = [.. Timers],
        Maps = [.. Maps.Select(m => new LifecycleMap(m.From, m.Statuses.ToFrozenDictionary()))],
    };
}
