using Helpdesk.Core.Conditions;
using NodaTime;

namespace Helpdesk.Core.Tests.Conditions;

public sealed class ConditionTests
{
    [Theory]
    [InlineData("""{"field":"text","op":"eq","value":"STRASSE"}""", "strasse", true)]
    [InlineData("""{"field":"text","op":"eq","value":"é"}""", "e\u0301", true)]
    [InlineData("""{"field":"text","op":"in","value":["a","b"]}""", "B", true)]
    [InlineData("""{"field":"text","op":"containsText","value":"down"}""", "the server is DOWN", true)]
    [InlineData("""{"field":"text","op":"containsWord","value":"down"}""", "download", false)]
    [InlineData("""{"field":"text","op":"containsWord","value":"down"}""", "down2 2down", false)]
    [InlineData("""{"field":"text","op":"containsWord","value":"down"}""", "\U00010400down", false)]
    [InlineData("""{"field":"text","op":"containsWord","value":"\ud801\udc00"}""", "z\U00010400 \U0001F600\U00010428\U0001F600", true)]
    [InlineData("""{"field":"text","op":"containsWord","value":"down"}""", "download, then down.", true)]
    [InlineData("""{"field":"text","op":"startsWith","value":["re:","aw:"]}""", "AW: x", true)]
    [InlineData("""{"field":"text","op":"endsWith","value":"x"}""", "AW: x", true)]
    [InlineData("""{"field":"text","op":"matches","value":"^order \\d+$"}""", "Order 4711", true)]
    [InlineData("""{"field":"text","op":"isSet"}""", "", false)]
    [InlineData("""{"not":{"field":"text","op":"eq","value":"a"}}""", null, true)]
    [InlineData("""{"field":"text","op":"eq","value":"a"}""", null, false)]
    [InlineData("""{"field":"text","op":"containsText","value":"a"}""", "\ud800a", true)]
    public void Texts_are_compared_normalised_and_without_regard_to_case(string json, string? text, bool holds)
    {
        var values = FixedValues.With("text", text is null ? null : new FieldValue.Text(text));
        Assert.Equal(holds, Read(json).Evaluate(values));
    }

    [Theory]
    [InlineData("""{"field":"rank","op":"ge","value":"normal"}""", "high", true)]
    [InlineData("""{"field":"rank","op":"ge","value":"normal"}""", "low", false)]
    [InlineData("""{"field":"rank","op":"lt","value":"normal"}""", "nobody knows", false)]
    [InlineData("""{"field":"rank","op":"ge","value":"low"}""", "nobody knows", false)]
    public void Choices_are_ordered_by_their_declared_rank(string json, string value, bool holds) =>
        Assert.Equal(holds, Read(json).Evaluate(FixedValues.With("rank", new FieldValue.Text(value))));

    [Fact]
    public void A_set_is_asked_for_any_and_for_all()
    {
        var values = FixedValues.With("set", new FieldValue.TextSet(["VIP", "late"]));
        Assert.True(Read("""{"field":"set","op":"hasAny","value":["vip","x"]}""").Evaluate(values));
        Assert.False(Read("""{"field":"set","op":"hasAll","value":["vip","x"]}""").Evaluate(values));
        Assert.True(Read("""{"field":"set","op":"hasAll","value":["vip","LATE"]}""").Evaluate(values));
    }

    [Fact]
    public void An_age_is_reached_at_its_very_instant()
    {
        var values = FixedValues.With("moment", new FieldValue.Moment(Instant.FromUtc(2026, 3, 2, 8, 0)));
        Assert.True(Read("""{"field":"moment","op":"olderThan","value":"PT1H"}""").Evaluate(values));
        Assert.False(Read("""{"field":"moment","op":"youngerThan","value":"PT1H"}""").Evaluate(values));
        Assert.False(Read("""{"field":"moment","op":"olderThan","value":"PT1H1S"}""").Evaluate(values));
    }

