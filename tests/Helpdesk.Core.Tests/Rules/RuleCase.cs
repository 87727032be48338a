using FsCheck;
using FsCheck.Fluent;
using Helpdesk.Core.Rules;
using Helpdesk.Core.Rules.Budgets;
using Helpdesk.Core.Tests.Generators;
using NodaTime;

namespace Helpdesk.Core.Tests.Rules;

/// <summary>A rule set, how much it may send, and what happens to a ticket under it.</summary>
internal sealed record RuleCase(string[] Rules, RuleMode Mode, RuleBudgets Budgets, RuleStep[] Steps)
{
    // There are two modes; a matching that is frozen for a whole run is none of them.
    private static readonly Gen<RuleMode> Modes = Gen.Elements(RuleMode.Cycle, RuleMode.Cycle, RuleMode.Sequential);

    private static readonly Gen<IReadOnlyList<BudgetStep>> Ladder =
        from most in Gen.Choose(1, 3)
        from minutes in Gen.Choose(1, 6)
        from more in Gen.Choose(1, 3)
        from form in Gen.Choose(0, 2)
        select (IReadOnlyList<BudgetStep>)(form switch
        {
            0 => [],
            1 => [new BudgetStep(most, Duration.FromMinutes(minutes * 10))],
            _ => [new BudgetStep(most, Duration.FromMinutes(minutes * 10)), new BudgetStep(most + more, Duration.FromMinutes(minutes * 25))],
        });

    private static readonly Gen<RuleBudgets> Small =
        from ticket in Ladder
        from rule in Ladder
        from recipient in Ladder
        from depth in Gen.Choose(1, 3)
        select new RuleBudgets { PerTicket = ticket, PerRule = rule, PerRecipient = recipient, MaxDepth = depth };

    private static readonly Gen<RuleStep> Step =
        from what in Gen.Elements(Enum.GetValues<RuleStep.Kind>().Append(RuleStep.Kind.Mail).Append(RuleStep.Kind.Ring).ToArray())
        from minutes in Gen.Elements(0, 0, 1, 5, 10, 20, 60)
        from depth in Gen.Frequency((6, Gen.Constant(0)), (1, Gen.Choose(1, 3)))
        from late in Gen.Frequency((6, Gen.Constant(0)), (1, Gen.Choose(1, 45)))
        select new RuleStep(what, minutes, depth, late);

    /// <summary>Cases whose rules may send as much as a host that says nothing lets them.</summary>
    public static Arbitrary<RuleCase> Any { get; } = Of(Gen.Frequency((2, Gen.Constant(RuleBudgets.Default)), (1, Small)), 6);

    /// <summary>Longer ones with small budgets.</summary>
    public static Arbitrary<RuleCase> Tight { get; } = Of(Small, 20);

    private static Arbitrary<RuleCase> Of(Gen<RuleBudgets> budgets, int most) => Arb.From(
        from rules in RuleTexts.Sets
        from mode in Modes
        from budget in budgets
        from count in Gen.Choose(0, most)
        from steps in Step.ArrayOf(count)
        select new RuleCase(rules, mode, budget, steps),
        Shrink);

    // Without a rule or a step it is a case still.
    private static IEnumerable<RuleCase> Shrink(RuleCase bigger) =>
        bigger.Steps.Select((_, i) => bigger with { Steps = [.. bigger.Steps.Where((_, at) => at != i)] })
            .Concat(bigger.Rules.Select((_, i) => bigger with { Rules = [.. bigger.Rules.Where((_, at) => at != i)] }));

    public override string ToString() =>
        $"{Mode} {Budgets}\n[{string.Join(",\n ", Rules)}]\n{string.Join(", ", Steps.Select(s => $"{s.What} +{s.Minutes} ^{s.Depth} -{s.Late}"))}";
}
