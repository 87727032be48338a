using FsCheck.Fluent;
using Helpdesk.Core.Conditions;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Rules;
using Helpdesk.Core.Tests.Tickets;
using Helpdesk.Core.TestSupport;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Lifecycles;
using NodaTime;

namespace Helpdesk.Core.Tests.Rules;

/// <summary>How often a rule fires on one ticket.</summary>
public sealed class RuleOnceTests
{
    private static readonly Instant Start = TicketStory.Monday;

    [Theory]
    [InlineData("")]
    [InlineData(",\"once\":\"perEvent\"")]
    public void By_default_a_rule_fires_whenever_it_is_woken(string once) => Assert.Equal(
        ["fired", "fired", "fired"],
        Told($$"""{"id":"r","on":["tags.changed"],"then":[]{{once}}}""", 3));

    [Fact]
    public void Per_ticket_it_fires_once_ever_whatever_else_happens()
    {
        var desk = new OneRule("""{"id":"r","on":["tags.changed"],"once":"perTicket","then":[{"do":"setPriority","value":"high"}]}""");
        Assert.Equal("fired", desk.Tag(Start));
        desk.CustomerWrites(Start + Duration.FromHours(1));
        Assert.Equal("used-up", desk.Tag(Start + Duration.FromHours(1)));
        Assert.Equal("used-up", desk.Tag(Start + Duration.FromDays(100)));
        Assert.Equal(1, desk.Ticket.RuleRuns["r"]);
    }

    [Fact]
    public void Per_ticket_a_rule_that_was_refused_may_still_fire()
    {
        var desk = new OneRule("""{"id":"r","on":["tags.changed"],"once":"perTicket","then":[{"do":"fire","trigger":"reopen"}]}""");
        Assert.Equal("rejected", desk.Tag(Start));
        desk.Do(new TicketCommand.Fire(Triggers.Resolve), Start);
        Assert.Equal("fired", desk.Tag(Start));
        Assert.Equal("used-up", desk.Tag(Start));
    }

    // An event wakes it, and the moments of its condition say whether it came before.
    [Fact]
    public void Per_episode_an_event_rule_fires_again_when_a_moment_of_its_condition_moves()
    {
        var desk = new OneRule(
            """
            {"id":"r","on":["tags.changed"],"once":"perEpisode",
             "when":{"field":"ticket.lastCustomerMessageAt","op":"olderThan","value":"PT1H"},"then":[]}
            """);
        Assert.Equal("not-matched", desk.Tag(Start));
        Assert.Equal("fired", desk.Tag(Start + Duration.FromHours(1)));
        Assert.Equal("already-fired", desk.Tag(Start + Duration.FromHours(2)));
        desk.Do(new TicketCommand.SetPriority(Priority.High), Start + Duration.FromHours(2));
        Assert.Equal("already-fired", desk.Tag(Start + Duration.FromHours(2)));
        desk.CustomerWrites(Start + Duration.FromHours(3));
        Assert.Equal("not-matched", desk.Tag(Start + Duration.FromHours(3)));
        Assert.Equal("fired", desk.Tag(Start + Duration.FromHours(4)));
        Assert.Equal("already-fired", desk.Tag(Start + Duration.FromHours(5)));
    }

    // Once the clock and once an event woke it: it is one episode.
    [Fact]
    public void Per_episode_the_clock_and_events_share_the_episode()
    {
        const string Json =
            """
            {"id":"r","on":["rule.due","tags.changed"],"once":"perEpisode",
             "when":{"field":"ticket.createdAt","op":"olderThan","value":"PT1H"},"then":[]}
            """;
        var clock = new OneRule(Json);
        Assert.Equal("fired", clock.Ring(clock.Next(Start)!));
        Assert.Equal("already-fired", clock.Tag(Start + Duration.FromHours(2)));
        var happened = new OneRule(Json);
        Assert.Equal("fired", happened.Tag(Start + Duration.FromHours(2)));
        Assert.Null(happened.Next(Start + Duration.FromHours(2)));
    }

    [Fact]
    public void Per_ticket_a_rule_that_the_clock_woke_never_comes_due_again()
    {
        var desk = new OneRule(
            """{"id":"r","on":["rule.due"],"once":"perTicket","when":{"field":"ticket.lastCustomerMessageAt","op":"olderThan","value":"PT1H"},"then":[]}""");
        Assert.Equal("fired", desk.Ring(desk.Next(Start)!));
        desk.CustomerWrites(Start + Duration.FromHours(3));
        Assert.Null(desk.Next(Start + Duration.FromHours(3)));
    }

