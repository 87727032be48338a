using Helpdesk.Core.BusinessTime;
using NodaTime;

namespace Helpdesk.Core.Conditions;

/// <summary>The options of a comparison beside its value: <c>caseSensitive</c>, <c>hours</c>, <c>zone</c>.</summary>
internal sealed class ComparisonOptions
{
    private readonly JsonSection _comparison;
    private readonly JsonSection? _case;
    private readonly JsonSection? _hours;
    private readonly JsonSection? _zone;

    private ComparisonOptions(JsonSection comparison)
    {
        _comparison = comparison;
        _case = comparison.Optional("caseSensitive");
        _hours = comparison.Optional("hours");
        _zone = comparison.Optional("zone");
    }

    public bool IsCaseSensitive { get; private set; }

    public Schedule? Schedule { get; private set; }

    private string? Hours { get; set; }

    private string? Zone { get; set; }

    private DateTimeZone? TimeZone { get; set; }

    public static ComparisonOptions In(JsonSection comparison) => new(comparison);

    /// <summary>The schedule of a name; null and a fault where there is none.</summary>
    public static Schedule? Named(JsonSection place, FieldCatalogue catalogue)
    {
        if (place.Name() is not { } name)
        {
            return null;
        }

        var schedule = catalogue.FindSchedule(name);
        if (schedule is null)
        {
            place.Fault("unknown-schedule", $"'{name}' is no schedule. Known: {string.Join(", ", catalogue.Schedules)}.");
        }

        return schedule;
    }

    public ComparisonOptions Read(Field field, Operator op, FieldCatalogue catalogue)
    {
        Refuse(_case, OperatorTable.TakesCase(op, field.Type), op);
        Refuse(_hours, OperatorTable.TakesHours(op), op);
        Refuse(_zone, op == Operator.OnDay, op);
        IsCaseSensitive = _case?.Flag() ?? false;
        if (_hours is not null)
        {
            Schedule = Named(_hours, catalogue);
            Hours = Schedule is null ? null : _hours.Text();
        }

        if (op == Operator.OnDay)
        {
            ReadZone();
        }

        return this;
    }

    public Condition.Comparison On(Condition.Comparison comparison) => _case is null && _hours is null && _zone is null ? comparison : comparison with
    {
        IsCaseSensitive = IsCaseSensitive,
        Hours = Hours,
        Zone = Zone,
        Schedule = Schedule ?? comparison.Schedule,
        TimeZone = TimeZone,
    };

    private static void Refuse(JsonSection? option, bool fits, Operator op)
    {
        if (option is not null && !fits)
        {
            option.Fault("option-does-not-fit", $"'{op}' on this field takes no such option.");
        }
    }

    private void ReadZone()
    {
        if (_zone is null == _hours is null)
        {
            _comparison.Fault("zone-needed", "A weekday needs a time zone: either 'zone', an IANA id, or 'hours', a schedule that has one.");
            return;
        }

        var id = _zone is null ? Schedule?.ZoneId : _zone.Name();
        TimeZone = id is null ? null : DateTimeZoneProviders.Tzdb.GetZoneOrNull(id);
        if (id is not null && TimeZone is null)
        {
            _zone!.Fault("unknown-zone", $"'{id}' is no IANA time zone like Europe/Berlin.");
        }

        Zone = _zone is null ? null : id;
    }
}
