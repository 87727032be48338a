using Helpdesk.Core.Rules;
using Helpdesk.Core.Rules.Analysis;

namespace Helpdesk.Core.Tests.Rules.Analysis;

public sealed class RuleAnalysisTests
{
    private const string Low = """{"field":"ticket.priority","op":"eq","value":"low"}""";
    private const string High = """{"field":"ticket.priority","op":"eq","value":"high"}""";
    private const string AtLeastHigh = """{"field":"ticket.priority","op":"ge","value":"high"}""";
    private const string HasX = """{"field":"ticket.tags","op":"hasAny","value":["x"]}""";
    private const string SetLow = """{"do":"setPriority","value":"low"}""";
    private const string SetHigh = """{"do":"setPriority","value":"high"}""";
    private const string AddX = """{"do":"addTags","tags":["x"]}""";
    private const string AddY = """{"do":"addTags","tags":["y"]}""";
    private const string OlderThanADay = """{"field":"ticket.statusSince","op":"olderThan","value":"P1D"}""";

    [Fact]
    public void A_condition_that_never_holds_is_an_error_and_a_part_that_never_does_a_warning()
    {
        const string Both = $$"""{"all":[{{Low}},{{High}}]}""";
        Assert.Equal(["Error a/when"], One(Both).Of("contradiction"));
        Assert.Equal(["Error a/when/all/0"], One($$"""{"all":[{{Both}},{{HasX}}]}""").Of("contradiction"));
        Assert.Equal(["Warning a/when/any/0"], One($$"""{"any":[{{Both}},{{HasX}}]}""").Of("contradiction"));
        Assert.Empty(One($$"""{"all":[{{Low}},{{HasX}}]}"""));
    }

    // No part of it is a contradiction; it takes going through the cases.
    [Fact]
    public void A_condition_that_holds_in_no_case_is_an_error() => Assert.Equal(
        ["Error a/when"],
        One($$"""{"all":[{"any":[{{Low}},{{High}}]},{"field":"ticket.priority","op":"eq","value":"urgent"}]}""").Of("contradiction"));

    [Fact]
    public void A_condition_that_always_holds_is_named_and_none_at_all_is_not()
    {
        Assert.Equal(["Warning a/when"], One($$"""{"any":[{{HasX}},{"not":{{HasX}} }]}""").Of("tautology"));
        Assert.Empty(One("""{"all":[]}"""));
        Assert.Empty(One($$"""{"any":[{{HasX}},{{Low}}]}"""));
    }

    [Fact]
    public void A_negation_that_is_enough_for_an_any_is_noted()
    {
        Assert.Equal(["Note a/when/any/1"], One($$"""{"any":[{{HasX}},{"not":{{Low}} }]}""").Of("negated-in-any"));
        Assert.Equal(["Note a/when/any/0"], One($$"""{"any":[{"none":[{{Low}}]},{{HasX}}]}""").Of("negated-in-any"));
        Assert.Empty(One($$"""{"all":[{{HasX}},{"not":{{Low}} }]}"""));
        Assert.Empty(One("""{"any":[{"not":{"field":"ticket.assignee","op":"isSet"}},{"field":"ticket.tags","op":"hasAny","value":["x"]}]}"""));
    }

    [Fact]
    public void Rules_that_say_the_same_are_duplicates()
    {
        var a = AnalyzedRules.Rule("a", AddX, $$"""{"all":[{{Low}},{{HasX}}]}""", "\"ticket.created\",\"message.received\"");
        var b = AnalyzedRules.Rule("b", AddX, $$"""{"not":{"any":[{"not":{{HasX}} },{"not":{{Low}} }]} }""", "\"message.received\",\"ticket.created\"");
        Assert.Equal(["Warning a b"], Analyze(a, b).Of("duplicate"));
        Assert.Empty(Analyze(a, AnalyzedRules.Rule("b", AddY, $$"""{"all":[{{Low}},{{HasX}}]}""", "\"ticket.created\",\"message.received\"")).Of("duplicate"));
        Assert.Empty(Analyze(a, b.Replace("\"id\":\"b\"", "\"id\":\"b\",\"enabled\":false", StringComparison.Ordinal)).Of("duplicate"));
        Assert.Empty(Analyze(a, AnalyzedRules.Rule("b", AddX, Low, "\"message.received\",\"ticket.created\"")).Of("duplicate"));
        Assert.Empty(Analyze(a, AnalyzedRules.Rule("b", AddX, $$"""{"all":[{{Low}},{{HasX}}]}""")).Of("duplicate"));
    }

