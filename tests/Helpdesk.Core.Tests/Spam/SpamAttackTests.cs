using Helpdesk.Core.Spam;

namespace Helpdesk.Core.Tests.Spam;

/// <summary>
/// What attackers add to their mails, and mails made to spoil the filter: the experiments of the table in docs/spam.md, on mails made
/// of chance. The bounds are those that the filter promises there, not what it happens to give.
/// </summary>
public sealed class SpamAttackTests(ITestOutputHelper output)
{
    private static readonly SpamMailbox Mailbox = new(20260302);
    private static readonly SpamContent[] Ham = [.. Enumerable.Range(0, 1_500).Select(_ => Mailbox.Ham())];
    private static readonly SpamContent[] Spam = [.. Enumerable.Range(0, 1_500).Select(_ => Mailbox.Spam())];
    private static readonly SpamModel Model = Teach();

    // Half of the ham is not taught; the cut loses one in two hundred of it.
    private static readonly double Cut = HamScores(Model).OrderDescending().ElementAt(Ham.Length / 2 / 200);

    [Fact]
    public void Random_strings_change_nothing()
    {
        var plain = Caught(Model, _ => "");
        Tell("nothing", plain);
        Assert.InRange(plain, 0.97, 1);
        foreach (var words in new[] { 100, 300 })
        {
            var caught = Caught(Model, _ => Mailbox.Random(words));
            Tell($"{words} random strings", caught);
            Assert.InRange(caught, plain - 0.01, 1);
        }
    }

    [Fact]
    public void Common_words_hide_little()
    {
        foreach (var words in new[] { 100, 300 })
        {
            var caught = Caught(Model, _ => string.Join(' ', SpamMailbox.CommonWords(words)));
            Tell($"{words} common words", caught);
            Assert.InRange(caught, 0.9, 1);
        }
    }

    // Whoever knows the model gets through. That is why no verdict and no reason is ever shown to a sender.
    [Fact]
    public void Words_picked_from_the_model_hide_much()
    {
        var good = Ham.SelectMany(h => h.Text.Split(' ')).Where(w => w.StartsWith('h')).CountBy(w => w).OrderByDescending(w => w.Value).Select(w => w.Key).ToList();
        var few = Caught(Model, _ => string.Join(' ', good.Take(30)));
        var many = Caught(Model, _ => string.Join(' ', good.Take(100)));
        Tell("30 picked words", few);
        Tell("100 picked words", many);
        Assert.True(many < few, "More good words hide more.");
        Assert.InRange(few, 0.4, 1);
    }

    [Theory]
    [InlineData(0.005)]
    [InlineData(0.02)]
    public void A_flood_of_dictionaries_loses_no_ham(double share)
    {
        var builder = SpamModelBuilder.Create(Model);
        for (var i = 0; i < Math.Round(share * Ham.Length); i++)
        {
            Assert.True(builder.Apply(SpamFeatures.Of(SpamMailbox.Dictionary(i)).Learn(SpamClass.Spam)));
        }

        var lost = HamScores(builder.ToModel()).Count(s => s >= Cut) / (Ham.Length / 2.0);
        Tell($"{share:P1} dictionaries taught as spam: ham lost", lost);
        Assert.InRange(lost, 0, 0.02);
    }

    private static SpamModel Teach()
    {
        var builder = new SpamModelBuilder();
        foreach (var (all, @class) in new[] { (Ham, SpamClass.Ham), (Spam, SpamClass.Spam) })
        {
            foreach (var mail in all.Take(all.Length / 2))
            {
                builder.Apply(SpamFeatures.Of(mail).Learn(@class));
            }
        }

        return builder.ToModel();
    }

    private static IEnumerable<double> HamScores(SpamModel model) => Ham.Skip(Ham.Length / 2).Select(h => SpamMessages.Filter(model).Classify(h).Score);

    private static double Caught(SpamModel model, Func<SpamContent, string> added)
    {
        var test = Spam.Skip(Spam.Length / 2).ToList();
        return test.Count(s => SpamMessages.Filter(model).Classify(s with { Text = $"{s.Text}\n\n{added(s)}" }).Score > Cut) / (double)test.Count;
    }

    private void Tell(string what, double share) => output.WriteLine($"{what}: {share:P1}");
}
