namespace Helpdesk.Core.Rules.Import;

/// <summary>The categories of triggers: their order comes before that of the triggers within them.</summary>
internal sealed class ZendeskCategories
{
    private const int MaxCategories = 10_000;

    private readonly Dictionary<string, (int Rank, string Name)> _known = new(StringComparer.Ordinal);

    private ZendeskCategories()
    {
    }

    /// <summary>Reads the list; an absent one leaves the categories in the order in which triggers name them.</summary>
    public static ZendeskCategories Read(JsonSection? list)
    {
        var found = new List<(string Id, string Name, double Position)>();
        foreach (var place in list is null || list.IsNull ? [] : list.Items(MaxCategories))
        {
            if (place.IsObject() && ZendeskItem.IdAt(place.Required("id")) is { } id)
            {
                var name = place.Optional("name") is { IsNull: false } given ? given.Text() : null;
                var position = place.Optional("position") is { IsNull: false } at ? at.Number(double.MinValue, double.MaxValue) : null;
                found.Add((id, string.IsNullOrWhiteSpace(name) ? id : name, position ?? 0));
            }
        }

        var categories = new ZendeskCategories();
        foreach (var (id, name, _) in found.OrderBy(c => c.Position))
        {
            categories._known.TryAdd(id, (categories._known.Count, name));
        }

        return categories;
    }

    /// <summary>The triggers in the order in which Zendesk looks at them.</summary>
    public IReadOnlyList<ZendeskItem> InOrder(IReadOnlyList<ZendeskItem> triggers)
    {
        foreach (var trigger in triggers)
        {
            _known.TryAdd(trigger.Category, (_known.Count, trigger.Category));
        }

        return [.. triggers.OrderBy(t => _known[t.Category].Rank).ThenBy(t => t.Position)];
    }

    /// <summary>The name of a trigger's category; "" when it has none.</summary>
    public string NameOf(ZendeskItem trigger) => _known[trigger.Category].Name;
}
