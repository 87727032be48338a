using FsCheck.Fluent;
using Helpdesk.Core.Spam;
using Helpdesk.Core.TestSupport;

namespace Helpdesk.Core.Tests.Spam;

public sealed class SpamThresholdTests
{
    private static readonly double[] Ham = [0.0, 0.01, 0.01, 0.02, 0.02, 0.03, 0.1, 0.2, 0.4, 0.6];
    private static readonly double[] Spam = [0.3, 0.8, 0.9, 1.0];

    [Fact]
    public void Thresholds_are_checked()
    {
        Assert.Empty(new SpamThresholds().Verify());
        Assert.Equal("bad-thresholds", Assert.Single(new SpamThresholds(0.5, 0.5).Verify()).Code);
        Assert.Equal("bad-minimum", Assert.Single(new SpamThresholds(MinimumEach: -1).Verify()).Code);
    }

    // Law: tuned thresholds can be used and lose no more of the sample than was allowed. No threshold is above 1 or below 0.
    [Fact]
    public void Tuned_thresholds_lose_no_more_than_is_allowed() => Properties.Holds(Prop.ForAll(
        (from sample in (from p in Gen.Choose(1, 99) from c in Gen.Elements(SpamClass.Ham, SpamClass.Spam) select (p / 100.0, c)).ArrayOf()
         from ham in Gen.Elements(0, 0.01, 0.1, 0.5)
         from spam in Gen.Elements(0, 0.01, 0.1, 0.5)
         select (sample, ham, spam)).ToArbitrary(),
        x =>
        {
            var tuned = new SpamThresholds().Tuned(x.sample, x.ham, x.spam);
            var ham = x.sample.Where(s => s.c == SpamClass.Ham).ToList();
            var spam = x.sample.Where(s => s.c == SpamClass.Spam).ToList();
            return tuned.Verify().Count == 0
                && ham.Count(s => s.Item1 >= tuned.Spam) <= x.ham * ham.Count
                && spam.Count(s => s.Item1 <= tuned.Ham) <= x.spam * spam.Count;
        }), 500);

    // By hand: of ten ham one may go, so 0.6 may and 0.4 may not; the next spam above 0.4 is 0.8.
    [Fact]
    public void As_much_is_called_spam_as_can_be()
    {
        var tuned = new SpamThresholds().Tuned(Ham.Select(p => (p, SpamClass.Ham)).Concat(Spam.Select(p => (p, SpamClass.Spam))), 0.1, 0);
        Assert.Equal(0.6, tuned.Spam, 12);
        Assert.Equal(0.25, tuned.Ham, 12);
        Assert.Equal((10, 24), (tuned.MinimumEach, tuned.MinimumTotal));
    }
}
