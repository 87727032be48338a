namespace Helpdesk.Core.Tickets.Lifecycles;

/// <summary>
/// Which branches hold for which status and trigger, found in one pass over the definition. Branches are the indexes of their
/// transitions, in order.
/// </summary>
internal sealed class LifecycleBranches
{
    private readonly Dictionary<(StatusId, TriggerId), List<int>> _ofStatuses = [];
    private readonly Dictionary<(StatusCategory, TriggerId), List<int>> _ofCategories = [];

    public LifecycleBranches(LifecycleDefinition definition)
    {
        Definition = definition;
        Triggers = [.. Tickets.Triggers.All.Concat(definition.Triggers.Select(t => t.Id)).Distinct()];
        for (var i = 0; i < definition.Transitions.Count; i++)
        {
            var transition = definition.Transitions[i];
            foreach (var status in transition.FromStatuses)
            {
                Add(_ofStatuses, (status, transition.Trigger), i);
            }

            foreach (var category in transition.From)
            {
                Add(_ofCategories, (category, transition.Trigger), i);
            }
        }
    }

    public LifecycleDefinition Definition { get; }

    /// <summary>The shipped triggers, then the definition's own.</summary>
    public TriggerId[] Triggers { get; }

    /// <summary>The branches of a status: those that name it, or else those of its category; earlier ones win.</summary>
    public IReadOnlyList<int> Of(Status status, TriggerId trigger) =>
        _ofStatuses.GetValueOrDefault((status.Id, trigger)) ?? _ofCategories.GetValueOrDefault((status.Category, trigger)) ?? [];

    /// <summary>The same, as transitions.</summary>
    public IEnumerable<Transition> TransitionsOf(Status status, TriggerId trigger) =>
        Of(status, trigger).Select(i => Definition.Transitions[i]);

    private static void Add<TKey>(Dictionary<TKey, List<int>> lists, TKey key, int index)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out var list))
        {
            lists[key] = list = [];
        }

        if (list.Count == 0 || list[^1] != index)
        {
            list.Add(index);
        }
    }
}
