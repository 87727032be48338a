using Helpdesk.Core.Sla;
using NodaTime;

namespace Helpdesk.Core.Tests.Sla;

/// <summary>Invariant 20: a due time is there exactly while a promise runs, and is where the target is used up.</summary>
public sealed class SlaDueLaws
{
    [Fact]
    public void A_due_time_is_where_the_target_is_used_up() => SlaCases.Hold(story =>
    {
        var play = story.Play();
        play.Do(play.Now, SlaCases.Note);
        return play.State.Clocks.All(c =>
        {
            var hours = SlaOpenHours.All.FirstOrDefault(h => h.Schedule?.ContentHash() == c.Hours || (h.Schedule is null && c.Hours == SlaHours.CalendarId));
            if (c.State != SlaClockState.Running || c.Target is not { } target)
            {
                return c.DueAt is null && c.BreachAt is null && c.WarnAt is null;
            }

            if (hours == SlaOpenHours.All[SlaOpenHours.Never])
            {
                return c.DueAt is null || c.DueAt == c.RunningSince;
            }

            var isPast = c.DueAt < play.Now && c.BreachedAt is null && c.BreachAt < play.Now;
            var since = c.RunningSince!.Value;
            return !isPast && c.DueAt is { } due
                && (target <= c.Elapsed ? due <= since : hours!.Between(since, due) == target - c.Elapsed && hours.Between(since, due - Duration.Epsilon) < target - c.Elapsed);
        });
    });

    // 20: the next of a ticket is the first that is due.
    [Fact]
    public void The_next_clock_is_the_one_due_first() => SlaCases.Hold(story =>
    {
        var state = story.Play().State;
        return state.Next?.DueAt == state.Clocks.Min(c => c.DueAt) && state.NextWakeAt == state.Clocks.Min(c => c.NextWakeAt);
    });
}
