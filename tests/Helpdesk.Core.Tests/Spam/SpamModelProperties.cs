using FsCheck.Fluent;
using Helpdesk.Core.Spam;
using Helpdesk.Core.TestSupport;

namespace Helpdesk.Core.Tests.Spam;

/// <summary>What must hold of models; the numbers are those of the list of laws in docs/spam.md.</summary>
public sealed class SpamModelProperties
{
    // 1: teach, then take back, gives the same model, bytes and scores.
    [Fact]
    public void Unlearning_is_exact() => Properties.Holds(Prop.ForAll(
        (from l in SpamMessages.Lessons from n in SpamMessages.Lesson from f in SpamMessages.Features select (l, n, f)).ToArbitrary(),
        x =>
        {
            var model = SpamMessages.Teach(x.l);
            var back = model.Apply(x.n.Features.Learn(x.n.Class))!.Apply(x.n.Features.Unlearn(x.n.Class))!;
            return SpamMessages.Bytes(model) == SpamMessages.Bytes(back) && model.DistinctFeatures == back.DistinctFeatures
                && SpamMessages.Filter(model).Classify(x.f) == SpamMessages.Filter(back).Classify(x.f);
        }), 500);

    // 2: the order of lessons does not matter, nor whether a builder or models were taught.
    [Fact]
    public void Order_does_not_matter() => Properties.Holds(Prop.ForAll(
        (from l in SpamMessages.Lessons from s in Gen.Shuffle(l) select (l, s)).ToArbitrary(),
        x =>
        {
            var builder = new SpamModelBuilder();
            return x.s.All(l => builder.Apply(l.Features.Learn(l.Class)))
                && SpamMessages.Bytes(SpamMessages.Teach(x.l)) == SpamMessages.Bytes(builder.ToModel());
        }), 500);

    // 3: merging is associative and commutative, the empty model changes nothing, subtracting undoes merging, and a lesson is a merge.
    [Fact]
    public void Models_add_up() => Properties.Holds(Prop.ForAll(
        (from a in SpamMessages.Models from b in SpamMessages.Models from c in SpamMessages.Models from l in SpamMessages.Lesson select (a, b, c, l)).ToArbitrary(),
        x => SpamMessages.Bytes(x.a.Merge(x.b)!.Merge(x.c)!) == SpamMessages.Bytes(x.a.Merge(x.b.Merge(x.c)!)!)
            && SpamMessages.Bytes(x.a.Merge(x.b)!) == SpamMessages.Bytes(x.b.Merge(x.a)!)
            && SpamMessages.Bytes(x.a.Merge(SpamModel.Empty)!) == SpamMessages.Bytes(x.a)
            && SpamMessages.Bytes(x.a.Merge(x.b)!.Subtract(x.b)!) == SpamMessages.Bytes(x.a)
            && SpamMessages.Bytes(x.a.Apply(x.l.Features.Learn(x.l.Class))!) == SpamMessages.Bytes(x.a.Merge(SpamMessages.Teach(x.l))!)), 300);

    // 3: what was not taught cannot be subtracted.
    [Fact]
    public void More_than_was_taught_is_not_subtracted() => Properties.Holds(Prop.ForAll(
        (from a in SpamMessages.Models from l in SpamMessages.Lesson select (a, l)).ToArbitrary(),
        x => x.a.Subtract(x.a.Merge(SpamMessages.Teach(x.l))!) is null), 300);

    // 4: relabelling is taking back and teaching.
    [Fact]
    public void Relabelling_is_taking_back_and_teaching() => Properties.Holds(Prop.ForAll(
        (from m in SpamMessages.Models from f in SpamMessages.Features select (m, f)).ToArbitrary(),
        x =>
        {
            var taught = x.m.Apply(x.f.Learn(SpamClass.Spam))!;
            var once = taught.Apply(SpamTraining.Between(x.f, SpamClass.Spam, SpamClass.Ham)!)!;
            var twice = taught.Apply(x.f.Unlearn(SpamClass.Spam))!.Apply(x.f.Learn(SpamClass.Ham))!;
            return SpamMessages.Bytes(once) == SpamMessages.Bytes(twice);
        }), 300);

    // 12: bytes and JSON give the model back.
    [Fact]
    public void Models_are_written_and_read() => Properties.Holds(Prop.ForAll(SpamMessages.Models.ToArbitrary(), model =>
        SpamMessages.Bytes(SpamModel.Parse(model.ToBytes()).Require()) == SpamMessages.Bytes(model)
            && SpamMessages.Bytes(SpamModel.Parse(model.ToJson()).Require()) == SpamMessages.Bytes(model)), 300);

