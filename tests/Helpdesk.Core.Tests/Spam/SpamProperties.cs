using FsCheck.Fluent;
using Helpdesk.Core.Spam;
using Helpdesk.Core.TestSupport;

namespace Helpdesk.Core.Tests.Spam;

public sealed class SpamProperties
{
    private static readonly SpamThresholds Thresholds = new();

    // Law: teach, then take back, gives the same model.
    [Fact]
    public void Unlearning_is_exact() => Properties.Holds(Prop.ForAll(
        (from l in SpamMessages.Lessons from f in SpamMessages.Features from c in Gen.Elements(SpamClass.Ham, SpamClass.Spam) select (l, f, c)).ToArbitrary(),
        x =>
        {
            var model = SpamMessages.Teach(x.l);
            var back = model.Apply(SpamTraining.Learn(x.f, x.c))!.Apply(SpamTraining.Unlearn(x.f, x.c))!;
            return SpamMessages.Describe(model) == SpamMessages.Describe(back);
        }));

    // Law: the order of lessons does not matter.
    [Fact]
    public void Order_does_not_matter() => Properties.Holds(Prop.ForAll(
        SpamMessages.Lessons.ToArbitrary(),
        lessons => SpamMessages.Describe(SpamMessages.Teach(lessons)) == SpamMessages.Describe(SpamMessages.Teach(lessons.Reverse()))));

    // Law: stored counts give the model back.
    [Fact]
    public void Counts_round_trip() => Properties.Holds(Prop.ForAll(SpamMessages.Lessons.ToArbitrary(), lessons =>
    {
        var model = SpamMessages.Teach(lessons);
        var rows = Enumerable.Range(0, 13).Select(i => ((ulong)i, model.Count((ulong)i).Spam, model.Count((ulong)i).Ham));
        return SpamMessages.Describe(SpamModel.FromCounts(model.SpamCount, model.HamCount, rows)) == SpamMessages.Describe(model);
    }));

    // Law: swapping the classes negates the score exactly and mirrors the probability.
    [Fact]
    public void Swapping_the_classes_negates_the_score() => Properties.Holds(Prop.ForAll(
        (from l in SpamMessages.Lessons from f in SpamMessages.Features select (l, f)).ToArbitrary(),
        x =>
        {
            var verdict = SpamFilter.Classify(SpamMessages.Teach(x.l), x.f, Thresholds);
            var swapped = x.l.Select(l => (l.Features, l.Class == SpamClass.Ham ? SpamClass.Spam : SpamClass.Ham));
            var mirrored = SpamFilter.Classify(SpamMessages.Teach(swapped), x.f, Thresholds);
            return mirrored.Score.Equals(-verdict.Score) && Math.Abs(1 - verdict.Probability - mirrored.Probability) < 1e-12;
        }),
        500);

    // Law: unknown features change nothing; a probability is one; the shown weights and the rest make the score.
    [Fact]
    public void Unknown_features_never_change_the_score() => Properties.Holds(Prop.ForAll(
        (from l in SpamMessages.Lessons from f in SpamMessages.Features select (l, f)).ToArbitrary(),
        x =>
        {
            var model = SpamMessages.Teach(x.l);
            var verdict = SpamFilter.Classify(model, x.f, Thresholds);
            var more = SpamFeatures.FromHashes(x.f.All.Select(f => f.Hash).Concat([1_000UL, 1_001UL]));
            var sum = verdict.Strongest.Sum(e => e.Weight) + verdict.RestWeight;
            return SpamFilter.Classify(model, more, Thresholds).Score.Equals(verdict.Score)
                && verdict.Probability is >= 0 and <= 1
                && Math.Abs((verdict.Kept == 0 ? 0 : sum / Math.Pow(verdict.Kept + 3, 0.9)) - verdict.Score) < 1e-9;
        }),
        500);

    // Law: no message, however broken, makes the reader throw, doubt or repeat itself.
    [Fact]
    public void Any_message_has_distinct_features() => Properties.Holds(Prop.ForAll(SpamMessages.Any.ToArbitrary(), message =>
    {
        var features = SpamFeatures.Of(message).All;
        return features.Select(f => f.Hash).Distinct().Count() == features.Count
            && features.SequenceEqual(SpamFeatures.Of(message).All);
    }), 500);
}
