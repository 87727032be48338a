using Helpdesk.Core.Spam.Features;
using Helpdesk.Core.Spam.Model;

namespace Helpdesk.Core.Spam;

/// <summary>
/// A binarised multinomial naive Bayes classifier with thresholded, length-normalised log-odds; constants and measurements stand
/// in <c>docs/spam.md</c>. Pure; immutable; safe from any number of threads.
/// </summary>
/// <param name="knowledge">What messages are judged by.</param>
/// <param name="thresholds">When the filter acts.</param>
public sealed partial class SpamFilter(SpamKnowledge knowledge, SpamThresholds thresholds)
{
    // Where they come from stands in docs/spam.md; the region around them is flat.
    private const double LengthExponent = 0.9;
    private const double LengthOffset = 2;
    private const double Slope = 2;
    private const double Modesty = 60;

    private readonly FeatureWeights _weights = new(knowledge);
    private readonly double _confidence =
        Slope * (knowledge.SpamMessages + knowledge.HamMessages) / (knowledge.SpamMessages + knowledge.HamMessages + Modesty);

    private bool IsTrained => knowledge.SpamMessages > 0 && knowledge.HamMessages > 0;

    /// <summary>Judges a message. Allocates nothing once the thread's buffers have grown to its length.</summary>
    public SpamVerdict Classify(SpamContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        return Judge(ContentScanner.Own.Read(content));
    }

    /// <summary>Judges a message whose features are at hand.</summary>
    public SpamVerdict Classify(SpamFeatures features)
    {
        ArgumentNullException.ThrowIfNull(features);
        return Judge(features.Hashes.AsSpan());
    }

    private SpamVerdict Judge(ReadOnlySpan<ulong> hashes)
    {
        var (known, kept, sum) = (0, 0, 0.0);
        Span<double> weights = stackalloc double[CountTable.Block];
        for (var rest = IsTrained ? hashes : default; !rest.IsEmpty; rest = rest[Math.Min(rest.Length, CountTable.Block)..])
        {
            var block = rest[..Math.Min(rest.Length, CountTable.Block)];
            _weights.Read(block, weights);
            var strong = StrongWeights.Of(weights[..block.Length]);
            known += strong.Known;
            kept += strong.Kept;
            sum += strong.Sum;
        }

        var score = kept == 0 ? 0 : sum / Normaliser(kept);
        var probability = 1 / (1 + Math.Exp(-_confidence * score));
        return new SpamVerdict(thresholds.Judge(knowledge, probability), probability, score, known, kept);
    }

    private static double Normaliser(int kept) => Math.Pow(kept + LengthOffset, LengthExponent);
}
