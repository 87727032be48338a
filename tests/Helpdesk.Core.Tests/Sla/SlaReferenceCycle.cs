using NodaTime;

namespace Helpdesk.Core.Tests.Sla;

/// <summary>One cycle of the slow reference: when it ran, by which hours, and what was promised.</summary>
internal sealed class SlaReferenceCycle(Instant start)
{
    private readonly List<(Instant From, Instant To, int Hours)> _runs = [];
    private Instant _promised = start;

    public Instant Start { get; } = start;

    public Instant? Since { get; private set; }

    public Instant? End { get; private set; }

    public bool IsFulfilled { get; private set; }

    public bool IsSuspended { get; private set; }

    public bool IsUnderWay => End is null;

    public Duration? Target { get; private set; }

    /// <summary>The hours that count; -1 as long as nothing was promised.</summary>
    public int Hours { get; private set; } = -1;

    /// <summary>The edge of the breach that has to be in the stream.</summary>
    public Instant? Told { get; private set; }

    /// <summary>What is used at a moment.</summary>
    public Duration Elapsed(Instant at)
    {
        var sum = Since is { } since && at > since ? Used(since, at, Hours) : Duration.Zero;
        return _runs.Aggregate(sum, (s, r) => s + Used(r.From, r.To, r.Hours));
    }

    /// <summary>When the target is used up; null when that is never, or was before it went on.</summary>
    public Instant? Due => Since is { } since && Target - Elapsed(since) is { } left && left > Duration.Zero
        ? SlaOpenHours.All[Hours].Add(since, left)
        : null;

    /// <summary>Whether the target was used up when it went on.</summary>
    public bool IsLateAlready => Since is { } since && Target <= Elapsed(since);

    /// <summary>The first open moment at which the target is used up.</summary>
    public Instant? Edge
    {
        get
        {
            var from = IsLateAlready ? Since : Due;
            return from is { } at ? SlaOpenHours.All[Hours].NextOpen(Instant.Max(at, _promised)) : null;
        }
    }

    public void Flow(Instant at, bool isPaused)
    {
        (End, IsFulfilled, IsSuspended) = (null, false, false);
        if (isPaused)
        {
            Stop(at);
        }
        else
        {
            Since ??= at;
        }
    }

    public void Finish(Instant at, bool isFulfilled, bool isSuspended)
    {
        Stop(at);
        (End, IsFulfilled, IsSuspended) = (at, isFulfilled, isSuspended);
    }

    /// <summary>Goes on as if it had never ended.</summary>
    public void GoOn()
    {
        Since = End;
        (End, IsFulfilled) = (null, false);
    }

    public void Promise(Duration? target, int hours, Instant at)
    {
        if (target is not null && hours != Hours)
        {
            if (Hours < 0)
            {
                var runs = _runs.ToList();
                _runs.Clear();
                _runs.AddRange(runs.Select(r => r with { Hours = hours }));
            }
            else if (Since is not null)
            {
                Stop(at);
                Since = at;
            }

            (Hours, _promised) = (hours, at);
        }

        _promised = target == Target ? _promised : at;
        Target = target;
    }

    /// <summary>Takes note of a breach before a moment.</summary>
    public void Look(Instant at) => Told ??= Edge is { } edge && edge < at ? edge : null;

    private static Duration Used(Instant from, Instant to, int hours) => hours < 0 ? Duration.Zero : SlaOpenHours.All[hours].Between(from, to);

    private void Stop(Instant at)
    {
        if (Since is { } since && since < at)
        {
            _runs.Add((since, at, Hours));
        }

        Since = null;
    }
}
