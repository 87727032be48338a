using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Helpdesk.Core.Spam;

namespace Helpdesk.Core.Evaluation.Spam;

/// <summary>A labelled corpus in the order of its file, and the protocols over it.</summary>
internal sealed class SpamCorpus
{
    private const int TestSize = 1_500;

    private readonly List<(string Id, SpamFeatures Features, SpamClass Label)> _all = [];

    private SpamCorpus()
    {
    }

    /// <summary>Reads a file of JSON lines, packed with gzip.</summary>
    public static SpamCorpus Read(string path, bool withHeaders)
    {
        var corpus = new SpamCorpus();
        foreach (var mail in MailLineReader.ReadFile(path, withHeaders))
        {
            corpus._all.Add((JsonSerializer.Deserialize<string>(mail.Id)!, SpamFeatures.Of(mail.Content), mail.Label!.Value));
        }

        return corpus;
    }

    /// <summary>Judges each message, then teaches it.</summary>
    public SpamScore Online()
    {
        var (trainer, score) = (new SpamTrainer(), new SpamScore());
        foreach (var (_, features, label) in _all)
        {
            score.Add(trainer.Judge(features), label);
            trainer.Teach(features, label);
        }

        return score;
    }

    /// <summary>Teaches the first half, judges the second.</summary>
    public SpamScore Batch() => Train(_all.Take(_all.Count / 2), _all.Skip(_all.Count / 2));

    /// <summary>Teaches a few messages drawn from all but the last 1,500, half of them spam, and judges those; the mean over draws.</summary>
    public double Curve(int size, int draws) => Enumerable.Range(0, draws).Average(draw => Train(Draw(draw).Take(size), _all.TakeLast(TestSize)).OneMinusArea);

    private static SpamScore Train(
        IEnumerable<(string Id, SpamFeatures Features, SpamClass Label)> lessons, IEnumerable<(string Id, SpamFeatures Features, SpamClass Label)> test)
    {
        var (trainer, score) = (new SpamTrainer(), new SpamScore());
        foreach (var (_, features, label) in lessons)
        {
            trainer.Teach(features, label);
        }

        foreach (var (_, features, label) in test)
        {
            score.Add(trainer.Judge(features), label);
        }

        return score;
    }

    // Each class sorted by the digest of draw and id, then one of each in turn, spam first.
    private IEnumerable<(string Id, SpamFeatures Features, SpamClass Label)> Draw(int draw)
    {
        var pool = _all.SkipLast(TestSize)
            .OrderBy(m => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"draw{draw}|{m.Id}"))), StringComparer.Ordinal).ToLookup(m => m.Label);
        return pool[SpamClass.Spam].Zip(pool[SpamClass.Ham], (spam, ham) => new[] { spam, ham }).SelectMany(pair => pair);
    }
}