    [Theory]
    [InlineData("", "", true)]
    [InlineData(",\"stop\":\"category\",\"category\":\"p\"", ",\"category\":\"p\"", true)]
    [InlineData(",\"stop\":\"category\",\"category\":\"p\"", ",\"category\":\"q\"", false)]
    [InlineData(",\"stop\":\"none\"", "", false)]
    [InlineData(",\"stop\":\"all\",\"maxRuns\":3", "", false)]
    [InlineData(",\"stop\":\"all\",\"once\":\"perTicket\"", "", false)]
    [InlineData(",\"stop\":\"all\",\"enabled\":false", "", false)]
    [InlineData(",\"stop\":\"all\",\"order\":1", "", false)]
    [InlineData(",\"stop\":\"all\",\"validUntil\":\"2027-01-01T00:00:00Z\"", "", false)]
    [InlineData(",\"stop\":\"all\",\"validUntil\":\"2027-01-01T00:00:00Z\"", ",\"validUntil\":\"2026-01-01T00:00:00Z\"", true)]
    public void A_rule_that_an_earlier_one_always_stops_is_shadowed(string ofFirst, string ofSecond, bool isShadowed)
    {
        var first = AnalyzedRules.Rule("a", AddX, AtLeastHigh, "\"ticket.created\",\"note.added\"", ofFirst.Length == 0 ? ",\"stop\":\"all\"" : ofFirst);
        var second = AnalyzedRules.Rule("b", AddY, $$"""{"all":[{{HasX}},{{High}}]}""", more: ofSecond);
        Assert.Equal(isShadowed ? ["Warning b a"] : [], Analyze(first, second).Of("shadowed"));
    }

    [Fact]
    public void A_rule_is_not_shadowed_by_one_that_is_woken_by_less_or_asks_for_more()
    {
        var stopping = AnalyzedRules.Rule("a", AddX, AtLeastHigh, more: ",\"stop\":\"all\"");
        Assert.Empty(Analyze(stopping, AnalyzedRules.Rule("b", AddY, High, "\"ticket.created\",\"note.added\"")).Of("shadowed"));
        Assert.Empty(Analyze(stopping, AnalyzedRules.Rule("b", AddY, HasX)).Of("shadowed"));
        Assert.Equal(["Warning b a"], Analyze(stopping, AnalyzedRules.Rule("b", AddY, High)).Of("shadowed"));
    }

    // The one that would stop it never has its turn.
    [Fact]
    public void A_rule_whose_shadow_is_stopped_itself_is_not_shadowed()
    {
        var ending = AnalyzedRules.Rule("0", AddX, more: ",\"stop\":\"category\",\"category\":\"p\"");
        var stopping = AnalyzedRules.Rule("a", AddX, AtLeastHigh, more: ",\"stop\":\"all\",\"category\":\"p\"");
        Assert.Equal(["Warning a 0"], Analyze(ending, stopping, AnalyzedRules.Rule("b", AddY, High, more: ",\"category\":\"q\"")).Of("shadowed"));
        Assert.Equal(["Warning a 0", "Warning b 0"], Analyze(ending, stopping, AnalyzedRules.Rule("b", AddY, High, more: ",\"category\":\"p\"")).Of("shadowed"));
    }

