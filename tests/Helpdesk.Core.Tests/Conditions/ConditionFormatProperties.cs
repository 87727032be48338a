using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Helpdesk.Core.BusinessTime;
using Helpdesk.Core.Conditions;
using Helpdesk.Core.Tests.Generators;
using Helpdesk.Core.TestSupport;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Tests.Conditions;

/// <summary>The JSON form, over the whole catalogue of tickets.</summary>
public sealed class ConditionFormatProperties
{
    private static readonly FieldCatalogue Catalogue =
        TicketFields.Catalogue.WithSchedules(new Dictionary<string, Schedule> { ["office"] = FixedValues.Office });

    private static readonly string[] Pieces =
    [
        "\"field\"", "\"op\"", "\"value\"", "\"all\":[", "\"not\":{", "\"zone\":\"UTC\"", "\"hours\":1", "\"caseSensitive\":\"x\"", "\"eq\"", "\"in\"",
        "{}", "[", "]", "{", "}", ",", ":", "null", "true", "-1e400", "1e308", "\"PT99999999999H\"", "\"P1Y\"", "\"\\ud800\"", "\ud800", "\0", "\"@actor\"", "\"between\"",
        "\"matches\"", "\"(((\"", "\"9999-99-99T99:99:99Z\"",
    ];

    private static Gen<string> Trees => ConditionTrees.Of(Catalogue);

    // Law: what is read, written and read again is the same, and is written the same.
    [Fact]
    public void Writing_and_reading_again_gives_the_same() => Holds(Trees, json =>
    {
        var condition = Read(json);
        var text = condition.ToJson();
        return Read(text).ToJson() == text && JsonDocument.Parse(text) is var _;
    });

    // Law: what is read again gives the same answers.
    [Fact]
    public void What_is_read_again_gives_the_same_answers() => Holds(
        from json in Trees from values in ConditionValues.Of(Catalogue) select (json, values),
        x => Read(Read(x.json).ToJson()).Evaluate(x.values) == Read(x.json).Evaluate(x.values));

    // Law: every document that the writer emits fits the schema that is shipped.
    [Fact]
    public void What_is_written_fits_the_schema()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Repository.Path("docs", "helpdesk.schema.json")));
        var walker = new JsonSchemaWalker(schema.RootElement);
        Holds(Trees, json =>
        {
            using var written = JsonDocument.Parse(Read(json).ToJson());
            using var simple = JsonDocument.Parse(Read(json).Simplify().ToJson());
            return walker.Fits(written.RootElement, "#/$defs/condition") && walker.Fits(simple.RootElement, "#/$defs/condition");
        });
    }

    [Theory]
    [InlineData("""{"field":"ticket.subject","op":"isSet","value":true}""")]
    [InlineData("""{"field":"ticket.subject","op":"isNot","value":"a"}""")]
    [InlineData("""{"field":"ticket.subject","op":"eq"}""")]
    [InlineData("""{"all":[],"any":[]}""")]
    [InlineData("""{"field":"ticket.tier","op":"between","value":[1]}""")]
    [InlineData("""{"field":"ticket.createdAt","op":"olderThan","value":"PT1H","zone":"UTC"}""")]
    public void The_schema_refuses_what_the_reader_refuses(string json)
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Repository.Path("docs", "helpdesk.schema.json")));
        using var document = JsonDocument.Parse(json);
        Assert.False(new JsonSchemaWalker(schema.RootElement).Fits(document.RootElement, "#/$defs/condition"));
        Assert.False(Condition.Parse(json, Catalogue).IsValid);
    }

    [Fact]
    public void The_schema_names_every_operator_once()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Repository.Path("docs", "helpdesk.schema.json")));
        var named = schema.RootElement.GetProperty("$defs").GetProperty("condition").GetProperty("oneOf").EnumerateArray()
            .SelectMany(s => s.GetProperty("properties").TryGetProperty("op", out var op) ? op.GetProperty("enum").EnumerateArray().Select(e => e.GetString()!) : []);
        Assert.Equal(Enum.GetNames<Operator>().Select(JsonNamingPolicy.CamelCase.ConvertName).Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    // Law: a text with a piece changed, dropped or doubled is read, or refused with faults that have a code and a place in it.
    [Fact]
    public void Changed_texts_are_read_or_refused_with_places() => Holds(
        from json in Trees
        from at in Gen.Choose(0, json.Length)
        from length in Gen.Choose(0, 12)
        from piece in Gen.Elements(Pieces.Append("").Append(json[..Math.Min(json.Length, 40)]).ToArray())
        select json[..at] + piece + json[Math.Min(json.Length, at + length)..],
        IsReadOrRefused, 3_000);

    // Law: so is a text of pieces at random.
    [Fact]
    public void Random_texts_are_read_or_refused_with_places() => Holds(
        Gen.Choose(0, 30).SelectMany(n => Gen.Elements(Pieces).ListOf(n)).Select(string.Concat), IsReadOrRefused, 2_000);

    // Law: a member that is not known is a fault at its place, wherever it stands.
    [Fact]
    public void A_member_that_is_not_known_is_a_fault_at_its_place() => Holds(Trees, json =>
    {
        var faults = Condition.Parse("{\"surplus\":1," + json[1..], Catalogue).Faults;
        return faults.Any(f => f is { Code: "unknown-member", Place: "/surplus" });
    });

    [Fact]
    public void What_is_too_deep_or_too_large_is_refused()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"not\":", 60)) + "{\"all\":[]}" + new string('}', 60);
        var wide = "{\"all\":[" + string.Join(',', Enumerable.Repeat("{\"all\":[]}", 4_096)) + "]}";
        Assert.Contains(Condition.Parse(deep, Catalogue).Faults, f => f.Code == "too-large");
        Assert.Contains(Condition.Parse(wide, Catalogue).Faults, f => f.Code is "too-large");
        Assert.Contains(Condition.Parse(new string('[', 1_000_000), Catalogue).Faults, f => f.Code == "not-json");
    }

    // Law: whatever is said of a condition, it is said of any condition.
    [Fact]
    public void Every_condition_can_be_said_simplified_and_looked_through() => Holds(
        Trees, json => Read(json).ToText().Length > 0 && Read(json).Simplify().ToText().Length > 0 && Read(json).Findings().All(f => f.Sentence.Length > 0));

    private static bool IsReadOrRefused(string json)
    {
        var read = Condition.Parse(json, Catalogue);
        return read.IsValid
            ? Read(read.Value.ToJson()).ToJson() == read.Value.ToJson()
            : read.Faults.Count > 0 && read.Faults.All(f => f.Code.Length > 0 && f.Sentence.Length > 0 && (f.Place.Length == 0 || f.Place[0] == '/'));
    }

    private static Condition Read(string json) => Condition.Parse(json, Catalogue).Require();

    private static void Holds<T>(Gen<T> cases, Func<T, bool> law, int tests = 500) => Properties.Holds(Prop.ForAll(cases.ToArbitrary(), law), tests);
}
