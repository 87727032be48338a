using Helpdesk.Core.Conditions;

namespace Helpdesk.Core.Tests.Conditions;

public sealed class FindingTests
{
    private const string IsSet = """{"field":"text","op":"isSet"}""";

    [Theory]
    [InlineData("""{"all":[{"field":"text","op":"eq","value":"a"},{"field":"text","op":"eq","value":"b"}]}""", "contradiction", "")]
    [InlineData("""{"all":[{"field":"text","op":"in","value":["a","B"]},{"field":"text","op":"startsWith","value":"c"}]}""", "contradiction", "")]
    [InlineData("""{"all":[{"field":"open","op":"eq","value":"a"},{"all":[{"field":"open","op":"eq","value":"b"}]}]}""", "contradiction", "")]
    [InlineData("""{"all":[{"field":"number","op":"ge","value":5},{"field":"number","op":"lt","value":3}]}""", "contradiction", "")]
    [InlineData("""{"all":[{"field":"number","op":"gt","value":1},{"field":"number","op":"between","value":[0,1]}]}""", "contradiction", "")]
    [InlineData("""{"any":[{"all":[{"field":"text","op":"isSet"},{"not":{"field":"text","op":"isSet"}}]},{"field":"flag","op":"isSet"}]}""", "contradiction", "/any/0")]
    [InlineData("""{"all":[{"not":{"field":"text","op":"isSet"}},{"field":"text","op":"containsText","value":"a"}]}""", "contradiction", "")]
    [InlineData("""{"all":[{"field":"flag","op":"eq","value":true},{"field":"flag","op":"eq","value":false}]}""", "contradiction", "")]
    [InlineData("""{"all":[{"field":"set","op":"hasAll","value":["a","b"]},{"field":"set","op":"hasAtMost","value":1}]}""", "contradiction", "")]
    [InlineData("""{"all":[{"field":"set","op":"hasAny","value":"a"},{"none":[{"field":"set","op":"hasAny","value":["A","b"]}]}]}""", "contradiction", "")]
    [InlineData("""{"all":[{"field":"moment","op":"before","value":"2026-01-01T00:00:00Z"},{"field":"moment","op":"after","value":"2026-01-01T00:00:00Z"}]}""", "contradiction", "")]
    [InlineData("""{"all":[{"field":"moment","op":"olderThan","value":"PT2H"},{"field":"moment","op":"youngerThan","value":"PT1H"}]}""", "contradiction", "")]
    [InlineData("""{"all":[{"field":"moment","op":"olderThan","value":"PT2H"},{"field":"moment","op":"dueWithin","value":"PT1H"}]}""", "contradiction", "")]
    [InlineData("""{"all":[{"field":"moment","op":"onDay","value":"monday","zone":"UTC"},{"field":"moment","op":"onDay","value":"sunday","zone":"UTC"}]}""", "contradiction", "")]
    [InlineData("""{"field":"rank","op":"lt","value":"low"}""", "contradiction", "")]
    [InlineData("""{"any":[]}""", "contradiction", "")]
    [InlineData("""{"not":{"field":"rank","op":"gt","value":"high"}}""", "contradiction", "/not")]
    [InlineData("""{"any":[{"field":"text","op":"isSet"},{"not":{"field":"text","op":"isSet"}}]}""", "tautology", "")]
    [InlineData("""{"any":[{"not":{"field":"number","op":"ge","value":5}},{"not":{"field":"number","op":"lt","value":3}}]}""", "tautology", "")]
    [InlineData("""{"any":[{"field":"text","op":"changed"},{"none":[{"field":"text","op":"changed"}]}]}""", "tautology", "")]
    public void What_never_or_always_holds_is_named_with_its_place(string json, string code, string place) =>
        Assert.Equal([(code, place)], Read(json).Findings().Select(f => (f.Code, f.Place)));

