using System.Text;
using FsCheck.Fluent;
using Helpdesk.Core.Conditions;
using Helpdesk.Core.Tests.Generators;
using Helpdesk.Core.TestSupport;

namespace Helpdesk.Core.Tests.Conditions;

public sealed class OperatorProperties
{
    private static readonly FieldCatalogue Fields = FixedValues.Catalogue;
    private static readonly string[] Ranks = ["low", "normal", "high"];

    // Law: in = one of eq; changed to = changed and eq.
    [Fact]
    public void In_is_one_of_eq_and_changed_to_is_changed_and_eq() => Holds((values, a, b) =>
        new[] { Fields.Text("text"), Fields.Text("text").WithCase() }.All(text =>
            text.Is(a, b).Evaluate(values) == (text.Is(a).Evaluate(values) || text.Is(b).Evaluate(values))
            && text.HasChangedTo(a).Evaluate(values) == (text.HasChanged().Evaluate(values) && text.Is(a).Evaluate(values)))
        && Fields.Number("number").Is(1, 2).Evaluate(values)
            == (Fields.Number("number").Is(1).Evaluate(values) || Fields.Number("number").Is(2).Evaluate(values)));

    // Law: between = ge and le; due within and overdue leave nothing between them but what is further ahead.
    [Fact]
    public void Between_is_ge_and_le() => Holds((values, _, _) =>
    {
        var number = Fields.Number("number");
        return number.IsBetween(0, 2).Evaluate(values) == (number.IsAtLeast(0).Evaluate(values) && number.IsAtMost(2).Evaluate(values));
    });

    // Law: an instant that is set is older or younger, in any hours.
    [Fact]
    public void Older_is_the_complement_of_younger_where_there_is_an_instant() => Holds((values, _, _) =>
        new[] { null, "office" }.All(hours =>
        {
            var (moment, hour) = (Fields.Moment("moment"), NodaTime.Duration.FromHours(8));
            var older = moment.IsOlderThan(hour, hours).Evaluate(values);
            return moment.IsSet().Evaluate(values) == (older || moment.IsYoungerThan(hour, hours).Evaluate(values))
                && older == moment.IsOverdueBy(hour, hours).Evaluate(values)
                && !(older && moment.IsYoungerThan(hour, hours).Evaluate(values));
        }));

    // Law: has all implies has any; has only implies no other; at least n + 1 is the complement of at most n.
    [Fact]
    public void Questions_of_sets_agree_with_one_another() => Holds((values, a, b) =>
    {
        var set = Fields.Set("set");
        return (!set.HasAll(a, b).Evaluate(values) || set.HasAny(a, b).Evaluate(values))
            && set.HasAny(a, b).Evaluate(values) == (set.HasAny(a).Evaluate(values) || set.HasAny(b).Evaluate(values))
            && set.HasAll(a, b).Evaluate(values) == (set.HasAny(a).Evaluate(values) && set.HasAny(b).Evaluate(values))
            && (!set.HasOnly(a, b).Evaluate(values) || set.HasAny(a, b).And(set.HasAtMost(2)).Evaluate(values))
            && (values.Now.ContainsKey("set") ? set.HasAtLeast(2).Evaluate(values) != set.HasAtMost(1).Evaluate(values) : !set.HasAtMost(9).Evaluate(values));
    });

    // Law: ranks are a total order over the choices that are declared.
    [Fact]
    public void Ranks_are_a_total_order() => Holds((values, _, _) => Ranks.All(other =>
    {
        var rank = Fields.Choice("rank");
        bool[] answers = [rank.IsBelow(other).Evaluate(values), rank.Is(other).Evaluate(values), rank.IsAbove(other).Evaluate(values)];
        return answers.Count(a => a) == (rank.IsAtLeast("low").Evaluate(values) ? 1 : 0)
            && rank.IsAtMost(other).Evaluate(values) == (answers[0] || answers[1])
            && rank.IsAtLeast(other).Evaluate(values) == (answers[2] || answers[1]);
    }));

    // Law: text is the same in any normalisation form, search without regard to case is symmetric, a word is a text.
    [Fact]
    public void Texts_are_compared_in_any_form_and_case() => Holds((values, a, b) =>
    {
        var text = Fields.Text("text");
        return text.Is(a).Evaluate(values) == text.Is(a.Normalize(NormalizationForm.FormD)).Evaluate(values)
            && text.Contains(a).Evaluate(values) == text.Contains(a.Normalize(NormalizationForm.FormD)).Evaluate(values)
            && text.Contains(a).Evaluate(values) == text.Contains(a.ToUpperInvariant()).Evaluate(values)
            && (!text.ContainsWord(a).Evaluate(values) || text.Contains(a).Evaluate(values))
            && (!text.WithCase().Contains(a, b).Evaluate(values) || text.Contains(a, b).Evaluate(values))
            && (!text.StartsWith(a).Or(text.EndsWith(a)).Evaluate(values) || text.Contains(a).Evaluate(values));
    });

    // Law: a relative value is the value it stands for; @none is the complement of isSet.
    [Fact]
    public void Relative_values_stand_for_others() => Holds((values, _, _) =>
    {
        var assignee = Fields.Choice("ticket.assignee");
        var actor = values.Now.TryGetValue("event.actor", out var found) ? ((FieldValue.Text)found).Value : "";
        return assignee.Is("@none").Evaluate(values) != assignee.IsSet().Evaluate(values)
            && (actor.Length == 0 || actor.Any(char.IsSurrogate)
                ? actor.Length > 0 || !assignee.Is("@actor").Evaluate(values)
                : assignee.Is("@actor").Evaluate(values) == assignee.Is(actor).Evaluate(values));
    });

    // Law: the builder gives the trees that JSON gives, and throws for what JSON refuses.
    [Fact]
    public void Built_in_code_it_is_what_it_is_in_JSON()
    {
        foreach (var (built, json) in BuilderExamples.All)
        {
            Assert.Equal(Condition.Parse(json, Fields).Require().ToJson(), built.ToJson());
        }

        Assert.Equal(
            Enum.GetValues<Operator>(),
            BuilderExamples.All.Select(e => e.Built).OfType<Condition.Comparison>().Select(c => c.Operator).Distinct().Order());
        Assert.All(BuilderExamples.Wrong, wrong => Assert.ThrowsAny<ArgumentException>(wrong));
    }

    private static void Holds(Func<FixedValues, string, string, bool> law) => Properties.Holds(
        Prop.ForAll(
            (from values in ConditionValues.Of(Fields)
             from a in Gen.Elements(ConditionLeaves.Words)
             from b in Gen.Elements(ConditionLeaves.Words)
             select (values, a, b)).ToArbitrary(),
            x => law(x.values, x.a, x.b)),
        500);
}
