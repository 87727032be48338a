using BenchmarkDotNet.Attributes;
using Helpdesk.Core.Conditions;
using Helpdesk.Core.Rules;
using NodaTime;

namespace Helpdesk.Core.Benchmarks.Rules;

/// <summary>
/// What do 500 keywords, each of a rule of its own, cost over a body of 4,000 characters? The baseline folds the body once and
/// searches it for each keyword, ordinally.
/// </summary>
[MemoryDiagnoser]
[MinColumn]
public class KeywordBenchmarks : IFieldValues
{
    private const int Keywords = 500;
    private const int BodyLength = 4_000;

    private static readonly string[] Created = ["ticket.created"];

    private string[] _folded = [];
    private char[] _buffer = [];
    private string _body = "";
    private FieldValue.Text _value = new("");
    private RuleSet _set = RuleSet.Empty;

    Instant IFieldValues.Now => World.Now;

    [GlobalSetup]
    public void Setup()
    {
        var words = RuleGenerator.Words(Keywords, 5);
        var random = new Random(6);
        var body = new System.Text.StringBuilder();
        while (body.Length < BodyLength)
        {
            body.Append(random.Next(400) == 0 ? words[random.Next(words.Length)] : RuleGenerator.Word(random)).Append(' ');
        }

        _body = body.ToString(0, BodyLength);
        _value = new FieldValue.Text(_body);
        _folded = [.. words.Select(w => w.ToUpperInvariant())];
        _buffer = new char[BodyLength];
        var rules = words.Select((w, i) =>
            $$"""{"id":"k{{i}}","on":["ticket.created"],"when":{"field":"body","op":"containsText","value":"{{w}}"},"then":[{"do":"addTags","tags":["x"]}]}""");
        _set = RuleSet.Parse($"[{string.Join(',', rules)}]", new FieldCatalogue([new("body", FieldType.Text)]), new RuleReferences([], [], [])).Require();
    }

    [Benchmark(Baseline = true)]
    public int Index_finds_all_in_one_pass() => _set.Matches(Created, this).Count;

    [Benchmark]
    public int Fold_once_and_search_each()
    {
        _body.AsSpan().ToUpperInvariant(_buffer);
        var count = 0;
        foreach (var word in _folded)
        {
            if (_buffer.AsSpan().IndexOf(word, StringComparison.Ordinal) >= 0)
            {
                count++;
            }
        }

        return count;
    }

    FieldValue? IFieldValues.Current(string field) => _value;

    FieldValue? IFieldValues.Before(string field) => null;
}
