using Helpdesk.Core.Conditions;
using NodaTime.Text;

namespace Helpdesk.Core.Tests.Conditions;

public sealed class OperatorTests
{
    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(3.5, true)]
    [InlineData(5, true)]
    [InlineData(5.1, false)]
    [InlineData(double.NaN, false)]
    public void Between_has_both_ends(double number, bool holds) => Assert.Equal(
        holds, Read("""{"field":"number","op":"between","value":[2,5]}""").Evaluate(FixedValues.With("number", new FieldValue.Number(number))));

    [Theory]
    [InlineData("hasOnly", """["a","b"]""", "a", true)]
    [InlineData("hasOnly", """["a","b"]""", "a,C", false)]
    [InlineData("hasOnly", """["a"]""", "", false)]
    [InlineData("hasAtLeast", "2", "a,A", false)]
    [InlineData("hasAtLeast", "2", "a,b", true)]
    [InlineData("hasAtMost", "1", "a,A", true)]
    [InlineData("hasAtMost", "0", "", true)]
    [InlineData("hasAtMost", "1", "a,b", false)]
    public void Sets_are_asked_for_all_their_members_and_how_many(string op, string value, string members, bool holds)
    {
        var set = new FieldValue.TextSet(members.Split(',', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(holds, Read($$"""{"field":"set","op":"{{op}}","value":{{value}}}""").Evaluate(FixedValues.With("set", set)));
    }

    [Fact]
    public void No_set_at_all_has_not_even_at_most_nothing() =>
        Assert.False(Read("""{"field":"set","op":"hasAtMost","value":0}""").Evaluate(new FixedValues()));

    [Theory]
    [InlineData("eq", "vpn", "VPN", false)]
    [InlineData("eq", "VPN", "VPN", true)]
    [InlineData("containsText", "vpn", "my VPN", false)]
    [InlineData("containsWord", "VPN", "my VPN", true)]
    [InlineData("startsWith", "my", "My VPN", false)]
    [InlineData("endsWith", "VPN", "My VPN", true)]
    [InlineData("matches", "^my", "My VPN", false)]
    public void Case_counts_where_it_is_asked_for(string op, string value, string text, bool holds) => Assert.Equal(
        holds,
        Read($$"""{"field":"text","op":"{{op}}","value":"{{value}}","caseSensitive":true}""").Evaluate(FixedValues.With("text", new FieldValue.Text(text))));

    [Fact]
    public void A_change_of_case_alone_is_one_only_where_case_counts()
    {
        var values = FixedValues.With("text", new FieldValue.Text("A"), new FieldValue.Text("a"));
        Assert.True(Read("""{"field":"text","op":"changedTo","value":"A","caseSensitive":true}""").Evaluate(values));
        Assert.False(Read("""{"field":"text","op":"changedTo","value":"A"}""").Evaluate(values));
    }

    // The clock stands at Monday, 10:00 in Berlin; the office opened an hour before.
    [Theory]
    [InlineData("dueWithin", "PT1H", "", "2026-03-02T10:00:00Z", true)]
    [InlineData("dueWithin", "PT1H", "", "2026-03-02T10:00:01Z", false)]
    [InlineData("dueWithin", "PT1H", "", "2026-03-02T08:59:59Z", false)]
    [InlineData("dueWithin", "PT8H", "office", "2026-03-03T09:00:00Z", true)]
    [InlineData("dueWithin", "PT8H", "office", "2026-03-03T09:00:01Z", false)]
    [InlineData("dueWithin", "PT8H", "", "2026-03-03T09:00:00Z", false)]
    [InlineData("overdueBy", "PT0S", "", "2026-03-02T09:00:00Z", true)]
    [InlineData("overdueBy", "PT0S", "", "2026-03-02T09:00:01Z", false)]
    [InlineData("overdueBy", "PT2H", "office", "2026-02-27T15:00:00Z", true)]
    [InlineData("overdueBy", "PT2H", "office", "2026-02-27T15:00:01Z", false)]
    [InlineData("olderThan", "PT1H", "office", "2026-02-28T12:00:00Z", true)]
    [InlineData("olderThan", "PT1H1S", "office", "2026-02-28T12:00:00Z", false)]
    [InlineData("youngerThan", "PT1H1S", "office", "2026-02-28T12:00:00Z", true)]
    [InlineData("youngerThan", "PT1H", "office", "2026-03-20T12:00:00Z", true)]
    public void Lengths_are_counted_in_calendar_or_open_time(string op, string length, string hours, string moment, bool holds)
    {
        var option = hours.Length == 0 ? "" : $",\"hours\":\"{hours}\"";
        var condition = Read($$"""{"field":"moment","op":"{{op}}","value":"{{length}}"{{option}}}""");
        Assert.Equal(holds, condition.Evaluate(FixedValues.With("moment", At(moment))));
    }

    // The night in which Berlin's clocks go forward: Sunday begins at 23:00 UTC of Saturday and ends at 22:00.
    [Theory]
    [InlineData("2026-03-28T22:59:59Z", false)]
    [InlineData("2026-03-28T23:00:00Z", true)]
    [InlineData("2026-03-29T21:59:59Z", true)]
    [InlineData("2026-03-29T22:00:00Z", false)]
    public void A_weekday_is_that_of_its_zone(string moment, bool isSunday)
    {
        var values = FixedValues.With("moment", At(moment));
        Assert.Equal(isSunday, Read("""{"field":"moment","op":"onDay","value":["sunday"],"zone":"Europe/Berlin"}""").Evaluate(values));
        Assert.Equal(isSunday, Read("""{"field":"moment","op":"onDay","value":"sunday","hours":"office"}""").Evaluate(values));
    }

    [Theory]
    [InlineData("2026-03-02T07:59:59Z", false)]
    [InlineData("2026-03-02T08:00:00Z", true)]
    [InlineData("2026-03-02T16:00:00Z", false)]
    [InlineData("2026-03-01T12:00:00Z", false)]
    public void Business_hours_are_those_of_the_schedule(string moment, bool isOpen) => Assert.Equal(
        isOpen, Read("""{"field":"moment","op":"inBusinessHours","value":"office"}""").Evaluate(FixedValues.With("moment", At(moment))));

    [Theory]
    [InlineData("eq", "\"@actor\"", "ann", "ANN", true)]
    [InlineData("eq", "\"@actor\"", "ann", "bob", false)]
    [InlineData("eq", "\"@actor\"", null, null, false)]
    [InlineData("eq", "\"@none\"", null, "ann", true)]
    [InlineData("eq", "\"@none\"", "ann", "ann", false)]
    [InlineData("in", "[\"@none\",\"@actor\",\"cid\"]", null, null, true)]
    [InlineData("in", "[\"@none\",\"@actor\",\"cid\"]", "ann", "ann", true)]
    [InlineData("in", "[\"@none\",\"@actor\",\"cid\"]", "cid", "ann", true)]
    [InlineData("in", "[\"@none\",\"@actor\",\"cid\"]", "dan", "ann", false)]
    public void Who_acted_and_nobody_are_known_when_it_is_evaluated(string op, string value, string? assignee, string? actor, bool holds)
    {
        var values = FixedValues.With("ticket.assignee", assignee is null ? null : new FieldValue.Text(assignee));
        if (actor is not null)
        {
            values.Now["event.actor"] = new FieldValue.Text(actor);
        }

        Assert.Equal(holds, Read($$"""{"field":"ticket.assignee","op":"{{op}}","value":{{value}}}""").Evaluate(values));
    }

    [Fact]
    public void A_change_to_nobody_is_told_from_nobody_before()
    {
        var lost = FixedValues.With("ticket.assignee", null, new FieldValue.Text("ann"));
        Assert.True(Read("""{"field":"ticket.assignee","op":"changedTo","value":"@none"}""").Evaluate(lost));
        Assert.False(Read("""{"field":"ticket.assignee","op":"changedFrom","value":"@none"}""").Evaluate(lost));
        Assert.False(Read("""{"field":"ticket.assignee","op":"changedTo","value":"@none"}""").Evaluate(new FixedValues()));
        Assert.True(Read("""{"field":"ticket.assignee","op":"changedFrom","value":"@none"}""")
            .Evaluate(FixedValues.With("ticket.assignee", new FieldValue.Text("ann"))));
    }

    [Fact]
    public void A_hosts_field_is_worked_out_from_the_others_before_the_event_too()
    {
        var values = FixedValues.With("text", new FieldValue.Text("abc"), new FieldValue.Text("ab"));
        Assert.True(Read("""{"field":"length","op":"eq","value":3}""").Evaluate(values));
        Assert.True(Read("""{"field":"length","op":"changed"}""").Evaluate(values));
        Assert.False(Read("""{"field":"length","op":"changed"}""").Evaluate(FixedValues.With("text", new FieldValue.Text("abc"), new FieldValue.Text("cba"))));
    }

    [Theory]
    [InlineData("""{"field":"number","op":"between","value":[5,2]}""", "/value", "bad-range")]
    [InlineData("""{"field":"number","op":"between","value":[5]}""", "/value", "bad-range")]
    [InlineData("""{"field":"text","op":"between","value":["a","b"]}""", "", "operator-does-not-fit")]
    [InlineData("""{"field":"set","op":"hasAtLeast","value":0}""", "/value", "out-of-range")]
    [InlineData("""{"field":"number","op":"eq","value":1,"caseSensitive":true}""", "/caseSensitive", "option-does-not-fit")]
    [InlineData("""{"field":"moment","op":"before","value":"2026-03-02T09:00:00Z","hours":"office"}""", "/hours", "option-does-not-fit")]
    [InlineData("""{"field":"moment","op":"olderThan","value":"PT1H","hours":"night"}""", "/hours", "unknown-schedule")]
    [InlineData("""{"field":"moment","op":"inBusinessHours","value":"night"}""", "/value", "unknown-schedule")]
    [InlineData("""{"field":"moment","op":"onDay","value":"sunday"}""", "", "zone-needed")]
    [InlineData("""{"field":"moment","op":"onDay","value":"sunday","zone":"Mars/Olympus"}""", "/zone", "unknown-zone")]
    [InlineData("""{"field":"moment","op":"onDay","value":["someday"],"zone":"UTC"}""", "/value/0", "unknown-value")]
    [InlineData("""{"field":"open","op":"eq","value":"@none"}""", "/value", "relative-does-not-fit")]
    [InlineData("""{"field":"rank","op":"ge","value":"@actor"}""", "/value", "relative-does-not-fit")]
    public void What_does_not_fit_is_named_with_its_place(string json, string place, string code) =>
        Assert.Equal((place, code), Condition.Parse(json, FixedValues.Catalogue).Faults.Select(f => (f.Place, f.Code)).First());

    private static FieldValue.Moment At(string text) => new(InstantPattern.ExtendedIso.Parse(text).Value);

    private static Condition Read(string json) => Condition.Parse(json, FixedValues.Catalogue).Require();
}
