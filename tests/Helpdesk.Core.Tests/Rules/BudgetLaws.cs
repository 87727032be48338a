using FsCheck.Fluent;
using Helpdesk.Core.Rules;
using Helpdesk.Core.Rules.Budgets;
using Helpdesk.Core.TestSupport;
using Helpdesk.Core.Tickets;
using NodaTime;

namespace Helpdesk.Core.Tests.Rules;

/// <summary>Law 22: no window ever holds more than was granted, and what was denied is told.</summary>
public sealed class BudgetLaws
{
    [Fact]
    public void No_window_holds_more_than_a_budget_grants() => Properties.Holds(
        Prop.ForAll(RuleCase.Tight, rules =>
        {
            var story = RuleStory.Of(rules);
            var fired = story.Stream.Where(e => e.Event is TicketEvent.RuleFired).Select(e => (e.At, Fired: (TicketEvent.RuleFired)e.Event)).ToList();
            return Holds(rules.Budgets.PerTicket, fired.Select(f => (f.At, f.Fired.Sent)))
                && fired.GroupBy(f => f.Fired.Rule).All(g => Holds(rules.Budgets.PerRule, g.Select(f => (f.At, f.Fired.Sent))))
                && story.Sent.Values.All(times => Holds(rules.Budgets.PerRecipient, times.Select(t => (t, 1))));
        }),
        300);

    // What the ticket remembers of what was sent is what was sent.
    [Fact]
    public void What_the_stream_counts_is_what_leaves() => Properties.Holds(Prop.ForAll(RuleCase.Tight, rules => RuleStory.Of(rules).Turns.All(t =>
        t.Result.Events.Select(e => e.Event).OfType<TicketEvent.RuleFired>().Sum(f => f.Sent) == t.Result.Effects.Count(e => e is not RuleEffect.Note))), 100);

    [Fact]
    public void No_chain_is_deeper_than_the_limit_and_a_deeper_one_does_nothing() => Properties.Holds(Prop.ForAll(RuleCase.Tight, rules => RuleStory.Of(rules).Turns.All(t =>
    {
        var depth = t.Input.Events.Max(e => e.CausationDepth) + 1;
        return depth <= rules.Budgets.MaxDepth
            ? t.Result.Events.All(e => e.CausationDepth == depth) && t.Result.Effects.OfType<RuleEffect.Call>().All(c => c.Depth == depth)
            : t.Result.Effects.Count == 0
                && t.Result.Events.Select(e => e.Event).SequenceEqual(
                    t.Result.Trace.Steps.Any(s => s.Code == "too-deep") ? [new TicketEvent.AutomationDenied(null, "depth")] : [])
                && t.Result.Trace.Steps.All(s =>
                    s.Code is "too-deep" or "not-matched" or "wrong-event" or "disabled" or "not-valid-now" or "used-up" or "already-fired");
    })), 200);

    // 32: what happens does not depend on how much is explained, nor does the reason of any rule; here, where little is left to grant.
    [Fact]
    public void Explaining_less_changes_nothing() => Properties.Holds(Prop.ForAll(RuleCase.Tight, rules => RuleStory.Of(rules).Turns.All(t =>
    {
        var brief = RuleRun.Of(t.Set, t.Input with { Detail = RuleRunDetail.Reasons });
        return RuleTurn.Describe(brief) == t.Plan && t.Reasons.All(r => r.SequenceEqual(RuleTurn.ReasonsOf(brief)[r.Key]));
    })), 1_500);

    // A denial is an event and a step, one for the other.
    [Fact]
    public void Every_denial_is_recorded_and_explained() => Properties.Holds(Prop.ForAll(RuleCase.Tight, rules => RuleStory.Of(rules).Turns.All(t =>
    {
        var recorded = t.Result.Events.Select(e => e.Event).OfType<TicketEvent.AutomationDenied>().Where(d => d.Budget != "depth").Select(d => $"{d.Rule} {d.Budget}");
        var told = t.Result.Trace.Steps.Where(s => s.Code == "budget").Select(s => $"{s.Facts[0].Value} {s.Facts[1].Value}");
        return recorded.Order(StringComparer.Ordinal).SequenceEqual(told.Order(StringComparer.Ordinal));
    })), 200);

    // Denied is only what would pass a limit: with what the rule would have sent, some window is too full.
    [Fact]
    public void Nothing_is_denied_that_every_window_has_room_for() => Properties.Holds(Prop.ForAll(RuleCase.Tight, rules =>
    {
        var unlimited = rules with { Budgets = rules.Budgets with { PerTicket = [], PerRule = [], PerRecipient = [] } };
        return RuleStory.Of(unlimited).Turns.All(t => t.Result.Trace.Steps.All(s => s.Code != "budget"));
    }), 100);

    private static bool Holds(IReadOnlyList<BudgetStep> steps, IEnumerable<(Instant At, int Count)> granted)
    {
        var all = granted.ToList();
        return steps.All(s => all.TrueForAll(last => all.Where(g => g.At <= last.At && g.At > last.At - s.Within).Sum(g => g.Count) <= s.Most));
    }
}
