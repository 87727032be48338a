using NodaTime;

namespace Helpdesk.Core.BusinessTime;

/// <summary>
/// Business hours. A moment is open exactly when its wall-clock time in the zone is inside the plan; every operation derives
/// from that one set of instants. So an hour that happens twice counts twice, one that does not exist counts not, and a date
/// that a zone skipped has no open moment. Elapsed time is physical. Instants outside the years 1 to 9998 are closed.
/// Immutable; safe from any number of threads. The first question about half a year compiles it into a table; after that a
/// question costs the same whatever the time between its instants, and allocates nothing.
/// </summary>
public sealed partial class Schedule
{
    private readonly DateTimeZone _zone;
    private Timeline? _timeline; // made by the first question
    private OpenSet? _set;

    internal Schedule(ScheduleDefinition definition, DateTimeZone zone)
    {
        _zone = zone;
        Definition = definition.Copied();
    }

    private Schedule(bool isUnion, Schedule left, Schedule right)
    {
        Parts = (isUnion, left, right);
        _zone = left._zone;
        _partCount = left._partCount + right._partCount;
    }

    /// <summary>The version of the time-zone data that every schedule is compiled from.</summary>
    public static string ZoneDataVersion => DateTimeZoneProviders.Tzdb.VersionId;

    /// <summary>The IANA id of its zone; of a combined schedule that of its first part.</summary>
    public string ZoneId => _zone.Id;

    /// <summary>What it was made from; null for a combined one.</summary>
    internal ScheduleDefinition? Definition { get; }

    /// <summary>What it combines; null for one with a plan of its own.</summary>
    internal (bool IsUnion, Schedule Left, Schedule Right)? Parts { get; }

    private Timeline Timeline => Volatile.Read(ref _timeline) ?? Once(ref _timeline, new Timeline(Set));

    // A combination within one zone is made on the wall clock, where a week tells whether it is ever open.
    private OpenSet Set => Volatile.Read(ref _set) ?? Once(ref _set, Parts is not var (isUnion, left, right)
        ? new ZonedSet(new Plan(Definition!), _zone)
        : left.Set is ZonedSet a && right.Set is ZonedSet b && a.Zone.Equals(b.Zone)
            ? new ZonedSet(new CombinedSet(isUnion, a.Wall, b.Wall), a.Zone)
            : new CombinedSet(isUnion, left.Set, right.Set));

    /// <summary>Checks a definition and makes a schedule of it.</summary>
    /// <returns>The schedule, or everything that is wrong with the definition.</returns>
    public static Parsed<Schedule> Create(ScheduleDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var faults = ScheduleVerifier.Verify(definition);
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(definition.Zone);
        return new Parsed<Schedule>(faults.Count == 0 ? new Schedule(definition, zone!) : null, faults);
    }

    /// <summary>Reads a schedule from JSON; the form stands in <c>docs/business-time.md</c>.</summary>
    public static Parsed<Schedule> Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return JsonSection.Read(json, ScheduleReader.Read);
    }

    // Two threads may make one each; all go on with the first.
    private static T Once<T>(ref T? field, T made)
        where T : class => Interlocked.CompareExchange(ref field, made, null) ?? made;
}