    [Theory]
    [InlineData("""{"all":[]}""")]
    [InlineData("""{"all":[{"field":"text","op":"containsText","value":"a"},{"field":"text","op":"containsText","value":"b"}]}""")]
    [InlineData("""{"all":[{"field":"text","op":"eq","value":"a"},{"field":"text","op":"eq","value":"A","caseSensitive":true}]}""")]
    [InlineData("""{"all":[{"field":"text","op":"eq","value":"a"},{"field":"text","op":"containsText","value":"A","caseSensitive":true}]}""")]
    [InlineData("""{"all":[{"field":"set","op":"hasAny","value":"a"},{"field":"set","op":"hasAny","value":"b"}]}""")]
    [InlineData("""{"any":[{"field":"number","op":"ge","value":5},{"field":"number","op":"lt","value":5}]}""")]
    [InlineData("""{"all":[{"not":{"field":"set","op":"isSet"}},{"field":"set","op":"hasAtMost","value":1}]}""")]
    [InlineData("""{"all":[{"field":"ticket.assignee","op":"eq","value":"@none"},{"field":"ticket.assignee","op":"eq","value":"@actor"}]}""")]
    public void What_may_hold_or_not_is_left_alone(string json) => Assert.Empty(Read(json).Findings());

    [Theory]
    [InlineData("""{"not":{"not":{"field":"text","op":"isSet"}}}""", IsSet)]
    [InlineData("""{"all":[{"all":[{"field":"text","op":"isSet"}]},{"field":"text","op":"isSet"}]}""", IsSet)]
    [InlineData("""{"any":[{"all":[]},{"field":"text","op":"isSet"}]}""", """{"all":[]}""")]
    [InlineData("""{"all":[{"field":"text","op":"isSet"},{"not":{"field":"text","op":"isSet"}}]}""", """{"any":[]}""")]
    [InlineData("""{"not":{"all":[{"not":{"field":"text","op":"isSet"}},{"not":{"field":"flag","op":"isSet"}}]}}""", """{"any":[{"field":"text","op":"isSet"},{"field":"flag","op":"isSet"}]}""")]
    [InlineData("""{"all":[{"not":{"field":"text","op":"isSet"}},{"not":{"field":"flag","op":"isSet"}}]}""", """{"none":[{"field":"text","op":"isSet"},{"field":"flag","op":"isSet"}]}""")]
    public void The_simple_form_is_the_short_one(string json, string simple) => Assert.Equal(simple, Read(json).Simplify().ToJson());

    [Theory]
    [InlineData("""{"all":[{"field":"rank","op":"ge","value":"high"},{"any":[{"field":"text","op":"containsWord","value":["outage","down"]},{"not":{"field":"set","op":"hasAny","value":"known issue"}}]}]}""",
        "rank is at least high and (text contains the word outage or down or set does not have \"known issue\")")]
    [InlineData("""{"field":"ticket.assignee","op":"in","value":["@none","@actor"]}""", "assignee is nobody or whoever acted")]
    [InlineData("""{"field":"moment","op":"olderThan","value":"PT90M","hours":"office"}""", "moment is at least 1 hour 30 minutes in the hours of office ago")]
    [InlineData("""{"not":{"all":[{"field":"text","op":"isSet"},{"field":"flag","op":"eq","value":true}]}}""", "not (text is set and flag is true)")]
    [InlineData("""{"field":"moment","op":"onDay","value":["saturday","sunday"],"zone":"UTC"}""", "moment falls on saturday or sunday in UTC")]
    [InlineData("""{"field":"text","op":"changedTo","value":"A","caseSensitive":true}""", "text changed to A (case counts)")]
    [InlineData("""{"all":[]}""", "always")]
    public void It_can_be_read_by_a_person(string json, string text) => Assert.Equal(text, Read(json).ToText());

    [Fact]
    public void What_is_missing_is_told_in_the_trace()
    {
        var condition = Read("""{"all":[{"field":"rank","op":"ge","value":"high"},{"not":{"field":"flag","op":"eq","value":true}},{"field":"text","op":"isSet"}]}""");
        var values = FixedValues.With("text", new FieldValue.Text("a"));
        values.Now["flag"] = new FieldValue.Flag(true);
        var (holds, trace) = condition.Explain(values);
        Assert.False(holds);
        Assert.Equal(["/all/0: rank is at least high", "/all/1/not: flag is not true"], trace.Facts.Where(f => f.Name == "needed").Select(f => f.Value));
        Assert.Equal("'all' fails. It would hold but for: rank is at least high; flag is not true.", trace.Sentence);
        Assert.Null(Read("""{"any":[]}""").Failing(values));
    }

    private static Condition Read(string json) => Condition.Parse(json, FixedValues.Catalogue).Require();
}
