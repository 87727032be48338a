using FsCheck.Fluent;
using Helpdesk.Core.Tests.Generators;
using Helpdesk.Core.TestSupport;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Lifecycles;
using NodaTime;

namespace Helpdesk.Core.Tests.Tickets.Lifecycles;

/// <summary>What differs between two lifecycles.</summary>
public sealed class LifecycleDifferenceTests
{
    // No difference to itself; the way back has the same places, and before and after change sides.
    [Fact]
    public void Differences_are_none_to_itself_and_symmetrical() => Properties.Holds(
        Prop.ForAll((from a in LifecycleQuestions.Definitions from b in LifecycleQuestions.Definitions select (a, b)).ToArbitrary(), x =>
        {
            var (a, b) = (Lifecycle.Create(x.a).Require(), Lifecycle.Create(x.b).Require());
            return a.DifferencesTo(a).Count == 0
                && a.DifferencesTo(b).Select(d => new LifecycleDifference(d.Place, d.After, d.Before)).SequenceEqual(b.DifferencesTo(a));
        }),
        100);

    // One transition fewer is a difference in exactly the statuses that lose a branch.
    [Fact]
    public void A_transition_that_is_gone_shows_where_it_was() => Properties.Holds(
        Prop.ForAll((from d in LifecycleQuestions.Definitions from i in Gen.Choose(0, d.Transitions.Count - 1) select (d, i)).ToArbitrary(), x =>
        {
            var fewer = Lifecycle.Create(x.d with { Transitions = [.. x.d.Transitions.Where((_, i) => i != x.i)] });
            if (!fewer.IsValid)
            {
                return true;
            }

            var gone = x.d.Transitions[x.i];
            var differences = Lifecycle.Create(x.d).Require().DifferencesTo(fewer.Value);
            return differences.Count <= x.d.Statuses.Count
                && differences.All(d => d.Place.StartsWith("transition ", StringComparison.Ordinal))
                && (differences.Count > 0 || x.d.Statuses.All(s => !gone.FromStatuses.Contains(s.Id) && !gone.From.Contains(s.Category)
                    || x.d.Transitions.Any(t => t.Trigger == gone.Trigger && t.FromStatuses.Contains(s.Id))));
        }),
        200);

    [Fact]
    public void Each_change_is_one_line()
    {
        var later = new LifecycleBuilder("later", Lifecycle.Default)
            .Rename("on-hold", "Waiting", "In progress")
            .Status("testing", StatusCategory.Open, "Testing", "In progress")
            .On(Triggers.Hold, t => t.From("testing").To(TransitionTarget.Forbid))
            .After("pending", Duration.FromHours(36), Triggers.Reopen)
            .Trigger("own", "Own")
            .On(new("own"), t => t.From(StatusCategory.New).To("testing"))
            .WithoutTransitions(Triggers.CloseUnsuccessful, StatusCategory.New)
            .Build().Require();
        var differences = Lifecycle.Default.DifferencesTo(later).Where(d => !d.Place.StartsWith("transition testing", StringComparison.Ordinal)).ToList();
        Assert.Equal(
            [
                "~ status on-hold: OnHold 'On hold' / 'In progress' default → OnHold 'Waiting' / 'In progress' default",
                "+ status testing: Open 'Testing' / 'In progress'",
                "+ timer pending: reopen after P1DT12H",
                "- transition new close-unsuccessful: closed-unsuccessful by agent, rule, system if required-fields if open-children if close-policy",
                "+ transition new own: testing by agent, rule, system",
                "+ trigger own: 'Own'",
            ],
            differences.Select(d => d.ToString()));
    }

    [Fact]
    public void A_status_in_another_place_is_one_difference_and_a_status_more_is_none_of_the_others()
    {
        var definition = Lifecycle.Default.Definition;
        var moved = Lifecycle.Create(definition with { Version = "v", Statuses = [.. definition.Statuses.Skip(1), definition.Statuses[0]] }).Require();
        Assert.Equal("order", Assert.Single(Lifecycle.Default.DifferencesTo(moved)).Place);
        var fewer = new LifecycleBuilder("v", Lifecycle.Default).WithoutStatus("calling").Build().Require();
        Assert.All(Lifecycle.Default.DifferencesTo(fewer), d => Assert.Contains("calling", d.Place, StringComparison.Ordinal));
    }

    // Names that contain what separates names do not hide a difference.
    [Fact]
    public void Odd_names_hide_no_difference()
    {
        var a = new LifecycleBuilder("v", Lifecycle.Default).Rename("open", "a' / 'b", "c").Build().Require();
        var b = new LifecycleBuilder("v", Lifecycle.Default).Rename("open", "a", "b' / 'c").Build().Require();
        Assert.Single(a.DifferencesTo(b));
        Assert.Single(Moving("x", "y z").DifferencesTo(Moving("x y", "z")), d => d.Place.StartsWith("transition", StringComparison.Ordinal) && d.After.Length == 0);

        static Lifecycle Moving(string status, string trigger) => new LifecycleBuilder("v", Lifecycle.Default)
            .Status("x", StatusCategory.Live, "X", "X").Status("x y", StatusCategory.Live, "X", "X").Trigger("y z", "T").Trigger("z", "T")
            .On(new(trigger), t => t.From(status).To("open")).Build().Require();
    }
}
