using System.Globalization;
using Helpdesk.Core.Spam;

namespace Helpdesk.Core.Tests.Spam;

public sealed class SpamTests
{
    // By hand from the formula in docs/spam.md: spam twice {1,2}, ham once {3}; TS = 4, TH = 1, balance = ln(2/5).
    // w(1) = ln(2.1/0.1) + ln(0.4) = 2.1283; n = 1; v = 2.1283 / 3^0.9; N = 3; p = 1/(1+exp(-2*3/63*v)).
    // Found by Order_does_not_matter: the place of 0 was empty when it was looked at, and 16 took it in the same lesson.
    [Fact]
    public void The_feature_0_is_told_from_an_empty_place()
    {
        var builder = new SpamModelBuilder();
        builder.Apply(SpamFeatures.FromHashes([16, 0]).Learn(SpamClass.Spam));
        var model = builder.ToModel();
        Assert.Equal(((1, 0), (1, 0), 2), (model.Count(16), model.Count(0), model.DistinctFeatures));
    }

    [Fact]
    public void The_score_is_the_published_formula()
    {
        var model = SpamMessages.Teach(
            (SpamFeatures.FromHashes([1, 2]), SpamClass.Spam), (SpamFeatures.FromHashes([1, 2]), SpamClass.Spam), (SpamFeatures.FromHashes([3]), SpamClass.Ham));
        var verdict = SpamMessages.Filter(model).Classify(SpamFeatures.FromHashes([1, 99]));
        var score = (Math.Log(2.1 / 0.1) + Math.Log(2.0 / 5.0)) / Math.Pow(3, 0.9);
        Assert.Equal(score, verdict.Score, 9);
        Assert.Equal(1 / (1 + Math.Exp(-2 * 3.0 / 63 * score)), verdict.Probability, 9);
        Assert.Equal((1, 1, SpamVerdictKind.NotEnoughTraining), (verdict.Known, verdict.Kept, verdict.Kind));
    }

    [Theory]
    [InlineData(9, 40, SpamVerdictKind.NotEnoughTraining, "49 of 24 taught, spam 9 of 10")]
    [InlineData(11, 12, SpamVerdictKind.NotEnoughTraining, "23 of 24 taught")]
    [InlineData(40, 9, SpamVerdictKind.NotEnoughTraining, "49 of 24 taught, ham 9 of 10")]
    [InlineData(12, 6, SpamVerdictKind.NotEnoughTraining, "18 of 24 taught, ham 6 of 10")]
    [InlineData(60, 60, SpamVerdictKind.Spam, "120 of 24 taught")]
    public void The_filter_never_acts_before_a_few_dozen_of_each_kind(int spam, int ham, SpamVerdictKind expected, string progress)
    {
        var bad = SpamFeatures.FromHashes([1, 2, 3, 4]);
        var model = SpamMessages.Teach(
            Enumerable.Repeat((bad, SpamClass.Spam), spam).Concat(Enumerable.Repeat((SpamFeatures.FromHashes([7, 8, 9, 10]), SpamClass.Ham), ham)));
        Assert.Equal(expected, SpamMessages.Filter(model).Classify(bad).Kind);
        Assert.Equal(progress, SpamMessages.Thresholds.Progress(new SpamKnowledge(model)));
    }

    [Fact]
    public void Taking_back_what_was_never_taught_is_refused_as_a_whole()
    {
        var model = SpamMessages.Teach((SpamFeatures.FromHashes([1]), SpamClass.Spam));
        Assert.Null(model.Apply(SpamFeatures.FromHashes([1, 2]).Unlearn(SpamClass.Spam)));
        Assert.Null(model.Apply(SpamFeatures.FromHashes([1]).Unlearn(SpamClass.Ham)));
        var builder = SpamModelBuilder.Create(model);
        Assert.False(builder.Apply(SpamFeatures.FromHashes([1, 2]).Unlearn(SpamClass.Spam)));
        Assert.Equal(SpamMessages.Bytes(model), SpamMessages.Bytes(builder.ToModel()));
    }

    // A table that models share is folded anew now and then; all that came before stays as it was.
    [Fact]
    public void Many_lessons_one_by_one_are_the_same_as_at_once()
    {
        SpamFeatures[] messages = [.. Enumerable.Range(0, 400).Select(i => SpamFeatures.FromHashes(Enumerable.Range(0, 40).Select(k => (ulong)((i * 37) + (k * k)))))];
        var (model, builder) = (SpamModel.Empty, new SpamModelBuilder());
        var after100 = SpamModel.Empty;
        for (var i = 0; i < messages.Length; i++)
        {
            model = model.Apply(messages[i].Learn((SpamClass)(i % 2)))!;
            Assert.True(builder.Apply(messages[i].Learn((SpamClass)(i % 2))));
            after100 = i == 99 ? model : after100;
        }

        Assert.Equal(SpamMessages.Bytes(builder.ToModel()), SpamMessages.Bytes(model));
        Assert.Equal(SpamMessages.Bytes(SpamMessages.Teach(messages.Take(100).Select((m, i) => (m, (SpamClass)(i % 2))))), SpamMessages.Bytes(after100));
        foreach (var (message, i) in messages.Select((m, i) => (m, i)).Reverse())
        {
            model = model.Apply(message.Unlearn((SpamClass)(i % 2)))!;
        }

        Assert.Equal(SpamMessages.Bytes(SpamModel.Empty), SpamMessages.Bytes(model));
    }

