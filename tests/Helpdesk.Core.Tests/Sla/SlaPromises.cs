using Helpdesk.Core.Sla;
using NodaTime;

namespace Helpdesk.Core.Tests.Sla;

/// <summary>The promises of one policy.</summary>
/// <param name="Hours">Which of <see cref="SlaOpenHours.All"/> count.</param>
/// <param name="Minutes">How much time there is for each of <see cref="SlaPlan.Metrics"/>; below 1 nothing is promised.</param>
/// <param name="Warnings">The warnings of each target.</param>
internal sealed record SlaPromises(int Hours, IReadOnlyList<int> Minutes, IReadOnlyList<SlaWarning> Warnings)
{
    /// <summary>Urgent tickets have half the time, low ones none that is promised.</summary>
    public Duration? TimeOf(string metric, Priority priority)
    {
        var minutes = Minutes[SlaPlan.Metrics.TakeWhile(m => m.Id != metric).Count()];
        return minutes < 1 || priority == Priority.Low ? null
            : priority == Priority.Urgent ? Duration.FromSeconds(30 * minutes) : Duration.FromMinutes(minutes);
    }

    public SlaPromises Times(int factor) => this with { Minutes = [.. Minutes.Select(m => m * factor)] };

    public SlaTarget[] ToTargets() =>
    [
        .. SlaPlan.Metrics.Where((_, i) => Minutes[i] > 0).Select(m => new SlaTarget(
            m,
            Enum.GetValues<Priority>().Where(p => p != Priority.Low).ToDictionary(p => p, p => TimeOf(m.Id, p)!.Value))
        {
            Schedule = SlaOpenHours.All[Hours].Schedule,
            Warnings = Warnings,
        }),
    ];
}
