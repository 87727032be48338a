using Helpdesk.Core.BusinessTime;
using Helpdesk.Core.Engine;

namespace Helpdesk.Core.Tests.BusinessTime;

public sealed class ScheduleJsonCombinationTests
{
    private const string A = """{"zone":"UTC","weekly":[{"day":1,"start":"09:00","end":"12:00"}]}""";
    private const string B = """{"zone":"UTC","weekly":[{"day":2,"start":"09:00","end":"12:00"}]}""";
    private const string C = """{"zone":"Europe/Berlin","weekly":[]}""";

    [Theory]
    [InlineData("""{"union":[A,B]}""", """{"union":[B,A]}""")]
    [InlineData("""{"union":[A,B,A]}""", """{"union":[A,B]}""")]
    [InlineData("""{"union":[A,{"union":[B,C]}]}""", """{"union":[{"union":[C,A]},B]}""")]
    [InlineData("""{"intersection":[A,{"union":[B,C]}]}""", """{"intersection":[{"union":[C,B]},A]}""")]
    [InlineData("""{"intersection":[A,A]}""", "A")]
    [InlineData("""{"union":[C,{"intersection":[{"union":[A,B]},{"union":[B,A]}]}]}""", """{"union":[A,B,C]}""")]
    public void What_means_the_same_by_the_laws_of_sets_is_written_the_same(string one, string other)
    {
        var json = Parse(one).ToJson();
        Assert.Equal(json, Parse(other).ToJson());
        Assert.Equal(json, Schedule.Parse(json).Require().ToJson());
    }

    [Theory]
    [InlineData("""{"union":[A,B]}""", """{"intersection":[A,B]}""")]
    [InlineData("""{"union":[A,B]}""", """{"union":[A,C]}""")]
    [InlineData("""{"union":[A,{"intersection":[B,C]}]}""", """{"intersection":[A,{"union":[B,C]}]}""")]
    public void What_differs_has_another_hash(string one, string other) =>
        Assert.NotEqual(Parse(one).ContentHash(), Parse(other).ContentHash());

    [Theory]
    [InlineData("""{"union":[]}""", "too-few", "/union")]
    [InlineData("""{"union":[A]}""", "too-few", "/union")]
    [InlineData("""{"union":7}""", "wrong-type", "/union")]
    [InlineData("""{"union":[A,7]}""", "wrong-type", "/union/1")]
    [InlineData("""{"union":[A,"night"]}""", "unknown-schedule", "/union/1")]
    [InlineData("""{"union":[A,{"zone":"Europe/Rome"}]}""", "missing", "/union/1")]
    [InlineData("""{"union":[A,B],"intersection":[A,B]}""", "one-kind", "")]
    [InlineData("""{"union":[A,B],"zone":"x"}""", "unknown-member", "/zone")]
    public void A_wrong_combination_is_refused_at_its_place(string json, string code, string place)
    {
        var parsed = Schedule.Parse(Filled(json));
        Assert.Null(parsed.Value);
        Assert.Contains((code, place), parsed.Faults.Select(f => (f.Code, f.Place)));
    }

    [Fact]
    public void It_is_neither_too_wide_nor_too_deep()
    {
        Assert.Equal("too-many", Refused($$"""{"union":[{{string.Join(',', Enumerable.Repeat("A", 33))}}]}"""));
        Assert.Equal("too-many", Refused("""{"union":[{"intersection":[X,X]},X]}""".Replace("X", $$"""{"union":[{{string.Join(',', Enumerable.Repeat("A", 11))}}]}""", StringComparison.Ordinal)));
        Assert.True(Schedule.Parse(Deep(24)).IsValid);
        Assert.Equal(Schedule.Parse(Deep(24)).Require().ToJson(), Schedule.Parse(Schedule.Parse(Deep(24)).Require().ToJson()).Require().ToJson());
        Assert.Equal("too-deep", Schedule.Parse(Deep(25)).Faults.Single().Code);
        Assert.False(Schedule.Parse(Deep(1_000)).IsValid);

        static string Refused(string json) => Schedule.Parse(Filled(json)).Faults.Single().Code;
    }

    [Fact]
    public void In_a_configuration_a_part_can_be_the_name_of_a_schedule_before_it()
    {
        Assert.Empty(Faults($$$"""{"a":{{{A}}},"b":{"union":["a",{{{B}}}]},"c":{"intersection":["a","b"]}}"""));
        Assert.Equal(["/schedules/b/union/0"], Faults($$"""{"b":{"union":["c",{{B}}]},"c":{{A}}}""")); // not yet there
        Assert.Equal(["/schedules/b/union/0"], Faults($$$"""{"b":{"union":["b",{{{B}}}]}}""")); // itself
        Assert.Equal(["/schedules/a/zone"], Faults($$$"""{"a":{"zone":"x","weekly":[]},"b":{"union":["a",{{{B}}}]}}""")); // said once

        // A name that doubles its forerunner: work that grows without bound is refused.
        var doubling = string.Join(',', Enumerable.Range(1, 20).Select(i => $$"""
            "s{{i}}":{"{{(i % 2 == 0 ? "union" : "intersection")}}":["s{{i - 1}}","s{{i - 1}}"]}
            """));
        Assert.Equal(["/schedules/s6"], Faults($$"""{"s0":{{A}},{{doubling}}}"""));
    }

    private static IEnumerable<string> Faults(string schedules) => HelpdeskConfiguration.Parse($$"""
        {"version":1,"departments":[{"id":"d"}],"mailboxes":[{"address":"help@example.com","department":"d"}],"schedules":{{schedules}}}
        """).Faults.Select(f => f.Place);

    private static string Deep(int levels)
    {
        var json = A;
        for (var i = 0; i < levels; i++)
        {
            json = $$"""{"{{(i % 2 == 0 ? "union" : "intersection")}}":[{{json}},{"zone":"UTC","weekly":[{"day":1,"start":"00:00","end":"00:{{10 + i}}"}]}]}""";
        }

        return json;
    }

    private static Schedule Parse(string json) => Schedule.Parse(Filled(json)).Require();

    private static string Filled(string json) => string.Concat(json.Select(c => c switch
    {
        'A' => A,
        'B' => B,
        'C' => C,
        _ => c.ToString(),
    }));
}
