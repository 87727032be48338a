using FsCheck;
using FsCheck.Fluent;
using Helpdesk.Core.Conditions;
using Helpdesk.Core.Rules;
using Helpdesk.Core.Tests.Tickets;
using Helpdesk.Core.TestSupport;
using Helpdesk.Core.Tickets;
using NodaTime;

namespace Helpdesk.Core.Tests.Rules;

public sealed class TimeRuleTests
{
    // Ages on a grid of 10 minutes, so that stepping by 10 minutes meets every boundary.
    private static readonly Gen<string> Leaf =
        from field in Gen.Elements("ticket.createdAt", "ticket.statusSince", "ticket.lastCustomerMessageAt", "ticket.lastReplyAt")
        from op in Gen.Elements("olderThan", "youngerThan")
        from minutes in Gen.Choose(1, 30)
        select $$"""{"field":"{{field}}","op":"{{op}}","value":"PT{{minutes * 10}}M"}""";

    private static readonly Gen<string> Other = Gen.Elements(
        """{"field":"ticket.priority","op":"eq","value":"normal"}""",
        """{"field":"ticket.status","op":"eq","value":"closed"}""",
        """{"field":"ticket.lastReplyAt","op":"isSet"}""");

    private static readonly Gen<string> Trees = Gen.Sized(size => Tree(Math.Min(size, 3)));

    private static readonly FieldCatalogue Calendars = TicketFields.Catalogue.WithSchedules(
        new Dictionary<string, Helpdesk.Core.BusinessTime.Schedule>(StringComparer.Ordinal) { ["office"] = Sla.SlaTests.Weekdays("08:00", "17:00") });

    private static readonly Gen<string> CalendarLeaf = Gen.OneOf(
        Leaf,
        Gen.Elements(
            """{"field":"clock.now","op":"inBusinessHours","value":"office"}""",
            """{"field":"clock.now","op":"onDay","value":["tuesday","saturday"],"zone":"Europe/Berlin"}""",
            """{"field":"clock.now","op":"after","value":"2026-03-03T12:00:00Z"}"""),
        from op in Gen.Elements("olderThan", "youngerThan", "overdueBy", "dueWithin")
        from minutes in Gen.Choose(1, 120)
        select $$"""{"field":"ticket.createdAt","op":"{{op}}","value":"PT{{minutes * 10}}M","hours":"office"}""");

    private static readonly Gen<string> CalendarTrees =
        from kind in Gen.Elements("all", "any", "none")
        from a in CalendarLeaf
        from b in CalendarLeaf
        select $$"""{"{{kind}}":[{{a}},{"not":{{b}}}]}""";

    private static readonly Duration Grid = Duration.FromMinutes(10);

    // Research §5, 24: false just before it, true at it, against stepping over the boundaries.
    [Fact]
    public void The_instant_that_is_solved_for_is_the_first_at_which_the_condition_holds() => Properties.Holds(
        Prop.ForAll(Trees.ToArbitrary(), Gen.Choose(0, 40).ToArbitrary(), (json, late) =>
        {
            var (condition, ticket, from) = (Condition.Parse(json, TicketFields.Catalogue).Require(), Ticket(), TicketStory.Monday + (late * Grid));
            var solved = condition.NextHolds(at => Values(ticket, at), from);
            Instant? stepped = null;
            for (var at = from; stepped is null && at <= from + (80 * Grid); at += Grid)
            {
                stepped = condition.Evaluate(Values(ticket, at)) ? at : null;
            }

            return (solved == stepped).Label($"{json}: solved {solved}, stepped {stepped}");
        }),
        500);

    // The same for calendars and working hours, whose answers may change between the steps, by a nanosecond too.
    [Fact]
    public void It_is_the_first_also_for_calendars_and_working_hours() => Properties.Holds(
        Prop.ForAll(CalendarTrees.ToArbitrary(), Gen.Choose(-100, 300).ToArbitrary(), (json, late) =>
        {
            var (condition, ticket, from) = (Condition.Parse(json, Calendars).Require(), Ticket(), TicketStory.Monday + (late * Grid));
            var solved = condition.NextHolds(at => Values(ticket, at), from);
            Instant? stepped = null;
            for (var at = from; stepped is null && at <= from + (900 * Grid); at += Grid)
            {
                stepped = condition.Evaluate(Values(ticket, at)) ? at : null;
            }

            var holds = solved is { } first
                ? (stepped is null || (first <= stepped && stepped - first < Grid)) && condition.Evaluate(Values(ticket, first))
                    && (first == from || !condition.Evaluate(Values(ticket, first - Duration.Epsilon)))
                : stepped is null;
            return holds.Label($"{json} from {from}: solved {solved}, stepped {stepped}");
        }),
        300);

