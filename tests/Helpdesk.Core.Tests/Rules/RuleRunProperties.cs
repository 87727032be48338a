using System.Text.Json;
using FsCheck.Fluent;
using Helpdesk.Core.Messages;
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
        from order in Gen.Choose(0, 2)
        from options in Gen.Elements(
            "", "", "", ",\"stop\":\"all\"", ",\"stop\":\"category\",\"category\":\"x\"", ",\"category\":\"x\"",
            ",\"maxRuns\":1", ",\"enabled\":false", ",\"validFrom\":\"2040-01-01T00:00:00Z\"", ",\"validUntil\":\"2040-01-01T00:00:00Z\"")
        select $$"""{"id":"{{id}}","order":{{order}},"on":["{{woken}}"],"when":{{when}},"then":[{{string.Join(',', actions.Take(3))}}]{{options}}}""";

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

    // Law: a run over a compiled set is the run over the interpreted one, its record included, in either mode. Forty rules that never
    // fire make a set large enough to be compiled; the record has nothing else for them than that they are disabled.
    [Theory]
    [InlineData(RuleMode.Cycle)]
    [InlineData(RuleMode.Sequential)]
    public void A_compiled_run_is_the_interpreted_run(RuleMode mode) => Properties.Holds(Prop.ForAll(Sets.ToArbitrary(), json =>
    {
        var never = Enumerable.Range(0, 40).Select(i => $$"""{"id":"{{i % 7}}-{{i}}","order":{{i % 3}},"enabled":false,"on":["ticket.created"],"then":[]}""");
        var story = new TicketStory();
        var interpreted = RuleRunTests.Run(json, story: story, mode: mode);
        var compiled = RuleRunTests.Run($"{json[..^1]},{string.Join(',', never)}]", story: story, mode: mode);
        return Describe(interpreted) == Describe(compiled);
    }), 400);

    // Law: in a run over sixty rules, at each firing the rule is the first in order that is woken, holds and has not fired, and at the
    // end there is none; each is looked at by itself. A limit of runs leaves an event even where nothing else changes.
    [Fact]
    public void Each_firing_of_a_large_set_is_of_the_first_rule_that_is_woken_and_holds() => Properties.Holds(
        Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), seed =>
        {
            var story = new TicketStory();
            var json = $"[{string.Join(',', Enumerable.Range(0, 60).Select(i => Chained(i, (seed + (i * 7919)) % 6, (seed + i) % 9)))}]";
            var run = RuleRunTests.Run(json, story: story);
            var unfired = RuleRunTests.Read(json).Rules.ToList();
            var (ticket, woken) = (story.Ticket, story.Stream.Select(e => TicketEventKind.Of(e.Event)).ToHashSet());
            foreach (var happened in run.Events)
            {
                if (happened.Event is TicketEvent.RuleFired fired)
                {
                    if (First(unfired, woken, story, ticket)?.Id != fired.Rule)
                    {
                        return false;
                    }

                    unfired.RemoveAll(r => r.Id == fired.Rule);
                    ticket = Ticket.Replay([.. story.Stream, .. run.Events.TakeWhile(e => e.Version <= happened.Version)]);
                    woken.UnionWith(run.Events.Where(e => e.Version <= happened.Version).Select(e => TicketEventKind.Of(e.Event)));
                }
            }

            return unfired.Count < 60 && First(unfired, woken, story, ticket) is null;
        }),
        100);

    private static Rule? First(IEnumerable<Rule> rules, HashSet<string> woken, TicketStory story, Ticket ticket)
    {
        var values = new TicketFieldValues(null, ticket, null, MessageKind.Human, story.Stream[^1].At) { Events = story.Stream };
        return rules.FirstOrDefault(r => r.On.Any(woken.Contains) && r.When.Evaluate(values));
    }

    private static string Describe(RuleRunResult run) =>
        $"{run.Ticket.DescribeBut()} {string.Join(',', run.Events.Select(e => (e.Version, e.By, TicketEventKind.Of(e.Event))))} "
        + $"{string.Join(',', run.Effects)} {JsonSerializer.Serialize(run.Trace with { Steps = [.. run.Trace.Steps.Where(s => s.Code != "disabled")] })}";

    private static string Chained(int i, int kind, int tag) => kind switch
    {
        0 => Tagging(i, "ticket.created", """{"not":{"field":"ticket.tags","op":"hasAny","value":["x1"]}}""", "x0"),
        1 => Tagging(i, "tags.changed", $$"""{"field":"ticket.tags","op":"hasAny","value":["x{{tag}}"]}""", $"x{i % 9}"),
        2 => Tagging(i, "tags.changed", $$"""{"field":"ticket.tags","op":"hasAll","value":["x0","x{{i % 4}}"]}""", $"x{(i + 1) % 9}"),
        3 => Tagging(i, "ticket.created", """{"field":"ticket.priority","op":"lt","value":"high"}""", $"x{i % 3}"),
        4 => Tagging(i, "tags.changed", """{"field":"ticket.tags","op":"changed"}""", $"x{i % 5}"),
        _ => Tagging(i, "tags.changed", """{"field":"ticket.subject","op":"containsWord","value":"nothing"}""", "y"),
    };

    private static string Tagging(int i, string on, string when, string tag) =>
        $$"""{"id":"r{{i:d2}}","order":{{i % 4}},"on":["{{on}}"],"maxRuns":9,"when":{{when}},"then":[{"do":"addTags","tags":["{{tag}}"]}]}""";
}