    // The clock wakes only the rule that came due.
    [Fact]
    public void A_time_rule_is_shadowed_by_none()
    {
        var stopping = AnalyzedRules.Rule("a", AddX, OlderThanADay, "\"rule.due\",\"ticket.created\"", ",\"stop\":\"all\",\"once\":\"perEvent\"");
        Assert.Empty(Analyze(stopping, AnalyzedRules.Rule("b", AddY, OlderThanADay, "\"rule.due\"")).Of("shadowed"));
    }

    // In one pass the earlier rule has had its turn when the one between makes it match.
    [Fact]
    public void In_sequence_a_rule_between_may_let_the_later_one_fire()
    {
        string[] rules =
        [
            AnalyzedRules.Rule("a", AddY, AtLeastHigh, more: ",\"stop\":\"all\""),
            AnalyzedRules.Rule("b", SetHigh),
            AnalyzedRules.Rule("c", AddX, High),
        ];
        Assert.Equal(["Warning c a"], Analyze(rules).Of("shadowed"));
        Assert.Empty(AnalyzedRules.Analyze($"[{string.Join(',', rules)}]", RuleMode.Sequential).Of("shadowed"));
        Assert.Equal(["Warning c a"], AnalyzedRules.Analyze($"[{rules[0]},{rules[2]}]", RuleMode.Sequential).Of("shadowed"));
    }

    // Found by the law of confluence: a ticket that is there already keeps the agent that the second rule assigns, another one loses it.
    [Fact]
    public void An_assignment_that_a_transfer_may_undo_is_at_odds_with_the_same_transfer() => Assert.Equal(
        ["Warning a/then/0 b/then/1"],
        Analyze(
            AnalyzedRules.Rule("a", """{"do":"transfer","department":"billing"}"""),
            AnalyzedRules.Rule("b", """{"do":"assign","agent":"lee"},{"do":"transfer","department":"billing"}""")).Of("conflicting-writes"));

    [Fact]
    public void Two_rules_that_send_one_ticket_to_different_departments_are_at_odds()
    {
        var finding = Assert.Single(Analyze(
            AnalyzedRules.Rule("a", """{"do":"addTags","tags":["t"]},{"do":"transfer","department":"billing"}""", AtLeastHigh),
            AnalyzedRules.Rule("b", """{"do":"transfer","department":"sales"}""", HasX)));
        Assert.Equal(("conflicting-writes", RuleFindingSeverity.Warning), (finding.Code, finding.Severity));
        Assert.Equal([new RulePlace(new RuleId("a"), "/then/1"), new RulePlace(new RuleId("b"), "/then/0")], finding.Places);
        Assert.Equal(
            "Rules 'a' and 'b' may fire in one run and set differently ticket.department (billing, sales): where both hold from the start, 'b' has the last word.",
            finding.Sentence);
    }

    [Theory]
    [InlineData(SetLow, SetHigh)]
    [InlineData("""{"do":"assign","agent":"kim"}""", """{"do":"unassign"}""")]
    [InlineData("""{"do":"assign","agent":"kim"}""", """{"do":"assign","agent":"@actor"}""")]
    [InlineData("""{"do":"assign","agent":"kim"}""", """{"do":"transfer","department":"sales"}""")]
    [InlineData("""{"do":"setType","type":"order"}""", """{"do":"setType","type":"incident"}""")]
    [InlineData("""{"do":"setField","field":"count","value":1}""", """{"do":"clearField","field":"count"}""")]
    [InlineData("""{"do":"setField","field":"count","value":1}""", """{"do":"increment","field":"count","by":1}""")]
    [InlineData(AddX, """{"do":"removeTags","tags":["y","x"]}""")]
    [InlineData(AddX, """{"do":"setTags","tags":["y"]}""")]
    [InlineData("""{"do":"setTags","tags":["x","y"]}""", """{"do":"removeTags","tags":["y"]}""")]
    [InlineData("""{"do":"setTags","tags":["x"]}""", """{"do":"setTags","tags":["y"]}""")]
    [InlineData("""{"do":"follow","agent":"kim"}""", """{"do":"unfollow","agent":"kim"}""")]
    [InlineData("""{"do":"addSubject","kind":"order","id":"1"}""", """{"do":"removeSubject","kind":"order","id":"1"}""")]
    [InlineData("""{"do":"fire","trigger":"resolve"}""", """{"do":"fire","trigger":"hold"}""")]
    [InlineData("""{"do":"fire","trigger":"resolve"}""", """{"do":"postponeFor","duration":"PT1H"}""")]
    [InlineData("""{"do":"postponeFor","duration":"PT2H"}""", """{"do":"postponeFor","duration":"PT1H"}""")]
    [InlineData("""{"do":"reply","template":"hello"}""", """{"do":"setStatus","status":"on-hold"}""")]
    public void What_leaves_a_ticket_differently_is_at_odds(string a, string b) =>
        Assert.Equal(["Warning a/then/0 b/then/0"], Analyze(AnalyzedRules.Rule("a", a), AnalyzedRules.Rule("b", b)).Of("conflicting-writes"));

