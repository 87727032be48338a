using Helpdesk.Core.Engine;
using Helpdesk.Core.Rules;

namespace Helpdesk.Core.Tests.Rules;

/// <summary>What a rule set, its actions and its budgets may not say, each with its code and its place.</summary>
public sealed class RuleFaultTests
{
    [Theory]
    [InlineData(""" "on":["ticket.created"],"once":"perEpisode" """, "/0/once", "no-episode")]
    [InlineData(""" "on":["ticket.created"],"once":"unlimited","every":"PT1H" """, "/0/once", "not-timed")]
    [InlineData(""" "on":["rule.due","ticket.created"],"when":CLOCK,"once":"unlimited","every":"PT1H" """, "/0/once", "not-timed")]
    [InlineData(""" "on":["rule.due"],"when":CLOCK,"once":"unlimited","every":"PT30S" """, "/0/every", "too-short")]
    [InlineData(""" "on":["rule.due"],"when":CLOCK,"once":"perEvent","every":"PT1H" """, "/0/every", "not-unlimited")]
    [InlineData(""" "on":["rule.due"],"when":CLOCK,"every":"PT1H" """, "/0/every", "not-unlimited")]
    [InlineData(""" "on":["rule.due"],"when":CLOCK,"once":"unlimited" """, "/0", "missing")]
    [InlineData(""" "on":["rule.due"],"once":"perTicket" """, "/0", "no-time")]
    [InlineData(""" "on":["ticket.created"],"once":"twice" """, "/0/once", "unknown-value")]
    [InlineData(""" "on":["ticket.created"],"maxRuns":0 """, "/0/maxRuns", "out-of-range")]
    public void How_often_a_rule_fires_must_make_sense(string members, string place, string code) => Assert.Equal(
        [(place, code)],
        Faults($$"""[{"id":"r",{{members.Replace("CLOCK", """{"field":"ticket.createdAt","op":"olderThan","value":"PT2H"}""", StringComparison.Ordinal)}},"then":[]}]"""));

    [Theory]
    [InlineData(""" "do":"setStatus","status":"asleep" """, "status", "unknown-status")]
    [InlineData(""" "do":"call","action":"erp" """, "action", "unknown-host-action")]
    [InlineData(""" "do":"increment","field":"memo","by":1 """, "field", "unknown-number-field")]
    [InlineData(""" "do":"setField","field":"count","value":"many" """, "value", "wrong-type")]
    [InlineData(""" "do":"clearField","field":"nothing" """, "field", "unknown-field")]
    [InlineData(""" "do":"notify","template":"hello","to":["nobody"] """, "to/0", "bad-address")]
    [InlineData(""" "do":"notify","template":"hello","to":["@requester","agent:max"] """, "to/1", "unknown-agent")]
    [InlineData(""" "do":"notify","template":"hello","to":[] """, "to", "empty")]
    [InlineData(""" "do":"assign","agent":"max" """, "agent", "unknown-agent")]
    [InlineData(""" "do":"unfollow","agent":"@actor" """, "agent", "unknown-agent")]
    [InlineData(""" "do":"reply","template":"hello","then":"postpone" """, "then", "unknown-trigger")]
    [InlineData(""" "do":"postponeFor","duration":"PT1H","hours":"moon" """, "hours", "unknown-schedule")]
    [InlineData(""" "do":"runMacro","macro":"none" """, "macro", "unknown-macro")]
    [InlineData(""" "do":"suppress","extra":1 """, "extra", "unknown-member")]
    public void An_action_names_only_what_there_is(string members, string place, string code) => Assert.Contains(
        ($"/0/then/0/{place}", code),
        Faults($$"""[{"id":"r","on":["ticket.created"],"then":[{ {{members}} }]}]"""));

    [Theory]
    [InlineData(""" "perTicket":[{"most":0,"within":"PT1H"}] """, "perTicket/0/most", "out-of-range")]
    [InlineData(""" "perRule":[{"most":1001,"within":"PT1H"}] """, "perRule/0/most", "out-of-range")]
    [InlineData(""" "perRecipient":[{"most":1,"within":"PT1H"},{"most":5,"within":"P1DT1S"}] """, "perRecipient/1/within", "too-long")]
    [InlineData(""" "perTicket":[{"most":1}] """, "perTicket/0", "missing")]
    [InlineData(""" "maxDepth":0 """, "maxDepth", "out-of-range")]
    [InlineData(""" "perDay":[] """, "perDay", "unknown-member")]
    public void A_budget_stays_within_its_limits(string members, string place, string code) => Assert.Equal(
        [($"/budgets/{place}", code)],
        HelpdeskConfiguration.Parse(
            $$"""{"version":1,"departments":[{"id":"a"}],"mailboxes":[{"address":"a@acme.example","department":"a"}],"budgets":{ {{members}} } }""")
            .Faults.Select(f => (f.Place, f.Code)));

    private static IEnumerable<(string, string)> Faults(string json) =>
        RuleSet.Parse(json, RuleStory.Fields.Catalogue, RuleStory.References).Faults.Select(f => (f.Place, f.Code));
}
