namespace Helpdesk.Core.Rules.Import;

/// <summary>One action of Zendesk: a field and what it becomes.</summary>
/// <param name="Field">The field.</param>
/// <param name="Value">The value; of a notification its recipient and its texts.</param>
/// <param name="Place">Where it stands.</param>
internal sealed record ZendeskAction(string Field, ZendeskValue Value, string Place)
{
    private const int MaxActions = 1_000;

    /// <summary>Reads the actions of a list; none for an absent one.</summary>
    public static IReadOnlyList<ZendeskAction> ReadAll(JsonSection? list) =>
        list is null || list.IsNull ? [] : [.. list.Items(MaxActions).Select(Read).OfType<ZendeskAction>()];

    private static ZendeskAction? Read(JsonSection place)
    {
        if (!place.IsObject() || place.Required("field")?.Text() is not { } field)
        {
            return null;
        }

        // What a webhook gets may be pairs of names and values; its id comes first.
        var value = place.Optional("value");
        var read = field == "notification_webhook" && value is { IsList: true }
            ? new ZendeskValue([.. value.Items().Take(2).Where(i => i.IsText || i.IsNumber).Select(ZendeskValue.Scalar).OfType<string>()])
            : ZendeskValue.Read(value);
        return new ZendeskAction(field, read, place.Pointer);
    }
}