    [Theory]
    [InlineData(SetHigh, SetHigh)]
    [InlineData("""{"do":"setPriority","value":"low"},{"do":"setPriority","value":"high"}""", SetHigh)]
    [InlineData(AddX, AddY)]
    [InlineData(AddX, """{"do":"removeTags","tags":["X"]}""")]
    [InlineData(AddX, """{"do":"setTags","tags":["x"]}""")]
    [InlineData("""{"do":"setTags","tags":["x"]},{"do":"addTags","tags":["y"]}""", AddY)]
    [InlineData("""{"do":"escalate"}""", """{"do":"escalate"}""")]
    [InlineData("""{"do":"increment","field":"count","by":1}""", """{"do":"increment","field":"count","by":2}""")]
    [InlineData("""{"do":"follow","agent":"kim"}""", """{"do":"unfollow","agent":"lee"}""")]
    [InlineData("""{"do":"transfer","department":"sales"},{"do":"assign","agent":"kim"}""", """{"do":"assign","agent":"kim"}""")]
    [InlineData("""{"do":"notify","template":"hello"}""", """{"do":"suppress"}""")]
    public void What_leaves_it_the_same_in_any_order_is_not(string a, string b) =>
        Assert.Empty(Analyze(AnalyzedRules.Rule("a", a), AnalyzedRules.Rule("b", b)).Of("conflicting-writes"));

    [Fact]
    public void Rules_that_never_meet_in_a_run_are_not_at_odds()
    {
        var stable = """{"field":"requester.kind","op":"eq","value":"mail"}""";
        Assert.Empty(Analyze(AnalyzedRules.Rule("a", SetLow, stable), AnalyzedRules.Rule("b", SetHigh, $$"""{"not":{{stable}} }""")).Of("conflicting-writes"));
        Assert.Empty(Analyze(AnalyzedRules.Rule("a", SetLow), AnalyzedRules.Rule("b", SetHigh, on: "\"ticket.rated\"")).Of("conflicting-writes"));
        Assert.Empty(Analyze(AnalyzedRules.Rule("a", SetLow, more: ",\"stop\":\"all\""), AnalyzedRules.Rule("b", SetHigh)).Of("conflicting-writes"));
        Assert.Empty(Analyze(
            AnalyzedRules.Rule("a", SetLow, more: ",\"validUntil\":\"2026-01-01T00:00:00Z\""),
            AnalyzedRules.Rule("b", SetHigh, more: ",\"validFrom\":\"2026-01-01T00:00:00Z\"")).Of("conflicting-writes"));
    }

    // A chain is not a slip as a rule, but the order in which the two fire decides.
    [Fact]
    public void Rules_of_which_one_makes_the_other_hold_are_noted()
    {
        Assert.Equal(
            ["Note a/then/0 b/then/0"],
            Analyze(AnalyzedRules.Rule("a", SetLow, High), AnalyzedRules.Rule("b", SetHigh, Low)).Of("conflicting-writes"));
        Assert.Equal(
            ["Note a/then/0 b/then/0"],
            Analyze(
                AnalyzedRules.Rule("a", SetLow, HasX, more: ",\"stop\":\"all\""),
                AnalyzedRules.Rule("b", SetHigh),
                AnalyzedRules.Rule("c", AddX)).Of("conflicting-writes"));
    }

