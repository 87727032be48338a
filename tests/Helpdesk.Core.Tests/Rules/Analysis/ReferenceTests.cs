using Helpdesk.Core.Engine;
using Helpdesk.Core.Rules;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Tests.Rules.Analysis;

public sealed class ReferenceTests
{
    [Theory]
    [InlineData("""{"field":"ticket.department","op":"eq","value":"salse"}""", "Warning a/when")]
    [InlineData("""{"any":[{"field":"ticket.tags","op":"isSet"},{"not":{"field":"ticket.assignee","op":"in","value":["kim","lou","@none"]}}]}""", "Warning a/when/any/1/not")]
    [InlineData("""{"field":"ticket.type","op":"changedTo","value":"incidnet"}""", "Warning a/when")]
    [InlineData("""{"field":"ticket.status","op":"eq","value":"opne"}""", "Warning a/when")]
    [InlineData("""{"field":"event.trigger","op":"eq","value":"resovle"}""", "Warning a/when")]
    [InlineData("""{"field":"ticket.followers","op":"hasAny","value":["lou"]}""", "Warning a/when")]
    public void A_condition_that_compares_with_what_nobody_has_is_named(string when, string finding) =>
        Assert.Equal([finding], AnalyzedRules.Analyze($"[{AnalyzedRules.Rule("a", "", when)}]").Of("unknown-reference"));

    [Theory]
    [InlineData("""{"field":"ticket.department","op":"in","value":["SALES","support"]}""")]
    [InlineData("""{"field":"ticket.assignee","op":"in","value":["kim","@actor","@assignee","@none"]}""")]
    [InlineData("""{"field":"ticket.status","op":"eq","value":"in-progress"}""")]
    [InlineData("""{"field":"event.trigger","op":"in","value":["auto-close","customer-message"]}""")]
    [InlineData("""{"field":"ticket.followers","op":"hasAtLeast","value":2}""")]
    [InlineData("""{"field":"ticket.tags","op":"hasAny","value":["whatever"]}""")]
    [InlineData("""{"field":"field.size","op":"ge","value":"m"}""")]
    public void What_is_there_is_not_named(string when) =>
        Assert.Empty(AnalyzedRules.Analyze($"[{AnalyzedRules.Rule("a", "", when)}]").Of("unknown-reference"));

    [Theory]
    [InlineData("""{"do":"transfer","department":"sales"}""")]
    [InlineData("""{"do":"assign","agent":"lee"}""")]
    [InlineData("""{"do":"follow","agent":"lee"}""")]
    [InlineData("""{"do":"unfollow","agent":"lee"}""")]
    [InlineData("""{"do":"setType","type":"order"}""")]
    [InlineData("""{"do":"setField","field":"count","value":1}""")]
    [InlineData("""{"do":"setField","field":"size","value":"m"}""")]
    [InlineData("""{"do":"clearField","field":"count"}""")]
    [InlineData("""{"do":"increment","field":"count","by":1}""")]
    [InlineData("""{"do":"notify","template":"hello"}""")]
    [InlineData("""{"do":"notify","template":"bye","to":["agent:lee"]}""")]
    [InlineData("""{"do":"reply","template":"hello"}""")]
    [InlineData("""{"do":"addNote","template":"hello"}""")]
    [InlineData("""{"do":"fire","trigger":"ship"}""")]
    [InlineData("""{"do":"reply","template":"bye","then":"ship"}""")]
    [InlineData("""{"do":"setStatus","status":"shipped"}""")]
    [InlineData("""{"do":"call","action":"bill"}""")]
    public void An_action_whose_name_is_gone_is_an_error(string action)
    {
        var names = AnalyzedRules.Names with { Templates = ["hello", "bye"], Triggers = ["ship"], Statuses = ["new", "shipped"] };
        var set = RuleSet.Parse($"[{AnalyzedRules.Rule("a", """{"do":"suppress"},""" + action)}]", AnalyzedRules.Catalogue, names).Require();
        Assert.Empty(set.Analyze(AnalyzedRules.Catalogue, names));
        var left = new RuleReferences(["support", "billing"], ["kim"], ["bye"])
        {
            Types = ["incident"],
            Statuses = ["new"],
            Fields = [AnalyzedRules.Names.Fields[1] with { Choices = ["s"] }],
        };
        Assert.Equal(["Error a/then/1"], set.Analyze(AnalyzedRules.Catalogue, left).Of("unknown-reference"));
    }

    [Fact]
    public void A_condition_whose_field_is_gone_is_an_error()
    {
        var set = AnalyzedRules.Set($"[{AnalyzedRules.Rule("a", "", """{"field":"field.count","op":"eq","value":1}""")}]");
        Assert.Equal(["Error a/when"], set.Analyze(TicketFields.Catalogue, AnalyzedRules.Names).Of("unknown-reference"));
    }

    // What a host calls: the configuration knows its own names.
    [Fact]
    public void A_configuration_analyses_its_own_rules()
    {
        var configuration = HelpdeskConfiguration.Parse(
            """
            {"version":1,"departments":[{"id":"support"}],"mailboxes":[{"address":"help@example.com","department":"support"}],
             "rules":[{"id":"a","on":["ticket.created"],"when":{"field":"ticket.department","op":"eq","value":"suport"},"then":[]}]}
            """).Require();
        Assert.Equal(["Warning a/when"], configuration.AnalyzeRules().Of("unknown-reference"));
        Assert.Empty(configuration.WithRules(RuleSet.Empty).AnalyzeRules());
    }
}
