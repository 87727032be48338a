using Helpdesk.Core.BusinessTime;
using Helpdesk.Core.Conditions;
using NodaTime;

namespace Helpdesk.Core.Tests.Conditions;

/// <summary>Field values as a test lays them out.</summary>
internal sealed class FixedValues : IFieldValues
{
    /// <summary>Monday to Friday, nine to five, in Berlin.</summary>
    public static readonly Schedule Office = Schedule.Create(new ScheduleDefinition
    {
        Zone = "Europe/Berlin",
        Weekly = [.. Enumerable.Range(1, 5).Select(day => ((IsoDayOfWeek)day, new PlanInterval(9 * 3_600, 17 * 3_600)))],
    }).Require();

    public static readonly FieldCatalogue Catalogue = new FieldCatalogue(
    [
        new("text", FieldType.Text),
        new("rank", FieldType.Choice, ["low", "normal", "high"]),
        new("open", FieldType.Choice),
        new("number", FieldType.Number),
        new("flag", FieldType.Flag),
        new("moment", FieldType.Moment),
        new("set", FieldType.TextSet),
        new("event.actor", FieldType.Choice) { HoldsAgents = true },
        new("ticket.assignee", FieldType.Choice) { HoldsAgents = true },
        new("length", FieldType.Number) { Accessor = v => v.Current("text") is FieldValue.Text text ? new FieldValue.Number(text.Value.Length) : null },
    ]).WithSchedules(new Dictionary<string, Schedule> { ["office"] = Office });

    public FixedValues()
        : this([], Instant.FromUtc(2026, 3, 2, 9, 0))
    {
    }

    private FixedValues(Dictionary<string, FieldValue> now, Instant at) => (Now, At) = (now, at);

    public Dictionary<string, FieldValue> Now { get; }

    public Dictionary<string, FieldValue> Then { get; } = [];

    public Instant At { get; set; }

    Instant IFieldValues.Now => At;

    IFieldValues? IFieldValues.Earlier => new FixedValues(Then, At);

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
