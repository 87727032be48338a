using FsCheck.Fluent;
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
}
