using System.Diagnostics;
using System.Globalization;
using Helpdesk.Core.Spam.Features;
using Helpdesk.Core.Spam.Model;

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
        var scanner = ContentScanner.Own;
        var hashes = scanner.Read(content, keepsTexts: true);
        var verdict = Judge(hashes);
        var normaliser = Normaliser(verdict.Kept);
        var kept = IsTrained ? Strongest(hashes) : [];
        SpamEvidence[] spam = [.. kept.Where(f => f.Weight > 0).Take(shown).Select(Evidence)];
        SpamEvidence[] ham = [.. kept.Where(f => f.Weight < 0).Take(shown).Select(Evidence)];
        return new SpamExplanation
        {
            Verdict = verdict,
            ForSpam = spam,
            ForHam = ham,
            RestWeight = kept.Sum(f => f.Weight) - spam.Sum(e => e.Weight) - ham.Sum(e => e.Weight),
            Normaliser = normaliser,
            Features = SpamFeatures.Of(hashes),
            Trace = TraceOf(verdict, spam, ham),
        };

        SpamEvidence Evidence((int Index, ulong Hash, double Weight) feature)
        {
            var (inSpam, inHam) = _weights.CountOf(feature.Hash);
            return new SpamEvidence(scanner.Describe(feature.Index), inSpam, inHam, feature.Weight, feature.Weight / normaliser);
        }
    }

    // The features that are kept, the strongest first.
    private List<(int Index, ulong Hash, double Weight)> Strongest(ReadOnlySpan<ulong> hashes)
    {
        var kept = new List<(int Index, ulong Hash, double Weight)>();
        Span<double> weights = stackalloc double[CountTable.Block];
        for (var start = 0; start < hashes.Length; start += CountTable.Block)
        {
            var block = hashes[start..Math.Min(hashes.Length, start + CountTable.Block)];
            _weights.Read(block, weights);
            for (var i = 0; i < block.Length; i++)
            {
                if (Math.Abs(weights[i]) >= StrongWeights.Weak)
                {
                    kept.Add((start + i, block[i], weights[i]));
                }
            }
        }

        kept.Sort((a, b) => Math.Abs(b.Weight).CompareTo(Math.Abs(a.Weight)) is var c and not 0 ? c : a.Hash.CompareTo(b.Hash));
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
