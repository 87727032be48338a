using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Helpdesk.Core.Conditions;
using Helpdesk.Core.Conditions.Stored;
using Helpdesk.Core.Tests.Generators;
using Helpdesk.Core.TestSupport;
using NodaTime;

namespace Helpdesk.Core.Tests.Conditions;

public sealed class StoredTestProperties
{
    private static readonly Gen<string> Translatable = Gen.OneOf(FieldConditions.Leaf, ConditionLeaves.Of(FixedValues.Catalogue))
        .Where(json => Translate(Condition.Parse(json, FixedValues.Catalogue).Require(), default).IsValid);

    private static readonly string[] Codes = ["not-stored", "not-translatable"];

    // Law: what is stored answers as the values themselves do.
    [Fact]
    public void A_test_of_the_stored_document_gives_what_the_evaluation_gives() => Properties.Holds(
        Prop.ForAll(
            Arb.From(ConditionTrees.Tree(Translatable, 5)),
            Arb.From(Gen.OneOf(FieldConditions.Values, ConditionValues.Of(FixedValues.Catalogue))),
            (json, values) =>
            {
                var condition = Condition.Parse(json, FixedValues.Catalogue).Require();
                var now = ((IFieldValues)values).Now;
                var expected = condition.Evaluate(values);
                var found = Translate(condition, now).Require().Holds(Document(values));
                Assert.True(expected == found, $"{json} gives {found} and not {expected} for {string.Join("; ", values.Now.Select(v => $"{v.Key}={v.Value.Shown}"))} at {now}");
            }),
        2_000);

    // Law: exactly what cannot be asked is refused, by name and place.
    [Fact]
    public void What_cannot_be_asked_is_refused_by_name() => Properties.Holds(
        Prop.ForAll(Arb.From(ConditionTrees.Of(FixedValues.Catalogue)), json =>
        {
            var condition = Condition.Parse(json, FixedValues.Catalogue).Require();
            var unknown = Leaves(condition).Where(l => !CanBeAsked(l)).ToList();
            var faults = Translate(condition, default).Faults;
            Assert.All(unknown, l => Assert.Contains(faults, f => f.Sentence.Contains(l.Field.Name, StringComparison.Ordinal) || f.Sentence.Contains("@actor", StringComparison.Ordinal)));
            Assert.Equal(unknown.Count == 0, faults.Count == 0);
            Assert.All(faults, f => Assert.Contains(f.Code, Codes));
        }),
        500);

    [Fact]
    public void A_fault_names_its_place()
    {
        const string Json = """{"all":[{"field":"number","op":"eq","value":1},{"not":{"field":"text","op":"matches","value":"a+"}}]}""";
        var fault = Assert.Single(Translate(Condition.Parse(Json, FixedValues.Catalogue).Require(), default).Faults);
        Assert.Equal(("not-translatable", "/all/1/not"), (fault.Code, fault.Place));
    }

    // Law: two letters that compare the same without regard to case are kept as the same text, and no others.
    [Fact]
    public void Every_letter_is_folded_as_comparisons_fold_it()
    {
        var wrong = new List<string>();
        foreach (var rune in Enumerable.Range(1, 0x1ffff).Where(c => Rune.IsValid(c) && c != 0xfffe).Select(c => new Rune(c)))
        {
            var one = rune.ToString();
            foreach (var other in new[] { Rune.ToUpperInvariant(rune).ToString(), Rune.ToLowerInvariant(rune).ToString() })
            {
                var (a, b) = (Folded(one), Folded(other));
                if ((a == b) != string.Equals(one.Normalize(), other.Normalize(), StringComparison.OrdinalIgnoreCase))
                {
                    wrong.Add($"U+{rune.Value:x4}");
                }
            }
        }

        Assert.Empty(wrong);
    }

    // Law: keys are well-formed texts without NUL, so that any database can hold them.
    [Fact]
    public void Every_key_can_be_held_by_any_database() => Properties.Holds(
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
        {
            var json = StoredDocument.Of([(new Field("f", FieldType.Text), new FieldValue.Text((text ?? "") + "\0\ud800"))]).ToJson();
            Assert.DoesNotContain("\\u0000", json, StringComparison.Ordinal);
            Assert.All(JsonDocument.Parse(json).RootElement.EnumerateObject(), p =>
            {
                _ = new UTF8Encoding(false, throwOnInvalidBytes: true).GetBytes(p.Value.GetString()!);
                Assert.DoesNotContain('\0', p.Value.GetString()!);
            });
        }));

    private static bool CanBeAsked(Condition.Comparison leaf) =>
        leaf.Operator is not (Operator.Changed or Operator.ChangedTo or Operator.ChangedFrom or Operator.Matches or Operator.OnDay or Operator.InBusinessHours)
        && leaf.Field is { Accessor: null, Name: not "event.actor" }
        && !leaf.Values.Any(v => v is FieldValue.Text { Value: "@actor" });

    private static IEnumerable<Condition.Comparison> Leaves(Condition condition) => condition switch
    {
        Condition.All all => all.Parts.SelectMany(Leaves),
        Condition.Any any => any.Parts.SelectMany(Leaves),
        Condition.None none => none.Parts.SelectMany(Leaves),
        Condition.Not not => Leaves(not.Part),
        _ => [(Condition.Comparison)condition],
    };

    private static string Folded(string text) =>
        StoredDocument.Of([(new Field("f", FieldType.Choice), new FieldValue.Text(text))]).Text("f")!;

    private static Parsed<StoredTest> Translate(Condition condition, Instant now) => StoredTest.Of(condition, name => name != "event.actor", now);

    private static StoredDocument Document(FixedValues values) =>
        StoredDocument.Of(FixedValues.Catalogue.Fields.Where(f => f.Accessor is null).Select(f => (f, values.Current(f.Name))));
}
