using FsCheck.Fluent;
using Helpdesk.Core.Conditions;
using Helpdesk.Core.Tests.Generators;
using Helpdesk.Core.TestSupport;

namespace Helpdesk.Core.Tests.Conditions;

public sealed class ConditionProperties
{
    private static readonly Condition Never = new Condition.Any([]);

    [Fact]
    public void The_generators_reach_every_operator_and_both_answers()
    {
        var (operators, answers) = (new HashSet<Operator>(), new Dictionary<bool, int> { [true] = 0, [false] = 0 });
        Holds((condition, values) =>
        {
            answers[condition.Evaluate(values)]++;
            operators.UnionWith(Leaves(condition).Select(l => l.Operator));
            return true;
        });
        Assert.Equal(Enum.GetValues<Operator>().Length, operators.Count);
        Assert.True(answers.Values.Min() * 4 > answers.Values.Max(), "One answer is rare.");
    }

    // Law: not is the exact complement, missing values included; twice it is nothing.
    [Fact]
    public void Not_is_the_exact_complement() => Holds((condition, values) =>
        new Condition.All([condition]).Negate().Evaluate(values) != condition.Evaluate(values)
        && Leaves(condition).All(l => l.Negate().Evaluate(values) != l.Evaluate(values))
        && condition.Negate().Negate().Evaluate(values) == condition.Evaluate(values));

    // Law: none = not any, all = not any of the complements (De Morgan).
    [Fact]
    public void Groups_obey_De_Morgan() => HoldsOfTwo((a, b, values) =>
        new Condition.None([a, b]).Evaluate(values) == !new Condition.Any([a, b]).Evaluate(values)
        && new Condition.All([a, b]).Evaluate(values) == !new Condition.Any([a.Negate(), b.Negate()]).Evaluate(values));

    // Law: all of nothing holds, any of nothing does not; a part more takes matches from all and adds them to any.
    [Fact]
    public void A_part_more_narrows_all_and_widens_any() => HoldsOfTwo((a, b, values) =>
        Condition.Always.Evaluate(values) && !Never.Evaluate(values) && new Condition.None([]).Evaluate(values)
        && (!new Condition.All([a, b]).Evaluate(values) || new Condition.All([a]).Evaluate(values))
        && (!new Condition.Any([a]).Evaluate(values) || new Condition.Any([a, b]).Evaluate(values)));

    // Law: order, brackets and repetitions do not matter.
    [Fact]
    public void All_and_any_are_commutative_associative_and_idempotent() => HoldsOfTwo((a, b, values) =>
    {
        var c = a.Negate().Or(b);
        return a.And(b).Evaluate(values) == b.And(a).Evaluate(values)
            && a.Or(b).Evaluate(values) == b.Or(a).Evaluate(values)
            && new Condition.All([a, new Condition.All([b, c])]).Evaluate(values) == new Condition.All([new Condition.All([a, b]), c]).Evaluate(values)
            && new Condition.Any([a, new Condition.Any([b, c])]).Evaluate(values) == new Condition.Any([new Condition.Any([a, b]), c]).Evaluate(values)
            && a.And(a).Evaluate(values) == a.Evaluate(values) && a.Or(a).Evaluate(values) == a.Evaluate(values);
    });

    // Law: explaining and evaluating agree, at every node.
    [Fact]
    public void Explain_agrees_with_evaluate() => Holds((condition, values) =>
    {
        var (holds, trace) = condition.Explain(values);
        return holds == condition.Evaluate(values) && Agrees(condition, trace, values);
    });

    // Law: answering exactly the failing set the other way makes the whole hold; no proper part of it does.
    [Fact]
    public void The_failing_set_is_enough_and_no_part_of_it_is() => Holds((condition, values) =>
    {
        var gaps = condition.Failing(values);
        if (condition.Evaluate(values) || gaps is null)
        {
            return gaps is null ? !Answer(condition, "", values, Wish) : gaps.Count == 0;
        }

        string[] places = [.. gaps.Select(g => g.Place)];
        return places.Length > 0 && Answer(condition, "", values, Flip(places))
            && places.Length <= 12
            && Enumerable.Range(0, (1 << places.Length) - 1).All(bits =>
                !Answer(condition, "", values, Flip([.. places.Where((_, i) => (bits & (1 << i)) != 0)])));
    });

