using Helpdesk.Core.BusinessTime;
using NodaTime;

namespace Helpdesk.Core.Sla;

/// <summary>The hours that count for a target: those of a schedule, or every hour of the calendar. Immutable; thread-safe.</summary>
public sealed class SlaHours
{
    /// <summary>The id of the hours of the calendar.</summary>
    public const string CalendarId = "calendar";

    private readonly Schedule? _schedule;

    private SlaHours(string id, Schedule? schedule)
    {
        Id = id;
        _schedule = schedule;
    }

    /// <summary>Every hour of every day.</summary>
    public static SlaHours Calendar { get; } = new(CalendarId, null);

    /// <summary>The content hash of the schedule, or <see cref="CalendarId"/>: hours that count alike have the same.</summary>
    public string Id { get; }

    /// <summary>The hours of a schedule; null gives the calendar's.</summary>
    internal static SlaHours Of(Schedule? schedule) => schedule is null ? Calendar : new SlaHours(schedule.ContentHash(), schedule);

    internal Duration Between(Instant from, Instant to) => _schedule is null ? to - from : _schedule.Between(from, to);

    internal Instant? NextOpen(Instant at) => _schedule is null ? at : _schedule.NextOpen(at);

    internal Instant? Add(Instant at, Duration time)
    {
        if (_schedule is not null)
        {
            return _schedule.Add(at, time);
        }

        return time > Instant.MaxValue - at || time < Instant.MinValue - at ? null : at + time;
    }

    internal IEnumerable<Interval> Stretches(Instant from, Instant to) => _schedule is null ? [new Interval(from, to)] : _schedule.Stretches(from, to);
}
