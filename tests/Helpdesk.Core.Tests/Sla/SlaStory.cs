using Helpdesk.Core.BusinessTime;
using Helpdesk.Core.Conditions;
using Helpdesk.Core.Sla;
using Helpdesk.Core.Tests.Tickets;
using Helpdesk.Core.Tickets;
using NodaTime;

namespace Helpdesk.Core.Tests.Sla;

/// <summary>A ticket's story with its clocks. Urgent tickets have half the time.</summary>
internal sealed class SlaStory
{
    private int _seen;

    public SlaStory(Schedule? schedule, Duration? firstReply, Duration? resolution, Instant? start = null, bool isSpam = false)
        : this(new SlaPolicySet([new(new("standard"), 0, Condition.Always, [.. Targets(schedule, firstReply, resolution)])]), start, isSpam)
    {
    }

    public SlaStory(SlaPolicySet policies, Instant? start = null, bool isSpam = false)
    {
        Policies = policies;
        Story = new TicketStory(isSpam: isSpam, start: start);
        Advance(null);
    }

    public SlaPolicySet Policies { get; set; }

    public TicketStory Story { get; }

    public SlaState State { get; private set; } = SlaState.Empty;

    public SlaClock Clock(SlaMetric metric) => State.Find(metric.Id)!;

    public List<TicketEvent> News { get; } = [];

    public SlaStory Later(Duration duration)
    {
        Story.Later(duration);
        return this;
    }

    public SlaStory Do(Action<TicketStory> step)
    {
        var before = Story.Ticket;
        step(Story);
        Advance(before);
        return this;
    }

    private static IEnumerable<SlaTarget> Targets(Schedule? schedule, Duration? firstReply, Duration? resolution)
    {
        foreach (var (metric, target) in new[] { (SlaMetrics.FirstReply, firstReply), (SlaMetrics.Resolution, resolution) })
        {
            if (target is { } time)
            {
                var times = new Dictionary<Priority, Duration>
                {
                    [Priority.Low] = time, [Priority.Normal] = time, [Priority.High] = time, [Priority.Urgent] = time / 2,
                };
                yield return new SlaTarget(metric, times) { Schedule = schedule };
            }
        }
    }

    private void Advance(Ticket? before)
    {
        RecordedEvent[] fresh = [.. Story.Stream.Skip(_seen)];
        _seen = Story.Stream.Count;
        if (fresh.Length > 0)
        {
            var values = new TicketFieldValues(before, Story.Ticket, null, default, Story.Now);
            var advance = SlaTimekeeper.Advance(State, before, Story.Ticket, fresh, values, Policies);
            State = advance.State;
            News.AddRange(advance.News);
        }
    }
}
