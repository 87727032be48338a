using System.Globalization;
using Helpdesk.Core.Conditions;
using Helpdesk.Core.Tickets;
using NodaTime;

namespace Helpdesk.Core.Sla;

/// <summary>
/// Keeps the clocks of a ticket: a pure fold over its events. Met means elapsed ≤ target, judged when an event fulfils a
/// clock, never by comparing instants; changing the policy or the priority keeps the elapsed time. Thread-safe.
/// </summary>
public static class SlaTimekeeper
{
    private static readonly Duration Tick = Duration.FromTicks(1);

    private static readonly SlaMetric[] Metrics = Enum.GetValues<SlaMetric>();

    /// <summary>The clocks after more events of a ticket.</summary>
    /// <param name="state">The clocks before.</param>
    /// <param name="before">The ticket before the events; null for one that begins.</param>
    /// <param name="after">The ticket after them.</param>
    /// <param name="events">The events, in order, at least one.</param>
    /// <param name="values">The fields after the events, for the choice of the policy.</param>
    /// <param name="policies">The policies.</param>
    /// <returns>The clocks, and a trace of area <c>sla</c>: the choice of the policy and one step a running clock.</returns>
    public static (SlaState State, Trace Trace) Advance(
        SlaState state,
        Ticket? before,
        Ticket after,
        IReadOnlyList<RecordedEvent> events,
        IFieldValues values,
        SlaPolicySet policies)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(after);
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(policies);
        if (events.Count == 0)
        {
            throw new ArgumentException("Clocks advance by events.", nameof(events));
        }

        var (policy, choice) = policies.Choose(values);
        var clocks = state.Clocks.ToDictionary(c => c.Metric);
        var category = before?.Category;
        foreach (var recorded in events)
        {
            Apply(clocks, recorded, ref category, policy, after.Priority, policies);
        }

        foreach (var metric in Metrics)
        {
            if (clocks.TryGetValue(metric, out var clock))
            {
                clocks[metric] = Retarget(clock, policy, after.Priority, events[^1].At, policies);
            }
        }