    // Woken by what the first one does, at the other end of a chain.
    [Fact]
    public void Rules_meet_through_what_others_make_happen() => Assert.Equal(
        ["Warning a/then/0 c/then/0"],
        Analyze(
            AnalyzedRules.Rule("a", SetLow),
            AnalyzedRules.Rule("b", AddX, on: "\"priority.changed\""),
            AnalyzedRules.Rule("c", SetHigh, on: "\"tags.changed\"")).Of("conflicting-writes"));

    [Fact]
    public void In_sequence_a_rule_does_not_see_what_a_later_one_does()
    {
        var reads = AnalyzedRules.Rule("a", AddX, AtLeastHigh);
        var woken = AnalyzedRules.Rule("b", AddY, on: "\"priority.changed\"");
        var writes = AnalyzedRules.Rule("c", SetHigh);
        Assert.Equal(["Note a c", "Note b c"], AnalyzedRules.Analyze($"[{reads},{woken},{writes}]", RuleMode.Sequential).Of("reads-later-write"));
        Assert.Empty(Analyze(reads, woken, writes).Of("reads-later-write"));
        var above = writes.Replace("\"c\"", "\"0\"", StringComparison.Ordinal);
        Assert.Empty(AnalyzedRules.Analyze($"[{above},{reads},{woken}]", RuleMode.Sequential).Of("reads-later-write"));
        Assert.Empty(AnalyzedRules.Analyze($"[{AnalyzedRules.Rule("a", AddX, HasX)},{AnalyzedRules.Rule("b", AddY)}]", RuleMode.Sequential).Of("reads-later-write"));
    }

    [Fact]
    public void Rules_that_undo_one_another_go_round_in_a_ring() => Assert.Equal(
        ["Warning a b"],
        Analyze(AnalyzedRules.Rule("a", SetLow, High), AnalyzedRules.Rule("b", SetHigh, Low)).Of("cycle"));

    [Fact]
    public void A_ring_that_comes_to_rest_is_noted()
    {
        var a = AnalyzedRules.Rule("a", AddX, on: "\"priority.changed\"");
        var b = AnalyzedRules.Rule("b", SetHigh, on: "\"type.changed\"");
        var c = AnalyzedRules.Rule("c", """{"do":"setType","type":"order"}""", HasX, "\"tags.changed\"");
        Assert.Equal(["Note a b c"], Analyze(a, b, c).Of("cycle"));
        Assert.Empty(Analyze(a, c).Of("cycle"));
        Assert.Equal(["Warning a b c"], Analyze(a, b.Replace("then\":[", "then\":[{\"do\":\"escalate\"},", StringComparison.Ordinal), c).Of("cycle"));
    }

    // What the one leaves behind keeps the other from holding.
    [Fact]
    public void Rules_that_end_one_another_are_no_ring() => Assert.Empty(Analyze(
        AnalyzedRules.Rule("a", """{"do":"addTags","tags":["seen"]},{"do":"setPriority","value":"high"}""", """{"not":{"field":"ticket.tags","op":"hasAny","value":["seen"]}}"""),
        AnalyzedRules.Rule("b", """{"do":"addTags","tags":["seen"]}""", AtLeastHigh)).Of("cycle"));

