namespace Helpdesk.Core.Spam;

/// <summary>When the filter acts.</summary>
/// <param name="Spam">From which probability on it is spam; inclusive, in [0, 1].</param>
/// <param name="Ham">Up to which probability it is ham; inclusive, in [0, 1] and below <paramref name="Spam"/>.</param>
/// <param name="MinimumEach">How many messages of each class must have been taught; at least 0.</param>
/// <param name="MinimumTotal">How many messages must have been taught in all; at least 0.</param>
public sealed record SpamThresholds(
    double Spam = 0.95,
    double Ham = 0.05,
    int MinimumEach = 10,
    int MinimumTotal = 24)
{
    /// <summary>Everything that is wrong with them; empty when they can be used.</summary>
    public IReadOnlyList<Fault> Verify()
    {
        var faults = new List<Fault>();
        if (!(Ham >= 0 && Ham < Spam && Spam <= 1))
        {
            faults.Add(new Fault("bad-thresholds", "The thresholds must satisfy 0 ≤ ham < spam ≤ 1."));
        }

        if (MinimumEach < 0 || MinimumTotal < 0)
        {
            faults.Add(new Fault("bad-minimum", "A minimum of training must not be negative."));
        }

        return faults;
    }
}
