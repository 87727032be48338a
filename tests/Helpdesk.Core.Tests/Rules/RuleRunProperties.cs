using System.Text.Json;
using FsCheck.Fluent;
using Helpdesk.Core.Rules;
using Helpdesk.Core.Tests.Tickets;
using Helpdesk.Core.TestSupport;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Tests.Rules;

public sealed class RuleRunProperties
{
    // Rules that set each other off: without at-most-once these would run for ever.
    private static FsCheck.Gen<string> Rule(int id) =>
        from woken in Gen.Elements("ticket.created", "priority.changed", "tags.changed", "status.changed", "ticket.transferred")
        from when in Gen.Elements(
            """{"all":[]}""",
            """{"field":"ticket.priority","op":"ge","value":"high"}""",
            """{"field":"ticket.tags","op":"hasAny","value":["x"]}""",
            """{"not":{"field":"ticket.tags","op":"isSet"}}""")
        from actions in Gen.Elements(
            """{"do":"setPriority","value":"high"}""",
            """{"do":"setPriority","value":"low"}""",
            """{"do":"addTags","tags":["x"]}""",
            """{"do":"removeTags","tags":["x"]}""",
            """{"do":"fire","trigger":"resolve"}""",
            """{"do":"fire","trigger":"reopen"}""",
            """{"do":"transfer","department":"billing"}""",
            """{"do":"postponeFor","duration":"PT1H"}""",
            """{"do":"notify","template":"hello"}""").ArrayOf()
        from stop in Gen.Frequency((5, Gen.Constant("none")), (1, Gen.Constant("all")))
        select $$"""{"id":"{{id}}","on":["{{woken}}"],"when":{{when}},"stop":"{{stop}}","then":[{{string.Join(',', actions.Take(3))}}]}""";

    private static FsCheck.Gen<string> Sets { get; } =
        from a in Rule(1) from b in Rule(2) from c in Rule(3) from d in Rule(4) from e in Rule(5)
        select $"[{a},{b},{c},{d},{e}]";

    // Law: a run ends, and no rule fires twice.
    [Fact]
    public void A_rule_fires_at_most_once_a_run() => Properties.Holds(Prop.ForAll(Sets.ToArbitrary(), json =>
    {
        var run = RuleRunTests.Run(json);
        var blocks = run.Events.Select(e => e.By).Aggregate(new List<Actor>(), (seen, by) =>
        {
            if (seen.Count == 0 || seen[^1] != by)
            {
                seen.Add(by);
            }

            return seen;
        });
        return blocks.Count == blocks.Distinct().Count();
    }), 500);

    // Law: the ticket of a run is the fold of its events, numbered without gaps; a second run gives the same.
    [Fact]
    public void The_ticket_is_the_fold_of_the_events() => Properties.Holds(Prop.ForAll(Sets.ToArbitrary(), json =>
    {
        var story = new TicketStory();
        var run = RuleRunTests.Run(json, story: story);
        var replayed = Ticket.Replay([.. story.Stream, .. run.Events]);
        var again = RuleRunTests.Run(json, story: story);
        return replayed.DescribeBut() == run.Ticket.DescribeBut()
            && run.Events.Select((e, i) => e.Version == story.Stream.Count + i + 1).All(x => x)
            && run.Events.Count == again.Events.Count && run.Trace.Sentence == again.Trace.Sentence;
    }), 500);

    // Law: a run over a compiled set is the run over the interpreted one, its record included. Forty disabled rules make a set large
    // enough to be compiled; they are told of together, in a step of their own.
    [Fact]
    public void A_compiled_run_is_the_interpreted_run() => Properties.Holds(Prop.ForAll(Sets.ToArbitrary(), json =>
    {
        var disabled = Enumerable.Range(0, 40).Select(i => $$"""{"id":"{{i % 7}}-{{i}}","enabled":false,"on":["ticket.created"],"then":[]}""");
        var story = new TicketStory();
        var interpreted = RuleRunTests.Run(json, story: story);
        var compiled = RuleRunTests.Run($"{json[..^1]},{string.Join(',', disabled)}]", story: story);
        return Describe(interpreted) == Describe(compiled);
    }), 500);

    // Law: at each step of a run over many rules the fired rule is the first that matches and has not been settled.
    [Fact]
    public void In_a_large_set_each_step_fires_the_first_rule_that_matches() => Properties.Holds(
        Prop.ForAll((from seed in Gen.Choose(0, 1_000_000) select seed).ToArbitrary(), seed =>
        {
            var rules = Enumerable.Range(0, 60).Select(i => ((seed + (i * 7919)) % 6) switch
            {
                0 => Chained(i, "ticket.created", """{"not":{"field":"ticket.tags","op":"hasAny","value":["x1"]}}""", "x0"),
                1 => Chained(i, "tags.changed", $$"""{"field":"ticket.tags","op":"hasAny","value":["x{{(seed + i) % 9}}"]}""", $"x{i % 9}"),
                2 => Chained(i, "tags.changed", $$"""{"field":"ticket.tags","op":"hasAll","value":["x0","x{{i % 4}}"]}""", $"x{(i + 1) % 9}"),
                3 => Chained(i, "ticket.created", $$"""{"field":"ticket.priority","op":"lt","value":"high"}""", $"x{i % 3}"),
                4 => Chained(i, "tags.changed", """{"field":"ticket.tags","op":"changed"}""", $"x{i % 5}"),
                _ => Chained(i, "tags.changed", """{"field":"ticket.subject","op":"containsWord","value":"nothing"}""", "y"),
            }).ToArray();
            var story = new TicketStory();
            var run = RuleRunTests.Run($"[{string.Join(',', rules)}]", story: story);
            var alone = RuleRunTests.Run($"[{string.Join(',', rules.Where((_, i) => run.Trace.Steps.Any(s => s.Code == "fired" && s.Facts.Any(f => f.Value == Id(i)))))}]", story: story);
            return run.Ticket.DescribeBut() == alone.Ticket.DescribeBut()
                && run.Trace.Steps.Select(s => s.Facts[0].Value).Distinct().Count() == run.Trace.Steps.Count;
        }),
        100);

    private static string Describe(RuleRunResult run) =>
        $"{run.Ticket.DescribeBut()} {string.Join(',', run.Events.Select(e => (e.Version, e.By, TicketEventKind.Of(e.Event))))} "
        + $"{string.Join(',', run.Effects)} {JsonSerializer.Serialize(run.Trace with { Steps = [.. run.Trace.Steps.Where(s => s.Code != "disabled")] })}";

    private static string Id(int i) => $"r{i:d2}";

    private static string Chained(int i, string on, string when, string tag) =>
        $$"""{"id":"{{Id(i)}}","on":["{{on}}"],"when":{{when}},"then":[{"do":"addTags","tags":["{{tag}}"]}]}""";
}
