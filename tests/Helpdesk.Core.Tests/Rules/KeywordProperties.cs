using System.Globalization;
using System.Text;
using System.Text.Json;
using FsCheck.Fluent;
using Helpdesk.Core.Conditions;
using Helpdesk.Core.Tests.Conditions;
using Helpdesk.Core.TestSupport;

namespace Helpdesk.Core.Tests.Rules;

public sealed class KeywordProperties
{
    private static readonly string[] Letters = ["a", "b", "A", " ", "é", "ß", "1", "\U00010428", "\U00010400", "İ", "\u212a"];

    // Law: one pass finds exactly the keywords that a search for each finds, overlapping, nested, as words and anywhere.
    [Fact]
    public void One_pass_finds_what_a_search_for_each_keyword_finds()
    {
        var text = (int longest) => Gen.Elements(Letters).ArrayOf().Select(l => string.Concat(l.Take(longest)));
        var cases =
            from alphabet in Gen.Choose(1, Letters.Length)
            from keywords in Gen.Elements(Letters.Take(alphabet)).NonEmptyListOf().Select(l => string.Concat(l.Take(4))).ArrayOf(30)
            from texts in Gen.Elements(Letters.Take(alphabet)).ArrayOf(40).Select(string.Concat).ArrayOf(5)
            from odd in text(60)
            select (keywords, texts: texts.Append(odd).ToArray());
        Properties.Holds(
            Prop.ForAll(cases.ToArbitrary(), x =>
            {
                var set = RuleText.Set(x.keywords.SelectMany((k, i) => new[]
                {
                    RuleText.Rule($"t{i}", $$"""{"field":"text","op":"containsText","value":{{JsonSerializer.Serialize(k)}}}"""),
                    RuleText.Rule($"w{i}", $$"""{"field":"text","op":"containsWord","value":{{JsonSerializer.Serialize(k)}}}"""),
                }));
                return x.texts.All(t => RuleText.Agrees(set, ["ticket.created"], FixedValues.With("text", new FieldValue.Text(t))));
            }),
            200);
    }

    // Law: what differs only in case for the interpreter does so for the index: every letter that has a case, one by one.
    [Fact]
    public void Every_letter_is_found_in_the_other_case()
    {
        string[] letters =
        [
            .. Enumerable.Range(1, 0x1FFFF).Where(Rune.IsValid).Select(i => new Rune(i))
                .Where(r => Rune.ToUpperInvariant(r) != r || Rune.ToLowerInvariant(r) != r || Rune.GetUnicodeCategory(r) is UnicodeCategory.TitlecaseLetter)
                .Select(r => r.ToString().Normalize()).Distinct(StringComparer.Ordinal),
        ];
        Assert.True(letters.Length > 2_500);
        foreach (var some in letters.Chunk(1_500))
        {
            var set = RuleText.Set(some.Select((l, i) => RuleText.Rule($"r{i}", $$"""{"field":"text","op":"containsText","value":{{JsonSerializer.Serialize(l)}}}""")));
            foreach (var others in letters.Chunk(700))
            {
                var text = string.Join('.', others);
                foreach (var cased in new[] { text, text.ToUpperInvariant(), text.ToLowerInvariant() })
                {
                    Assert.True(RuleText.Agrees(set, ["ticket.created"], FixedValues.With("text", new FieldValue.Text(cased))));
                }
            }
        }
    }
}
