using Helpdesk.Core.Engine;
using Helpdesk.Core.Rules;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Tests.Rules;

/// <summary>How macros are read. That one runs, all of it or nothing, stands in the end-to-end tests of automation.</summary>
public sealed class MacroTests
{
    [Fact]
    public void A_macro_that_another_runs_stands_in_its_place()
    {
        var macros = Read(
            """
            {"id":"inner","then":[{"do":"addTags","tags":["b"]},{"do":"suppress"}]},
            {"id":"outer","name":"All of it","category":"x","then":[{"do":"addTags","tags":["a"]},{"do":"runMacro","macro":"inner"},{"do":"escalate"}]}
            """).Require().Macros;
        Assert.Equal(
            ["Command AddTags", "Command AddTags", "Suppress", "Command Escalate"],
            macros[1].Then.Select(a => a is RuleAction.Command command ? $"Command {command.What.GetType().Name}" : a.GetType().Name));
        Assert.Equal(("All of it", "x", "inner"), (macros[1].Name, macros[1].Category, macros[0].Name));
    }

    [Fact]
    public void A_rule_runs_a_macro_of_the_configuration()
    {
        var rule = Read(
            """{"id":"m","then":[{"do":"addTags","tags":["a"]}]}""",
            """ "rules":[{"id":"r","on":["ticket.created"],"then":[{"do":"runMacro","macro":"m"}]}], """).Require().Rules.Rules.Single();
        Assert.IsType<TicketCommand.AddTags>(Assert.IsType<RuleAction.Command>(Assert.Single(rule.Then)).What);
    }

    [Fact]
    public void A_macro_cannot_run_itself() => Assert.Equal(
        [("/macros/0/then/0/macro", "unknown-macro")],
        Faults("""{"id":"a","then":[{"do":"runMacro","macro":"a"}]}"""));

    [Fact]
    public void A_macro_cannot_run_one_below_it_so_that_none_runs_in_a_circle() => Assert.Equal(
        [("/macros/0/then/0/macro", "unknown-macro")],
        Faults("""{"id":"a","then":[{"do":"runMacro","macro":"b"}]},{"id":"b","then":[{"do":"addTags","tags":["x"]}]}"""));

    [Fact]
    public void A_macro_is_there_once() => Assert.Equal(
        [("/macros/1", "duplicate")],
        Faults("""{"id":"a","then":[{"do":"escalate"}]},{"id":"a","then":[{"do":"escalate"}]}"""));

    // Each doubles the one before: without a limit the last would have 2^20 actions.
    [Fact]
    public void Macros_that_multiply_meet_the_limit()
    {
        const string Run = """{"do":"runMacro","macro":"m{0}"}""";
        var doubling = Enumerable.Range(1, 20).Select(i => $$"""{"id":"m{{i}}","then":[{{Twice(i - 1)}}]}""");
        var faults = Faults(string.Join(',', doubling.Prepend("""{"id":"m0","then":[{"do":"escalate"}]}"""))).ToList();
        Assert.Equal(("/macros/7/then", "too-many"), faults[0]);

        static string Twice(int i) => string.Join(',', Enumerable.Repeat(Run.Replace("{0}", $"{i}", StringComparison.Ordinal), 2));
    }

    [Theory]
    [InlineData("""{"id":"a"}""", "/macros/0", "missing")]
    [InlineData("""{"id":"a","then":[{"do":"fly"}]}""", "/macros/0/then/0/do", "unknown-action")]
    [InlineData("""{"id":"a","on":["ticket.created"],"then":[{"do":"escalate"}]}""", "/macros/0/on", "unknown-member")]
    [InlineData("""{"id":"a","when":{"field":"ticket.mood","op":"isSet"},"then":[{"do":"escalate"}]}""", "/macros/0/when/field", "unknown-field")]
    public void A_fault_of_a_macro_is_named_with_its_place(string macro, string place, string code) => Assert.Equal([(place, code)], Faults(macro));

    private static IEnumerable<(string, string)> Faults(string macros) => Read(macros).Faults.Select(f => (f.Place, f.Code));

    private static Parsed<HelpdeskConfiguration> Read(string macros, string more = "") => HelpdeskConfiguration.Parse(
        $$"""{"version":1,"departments":[{"id":"a"}],"mailboxes":[{"address":"a@acme.example","department":"a"}],{{more}}"macros":[{{macros}}]}""");
}
