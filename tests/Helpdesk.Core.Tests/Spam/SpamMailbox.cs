using System.Globalization;
using Helpdesk.Core.Spam;

namespace Helpdesk.Core.Tests.Spam;

/// <summary>
/// A mailbox made of chance: words as rare as in a language (Zipf), some topics of ham and some campaigns of spam with words, senders
/// and links of their own. The same for the same seed.
/// </summary>
internal sealed class SpamMailbox(int seed)
{
    private const int Vocabulary = 4_000;
    private readonly Random _chance = new(seed);

    /// <summary>Words that everybody uses, the most frequent first.</summary>
    public static IEnumerable<string> CommonWords(int count) => Enumerable.Range(0, count).Select(i => Word(i));

    public SpamContent Ham() => Mail(ham: true, _chance.Next(12), 40 + _chance.Next(120));

    public SpamContent Spam() => Mail(ham: false, _chance.Next(8), 40 + _chance.Next(120));

    /// <summary>A mail with every word of the language: what an attacker has an agent mark as spam to make the filter useless.</summary>
    public static SpamContent Dictionary(int number) => new()
    {
        From = $"x{number}@flood.example",
        Text = string.Join(' ', Enumerable.Range(0, Vocabulary).Select(i => Word(i))),
    };

    public string Random(int words) =>
        string.Join(' ', Enumerable.Range(0, words).Select(_ => string.Concat(Enumerable.Range(0, 9).Select(_ => (char)('a' + _chance.Next(26))))));

    private SpamContent Mail(bool ham, int topic, int words)
    {
        var side = ham ? "h" : "s";
        var text = string.Join(' ', Enumerable.Range(0, words).Select(_ => _chance.Next(8) == 0 ? $"{side}{topic}w{_chance.Next(60)}" : Word(Zipf())));
        return new SpamContent
        {
            From = $"{side}{_chance.Next(ham ? 40 : 400)}@{side}{topic}.example",
            Subject = $"{side}{topic}w{_chance.Next(60)} {Word(Zipf())} {Word(Zipf())}",
            Text = ham ? text : $"{text} http://{side}{topic}.shop.example/buy{_chance.Next(5)}",
        };
    }

    private int Zipf() => (int)Math.Pow(Vocabulary, _chance.NextDouble()) - 1;

    private static string Word(int rank) => "w" + rank.ToString(CultureInfo.InvariantCulture);
}
