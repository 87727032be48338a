using Helpdesk.Core.BusinessTime;
using NodaTime;

namespace Helpdesk.Core.Sla;

/// <summary>One promise of a policy. Immutable.</summary>
/// <param name="Metric">What is measured.</param>
/// <param name="Times">How much time there is, by priority; a priority without an entry has no target.</param>
public sealed record SlaTarget(SlaMetric Metric, IReadOnlyDictionary<Priority, Duration> Times)
{
    private readonly Schedule? _schedule;

    /// <summary>The hours that count; null for every hour of the calendar.</summary>
    public Schedule? Schedule
    {
        get => _schedule;
        init
        {
            _schedule = value;
            Hours = SlaHours.Of(value);
        }
    }

    /// <summary>Where people are told, in any order.</summary>
    public IReadOnlyList<SlaWarning> Warnings { get; init; } = [];

    internal SlaHours Hours { get; private init; } = SlaHours.Calendar;

    internal Duration? TimeOf(Priority priority) => Times.TryGetValue(priority, out var time) ? time : null;
}