    // Research §5, 25: with nothing changed it stays the same instant until it passes.
    [Fact]
    public void Asked_later_it_is_the_same_instant_until_it_passes() => Properties.Holds(
        Prop.ForAll(Trees.ToArbitrary(), Gen.Choose(0, 40).ToArbitrary(), (json, minutes) =>
        {
            var (condition, ticket) = (Condition.Parse(json, TicketFields.Catalogue).Require(), Ticket());
            var first = condition.NextHolds(at => Values(ticket, at), TicketStory.Monday);
            var later = TicketStory.Monday + Duration.FromMinutes(minutes);
            return first is not { } due || due < later || condition.NextHolds(at => Values(ticket, at), later) == due;
        }));

    [Fact]
    public void A_rule_comes_due_once_an_episode_and_a_new_anchor_begins_a_new_one()
    {
        var rules = Parse("""[{"id":"r","on":["rule.due"],"when":{"field":"ticket.lastCustomerMessageAt","op":"olderThan","value":"PT2H"},"then":[]}]""");
        var story = new TicketStory();
        var due = Assert.Single(TimeRules.Ahead(rules, story.Ticket, null, story.Now));
        Assert.Equal((new RuleId("r"), TicketStory.Monday + Duration.FromHours(2)), (due.Rule, due.At));
        var told = story.Ticket.Evolve(new RecordedEvent(story.Ticket.Version + 1, due.At, Actor.System, "timer", 0, new TicketEvent.RuleDue(due.Rule, due.Episode)));
        Assert.Empty(TimeRules.Ahead(rules, told, null, due.At));
        story.Later(Duration.FromMinutes(30));
        story.Do(new TicketCommand.SetPriority(Priority.High)); // does not touch the anchor
        Assert.Equal(due, Assert.Single(TimeRules.Ahead(rules, story.Ticket, null, story.Now)));
        story.CustomerWrites();
        Assert.Equal(story.Now + Duration.FromHours(2), Assert.Single(TimeRules.Ahead(rules, story.Ticket, null, story.Now)).At);
    }

    [Theory]
    [InlineData(""" "enabled":false """)]
    [InlineData(""" "validUntil":"2026-03-02T11:00:00Z" """)]
    public void A_rule_that_takes_no_part_never_comes_due(string member) => Assert.Empty(TimeRules.Ahead(
        Parse($$"""[{"id":"r",{{member}},"on":["rule.due"],"when":{"field":"ticket.createdAt","op":"olderThan","value":"PT2H"},"then":[]}]"""),
        new TicketStory().Ticket,
        null,
        TicketStory.Monday));

    [Fact]
    public void A_rule_that_begins_later_comes_due_then()
    {
        var rules = Parse("""[{"id":"r","validFrom":"2026-03-03T00:00:00Z","on":["rule.due"],"when":{"field":"ticket.createdAt","op":"olderThan","value":"PT2H"},"then":[]}]""");
        Assert.Equal(Instant.FromUtc(2026, 3, 3, 0, 0), Assert.Single(TimeRules.Ahead(rules, new TicketStory().Ticket, null, TicketStory.Monday)).At);
    }

    [Fact]
    public void A_time_rule_that_looks_at_no_clock_is_a_mistake() => Assert.Equal(
        "no-time",
        Assert.Single(RuleSet.Parse("""[{"id":"r","on":["rule.due"],"then":[]}]""", TicketFields.Catalogue, new RuleReferences([], [], [])).Faults).Code);

    private static Gen<string> Tree(int depth) => depth == 0
        ? Gen.Frequency((4, Leaf), (1, Other))
        : Gen.OneOf(
            Leaf,
            from kind in Gen.Elements("all", "any", "none")
            from a in Tree(depth - 1)
            from b in Tree(depth - 1)
            select $$"""{"{{kind}}":[{{a}},{{b}}]}""",
            from part in Tree(depth - 1) select $$"""{"not":{{part}}}""");

    private static Ticket Ticket()
    {
        var story = new TicketStory();
        story.Later(Duration.FromMinutes(20));
        story.AgentReplies();
        return story.Ticket;
    }

    private static TicketFieldValues Values(Ticket ticket, Instant at) => new(ticket, ticket, null, default, at);

    private static RuleSet Parse(string json) => RuleSet.Parse(json, TicketFields.Catalogue, new RuleReferences([], [], [])).Require();
}
