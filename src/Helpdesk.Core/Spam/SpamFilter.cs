using System.Diagnostics;
using System.Globalization;

namespace Helpdesk.Core.Spam;

/// <summary>
/// A binarised multinomial naive Bayes classifier with thresholded, length-normalised log-odds; constants and measurements stand
/// in <c>docs/spam.md</c>. Pure; thread-safe.
/// </summary>
public static class SpamFilter
{
    // Chosen on three public corpora and confirmed on three others; the region around them is flat.
    private const double Smoothing = 0.1;
    private const double Weak = 1.5;
    private const double LengthExponent = 0.9;
    private const double LengthOffset = 3;
    private const double Slope = 2;
    private const double Modesty = 60;
    private const int Shown = 15;

    /// <summary>Judges a message.</summary>
    public static SpamVerdict Classify(SpamModel model, SpamFeatures features, SpamThresholds thresholds)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(thresholds);
        var kept = model.SpamCount == 0 || model.HamCount == 0 ? [] : Weigh(model, features);
        var sum = kept.Sum(e => e.Weight);
        var score = kept.Count == 0 ? 0 : sum / Math.Pow(kept.Count + LengthOffset, LengthExponent);
        double trained = model.SpamCount + (double)model.HamCount;
        var probability = 1 / (1 + Math.Exp(-Slope * trained / (trained + Modesty) * score));
        var kind = Judge(model, probability, thresholds);
        SpamEvidence[] strongest = [.. kept.Take(Shown)];
        return new SpamVerdict
        {
            Kind = kind,
            Probability = probability,
            Score = score,
            Kept = kept.Count,
            Strongest = strongest,
            RestWeight = sum - strongest.Sum(e => e.Weight),
            Trace = Explain(model, kind, probability, score, strongest),
        };
    }

    // Sorted by strength, so that the sum does not depend on the order of the message either.
    private static List<SpamEvidence> Weigh(SpamModel model, SpamFeatures features)
    {
        var balance = Math.Log(model.HamFeatureTotal + 1.0) - Math.Log(model.SpamFeatureTotal + 1.0);
        var kept = new List<SpamEvidence>();
        foreach (var feature in features.All)
        {
            var (spam, ham) = model.Count(feature.Hash);
            if (spam + ham == 0)
            {
                continue;
            }

            var weight = Math.Log(spam + Smoothing) - Math.Log(ham + Smoothing) + balance;
            if (Math.Abs(weight) >= Weak)
            {
                kept.Add(new SpamEvidence(feature, spam, ham, weight));
            }
        }

        kept.Sort((a, b) => Math.Abs(b.Weight).CompareTo(Math.Abs(a.Weight)) is var c and not 0 ? c : a.Feature.Hash.CompareTo(b.Feature.Hash));
        return kept;
    }

    private static SpamVerdictKind Judge(SpamModel model, double probability, SpamThresholds thresholds) =>
        Math.Min(model.SpamCount, model.HamCount) < Math.Max(1, thresholds.MinimumEach)
            || (long)model.SpamCount + model.HamCount < thresholds.MinimumTotal ? SpamVerdictKind.NotEnoughTraining
        : probability >= thresholds.Spam ? SpamVerdictKind.Spam
        : probability <= thresholds.Ham ? SpamVerdictKind.Ham
        : SpamVerdictKind.Unsure;

    private static Trace Explain(
        SpamModel model, SpamVerdictKind kind, double probability, double score, IReadOnlyList<SpamEvidence> strongest)
    {
        var (code, sentence) = kind switch
        {
            SpamVerdictKind.NotEnoughTraining => ("not-enough-training", "Too few messages were taught to judge."),
            SpamVerdictKind.Ham => ("ham", "It looks like wanted mail."),
            SpamVerdictKind.Unsure => ("unsure", "Neither spam nor ham is sure enough."),
            SpamVerdictKind.Spam => ("spam", "It looks like spam."),
            _ => throw new UnreachableException(),
        };
        return new Trace("spam", code, sentence)
        {
            Facts =
            [
                new("probability", Text(probability)),
                new("score", Text(score)),
                new("taught", string.Create(CultureInfo.InvariantCulture, $"{model.SpamCount} spam, {model.HamCount} ham")),
                .. strongest.Select(e => new TraceFact($"{e.Feature.Kind}:{e.Feature.Text}", Text(e.Weight))),
            ],
        };
    }

    private static string Text(double number) => number.ToString("0.0000", CultureInfo.InvariantCulture);
}
