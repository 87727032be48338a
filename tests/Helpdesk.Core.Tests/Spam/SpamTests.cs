using System.Globalization;
using Helpdesk.Core.Spam;

namespace Helpdesk.Core.Tests.Spam;

public sealed class SpamTests
{
    // By hand from the published formula: spam twice {1,2}, ham once {3}; TS = 4, TH = 1, balance = ln(2/5).
    // w(1) = ln(2.1/0.1) + ln(0.4) = 2.1283; n = 1; v = 2.1283 / 4^0.9 = 0.6112; N = 3; p = 1/(1+exp(-2*3/63*v)).
    [Fact]
    public void The_score_is_the_published_formula()
    {
        var model = SpamMessages.Teach(
        [
            (SpamFeatures.FromHashes([1, 2]), SpamClass.Spam), (SpamFeatures.FromHashes([1, 2]), SpamClass.Spam),
            (SpamFeatures.FromHashes([3]), SpamClass.Ham),
        ]);
        var verdict = SpamFilter.Classify(model, SpamFeatures.FromHashes([1, 99]), new SpamThresholds());
        var weight = Math.Log(2.1 / 0.1) + Math.Log(2.0 / 5.0);
        var score = weight / Math.Pow(4, 0.9);
        Assert.Equal(score, verdict.Score, 12);
        Assert.Equal(1 / (1 + Math.Exp(-2 * 3.0 / 63 * score)), verdict.Probability, 12);
        Assert.Equal(1, verdict.Kept);
        Assert.Equal(weight, Assert.Single(verdict.Strongest).Weight, 12);
        Assert.Equal(SpamVerdictKind.NotEnoughTraining, verdict.Kind);
    }

    [Theory]
    [InlineData(9, 40, SpamVerdictKind.NotEnoughTraining)]
    [InlineData(11, 12, SpamVerdictKind.NotEnoughTraining)]
    [InlineData(40, 9, SpamVerdictKind.NotEnoughTraining)]
    [InlineData(60, 60, SpamVerdictKind.Spam)]
    public void The_filter_never_acts_before_a_few_dozen_of_each_kind(int spam, int ham, SpamVerdictKind expected)
    {
        var bad = SpamFeatures.FromHashes([1, 2, 3, 4]);
        var model = SpamMessages.Teach(
            Enumerable.Repeat((bad, SpamClass.Spam), spam).Concat(Enumerable.Repeat((SpamFeatures.FromHashes([7, 8, 9, 10]), SpamClass.Ham), ham)));
        Assert.Equal(expected, SpamFilter.Classify(model, bad, new SpamThresholds()).Kind);
    }

    [Fact]
    public void Taking_back_what_was_never_taught_is_refused_as_a_whole()
    {
        var model = SpamMessages.Teach([(SpamFeatures.FromHashes([1]), SpamClass.Spam)]);
        Assert.Null(model.Apply(SpamTraining.Unlearn(SpamFeatures.FromHashes([1, 2]), SpamClass.Spam)));
        Assert.Null(model.Apply(SpamTraining.Unlearn(SpamFeatures.FromHashes([1]), SpamClass.Ham)));
    }

    [Theory]
    [InlineData("V<b>ia</b>gra", "viagra")]
    [InlineData("<p>free</p><p>money</p>", "free")]
    [InlineData("<style>x{color:red}</style>clean", "clean")]
    [InlineData("a&#98;c", "abc")]
    public void Html_is_read_as_its_reader_sees_it(string html, string word) =>
        Assert.Contains(("body", word), Texts(SpamMessages.Make("", html: html)));

    [Fact]
    public void Words_pairs_senders_links_and_shape_are_features()
    {
        var texts = Texts(SpamMessages.Make("Cheap PILLS at http://shop.pills.example/buy-now today", "FREE offer", name: "Dr. Who"));
        Assert.Contains(("body", "cheap"), texts);
        Assert.Contains(("body-pair", "cheap pills"), texts);
        Assert.Contains(("subject", "free"), texts);
        Assert.Contains(("url-host", "pills.example"), texts);
        Assert.Contains(("url-path", "buy"), texts);
        Assert.Contains(("from-domain", "customer.example"), texts);
        Assert.Contains(("from-name", "who"), texts);
        Assert.DoesNotContain(("body-pair", "at today"), texts);
    }

    [Fact]
    public void Scripts_without_blanks_give_pairs_of_characters() =>
        Assert.Superset(
            new HashSet<(string, string)> { ("body", "日本"), ("body", "本語") },
            Texts(SpamMessages.Make("日本語")).ToHashSet());

    [Fact]
    public void A_huge_message_has_a_bounded_number_of_features()
    {
        var text = string.Join(' ', Enumerable.Range(0, 100_000).Select(i => "w" + i.ToString(CultureInfo.InvariantCulture)));
        Assert.InRange(SpamFeatures.Of(SpamMessages.Make(text, html: new string('<', 1_000_000))).All.Count, 1, 8_192);
    }

    // Allocation counts the work without a clock: a scan that begins anew at each '<' copies two gigabytes here.
    [Theory]
    [InlineData("<", ">")]
    [InlineData("< ", ">")]
    [InlineData("<a<", ">")]
    [InlineData("<!-", "")]
    [InlineData("&", "")]
    public void Hostile_html_costs_linear_memory(string piece, string end)
    {
        var message = SpamMessages.Make("", html: string.Concat(Enumerable.Repeat(piece, 60_000 / piece.Length)) + end);
        SpamFeatures.Of(message);
        var before = GC.GetAllocatedBytesForCurrentThread();
        SpamFeatures.Of(message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000_000);
    }

    [Fact]
    public void Stored_counts_with_a_hash_twice_are_refused() =>
        Assert.Throws<ArgumentException>(() => SpamModel.FromCounts(2, 2, [(1, 1, 1), (1, 1, 0)]));

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    public void The_culture_changes_nothing(string culture)
    {
        var expected = Hashes();
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            Assert.Equal(expected, Hashes());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        static ulong[] Hashes() => [.. SpamFeatures.Of(SpamMessages.Make("INFORMATION I i İ ı 1,5 % off")).All.Select(f => f.Hash)];
    }

    [Fact]
    public void Thresholds_are_checked()
    {
        Assert.Empty(new SpamThresholds().Verify());
        Assert.Equal("bad-thresholds", Assert.Single(new SpamThresholds(0.5, 0.5).Verify()).Code);
        Assert.Equal("bad-minimum", Assert.Single(new SpamThresholds(MinimumEach: -1).Verify()).Code);
    }

    private static (string Kind, string Text)[] Texts(Messages.InboundMessage message) =>
        [.. SpamFeatures.Of(message).All.Select(f => (f.Kind, f.Text))];
}
