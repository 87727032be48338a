using Helpdesk.Core.Spam;

namespace Helpdesk.Core.Evaluation.Spam;

/// <summary>The figures of a run: what the filter said of messages whose class is known.</summary>
internal sealed class SpamScore
{
    private readonly List<(double Score, SpamVerdictKind Verdict, bool IsSpam)> _all = [];

    /// <summary>100 × (1 − area under the ROC curve) over the scores, equal scores counting half: the measure of TREC's spam track.</summary>
    public double OneMinusArea
    {
        get
        {
            var ranked = _all.OrderBy(a => a.Score).ToList();
            var (spam, ham) = (ranked.Count(a => a.IsSpam), ranked.Count(a => !a.IsSpam));
            var rankSum = 0.0;
            for (int from = 0, to; from < ranked.Count; from = to)
            {
                for (to = from; to < ranked.Count && ranked[to].Score.Equals(ranked[from].Score); to++)
                {
                }

                var rank = (from + 1 + to) / 2.0;
                rankSum += rank * ranked.Skip(from).Take(to - from).Count(a => a.IsSpam);
            }

            var area = (rankSum - (spam * (spam + 1.0) / 2)) / ((double)spam * ham);
            return 100 * (1 - area);
        }
    }

    /// <summary>The share of ham at or above the score that catches 98 of 100 spam messages, in percent.</summary>
    public double HamAtRecall98
    {
        get
        {
            var spam = _all.Where(a => a.IsSpam).Select(a => a.Score).OrderDescending().ToList();
            var cut = spam[(int)Math.Ceiling(spam.Count * 0.98) - 1];
            return Percent(_all.Where(a => !a.IsSpam), a => a.Score >= cut);
        }
    }

    /// <summary>Of ham, what was called spam; in percent.</summary>
    public double HamCalledSpam => Percent(_all.Where(a => !a.IsSpam), a => a.Verdict == SpamVerdictKind.Spam);

    /// <summary>Of spam, what was called spam; in percent.</summary>
    public double SpamCalledSpam => Percent(_all.Where(a => a.IsSpam), a => a.Verdict == SpamVerdictKind.Spam);

    /// <summary>Of everything, what was neither called spam nor ham; in percent.</summary>
    public double Unsure => Percent(_all, a => a.Verdict is SpamVerdictKind.Unsure or SpamVerdictKind.NotEnoughTraining);

    public void Add(in SpamVerdict verdict, SpamClass label) => _all.Add((verdict.Score, verdict.Kind, label == SpamClass.Spam));

    private static double Percent<T>(IEnumerable<T> all, Func<T, bool> isCounted)
    {
        var list = all.ToList();
        return list.Count == 0 ? 0 : 100.0 * list.Count(isCounted) / list.Count;
    }
}
