using Helpdesk.Core.Sla;
using Helpdesk.Core.Tickets;
using NodaTime;

namespace Helpdesk.Core.Tests.Sla;

/// <summary>Invariant 22: whoever wakes when, the history is the same.</summary>
public sealed class SlaWakeLaws
{
    [Fact]
    public void Waking_in_time_late_twice_or_never_gives_the_same_history() => SlaCases.Hold(story =>
    {
        var batches = story.Batches();
        var (never, inTime, late) = (SlaPlay.Of(story.Plan.ToSet(), batches), new SlaPlay(story.Plan.ToSet()), new SlaPlay(story.Plan.ToSet()));
        foreach (var batch in batches)
        {
            inTime.RingUntil(batch.At).Do(batch);
            if (late.State.NextWakeAt is { } wake && Later(wake, late.Now) <= batch.At)
            {
                late.Ring(Later(wake, late.Now)).Ring(Later(wake, late.Now)).Ring(batch.At);
            }

            late.Do(batch);
        }

        var end = never.Now + Duration.FromDays(30);
        SlaPlay[] all = [never.Ring(end).Ring(end), inTime.RingUntil(end), late.Ring(end)];
        foreach (var play in all[1..])
        {
            Assert.Equal(Told(never), Told(play));
            Assert.Equal(never.State.Clocks, play.State.Clocks);
        }

        return true;
    });

    // 22: before the next wake-up there is nothing to tell, and what is read changes only with the time used.
    [Fact]
    public void Nothing_comes_before_the_next_wake_up() => SlaCases.Hold(story =>
    {
        var play = story.Play();
        play.Do(play.Now, SlaCases.Note);
        var wake = play.State.NextWakeAt ?? play.Now + Duration.FromDays(400);
        var early = wake - Duration.FromTicks(1);
        return (early < play.Now || SlaTimekeeper.Due(play.State, early, play.Policies).Count == 0)
            && (play.State.NextWakeAt is null || SlaTimekeeper.Due(play.State, wake, play.Policies).Count > 0);
    });

    // Playing on with wake-ups alone tells what was forecast, when it was forecast.
    [Fact]
    public void A_forecast_comes_true() => SlaCases.Hold(story =>
    {
        var play = story.Play();
        play.Do(play.Now, SlaCases.Note);
        var forecast = SlaExplanation.Forecast(play.State, play.Policies);
        var known = play.Stream.Count;
        play.RingUntil(play.Now + Duration.FromDays(2000));
        var told = play.Stream.Skip(known).Select(e => e.Event switch
        {
            TicketEvent.SlaWarned w => new SlaForecast(w.Metric, w.Level, w.At),
            TicketEvent.SlaBreached b => new SlaForecast(b.Metric, null, b.At!.Value),
            _ => null,
        }).OfType<SlaForecast>();
        Assert.Equal(Lines(forecast), Lines(told));
        return forecast.Zip(forecast.Skip(1)).All(p => p.First.At <= p.Second.At);
    });

    private static string Told(SlaPlay play) => string.Join('\n', play.News.Select(e => e.ToString()).Order(StringComparer.Ordinal));

    private static string Lines(IEnumerable<SlaForecast> forecast) =>
        string.Join('\n', forecast.Select(f => $"{f.At} {f.Metric} {f.Level}").Order(StringComparer.Ordinal));

    private static Instant Later(Instant a, Instant b) => Instant.Max(a, b);
}