    // 15: readers of a model see the counts of one moment while a builder goes on.
    [Fact]
    public async Task A_model_stays_as_it_was_while_its_builder_learns()
    {
        var features = SpamFeatures.FromHashes(Enumerable.Range(1, 500).Select(i => (ulong)i));
        var builder = new SpamModelBuilder();
        for (var round = 0; round < 30; round++)
        {
            var model = builder.ToModel();
            var wanted = (round, 0);
            var reader = Task.Run(() => Enumerable.Range(0, 20_000).All(i => model.Count((ulong)(i % 500) + 1) == wanted));
            builder.Apply(features.Learn(SpamClass.Spam));
            Assert.True(await reader);
        }
    }

    [Fact]
    public void Judging_allocates_nothing()
    {
        var text = string.Join(' ', Enumerable.Range(0, 300).Select(i => "word" + (i % 97).ToString(CultureInfo.InvariantCulture))) + " http://shop.example/a/b";
        var content = SpamMessages.Make(text, "A subject", $"<p>Grüße &amp; <b>mehr</b> {text}</p>", "Jane Doe");
        var filter = SpamMessages.Filter(SpamMessages.Teach((SpamFeatures.Of(content), SpamClass.Spam), (SpamFeatures.FromHashes([1]), SpamClass.Ham)));
        for (var i = 0; i < 100; i++)
        {
            filter.Classify(content);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            filter.Classify(content);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100 * 512);
    }

    [Fact]
    public void A_feature_takes_few_bytes()
    {
        var builder = new SpamModelBuilder();
        for (var i = 0; i < 200; i++)
        {
            var words = string.Join(' ', Enumerable.Range(0, 100).Select(k => $"w{(i * 61) + k}"));
            builder.Apply(SpamFeatures.Of(SpamMessages.Make(words)).Learn((SpamClass)(i % 2)));
        }

        var model = builder.ToModel();
        Assert.InRange((double)model.ToBytes().Length / model.DistinctFeatures, 1, 12);
    }

    [Theory]
    [InlineData("", "not-a-model")]
    [InlineData("4844534D", "not-a-model")]
    [InlineData("48445350010200000000000000000000", "not-a-model")]
    [InlineData("4844534D090200000000000000000000", "other-format")]
    [InlineData("4844534D010200000000000000000000", "damaged")]
    public void What_is_no_model_is_refused(string bytes, string code) =>
        Assert.Equal(code, Assert.Single(SpamModel.Parse(Convert.FromHexString(bytes)).Faults).Code);

    // A digest can be made for anything: what it covers is checked all the same.
    [Theory]
    [InlineData("4844534D01" + "01" + "000000", "other-features")]
    [InlineData("4844534D01" + "02" + "010001" + "050200", "damaged")]
    [InlineData("4844534D01" + "02" + "0101FFFFFFFF07" + "050100", "damaged")]
    [InlineData("4844534D01" + "02" + "010102" + "050100" + "000100", "damaged")]
    [InlineData("4844534D01" + "02" + "010101" + "050000", "damaged")]
    [InlineData("4844534D01" + "02" + "010101" + "0501000000", "damaged")]
    [InlineData("4844534D01" + "02" + "010102" + "050100" + "FFFFFFFFFFFFFFFFFF010100", "damaged")]
    [InlineData("4844534D01" + "02" + "010101" + "8500" + "0100", "damaged")]
    public void What_does_not_add_up_is_refused(string bytes, string code)
    {
        var content = Convert.FromHexString(bytes);
        byte[] signed = [.. content, .. System.Security.Cryptography.SHA256.HashData(content).AsSpan(0, 8)];
        Assert.Equal(code, Assert.Single(SpamModel.Parse(signed).Faults).Code);
    }

    [Theory]
    [InlineData("""{"featureVersion":1,"spamMessages":0,"hamMessages":0,"features":{}}""", "other-features")]
    [InlineData("""{"featureVersion":2,"spamMessages":1,"hamMessages":0,"features":{"1":[1,0]}}""", "bad-hash")]
    [InlineData("""{"featureVersion":2,"spamMessages":1,"hamMessages":0,"features":{"0000000000000001":[0,0]}}""", "bad-count")]
    [InlineData("""{"featureVersion":2,"spamMessages":1,"hamMessages":0}""", "missing")]
    public void Json_that_is_no_model_is_refused(string json, string code) => Assert.Contains(code, SpamModel.Parse(json).Faults.Select(f => f.Code));

    [Fact]
    public void A_model_can_be_looked_at() => Assert.Equal(
        """{"featureVersion":2,"spamMessages":1,"hamMessages":2,"features":{"0000000000000001":[1,0],"0000000000000002":[0,2]}}""",
        SpamMessages.Teach(
            (SpamFeatures.FromHashes([1]), SpamClass.Spam), (SpamFeatures.FromHashes([2]), SpamClass.Ham), (SpamFeatures.FromHashes([2]), SpamClass.Ham)).ToJson());

    [Fact]
    public void The_oldest_month_is_forgotten_exactly()
    {
        var (may, june) = (SpamMessages.Teach((SpamFeatures.FromHashes([1, 2]), SpamClass.Spam)), SpamMessages.Teach((SpamFeatures.FromHashes([2, 3]), SpamClass.Ham)));
        Assert.Equal(SpamMessages.Bytes(june), SpamMessages.Bytes(may.Merge(june)!.Subtract(may)!));
    }
}
