namespace Helpdesk.Core.Rules.Import;

/// <summary>One row of a Zendesk condition: a field, an operator, a value.</summary>
/// <param name="Field">The field.</param>
/// <param name="Operator">The operator; <c>is</c> where Zendesk leaves it out.</param>
/// <param name="Value">The value.</param>
/// <param name="Place">Where it stands.</param>
internal sealed record ZendeskRow(string Field, string Operator, ZendeskValue Value, string Place)
{
    private const int MaxRows = 1_000;

    /// <summary>Reads the rows of a list; none for an absent one.</summary>
    public static IReadOnlyList<ZendeskRow> ReadAll(JsonSection? list) =>
        list is null || list.IsNull ? [] : [.. list.Items(MaxRows).Select(Read).OfType<ZendeskRow>()];

    private static ZendeskRow? Read(JsonSection place)
    {
        if (!place.IsObject() || place.Required("field")?.Text() is not { } field)
        {
            return null;
        }

        var op = place.Optional("operator") is { IsNull: false } given ? given.Text() : "";
        var value = ZendeskValue.Read(place.Optional("value"));
        return op is null ? null : new ZendeskRow(field, op.Length == 0 ? "is" : op, value, place.Pointer);
    }
}
