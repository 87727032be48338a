using FsCheck.Fluent;
using Helpdesk.Core.Spam;
using Helpdesk.Core.TestSupport;

namespace Helpdesk.Core.Tests.Spam;

/// <summary>What must hold of verdicts; the numbers are those of the list of laws in docs/spam.md.</summary>
public sealed class SpamFilterProperties
{
    private static readonly SpamModel Taught = SpamMessages.Teach(
        SpamMessages.Real.Sample(60, 50).Select(m => (SpamFeatures.Of(m.Content), m.Class)));

    // 5: a probability is one and a score is a number, whatever is judged; and reading it again gives the same.
    [Fact]
    public void Any_message_gets_a_probability() => Properties.Holds(Prop.ForAll(SpamMessages.Any.ToArbitrary(), content =>
    {
        var verdict = SpamMessages.Filter(Taught).Classify(content);
        return verdict.Probability is >= 0 and <= 1 && double.IsFinite(verdict.Score)
            && verdict == SpamMessages.Filter(Taught).Classify(SpamFeatures.Of(content)) && verdict == SpamMessages.Filter(Taught).Explain(content).Verdict;
    }), 500);

    // 6: swapping the classes negates the score exactly and mirrors the probability.
    [Fact]
    public void Swapping_the_classes_negates_the_score() => Properties.Holds(Prop.ForAll(
        (from l in SpamMessages.Lessons from f in SpamMessages.Features select (l, f)).ToArbitrary(),
        x =>
        {
            var verdict = SpamMessages.Filter(SpamMessages.Teach(x.l)).Classify(x.f);
            var swapped = x.l.Select(l => (l.Features, l.Class == SpamClass.Ham ? SpamClass.Spam : SpamClass.Ham));
            var mirrored = SpamMessages.Filter(SpamMessages.Teach(swapped)).Classify(x.f);
            return mirrored.Score.Equals(-verdict.Score) && Math.Abs(1 - verdict.Probability - mirrored.Probability) < 1e-15;
        }), 500);

    // 7: what is said twice counts once, and the order of paragraphs changes only pairs at the seams.
    [Fact]
    public void Paragraphs_may_change_places() => Properties.Holds(Prop.ForAll(
        (from a in SpamMessages.Real from b in SpamMessages.Real select (a.Content.Text, b.Content.Text)).ToArbitrary(),
        x =>
        {
            var one = SpamMessages.Texts(SpamMessages.Make($"{x.Item1}\n\n{x.Item2}"));
            var other = SpamMessages.Texts(SpamMessages.Make($"{x.Item2}\n\n{x.Item1}"));
            var twice = SpamMessages.Texts(SpamMessages.Make($"{x.Item1}\n\n{x.Item1}"));
            var once = SpamMessages.Texts(SpamMessages.Make(x.Item1));
            var changed = one.Where(f => !other.Contains(f)).ToList();
            return changed.Count <= 1 && changed.All(f => f.Kind == "body-pair")
                && twice.Where(f => !once.Contains(f)).All(f => f.Kind is "body-pair" or "shape");
        }), 300);

    // 8: features that nobody knows never change a score, nor does their order.
    [Fact]
    public void Unknown_features_never_change_the_score() => Properties.Holds(Prop.ForAll(
        (from l in SpamMessages.Lessons from f in SpamMessages.Features from s in Gen.Shuffle(f.Hashes.Concat([1_000UL, 1_001UL])) select (l, f, s)).ToArbitrary(),
        x =>
        {
            var filter = SpamMessages.Filter(SpamMessages.Teach(x.l));
            return filter.Classify(SpamFeatures.FromHashes(x.s)) == filter.Classify(x.f);
        }), 500);

    // 9: seen in more spam, a feature never speaks less for spam; seen in more ham, never less for ham.
    [Fact]
    public void A_feature_seen_in_more_spam_never_speaks_less_for_spam() => Properties.Holds(Prop.ForAll(
        (from spam in Gen.Choose(0, 40) from ham in Gen.Choose(0, 40) select (spam, ham)).ToArbitrary(),
        x => Score(x.spam + 1, x.ham) >= Score(x.spam, x.ham) && Score(x.spam, x.ham + 1) <= Score(x.spam, x.ham)), 500);