        var result = new SlaState([.. clocks.Values.OrderBy(c => c.Metric)]);
        return (result, choice with { Steps = [.. choice.Steps, .. result.Clocks.Select(Describe)] });
    }

    /// <summary>Records a breach that has come, once; null when none is due at the moment.</summary>
    /// <param name="state">The clocks.</param>
    /// <param name="metric">The metric.</param>
    /// <param name="at">The moment.</param>
    public static TicketEvent.SlaBreached? BreachDue(SlaState state, SlaMetric metric, Instant at)
    {
        ArgumentNullException.ThrowIfNull(state);
        var clock = state.Clocks.FirstOrDefault(c => c.Metric == metric);
        return clock is { State: SlaClockState.Running, BreachAt: { } breach, DueAt: { } due } && breach <= at
            ? new TicketEvent.SlaBreached(NameOf(metric), due)
            : null;
    }

    /// <summary>The name of a metric in events and configurations.</summary>
    public static string NameOf(SlaMetric metric) => metric == SlaMetric.FirstReply ? "first-reply" : "resolution";

    private static void Apply(
        Dictionary<SlaMetric, SlaClock> clocks,
        RecordedEvent recorded,
        ref StatusCategory? category,
        SlaPolicy policy,
        Priority priority,
        SlaPolicySet policies)
    {
        switch (recorded.Event)
        {
            case TicketEvent.Opened opened:
                Enter(clocks, null, opened.Category, recorded.At, policy, priority, policies);
                category = opened.Category;
                break;
            case TicketEvent.StatusChanged changed:
                Enter(clocks, category, changed.Category, recorded.At, policy, priority, policies);
                category = changed.Category;
                break;
            case TicketEvent.LifecycleChanged changed when changed.Category != category:
                Enter(clocks, category, changed.Category, recorded.At, policy, priority, policies);
                category = changed.Category;
                break;
            case TicketEvent.ReplySent when recorded.By is Actor.Agent:
                Change(clocks, SlaMetric.FirstReply, c => End(c, SlaClockState.Fulfilled, recorded.At, policies));
                break;
            case TicketEvent.SlaBreached breached:
                var metric = Metrics.First(m => NameOf(m) == breached.Metric);
                Change(clocks, metric, c => c with { BreachedAt = c.BreachedAt ?? recorded.At, BreachAt = null });
                break;
        }
    }

    // What a status does to the clocks.
    private static void Enter(
        Dictionary<SlaMetric, SlaClock> clocks,
        StatusCategory? from,
        StatusCategory to,
        Instant at,
        SlaPolicy policy,
        Priority priority,
        SlaPolicySet policies)
    {
        foreach (var metric in Metrics)
        {
            var known = clocks.GetValueOrDefault(metric);
            var isBack = from is { } left && IsPutAway(left) && !IsPutAway(to);
            if (!IsPutAway(to) && (known is null ? from is null || isBack : isBack && known.State == SlaClockState.Cancelled)
                && policy.TargetOf(metric, priority) is { } target)
            {
                known = new SlaClock { Metric = metric, Policy = policy.Id, Target = target, StartedAt = at };
                known = Run(known, at, policies);
            }

            if (known is not null)
            {
                clocks[metric] = After(known, to, at, policies);
            }
        }
    }

    private static SlaClock After(SlaClock clock, StatusCategory to, Instant at, SlaPolicySet policies) => to switch
    {
        _ when clock.State == SlaClockState.Cancelled => clock,
        _ when IsPutAway(to) => clock.State == SlaClockState.Fulfilled ? clock : End(clock, SlaClockState.Cancelled, at, policies),
        StatusCategory.Resolved or StatusCategory.Closed when clock.Metric == SlaMetric.FirstReply =>
            clock.State == SlaClockState.Fulfilled ? clock : End(clock, SlaClockState.Cancelled, at, policies),
        StatusCategory.Resolved or StatusCategory.Closed =>
            clock.State == SlaClockState.Fulfilled ? clock : End(clock, SlaClockState.Fulfilled, at, policies),
        _ when clock.Metric == SlaMetric.FirstReply => clock,
        StatusCategory.WaitingOnCustomer or StatusCategory.OnHold or StatusCategory.Postponed =>
            Halt(clock, at, policies) with { State = SlaClockState.Paused, EndedAt = null },
        _ => clock.State == SlaClockState.Running ? clock : Run(clock, at, policies),
    };

    private static bool IsPutAway(StatusCategory category) =>
        category is StatusCategory.Spam or StatusCategory.Merged or StatusCategory.Deleted;

    private static void Change(Dictionary<SlaMetric, SlaClock> clocks, SlaMetric metric, Func<SlaClock, SlaClock> change)
    {
        if (clocks.TryGetValue(metric, out var clock) && clock.State is SlaClockState.Running or SlaClockState.Paused)
        {
            clocks[metric] = change(clock);
        }
    }

    private static SlaClock Run(SlaClock clock, Instant at, SlaPolicySet policies) =>
        Forecast(clock with { State = SlaClockState.Running, RunningSince = at, EndedAt = null }, policies.Find(clock.Policy));

    private static SlaClock Halt(SlaClock clock, Instant at, SlaPolicySet policies) => clock.RunningSince is { } since
        ? clock with
        {
            Elapsed = clock.Elapsed + policies.Find(clock.Policy).Between(since, Later(since, at)),
            RunningSince = null,
            DueAt = null,
            BreachAt = null,
        }
        : clock;

    private static SlaClock End(SlaClock clock, SlaClockState state, Instant at, SlaPolicySet policies) =>
        Halt(clock, at, policies) with { State = state, EndedAt = at };

    // A running or paused clock follows the policy and the priority; what is finished stays.
    private static SlaClock Retarget(SlaClock clock, SlaPolicy policy, Priority priority, Instant at, SlaPolicySet policies)
    {
        var target = policy.TargetOf(clock.Metric, priority);
        if (clock.State is SlaClockState.Fulfilled or SlaClockState.Cancelled
            || (target == clock.Target && policy.Id == clock.Policy))
        {
            return clock;
        }

        if (target is not { } wanted)
        {
            return End(clock, SlaClockState.Cancelled, at, policies);
        }

        var halted = Halt(clock, at, policies) with { Policy = policy.Id, Target = wanted };
        return clock.State == SlaClockState.Running ? Run(halted, at, policies) : halted;
    }

    private static SlaClock Forecast(SlaClock clock, SlaPolicy policy)
    {
        var left = clock.Target - clock.Elapsed;
        return clock with
        {
            DueAt = policy.Add(clock.RunningSince!.Value, left),
            BreachAt = clock.BreachedAt is null ? policy.Add(clock.RunningSince.Value, Longer(left + Tick)) : null,
        };
    }

    // A target that is lowered below what was used is breached at once, not in the past.
    private static Duration Longer(Duration left) => left < Duration.Zero ? Duration.Zero : left;

    private static Instant Later(Instant a, Instant b) => a > b ? a : b;

    private static Trace Describe(SlaClock clock) => new("sla", NameOf(clock.Metric), Sentence(clock))
    {
        Facts =
        [
            new("state", TicketStateName(clock)),
            new("target", Text(clock.Target)),
            new("elapsed", Text(clock.Elapsed)),
            new("due", Text(clock.DueAt) ?? ""),
        ],
    };

    private static string TicketStateName(SlaClock clock) => clock.State switch
    {
        SlaClockState.Fulfilled => clock.IsMet ? "met" : "missed",
        SlaClockState.Running when clock.BreachedAt is not null => "breached",
        SlaClockState.Running => "running",
        SlaClockState.Paused => "paused",
        _ => "cancelled",
    };

    private static string Sentence(SlaClock clock) => clock.State switch
    {
        SlaClockState.Running => $"{NameOf(clock.Metric)}: due {Text(clock.DueAt) ?? "never"}.",
        _ => $"{NameOf(clock.Metric)}: {TicketStateName(clock)} after {Text(clock.Elapsed)}.",
    };

    private static string Text(Duration duration) => duration.ToString("-H:mm:ss", CultureInfo.InvariantCulture);

    private static string? Text(Instant? at) => at?.ToString("uuuu-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