    // Law: what is simplified gives the same answers, is never larger, and is what it is when simplified again.
    [Fact]
    public void Simplifying_changes_no_answer_and_never_enlarges() => Holds((condition, values) =>
    {
        var simple = condition.Simplify();
        return simple.Evaluate(values) == condition.Evaluate(values)
            && Nodes(simple) <= Nodes(condition)
            && Nodes(simple.Simplify()) <= Nodes(simple)
            && Condition.Parse(simple.ToJson(), FixedValues.Catalogue).Require().Evaluate(values) == condition.Evaluate(values);
    });

    // Law: a contradiction holds for no values, a tautology for all.
    [Fact]
    public void Findings_are_true_of_all_values() => Holds((condition, values) =>
        condition.Findings().All(f => At(condition, f.Place).Evaluate(values) == (f.Code == "tautology")));

    private static bool Agrees(Condition condition, Trace trace, IFieldValues values)
    {
        var parts = Parts(condition);
        return trace.Code == (condition.Evaluate(values) ? "holds" : "fails")
            && parts.Count == trace.Steps.Count
            && parts.Zip(trace.Steps).All(p => Agrees(p.First.Part, p.Second, values));
    }

    // The answer where that of each comparison is changed as told: by its place, its answer, and what would help.
    private static bool Answer(Condition condition, string place, IFieldValues values, Func<string, bool, bool, bool> changed, bool wanted = true)
    {
        bool Part((string Place, Condition Part) p, bool w) => Answer(p.Part, place + p.Place, values, changed, w);
        return condition switch
        {
            Condition.All => Parts(condition).All(p => Part(p, wanted)),
            Condition.Any => Parts(condition).Any(p => Part(p, wanted)),
            Condition.Comparison => changed(place, condition.Evaluate(values), wanted),
            _ => !Parts(condition).Any(p => Part(p, !wanted)),
        };
    }

    private static Func<string, bool, bool, bool> Flip(string[] places) => (place, answer, _) => places.Contains(place) ? !answer : answer;

    private static bool Wish(string place, bool answer, bool wanted) => wanted;

    private static IReadOnlyList<(string Place, Condition Part)> Parts(Condition condition) => condition switch
    {
        Condition.All all => [.. all.Parts.Select((p, i) => ($"/all/{i}", p))],
        Condition.Any any => [.. any.Parts.Select((p, i) => ($"/any/{i}", p))],
        Condition.None none => [.. none.Parts.Select((p, i) => ($"/none/{i}", p))],
        Condition.Not not => [("/not", not.Part)],
        _ => [],
    };

    private static Condition At(Condition condition, string place) => place.Length == 0
        ? condition
        : Parts(condition).Where(p => place == p.Place || place.StartsWith(p.Place + "/", StringComparison.Ordinal))
            .Select(p => At(p.Part, place[p.Place.Length..])).Single();

    private static int Nodes(Condition condition) => 1 + Parts(condition).Sum(p => Nodes(p.Part));

    private static IEnumerable<Condition.Comparison> Leaves(Condition condition) =>
        condition is Condition.Comparison leaf ? [leaf] : Parts(condition).SelectMany(p => Leaves(p.Part));

    private static FsCheck.Gen<Condition> Trees => ConditionTrees.Of(FixedValues.Catalogue).Select(j => Condition.Parse(j, FixedValues.Catalogue).Require());

    private static void Holds(Func<Condition, FixedValues, bool> law) => Properties.Holds(
        Prop.ForAll(
            (from tree in Trees from values in ConditionValues.Of(FixedValues.Catalogue) select (tree, values)).ToArbitrary(),
            x => law(x.tree, x.values)),
        1_000);

    private static void HoldsOfTwo(Func<Condition, Condition, FixedValues, bool> law) => Properties.Holds(
        Prop.ForAll(
            (from a in Trees from b in Trees from values in ConditionValues.Of(FixedValues.Catalogue) select (a, b, values)).ToArbitrary(),
            x => law(x.a, x.b, x.values)),
        500);
}
