using Helpdesk.Core.Sla;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Tests.Sla;

/// <summary>Invariant 17: clocks depend on the ordered events alone.</summary>
public sealed class SlaReplayLaws
{
    [Fact]
    public void A_stream_read_in_one_go_gives_the_clocks_that_were_kept_step_by_step() => SlaCases.Hold(story =>
    {
        var play = story.Play();
        var history = SlaHistory.Read(play.Stream, play.Policies);
        Same(play.State, history.State);
        Assert.Equal(play.State.Clocks.Sum(c => c.Cycle - 1), history.Past.Count);
        return history.Past.All(c => !c.IsUnderWay && c.EndedAt is not null) && history.Past.DistinctBy(c => (c.Metric, c.Cycle)).Count() == history.Past.Count;
    });

    [Fact]
    public void A_stream_with_wake_ups_read_in_one_go_gives_the_same_clocks() => SlaCases.Hold(story =>
    {
        var play = new SlaPlay(story.Plan.ToSet());
        foreach (var batch in story.Batches())
        {
            play.RingUntil(batch.At).Do(batch);
        }

        Same(play.State, SlaHistory.Read(play.Stream, play.Policies).State);
        return true;
    });

    [Fact]
    public void What_is_known_changes_nothing_when_it_comes_again() => SlaCases.Hold(story =>
    {
        var play = story.Play();
        play.Do(play.Now, SlaCases.Note); // whatever has come is told
        var before = play.State;
        TicketEvent[] known = [.. play.News.Where(e => e is TicketEvent.SlaWarned or TicketEvent.SlaBreached)];
        foreach (var news in known)
        {
            play.Do(play.Now, news);
        }

        Same(before, play.State);
        return true;
    });

    internal static void Same(SlaState expected, SlaState actual)
    {
        Assert.Equal(expected.Policy, actual.Policy);
        Assert.Equal(expected.IsAnswered, actual.IsAnswered);
        Assert.Equal(expected.Clocks, actual.Clocks);
    }
}
