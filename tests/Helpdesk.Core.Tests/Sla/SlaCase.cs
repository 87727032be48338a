using NodaTime;

namespace Helpdesk.Core.Tests.Sla;

/// <summary>A random story with what is promised.</summary>
internal sealed record SlaCase(SlaPlan Plan, Instant Start, IReadOnlyList<SlaStep> Steps)
{
    /// <summary>The story with its moments, as it goes when clocks wake nobody.</summary>
    public IReadOnlyList<SlaBatch> Batches()
    {
        var play = new SlaPlay(Plan.ToSet());
        var batches = new List<SlaBatch>();
        var now = Start;
        foreach (var step in Steps)
        {
            now = Moment(step.Wait, now, play);
            batches.Add(new SlaBatch(now, step.Events));
            play.Do(batches[^1]);
        }

        return batches;
    }

    public SlaPlay Play() => SlaPlay.Of(Plan.ToSet(), Batches());

    public override string ToString() =>
        $"hours {Plan.Standard.Hours}/{Plan.Gold.Hours}, minutes {string.Join(',', Plan.Standard.Minutes)} / {string.Join(',', Plan.Gold.Minutes)}, "
        + $"warnings {string.Join(',', Plan.Standard.Warnings.Select(w => w.Level))}\n"
        + string.Join('\n', Batches().Zip(Steps, (b, s) => $"{b.At} {s}"));

    private Instant Moment(int wait, Instant now, SlaPlay play)
    {
        var at = wait switch
        {
            -1 => play.State.Next?.DueAt,
            -2 => play.State.Next?.DueAt + Duration.FromSeconds(1),
            -3 => play.State.NextWakeAt,
            -4 => SlaOpenHours.All[Plan.Standard.Hours].Schedule?.NextClose(now),
            _ => now + Duration.FromSeconds(wait),
        };
        return at is { } moment && moment > now && moment < now + Duration.FromDays(10) ? moment : now;
    }
}
