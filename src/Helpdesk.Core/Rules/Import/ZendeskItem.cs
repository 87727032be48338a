namespace Helpdesk.Core.Rules.Import;

/// <summary>A trigger, automation, macro or view as it stands in the document.</summary>
/// <param name="Id">Its number, as a text.</param>
/// <param name="Title">What people call it; its number where it has no title.</param>
/// <param name="IsActive">Whether it is switched on.</param>
/// <param name="Position">Its place among its like.</param>
/// <param name="Category">The id of its category; "" for none.</param>
/// <param name="All">The rows that must all hold.</param>
/// <param name="Any">The rows of which one must hold.</param>
/// <param name="Actions">What it does.</param>
/// <param name="IsRestricted">Whether only some people may use it.</param>
/// <param name="IsSorted">Whether it says how a list looks.</param>
/// <param name="Place">Where it stands.</param>
internal sealed record ZendeskItem(
    string Id,
    string Title,
    bool IsActive,
    double Position,
    string Category,
    IReadOnlyList<ZendeskRow> All,
    IReadOnlyList<ZendeskRow> Any,
    IReadOnlyList<ZendeskAction> Actions,
    bool IsRestricted,
    bool IsSorted,
    string Place)
{
    private const int MaxItems = 10_000;
    private const int MaxId = 50;

    /// <summary>Reads the members of a list; none for an absent one.</summary>
    public static IReadOnlyList<ZendeskItem> ReadAll(JsonSection? list)
    {
        var items = new List<ZendeskItem>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var place in list is null || list.IsNull ? [] : list.Items(MaxItems))
        {
            if (Read(place) is not { } item)
            {
                continue;
            }

            if (!ids.Add(item.Id))
            {
                place.Fault("duplicate", $"'{item.Id}' is there twice.");
            }

            items.Add(item);
        }

        return items;
    }

    /// <summary>The id at a place; null and a fault for what is none.</summary>
    public static string? IdAt(JsonSection? place)
    {
        var id = place is null ? null : ZendeskValue.Scalar(place);
        if (id is not null && (id.Length > MaxId || string.IsNullOrWhiteSpace(id)))
        {
            place!.Fault("bad-id", $"An id has 1 to {MaxId} characters.");
            return null;
        }

        return id;
    }

    private static ZendeskItem? Read(JsonSection place)
    {
        if (!place.IsObject())
        {
            return null;
        }

        var id = IdAt(place.Required("id"));
        var title = Given(place, "title")?.Text();
        var isActive = Given(place, "active")?.Flag() ?? true;
        var position = Given(place, "position")?.Number(double.MinValue, double.MaxValue) ?? 0;
        var category = IdAt(Given(place, "category_id")) ?? "";
        var conditions = Given(place, "conditions");
        var isObject = conditions?.IsObject() ?? false;
        var all = ZendeskRow.ReadAll(isObject ? conditions!.Optional("all") : null);
        var any = ZendeskRow.ReadAll(isObject ? conditions!.Optional("any") : null);
        var actions = ZendeskAction.ReadAll(Given(place, "actions"));
        return id is null ? null : new ZendeskItem(
            id, string.IsNullOrWhiteSpace(title) ? id : title, isActive, position, category, all, any, actions,
            Given(place, "restriction") is not null, Given(place, "execution") is not null, place.Pointer);
    }

    private static JsonSection? Given(JsonSection place, string name) => place.Optional(name) is { IsNull: false } given ? given : null;
}