    // Of two conditions that no rule can bring together, each holds on tickets of its own.
    [Theory]
    [InlineData("""{"field":"requester.kind","op":"eq","value":"mail"}""", """{"field":"requester.kind","op":"eq","value":"phone"}""")]
    [InlineData("""{"field":"requester.kind","op":"eq","value":"mail"}""", """{"not":{"field":"requester.kind","op":"eq","value":"mail"}}""")]
    public void Rules_that_never_meet_are_no_ring(string one, string other)
    {
        string[] rules = [AnalyzedRules.Rule("a", SetLow, $$"""{"all":[{{one}},{{High}}]}"""), AnalyzedRules.Rule("b", SetHigh, $$"""{"all":[{{other}},{{Low}}]}""")];
        Assert.Empty(Analyze(rules));
        Assert.Equal(["Warning a b"], Analyze(rules[0], rules[1].Replace(other, one, StringComparison.Ordinal)).Of("cycle"));
    }

    [Fact]
    public void A_rule_that_wakes_itself_is_no_ring() => Assert.Empty(One(AtLeastHigh, SetHigh, "\"priority.changed\""));

    [Theory]
    [InlineData("", true)]
    [InlineData(",\"maxRuns\":3", false)]
    [InlineData(",\"validUntil\":\"2027-01-01T00:00:00Z\"", false)]
    public void A_rule_that_comes_again_and_undoes_nothing_is_endless(string more, bool isEndless)
    {
        more = ",\"once\":\"unlimited\",\"every\":\"P1D\"" + more;
        const string When = $$"""{"all":[{{OlderThanADay}},{{AtLeastHigh}}]}""";
        Assert.Equal(
            isEndless ? ["Warning a"] : [],
            Analyze(AnalyzedRules.Rule("a", """{"do":"notify","template":"hello"}""", When, "\"rule.due\"", more)).Of("endless-time-rule"));
        Assert.Empty(Analyze(AnalyzedRules.Rule("a", SetLow, When, "\"rule.due\"", more)).Of("endless-time-rule"));
        Assert.Empty(Analyze(AnalyzedRules.Rule("a", """{"do":"fire","trigger":"resolve"}""", When, "\"rule.due\"", more)).Of("endless-time-rule"));
        Assert.Empty(Analyze(AnalyzedRules.Rule("a", """{"do":"notify","template":"hello"}""", When, "\"rule.due\"")).Of("endless-time-rule"));
    }

    // A hostile set costs what it may; what was left out is said.
    [Fact]
    public void A_set_in_which_all_rules_are_at_odds_is_cut_short_and_says_so()
    {
        var rules = Enumerable.Range(0, 2_000).Select(i => AnalyzedRules.Rule($"r{i:D4}", $$"""{"do":"addTags","tags":["x"]},{"do":"setField","field":"count","value":{{i}}}"""));
        var findings = Analyze([.. rules]);
        Assert.Equal(100, findings.Of("conflicting-writes").Length);
        var incomplete = Assert.Single(findings, f => f.Code == "incomplete");
        Assert.Equal((RuleFindingSeverity.Note, 0), (incomplete.Severity, incomplete.Places.Count));
        Assert.Contains("conflicting-writes", incomplete.Sentence, StringComparison.Ordinal);
    }

    // Each pair is told apart only by going through cases.
    [Fact]
    public void A_set_whose_pairs_are_hard_to_tell_apart_is_cut_short_and_says_so()
    {
        var rules = Enumerable.Range(0, 2_000).Select(i => AnalyzedRules.Rule(
            $"r{i:D4}",
            $$"""{"do":"setField","field":"count","value":{{i}}}""",
            $$"""{"any":[{"field":"message.subject","op":"eq","value":"{{i}}"},{"field":"message.subject","op":"eq","value":"x{{i}}"}]}"""));
        var findings = Analyze([.. rules]);
        Assert.Empty(findings.Of("conflicting-writes"));
        Assert.Contains(findings, f => f.Code == "incomplete");
    }

    private static IReadOnlyList<RuleFinding> One(string when, string then = "", string on = "\"ticket.created\"") => Analyze(AnalyzedRules.Rule("a", then, when, on));

    private static IReadOnlyList<RuleFinding> Analyze(params string[] rules) => AnalyzedRules.Analyze($"[{string.Join(',', rules)}]");
}
