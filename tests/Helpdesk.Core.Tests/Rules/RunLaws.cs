using System.Globalization;
using FsCheck.Fluent;
using Helpdesk.Core.Rules;
using Helpdesk.Core.Tests.Tickets;
using Helpdesk.Core.TestSupport;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Tests.Rules;

/// <summary>What holds for every run, whatever the rules: the numbers are those of the list of laws that the rules were made after.</summary>
public sealed class RunLaws
{
    // The cases reach what the laws speak of.
    [Fact]
    public void The_cases_reach_every_reason_and_every_effect()
    {
        var turns = Gen.Sample(RuleCase.Any.Generator, 300, 50).Concat(Gen.Sample(RuleCase.Tight.Generator, 100, 50)).SelectMany(c => RuleStory.Of(c).Turns).ToList();
        var reasons = turns.SelectMany(t => t.Result.Trace.Steps).Select(s => s.Code).Distinct().Order();
        Assert.Equal(
            [
                "already-fired", "budget", "disabled", "fired", "not-matched", "not-valid-now", "passed", "rejected", "stopped", "too-deep",
                "used-up", "would-answer-a-machine", "wrong-event",
            ],
            reasons);
        Assert.Equal(["Answer", "Call", "Note", "Notice"], turns.SelectMany(t => t.Result.Effects).Select(e => e.GetType().Name).Distinct().Order());
        Assert.True(turns.Exists(t => t.Result.IsSuppressed));
        Assert.True(turns.Exists(t => t.Input.Events is [{ Event: TicketEvent.RuleDue }] && t.Result.Trace.Steps.Any(s => s.Code == "fired")));
        Assert.Equal(4, Math.Min(4, turns.Max(t => t.Result.Trace.Steps.Count(s => s.Code == "fired"))));

        // A rule sets off one below it, and one above it.
        Assert.True(turns.Exists(t => Chained(t).Any(c => c.Waker < c.Woken)));
        Assert.True(turns.Exists(t => Chained(t).Any(c => c.Waker > c.Woken)));
    }