    // 10: a correction goes the right way.
    [Fact]
    public void A_correction_goes_the_right_way() => Properties.Holds(Prop.ForAll(
        (from lessons in SpamMessages.Real.ListOf(30) from m in SpamMessages.Real select (lessons, m)).ToArbitrary(),
        x =>
        {
            var model = SpamMessages.Teach(x.lessons.Select(l => (SpamFeatures.Of(l.Content), l.Class)));
            var features = SpamFeatures.Of(x.m.Content);
            var before = SpamMessages.Filter(model).Classify(features).Score;
            var right = x.m.Class == SpamClass.Spam ? 1 : -1;
            var after = SpamMessages.Filter(model.Apply(features.Learn(x.m.Class))!).Classify(features).Score;
            return model.Totals is { SpamMessages: 0 } or { HamMessages: 0 } || right * before >= 0 || right * after > right * before;
        }), 300);

    // 11: without lessons of both classes there is no score and no verdict.
    [Fact]
    public void One_class_alone_says_nothing() => Properties.Holds(Prop.ForAll(
        (from f in SpamMessages.Features.ListOf() from c in Gen.Elements(SpamClass.Ham, SpamClass.Spam) from m in SpamMessages.Features select (f, c, m)).ToArbitrary(),
        x => SpamMessages.Filter(SpamMessages.Teach(x.f.Select(f => (f, x.c)))).Classify(x.m)
            is { Score: 0, Probability: 0.5, Kept: 0, Known: 0, Kind: SpamVerdictKind.NotEnoughTraining }), 300);

    // 13: what is listed and the rest are the sum that the score was made of, to the last bit; the strongest are listed, in a fixed order.
    [Fact]
    public void The_explanation_is_the_score() => Properties.Holds(Prop.ForAll(
        (from m in SpamMessages.Real from shown in Gen.Choose(0, 20) select (m.Content, shown)).ToArbitrary(),
        x =>
        {
            var all = SpamMessages.Filter(Taught).Explain(x.Content, int.MaxValue);
            var some = SpamMessages.Filter(Taught).Explain(x.Content, x.shown);
            var sum = some.ForSpam.Sum(e => e.Weight) + some.ForHam.Sum(e => e.Weight) + some.RestWeight;
            return (sum / some.Normaliser).Equals(some.Verdict.Kept == 0 ? 0 / some.Normaliser : some.Verdict.Score)
                && some.ForSpam.SequenceEqual(all.ForSpam.Take(x.shown)) && some.ForHam.SequenceEqual(all.ForHam.Take(x.shown))
                && all.RestWeight == 0 && all.ForSpam.Count + all.ForHam.Count == all.Verdict.Kept
                && all.ForSpam.Zip(all.ForSpam.Skip(1)).All(p => p.First.Weight >= p.Second.Weight)
                && all.ForSpam.All(e => e.Share == e.Weight / all.Normaliser);
        }), 300);

    // A shared model counts by its weight: once is merging, and nothing of it is copied or changed.
    [Fact]
    public void A_shared_model_is_as_good_as_a_merged_one() => Properties.Holds(Prop.ForAll(
        (from a in SpamMessages.Models from b in SpamMessages.Models from f in SpamMessages.Features from times in Gen.Choose(1, 3) select (a, b, f, times)).ToArbitrary(),
        x =>
        {
            var merged = Enumerable.Repeat(x.b, x.times).Aggregate(x.a, (m, b) => m.Merge(b)!);
            var shared = new SpamFilter(new SpamKnowledge(x.a, new SpamShare(x.b, x.times)), SpamMessages.Thresholds).Classify(x.f);
            return SpamMessages.Filter(merged).Classify(x.f) is var own && own.Kind == shared.Kind && own.Kept == shared.Kept && Math.Abs(own.Score - shared.Score) < 1e-9;
        }), 300);

    private static double Score(int spam, int ham)
    {
        // The totals stay the same: what this feature lacks another one has.
        var model = SpamModel.Empty.WithCounts(50, 50, [(1, spam, ham), (2, 50 - spam, 50 - ham)]);
        return SpamMessages.Filter(model).Classify(SpamFeatures.FromHashes([1])).Score;
    }
}
