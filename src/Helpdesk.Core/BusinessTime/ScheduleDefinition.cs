using NodaTime;

namespace Helpdesk.Core.BusinessTime;

/// <summary>A schedule as plain data, before it is checked.</summary>
public sealed record ScheduleDefinition
{
    /// <summary>The IANA id of the time zone whose wall clock the plan means.</summary>
    public required string Zone { get; init; }

    /// <summary>The plan of the week; intervals may overlap or touch.</summary>
    public IReadOnlyList<(IsoDayOfWeek Day, PlanInterval Interval)> Weekly { get; init; } = [];

    /// <summary>Dates without a plan, or with less of it.</summary>
    public IReadOnlyList<Holiday> Holidays { get; init; } = [];

    /// <summary>Dates with a plan of their own; beats a holiday. An empty plan is a closed date.</summary>
    public IReadOnlyList<(LocalDate Date, IReadOnlyList<PlanInterval> Intervals)> Overrides { get; init; } = [];

    /// <summary>Wall-clock ranges, half-open, that are cut out of everything, last.</summary>
    public IReadOnlyList<(LocalDateTime From, LocalDateTime To)> Closures { get; init; } = [];

    /// <summary>The same, with lists of its own: what becomes of the caller's no longer matters.</summary>
    internal ScheduleDefinition Copied() => this with
    {
        Weekly = [.. Weekly.Select(w => (w.Day, Copied(w.Interval)))],
        Holidays = [.. Holidays.Select(h => h with { Except = [.. h.Except] })],
        Overrides = [.. Overrides.Select(o => (o.Date, (IReadOnlyList<PlanInterval>)[.. o.Intervals.Select(Copied)]))],
        Closures = [.. Closures],
    };

    private static PlanInterval Copied(PlanInterval interval) => interval with { Breaks = [.. interval.Breaks] };
}
