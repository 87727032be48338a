using FsCheck;
using FsCheck.Fluent;
using Helpdesk.Core.Rules;
using Helpdesk.Core.TestSupport;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Tests.Rules;

/// <summary>In which order rules come, what ends a run, and that a rule does all or nothing; the numbers as in <see cref="RunLaws"/>.</summary>
public sealed class RunOrderLaws
{
    // 15, 16, 20, 21 and 32: at each step it is the first in order of the rules that are woken, hold, are not settled and not stopped, in
    // both modes; the same without an index and without any explanation.
    [Fact]
    public void A_run_is_a_chain_of_runs_of_one_rule_each() => Each((rules, turn) =>
    {
        var plain = PlainRun.Of(rules, turn);
        var settled = plain.Settled.ToDictionary(s => s.Id, s => s.Code);
        return (RuleTurn.Describe(plain.Result) == turn.Plan).Label($"by hand: {RuleTurn.Describe(plain.Result)}\nrun: {turn.Plan}")
            .And(turn.Set.Rules.All(r => turn.Reasons[r.Id.Value].Single() is var code
                && (RuleTurn.Settling.Contains(code) ? settled.GetValueOrDefault(r.Id.Value) == code : !settled.ContainsKey(r.Id.Value))));
    });

    // 14: at the end of a run in cycles no rule is left that is woken, holds, is not settled and not stopped.
    [Fact]
    public void At_the_end_of_a_cycle_nothing_is_left_to_fire() => Each((rules, turn) =>
    {
        var woken = turn.Input.Events.Concat(turn.Result.Events).Select(e => TicketEventKind.Of(e.Event)).ToHashSet();
        var fired = turn.Set.Rules.Where(r => turn.Reasons[r.Id.Value].Single() == "fired").ToList();
        return (rules.Mode != RuleMode.Cycle || fired.Exists(r => r.Stop == RuleStop.All) || turn.Set.Rules.All(r => turn.Reasons[r.Id.Value].Single() switch
        {
            "not-matched" => !r.When.Evaluate(turn.Finally()),
            "stopped" => fired.Exists(f => f.Stop == RuleStop.Category && f.Category == r.Category),
            "wrong-event" => !r.On.Where(k => k != TimeRules.Kind).Any(woken.Contains),
            _ => true,
        })).ToProperty();
    });

    // 16: in sequence what rules do stands in the order of the rules.
    [Fact]
    public void In_sequence_rules_fire_in_their_order() => Each((rules, turn) =>
    {
        var places = turn.Result.Events.Select(e => e.By).OfType<Actor.Rule>().Select(by => turn.Set.Rules.ToList().FindIndex(r => r.Id == by.Id)).ToList();
        return (rules.Mode != RuleMode.Sequential || places.SequenceEqual(places.Order())).ToProperty();
    });

    // 20: of a rule that was refused, denied or silent there is nothing but the denial.
    [Fact]
    public void A_rule_does_all_or_nothing() => Each((rules, turn) => PlainRun.Of(rules, turn).Settled.TrueForAll(s => s.Code switch
    {
        "fired" => s.Events.All(e => e.By == new Actor.Rule(new RuleId(s.Id))),
        "budget" => s.Effects.Count == 0 && s.Events is [{ Event: TicketEvent.AutomationDenied }],
        _ => s.Effects.Count == 0 && s.Events.Count == 0,
    } && (s.Code == "fired" || !turn.Result.Events.Any(e => e.By == new Actor.Rule(new RuleId(s.Id))))).ToProperty());

    // 21: after a rule that ends the run nothing is done; after one that ends its category, nothing of that category.
    [Fact]
    public void After_a_stop_nothing_of_what_it_stops_fires() => Each((_, turn) =>
    {
        var rules = turn.Set.Rules.ToDictionary(r => r.Id);
        var done = turn.Result.Events.Select(e => e.By).OfType<Actor.Rule>().Select(by => rules[by.Id]).ToList();
        return done.Select((r, i) => r.Stop switch
        {
            RuleStop.All => done.Skip(i).All(o => o == r),
            RuleStop.Category => done.Skip(i).All(o => o == r || o.Category != r.Category),
            _ => true,
        }).All(x => x).ToProperty();
    });

    private static void Each(Func<RuleCase, RuleTurn, Property> law) => Properties.Holds(
        Prop.ForAll(
            RuleCase.Any,
            rules => RuleStory.Of(rules).Turns.Where(t => !IsTooDeep(t)).Select(t => law(rules, t)).Aggregate(true.ToProperty(), (a, b) => a.And(b))),
        120);

    // A run that comes too deep looks at no rule; the laws of budgets speak of it.
    private static bool IsTooDeep(RuleTurn turn) => turn.Input.Events.Max(e => e.CausationDepth) >= turn.Input.Budgets.MaxDepth;
}