    [Fact]
    public void A_change_compares_before_the_event_with_now()
    {
        var values = FixedValues.With("open", new FieldValue.Text("billing"), new FieldValue.Text("support"));
        Assert.True(Read("""{"field":"open","op":"changed"}""").Evaluate(values));
        Assert.True(Read("""{"field":"open","op":"changedTo","value":"billing"}""").Evaluate(values));
        Assert.False(Read("""{"field":"open","op":"changedTo","value":"support"}""").Evaluate(values));
        Assert.True(Read("""{"field":"open","op":"changedFrom","value":"support"}""").Evaluate(values));
        values.Then["open"] = new FieldValue.Text("Billing");
        Assert.False(Read("""{"field":"open","op":"changed"}""").Evaluate(values));
    }

    [Fact]
    public void Every_fault_is_named_with_its_place()
    {
        var parsed = Condition.Parse(
            """
            {"all":[
              {"field":"nothing","op":"eq","value":"a"},
              {"field":"number","op":"containsText","value":"a"},
              {"field":"number","op":"eq","value":"a"},
              {"field":"rank","op":"eq","value":"highest"},
              {"field":"text","op":"matches","value":"(a)\\1"},
              {"field":"text","op":"isSet","value":true},
              {"any":[],"none":[]}
            ]}
            """,
            FixedValues.Catalogue);
        Assert.Equal(
            [
                ("/all/0/field", "unknown-field"),
                ("/all/1", "operator-does-not-fit"),
                ("/all/2/value", "wrong-type"),
                ("/all/3/value", "unknown-value"),
                ("/all/4/value", "bad-pattern"),
                ("/all/5/value", "value-not-wanted"),
                ("/all/6/none", "unknown-member"),
            ],
            parsed.Faults.Select(f => (f.Place, f.Code)));
    }

    [Fact]
    public void Depth_is_limited_to_sixteen()
    {
        Assert.True(Condition.Parse(Nested(15), FixedValues.Catalogue).IsValid);
        Assert.Contains(Condition.Parse(Nested(16), FixedValues.Catalogue).Faults, f => f.Code == "too-large");

        static string Nested(int depth) =>
            string.Concat(Enumerable.Repeat("{\"not\":", depth)) + "{\"all\":[]}" + new string('}', depth);
    }

    [Fact]
    public void A_pattern_that_would_explode_costs_linear_time()
    {
        var values = FixedValues.With("text", new FieldValue.Text(new string('a', 50_000) + "!"));
        Assert.False(Read("""{"field":"text","op":"matches","value":"^(a+)+$"}""").Evaluate(values));
    }

    [Fact]
    public void Evaluating_what_is_ordinary_allocates_nothing()
    {
        var values = FixedValues.With("text", new FieldValue.Text("the server is down"));
        values.Now["rank"] = new FieldValue.Text("high");
        values.Now["number"] = new FieldValue.Number(3);
        values.Now["moment"] = new FieldValue.Moment(Instant.FromUtc(2026, 3, 2, 8, 30));
        var condition = Read(
            """
            {"all":[
              {"field":"text","op":"containsWord","value":["outage","down"]},
              {"field":"text","op":"startsWith","value":"THE"},
              {"field":"rank","op":"ge","value":"normal"},
              {"field":"rank","op":"in","value":["normal","high"]},
              {"field":"rank","op":"changed"},
              {"field":"number","op":"between","value":[1,5]},
              {"field":"moment","op":"youngerThan","value":"PT4H","hours":"office"},
              {"field":"moment","op":"onDay","value":["monday"],"zone":"Europe/Berlin"},
              {"none":[{"field":"moment","op":"dueWithin","value":"PT1H"},{"field":"ticket.assignee","op":"eq","value":"@actor"}]}
            ]}
            """);
        Assert.True(condition.Evaluate(values));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            condition.Evaluate(values);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static Condition Read(string json) => Condition.Parse(json, FixedValues.Catalogue).Require();
}