    [Fact]
    public void Unlimited_it_comes_again_an_interval_after_the_last_time_until_its_condition_ends()
    {
        var desk = new OneRule(
            """
            {"id":"r","on":["rule.due"],"once":"unlimited","every":"PT2H","then":[],
             "when":{"all":[{"field":"ticket.statusSince","op":"olderThan","value":"PT1H"},{"field":"ticket.status","op":"eq","value":"new"}]}}
            """);
        var times = new List<Instant>();
        for (var i = 0; i < 3; i++)
        {
            var due = desk.Next(Start)!;
            times.Add(due.At);
            Assert.Equal("fired", desk.Ring(due));
        }

        Assert.Equal([Start + Duration.FromHours(1), Start + Duration.FromHours(3), Start + Duration.FromHours(5)], times);
        desk.Do(new TicketCommand.Fire(Triggers.Resolve), Start + Duration.FromHours(6));
        Assert.Null(desk.Next(Start + Duration.FromHours(6)));
    }

    // Found late, it fires once for all that was missed, and the interval counts from when it came.
    [Fact]
    public void Unlimited_a_host_that_looks_late_makes_up_for_nothing()
    {
        var desk = new OneRule(
            """{"id":"r","on":["rule.due"],"once":"unlimited","every":"PT1H","when":{"field":"ticket.createdAt","op":"olderThan","value":"PT1H"},"then":[]}""");
        var late = Start + Duration.FromHours(10);
        var due = desk.Next(late)!;
        Assert.Equal(late, due.At);
        Assert.Equal("fired", desk.Ring(due));
        Assert.Equal(late + Duration.FromHours(1), desk.Next(late)!.At);
    }

    [Fact]
    public void Unlimited_it_ends_with_its_most_runs_and_its_last_day()
    {
        const string Condition = """ "when":{"field":"ticket.createdAt","op":"olderThan","value":"PT1H"},"then":[] """;
        var most = new OneRule($$"""{"id":"r","on":["rule.due"],"once":"unlimited","every":"PT1H","maxRuns":2,{{Condition}}}""");
        Assert.Equal("fired", most.Ring(most.Next(Start)!));
        Assert.Equal("fired", most.Ring(most.Next(Start)!));
        Assert.Null(most.Next(Start));
        var until = new OneRule($$"""{"id":"r","on":["rule.due"],"once":"unlimited","every":"PT1H","validUntil":"2026-03-02T11:00:00Z",{{Condition}}}""");
        Assert.Equal("fired", until.Ring(until.Next(Start)!));
        Assert.Null(until.Next(Start));
    }

    // Law: rung at every instant that it comes due, a rule that comes again fires exactly where stepping minute by minute fires it: at the
    // first minute at which its condition holds and its interval has passed since it came last for the same moments.
    [Fact]
    public void A_rule_that_comes_again_misses_nothing_and_never_hurries()
    {
        var conditions = Gen.Elements(
            """{"field":"ticket.createdAt","op":"olderThan","value":"PT30M"}""",
            """{"field":"ticket.lastCustomerMessageAt","op":"olderThan","value":"PT25M"}""",
            """{"all":[{"field":"ticket.lastCustomerMessageAt","op":"olderThan","value":"PT10M"},{"field":"ticket.priority","op":"eq","value":"high"}]}""",
            """{"all":[{"field":"ticket.createdAt","op":"olderThan","value":"PT10M"},{"field":"ticket.createdAt","op":"youngerThan","value":"PT100M"}]}""",
            """{"any":[{"field":"ticket.lastCustomerMessageAt","op":"youngerThan","value":"PT20M"},{"field":"ticket.createdAt","op":"olderThan","value":"PT90M"}]}""",
            """{"all":[{"field":"ticket.priority","op":"eq","value":"normal"},{"not":{"field":"ticket.lastCustomerMessageAt","op":"youngerThan","value":"PT15M"}}]}""");
        var cases =
            from condition in conditions
            from every in Gen.Choose(1, 60)
            from changes in Gen.Choose(1, 300).ArrayOf(8)
            from writes in Gen.Elements(true, false).ArrayOf(8)
            select (condition, every, changes: changes.Zip(writes).DistinctBy(c => c.First).OrderBy(c => c.First).ToArray());
        Properties.Holds(
            Prop.ForAll(cases.ToArbitrary(), x =>
            {
                var json = $$"""{"id":"r","on":["rule.due"],"once":"unlimited","every":"PT{{x.every}}M","then":[],"when":{{x.condition}}}""";
                var (rung, stepped) = (Rung(new OneRule(json), x.changes), Stepped(x.condition, x.every, x.changes));
                return rung.SequenceEqual(stepped).Label($"rung {string.Join(' ', rung)}, stepped {string.Join(' ', stepped)}");
            }),
            150);
    }

