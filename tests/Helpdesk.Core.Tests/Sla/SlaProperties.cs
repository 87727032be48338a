using FsCheck.Fluent;
using Helpdesk.Core.BusinessTime;
using Helpdesk.Core.Sla;
using Helpdesk.Core.Tests.Generators;
using Helpdesk.Core.Tests.Tickets;
using Helpdesk.Core.TestSupport;
using Helpdesk.Core.Tickets;
using NodaTime;

namespace Helpdesk.Core.Tests.Sla;

public sealed class SlaProperties
{
    // Law: what the resolution clock has used is the open time that the stream spent in the agents' hands: a slow reference
    // that walks over the status changes. Stories that put the ticket away begin new cycles and are left out.
    [Fact]
    public void The_elapsed_time_is_the_open_time_in_the_agents_hands() => Play((story, schedule) =>
    {
        if (story.Story.Stream.Any(e => e.Event is TicketEvent.StatusChanged { Category: StatusCategory.Spam or StatusCategory.Merged or StatusCategory.Deleted }))
        {
            return true;
        }

        var sum = Duration.Zero;
        Instant? since = TicketStory.Monday;
        foreach (var change in story.Story.Stream)
        {
            if (change.Event is not TicketEvent.StatusChanged to)
            {
                continue;
            }

            var runs = to.Category is StatusCategory.New or StatusCategory.Open or StatusCategory.Live;
            sum += since is { } from && !runs ? schedule.Between(from, change.At) : Duration.Zero;
            since = runs ? since ?? change.At : null;
        }

        return story.Clock(SlaMetrics.Resolution).Elapsed
            + (story.Clock(SlaMetrics.Resolution).RunningSince is { } on ? schedule.Between(on, story.Story.Now) : Duration.Zero)
            == sum + (since is { } last ? schedule.Between(last, story.Story.Now) : Duration.Zero);
    });

    // Law: a running clock is due exactly when the target is used up, and breached when it is open again, once: or, when a
    // lower target finds more used, by the event that brought it.
    [Fact]
    public void Due_and_breach_agree_with_the_elapsed_time() => Play((story, schedule) => story.State.Clocks
        .Where(c => c.State == SlaClockState.Running && c.Target is not null)
        .All(c => c.Elapsed + schedule.Between(c.RunningSince!.Value, c.DueAt!.Value) == c.Target
            && (c.BreachedAt is not null ? c.BreachAt is null
                : story.Story.Stream.Select(e => e.At).Append(c.DueAt.Value).Any(at => at >= c.DueAt && c.BreachAt == schedule.NextOpen(at)))));

    // Law: only running clocks have a due time; a first reply once fulfilled stays as it was.
    [Fact]
    public void Only_running_clocks_are_due() => Play((story, _) => story.State.Clocks.All(c =>
        (c.State == SlaClockState.Running && c.Target is not null) == (c.DueAt is not null)
        && (c.State == SlaClockState.Running) == (c.RunningSince is not null)
        && (c.State is SlaClockState.Fulfilled or SlaClockState.Cancelled) == (c.EndedAt is not null)));

    private static void Play(Func<SlaStory, Schedule, bool> law)
    {
        var schedule = SlaTests.Weekdays("08:00", "17:00");
        Properties.Holds(
            Prop.ForAll(TicketCommands.Stories.ToArbitrary(), steps =>
            {
                var story = new SlaStory(schedule, Duration.FromDays(20), Duration.FromDays(40));
                foreach (var (wait, command, who) in steps)
                {
                    story.Later(wait).Do(s => s.Try(command(s), who));
                }

                return law(story, schedule);
            }),
            300);
    }
}