    // 12: a byte that is flipped, cut off or added is found out.
    [Fact]
    public void Damage_is_found_out() => Properties.Holds(Prop.ForAll(
        (from m in SpamMessages.Models from at in Gen.Choose(0, 10_000) from bit in Gen.Choose(0, 7) from how in Gen.Choose(0, 2) select (m, at, bit, how)).ToArbitrary(),
        x =>
        {
            var bytes = x.m.ToBytes();
            var at = x.at % bytes.Length;
            byte[] damaged = x.how switch
            {
                0 => [.. bytes.Select((b, i) => i == at ? (byte)(b ^ (1 << x.bit)) : b)],
                1 => bytes[..at],
                _ => [.. bytes, (byte)x.bit],
            };
            return SpamModel.Parse(damaged).Faults is [{ Code: "not-a-model" or "other-format" or "damaged" }];
        }), 1_000);

    // 14: counts stay within their messages and add up to the totals.
    [Fact]
    public void Counts_add_up() => Properties.Holds(Prop.ForAll(SpamMessages.Models.ToArbitrary(), model =>
    {
        var counts = Enumerable.Range(0, 50).Select(i => (ulong)i).Concat([ulong.MaxValue, 1UL << 63]).Select(model.Count).ToList();
        var (spam, ham) = (counts.Sum(c => (long)c.Spam), counts.Sum(c => (long)c.Ham));
        return counts.All(c => c.Spam <= model.Totals.SpamMessages && c.Ham <= model.Totals.HamMessages)
            && (spam, ham) == (model.Totals.SpamFeatures, model.Totals.HamFeatures)
            && counts.Count(c => c != (0, 0)) == model.DistinctFeatures;
    }), 300);

    // A store's changes lead to the model that all its counts make.
    [Fact]
    public void Changed_counts_lead_to_the_model() => Properties.Holds(Prop.ForAll(
        (from a in SpamMessages.Models from b in SpamMessages.Models select (a, b)).ToArbitrary(),
        x => SpamMessages.Bytes(x.a.WithCounts(x.b.Totals.SpamMessages, x.b.Totals.HamMessages,
            Enumerable.Range(0, 50).Select(i => (ulong)i).Concat([ulong.MaxValue, 1UL << 63]).Select(h => (h, x.b.Count(h).Spam, x.b.Count(h).Ham))))
            == SpamMessages.Bytes(x.b)), 300);

    // What is rare goes, the rest stays as it is.
    [Fact]
    public void Compacting_drops_what_is_rare() => Properties.Holds(Prop.ForAll(
        (from m in SpamMessages.Models from minimum in Gen.Choose(0, 4) select (m, minimum)).ToArbitrary(),
        x =>
        {
            var compact = x.m.Compact(x.minimum);
            return Enumerable.Range(0, 50).Select(i => (ulong)i).All(h =>
                x.m.Count(h) is var (spam, ham) && compact.Count(h) == (spam + ham >= x.minimum ? (spam, ham) : (0, 0)))
                && (compact.Totals.SpamMessages, compact.Totals.HamMessages) == (x.m.Totals.SpamMessages, x.m.Totals.HamMessages);
        }), 300);

    // A ledger has each message count once, as what was said last.
    [Fact]
    public void A_ledger_counts_each_message_once() => Properties.Holds(Prop.ForAll(
        (from steps in (from id in Gen.Choose(0, 3) from to in Gen.Elements<SpamClass?>(null, SpamClass.Spam, SpamClass.Ham) select (id, to)).ArrayOf()
         from all in SpamMessages.Features.ArrayOf(4)
         select (steps, all)).ToArbitrary(),
        x =>
        {
            var (ledger, model) = (SpamLedger.Empty, SpamModel.Empty);
            foreach (var (id, to) in x.steps)
            {
                (ledger, var training) = ledger.Mark($"m{id}", x.all[id], to);
                model = training is null ? model : model.Apply(training)!;
            }

            var last = x.steps.GroupBy(s => s.id).Where(g => g.Last().to is not null).Select(g => (x.all[g.Key], g.Last().to!.Value));
            return SpamMessages.Bytes(model) == SpamMessages.Bytes(SpamMessages.Teach(last))
                && Enumerable.Range(0, 4).All(i => ledger.Find($"m{i}") == x.steps.LastOrDefault(s => s.id == i).to);
        }), 300);
}
