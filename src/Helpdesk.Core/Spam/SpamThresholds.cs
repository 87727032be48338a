using System.Globalization;

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

    /// <summary>
    /// How far the teaching is, in words: <c>18 of 24 taught</c>, with what is missing of a class. A person sees by it why the filter
    /// does not act yet.
    /// </summary>
    public string Progress(SpamKnowledge knowledge)
    {
        ArgumentNullException.ThrowIfNull(knowledge);
        var each = Math.Max(1, MinimumEach);
        var missing = string.Concat(Lacking("spam", knowledge.SpamMessages), Lacking("ham", knowledge.HamMessages));
        return string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(knowledge.SpamMessages + knowledge.HamMessages)} of {Math.Max(MinimumTotal, 2 * each)} taught{missing}");

        string Lacking(string side, double messages) =>
            messages >= each ? "" : string.Create(CultureInfo.InvariantCulture, $", {side} {Math.Floor(messages)} of {each}");
    }

    /// <summary>
    /// Thresholds of a host's own: as much is called spam as can be while no more than a share of the ham is, and the other way
    /// round. The sample should be mail that the filter was not taught, some hundred messages of each class.
    /// </summary>
    /// <param name="sample">Probabilities that the filter gave, with what the messages were. A class without messages leaves its threshold.</param>
    /// <param name="hamLost">The share of ham that may be called spam; in [0, 1).</param>
    /// <param name="spamLost">The share of spam that may be called ham; in [0, 1).</param>
    public SpamThresholds Tuned(IEnumerable<(double Probability, SpamClass Class)> sample, double hamLost, double spamLost)
    {
        ArgumentNullException.ThrowIfNull(sample);
        ArgumentOutOfRangeException.ThrowIfNegative(hamLost);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(hamLost, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(spamLost);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(spamLost, 1);
        var sides = sample.ToLookup(s => s.Class, s => s.Probability);
        double[] ham = [.. sides[SpamClass.Ham].OrderDescending()];
        double[] spam = [.. sides[SpamClass.Spam].Order()];

        // The strongest message that must not be lost, and from there half the way to the next one of the other class.
        var spamAt = ham.Length == 0 ? Spam : Between(ham[(int)(hamLost * ham.Length)], spam.FirstOrDefault(p => p > ham[(int)(hamLost * ham.Length)], 1));
        var hamAt = spam.Length == 0 ? Ham : Between(spam[(int)(spamLost * spam.Length)], ham.FirstOrDefault(p => p < spam[(int)(spamLost * spam.Length)], 0));
        return this with { Spam = Math.Max(spamAt, 0.5), Ham = Math.Min(hamAt, Math.BitDecrement(Math.Max(spamAt, 0.5))) };

        static double Between(double lost, double next) => (lost + next) / 2;
    }

    internal SpamVerdictKind Judge(SpamKnowledge knowledge, double probability) =>
        Math.Min(knowledge.SpamMessages, knowledge.HamMessages) < Math.Max(1, MinimumEach)
            || knowledge.SpamMessages + knowledge.HamMessages < MinimumTotal ? SpamVerdictKind.NotEnoughTraining
        : probability >= Spam ? SpamVerdictKind.Spam
        : probability <= Ham ? SpamVerdictKind.Ham
        : SpamVerdictKind.Unsure;
}
