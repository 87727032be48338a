using Helpdesk.Core.Conditions;
using NodaTime;

namespace Helpdesk.Core.Tests.Conditions;

/// <summary>Field values as a test lays them out.</summary>
internal sealed class FixedValues : IFieldValues
{
    public static readonly FieldCatalogue Catalogue = new(
    [
        new("text", FieldType.Text),
        new("rank", FieldType.Choice, ["low", "normal", "high"]),
        new("open", FieldType.Choice),
        new("number", FieldType.Number),
        new("flag", FieldType.Flag),
        new("moment", FieldType.Moment),
        new("set", FieldType.TextSet),
    ]);

    public Dictionary<string, FieldValue> Now { get; } = [];

    public Dictionary<string, FieldValue> Then { get; } = [];

    Instant IFieldValues.Now => Instant.FromUtc(2026, 3, 2, 9, 0);

    public FieldValue? Current(string field) => Now.GetValueOrDefault(field);

    public FieldValue? Before(string field) => Then.GetValueOrDefault(field);

    public static FixedValues With(string field, FieldValue? now, FieldValue? before = null)
    {
        var values = new FixedValues();
        if (now is not null)
        {
            values.Now[field] = now;
        }

        if (before is not null)
        {
            values.Then[field] = before;
        }

        return values;
    }
}