    private static readonly Instant End = Start + Duration.FromMinutes(360);

    private static List<Instant> Rung(OneRule desk, (int Minute, bool Writes)[] changes)
    {
        var (fired, now) = (new List<Instant>(), Start);
        foreach (var (at, writes) in changes.Select(c => (Start + Duration.FromMinutes(c.Minute), (bool?)c.Writes)).Append((End, null)))
        {
            while (desk.Next(now) is { } due && due.At < at)
            {
                Assert.Equal("fired", desk.Ring(due));
                fired.Add(now = due.At);
            }

            if (writes is { } isMessage)
            {
                desk.Change(isMessage, now = at);
            }
        }

        return fired;
    }

    private static List<Instant> Stepped(string condition, int every, (int Minute, bool Writes)[] changes)
    {
        var when = Condition.Parse(condition, TicketFields.Catalogue).Require();
        var (desk, fired) = (new OneRule("""{"id":"r","on":["note.added"],"then":[]}"""), new List<Instant>());
        (Instant At, Instant? Message)? last = null;
        for (var at = Start; at < End; at += Duration.FromMinutes(1))
        {
            foreach (var change in changes.Where(c => Start + Duration.FromMinutes(c.Minute) == at))
            {
                desk.Change(change.Writes, at);
            }

            // A message moves the moments of those conditions that look at it: another episode, without a last time.
            var message = condition.Contains("lastCustomerMessageAt", StringComparison.Ordinal) ? desk.Ticket.LastCustomerMessageAt : null;
            if (when.Evaluate(new TicketFieldValues(desk.Ticket, desk.Ticket, null, default, at))
                && (last is null || last.Value.Message != message || at >= last.Value.At + Duration.FromMinutes(every)))
            {
                fired.Add(at);
                last = (at, message);
            }
        }

        return fired;
    }

    private static List<string> Told(string rule, int times)
    {
        var desk = new OneRule(rule);
        return [.. Enumerable.Range(0, times).Select(_ => desk.Tag(Start))];
    }

    /// <summary>A ticket under one rule.</summary>
    private sealed class OneRule(string json)
    {
        private readonly RuleSet _rules = RuleStory.Read([json]);
        private int _tags;

        public Ticket Ticket { get; private set; } = new TicketStory().Ticket;

        public DueRule? Next(Instant from) => TimeRules.Ahead(_rules, Ticket, null, from) is [{ } due] ? due : null;

        public string Ring(DueRule due) => Happens(new TicketEvent.RuleDue(due.Rule, due.Episode), due.At);

        public string Tag(Instant at) => Happens(new TicketEvent.Tagged([$"t{_tags++}"]), at);

        public void CustomerWrites(Instant at) =>
            Do(new TicketCommand.Receive(new MessageId(new Guid(900 + _tags++, 0, 0, new byte[8])), TicketStory.Ann, MessageKind.Human), at);

        public void Change(bool writes, Instant at)
        {
            if (writes)
            {
                CustomerWrites(at);
            }
            else
            {
                Do(new TicketCommand.SetPriority(Ticket.Priority == Priority.High ? Priority.Normal : Priority.High), at);
            }
        }

        // What happens beside the rule, which none of it wakes.
        public void Do(TicketCommand command, Instant at)
        {
            var by = command is TicketCommand.Receive ? new Actor.Customer(TicketStory.Ann) : TicketStory.Kim;
            var context = new DecisionContext(Lifecycle.Default, TicketPolicy.Default, by, at);
            foreach (var happened in Assert.IsType<Decision.Accepted>(Ticket.Decide(command, context)).Events)
            {
                Ticket = Ticket.Evolve(new RecordedEvent(Ticket.Version + 1, at, by, "c", 0, happened));
            }
        }

        private string Happens(TicketEvent happened, Instant at)
        {
            var recorded = new RecordedEvent(Ticket.Version + 1, at, Actor.System, "c", 0, happened);
            var run = RuleRun.Of(_rules, new RuleRunInput
            {
                Before = Ticket,
                Ticket = Ticket.Evolve(recorded),
                Events = [recorded],
                MayAnswer = true,
                ContextOf = (_, by) => new DecisionContext(Lifecycle.Default, TicketPolicy.Default, by, at),
            });
            Ticket = run.Ticket;
            return Assert.Single(run.Trace.Steps).Code;
        }
    }
}
