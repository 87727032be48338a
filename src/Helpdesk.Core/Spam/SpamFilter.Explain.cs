using System.Diagnostics;
using System.Globalization;
using Helpdesk.Core.Spam.Features;

namespace Helpdesk.Core.Spam;

public sealed partial class SpamFilter
{
    /// <summary>Judges a message and says why, in its own words, which are read again for it: the model keeps none.</summary>
    /// <param name="content">The message.</param>
    /// <param name="shown">How many features are listed for each side at most.</param>
    public SpamExplanation Explain(SpamContent content, int shown = 15)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentOutOfRangeException.ThrowIfNegative(shown);
        var features = new List<SpamFeature>();
        var verdict = Judge(ContentScanner.Own.Read(content, features));
        var normaliser = Normaliser(verdict.Kept);
        var kept = IsTrained ? Weigh(features, normaliser) : [];
        SpamEvidence[] spam = [.. kept.Where(e => e.Weight > 0).Take(shown)];
        SpamEvidence[] ham = [.. kept.Where(e => e.Weight < 0).Take(shown)];
        return new SpamExplanation
        {
            Verdict = verdict,
            ForSpam = spam,
            ForHam = ham,
            RestWeight = kept.Sum(e => e.Weight) - spam.Sum(e => e.Weight) - ham.Sum(e => e.Weight),
            Normaliser = normaliser,
            Trace = TraceOf(verdict, spam, ham),
        };
    }

    private List<SpamEvidence> Weigh(List<SpamFeature> features, double normaliser)
    {
        var kept = new List<SpamEvidence>();
        foreach (var feature in features)
        {
            if (_weights.TryGet(feature.Hash, out var weight) && Math.Abs(weight) >= Weak)
            {
                var (spam, ham) = _weights.CountOf(feature.Hash);
                kept.Add(new SpamEvidence(feature, spam, ham, weight, weight / normaliser));
            }
        }

        kept.Sort((a, b) => Math.Abs(b.Weight).CompareTo(Math.Abs(a.Weight)) is var c and not 0 ? c : a.Feature.Hash.CompareTo(b.Feature.Hash));
        return kept;
    }

    private Trace TraceOf(in SpamVerdict verdict, IEnumerable<SpamEvidence> spam, IEnumerable<SpamEvidence> ham)
    {
        var (code, sentence) = verdict.Kind switch
        {
            SpamVerdictKind.NotEnoughTraining => ("not-enough-training", $"Too little was taught to judge: {thresholds.Progress(knowledge)}."),
            SpamVerdictKind.Ham => ("ham", "It looks like wanted mail."),
            SpamVerdictKind.Unsure => ("unsure", "Neither spam nor ham is sure enough."),
            SpamVerdictKind.Spam => ("spam", "It looks like spam."),
            _ => throw new UnreachableException(),
        };
        return new Trace("spam", code, sentence)
        {
            Facts =
            [
                new("probability", Text(verdict.Probability)),
                new("score", Text(verdict.Score)),
                new("taught", string.Create(CultureInfo.InvariantCulture, $"{knowledge.SpamMessages:0.#} spam, {knowledge.HamMessages:0.#} ham")),
                .. spam.Concat(ham).Select(e => new TraceFact($"{e.Feature.Kind}:{e.Feature.Text}", Text(e.Weight))),
            ],
        };
    }

    private static string Text(double number) => number.ToString("0.0000", CultureInfo.InvariantCulture);
}