    // 2: the same question has the same answer, its explanation included, on another thread and in another culture.
    [Fact]
    public void A_run_is_the_same_on_every_thread_and_in_every_culture() => Each((_, turn) =>
    {
        var all = () => $"{RuleTurn.Describe(turn.Again())}\n{ObjectText.Of(turn.Again().Trace)}";
        var elsewhere = "";
        var thread = new Thread(() =>
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("tr-TR");
            elsewhere = all();
        });
        thread.Start();
        thread.Join();
        return elsewhere == $"{turn.Plan}\n{ObjectText.Of(turn.Result.Trace)}";
    });

    // 3: a run changes nothing that it was given.
    [Fact]
    public void A_run_leaves_what_it_was_given_as_it_was() => Each((_, turn) =>
    {
        var before = Given();
        turn.Again();
        return Given() == before;

        string Given() => $"{ObjectText.WithPrivate(turn.Input.Before)}{ObjectText.WithPrivate(turn.Input.Ticket)}{ObjectText.Of(turn.Input.Events)}";
    });

    // 9: the place of a rule in the document means nothing.
    [Fact]
    public void Shuffling_the_document_changes_nothing() => Each((rules, turn) =>
        turn.Plan == RuleTurn.Describe(turn.Again(RuleStory.Read(rules.Rules.Reverse(), rules.Mode)))
        && turn.Plan == RuleTurn.Describe(turn.Again(RuleStory.Read(rules.Rules.OrderBy(r => r.Length).ThenBy(r => r, StringComparer.Ordinal), rules.Mode))));

    // 10: what no rule reads makes no difference.
    [Fact]
    public void A_field_that_no_rule_reads_changes_nothing() => Properties.Holds(Prop.ForAll(RuleCase.Any, rules =>
    {
        var (one, other) = (RuleStory.Of(rules, "one"), RuleStory.Of(rules, "other"));
        return one.Turns.Zip(other.Turns).All(p =>
            ObjectText.Of(p.First.Result.Events) == ObjectText.Of(p.Second.Result.Events)
            && ObjectText.Of(p.First.Result.Effects) == ObjectText.Of(p.Second.Result.Effects));
    }), 100);

    // 10: a rule that is switched off, or not valid at the moment, is as good as none.
    [Fact]
    public void A_disabled_rule_is_no_rule() => Each((rules, turn) => turn.Plan == RuleTurn.Describe(turn.Again(Without(
        rules, r => turn.Reasons[r].Single() is "disabled" or "not-valid-now"))));

    // 11: a rule that nothing came of can be taken out.
    [Fact]
    public void Without_a_rule_that_did_not_fire_all_is_the_same() => Each((rules, turn) => turn.Set.Rules
        .Where(r => turn.Reasons[r.Id.Value].Single() is not ("fired" or "budget" or "too-deep"))
        .All(idle => turn.Plan == RuleTurn.Describe(turn.Again(Without(rules, r => r == idle.Id.Value)))));

    // 12, 13: a run ends after one firing a rule at most; what one rule does stands together, once.
    [Fact]
    public void A_run_ends_and_no_rule_fires_twice() => Each((_, turn) =>
    {
        var blocks = turn.Result.Events.Select(e => e.By).Aggregate(new List<Actor>(), (seen, by) =>
        {
            if (by is Actor.Rule && (seen.Count == 0 || seen[^1] != by))
            {
                seen.Add(by);
            }

            return seen;
        });
        var fired = turn.Result.Events.Select(e => e.Event).OfType<TicketEvent.RuleFired>().Select(f => f.Rule).ToList();
        return blocks.Count <= turn.Set.Rules.Count && blocks.Distinct().Count() == blocks.Count && fired.Distinct().Count() == fired.Count;
    });

    // 18, 23: the recorded events alone make the ticket, after every run and at the end.
    [Fact]
    public void The_recorded_events_make_the_ticket() => Properties.Holds(Prop.ForAll(RuleCase.Any, rules =>
    {
        var story = RuleStory.Of(rules);
        return story.Turns.All(t =>
                ObjectText.WithPrivate(t.Result.Events.Aggregate(t.Input.Ticket, (ticket, e) => ticket.Evolve(e))) == ObjectText.WithPrivate(t.Result.Ticket))
            && ObjectText.WithPrivate(Ticket.Replay(story.Stream)) == ObjectText.WithPrivate(story.Turns[^1].Result.Ticket)
            && story.Stream.Select(e => e.Version).SequenceEqual(Enumerable.Range(1, story.Stream.Count).Select(i => (long)i));
    }), 150);

    // 19: no key stands for two effects in a whole story, and a run computed again has the same keys.
    [Fact]
    public void Keys_are_unique_and_stay_the_same() => Properties.Holds(Prop.ForAll(RuleCase.Any, rules =>
    {
        var story = RuleStory.Of(rules);
        var keys = story.Turns.SelectMany(t => t.Result.Effects).Select(e => e.Id).ToList();
        var again = RuleStory.Of(rules).Turns.SelectMany(t => t.Again().Effects).Select(e => e.Id);
        return keys.Distinct().Count() == keys.Count && again.SequenceEqual(keys);
    }), 150);

    // 31: every rule has exactly one reason, and the reason is true.
    [Fact]
    public void Every_rule_has_one_reason_that_is_true() => Each((_, turn) =>
    {
        var at = turn.Input.Events[^1].At;
        return turn.Reasons.Count == turn.Set.Rules.Count
            && turn.Set.Rules.All(r => turn.Reasons[r.Id.Value].Count() == 1 && turn.Reasons[r.Id.Value].Single() switch
            {
                var reason when !r.IsEnabled => reason == "disabled",
                var reason when at < r.ValidFrom || at >= r.ValidUntil => reason == "not-valid-now",
                "disabled" or "not-valid-now" => false,
                "used-up" => turn.Result.Ticket.RuleRuns[r.Id.Value] >= (r.Once == RuleOnce.PerTicket ? 1 : r.MaxRuns),
                "stopped" => r.When.Evaluate(turn.Finally()),
                "passed" => turn.Set.Mode == RuleMode.Sequential && r.When.Evaluate(turn.Finally()),
                "not-matched" => !r.When.Evaluate(turn.Finally()),
                "budget" => turn.Result.Events.Any(e => e.Event is TicketEvent.AutomationDenied denied && denied.Rule == r.Id),
                _ => true,
            });
    });

    // 48: over one rule set many threads get what one gets.
    [Fact]
    public void Many_threads_over_one_rule_set_get_what_one_gets() => Properties.Holds(Prop.ForAll(RuleCase.Any, rules =>
    {
        var turns = RuleStory.Of(rules).Turns;
        var set = RuleStory.Read(rules.Rules.Concat(Enumerable.Range(0, 40).Select(i => $$"""{"id":"idle-{{i}}","on":["ticket.rated"],"then":[]}""")), rules.Mode);
        var wrong = 0;
        Parallel.For(0, 8 * turns.Count, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            var turn = turns[i % turns.Count];
            if (turn.Plan != RuleTurn.Describe(turn.Again()) || turn.Plan != RuleTurn.Describe(turn.Again(set)))
            {
                Interlocked.Increment(ref wrong);
            }
        });
        return wrong == 0;
    }), 20);

    private static void Each(Func<RuleCase, RuleTurn, bool> law, int tests = 100) => Properties.Holds(
        Prop.ForAll(RuleCase.Any, rules => RuleStory.Of(rules).Turns.All(t => law(rules, t))), tests);

    // The places of rules that did something after another, and which nothing but rules woke.
    private static IEnumerable<(int Waker, int Woken)> Chained(RuleTurn turn)
    {
        var rules = turn.Set.Rules.ToList();
        var at = turn.Input.Events.Select(e => TicketEventKind.Of(e.Event)).ToHashSet();
        var places = turn.Result.Events.Select(e => e.By).OfType<Actor.Rule>().Select(by => rules.FindIndex(r => r.Id == by.Id)).Distinct().ToList();
        return places.Zip(places.Skip(1)).Where(p => !rules[p.Second].On.Any(at.Contains));
    }

    private static RuleSet Without(RuleCase rules, Func<string, bool> leaves) =>
        RuleStory.Read(rules.Rules.Where(r => !leaves(System.Text.Json.Nodes.JsonNode.Parse(r)!["id"]!.GetValue<string>())), rules.Mode);
}
