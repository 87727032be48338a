using FsCheck.Fluent;
using Helpdesk.Core.Tests.Generators;
using Helpdesk.Core.TestSupport;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Lifecycles;

namespace Helpdesk.Core.Tests.Tickets.Lifecycles;

/// <summary>Laws of asking: every lifecycle, every status, trigger and context.</summary>
public sealed class LifecycleProperties
{
    // The compiled table says what the definition says.
    [Fact]
    public void The_table_answers_as_the_definition_reads() => ForEveryQuestion((lifecycle, model, q) =>
        LifecycleModel.Of(lifecycle.Fire(q.Status, q.Trigger, q.Context)) == model.Ask(q.Status, q.Trigger, q.Context));

    // Every outcome names a declared status; a refusal leaves the ticket where it is and says why.
    [Fact]
    public void Every_answer_stays_inside_the_lifecycle() => ForEveryQuestion((lifecycle, _, q) =>
    {
        var outcome = lifecycle.Fire(q.Status, q.Trigger, q.Context);
        return lifecycle.Find(q.Status) is null
            ? outcome.Code == "unknown-status"
            : outcome.From == q.Status
                && lifecycle.Find(outcome.To) is not null
                && (outcome.Kind == TransitionKind.Moved) == (outcome.To != q.Status)
                && outcome.IsPermitted == (outcome.Code.Length == 0 && outcome.Sentence.Length == 0)
                && (outcome.Guard.Length > 0) == (outcome.Code == "guard-failed")
                && (outcome.Kind == TransitionKind.Moved || outcome.Effects.Count == 0);
    });

    // CanFire exactly when Fire does not refuse; Permitted is the set of those; WhyNot is empty exactly for those.
    [Fact]
    public void All_ways_of_asking_agree() => ForEveryQuestion((lifecycle, model, q) =>
    {
        var outcome = lifecycle.Fire(q.Status, q.Trigger, q.Context);
        var permitted = lifecycle.Permitted(q.Status, q.Context);
        var whyNot = lifecycle.WhyNot(q.Status, q.Trigger, q.Context);
        TriggerId[] expected =
            [.. LifecycleQuestions.TriggersOf(lifecycle.Definition).Where(t => model.Ask(q.Status, t, q.Context).Kind != TransitionKind.Refused)];
        return lifecycle.CanFire(q.Status, q.Trigger, q.Context) == outcome.IsPermitted
            && permitted.Contains(q.Trigger) == outcome.IsPermitted
            && permitted.SequenceEqual(expected)
            && permitted.Count == expected.Length
            && (whyNot.Count == 0) == outcome.IsPermitted
            && (outcome.IsPermitted || whyNot[^1].Code == outcome.Code)
            && whyNot.All(r => r is { IsPermitted: false, Sentence.Length: > 0 });
    });

    // One reason a branch, in the order of the branches.
    [Fact]
    public void Why_not_has_a_reason_for_each_branch() => ForEveryQuestion((lifecycle, model, q) =>
    {
        var reasons = lifecycle.WhyNot(q.Status, q.Trigger, q.Context);
        return reasons.Count == 0 || lifecycle.Find(q.Status) is null || reasons[0].Code == "unknown-trigger"
            || reasons.Count == Math.Max(1, model.BranchesOf(q.Status, q.Trigger).Count);
    });

    // "Set the status" is the one trigger fired by hand that moves there.
    [Fact]
    public void Setting_a_status_is_the_one_trigger_that_leads_there() => ForEveryQuestion((lifecycle, model, q) =>
        LifecycleQuestions.StatusesOf(lifecycle.Definition).All(to =>
        {
            TriggerId[] leading =
            [
                .. LifecycleQuestions.TriggersOf(lifecycle.Definition).Where(Triggers.IsByHand).Where(t =>
                    model.Ask(q.Status, t, q.Context) is { Kind: TransitionKind.Moved } answer && answer.To == to),
            ];
            var (trigger, reason) = lifecycle.TriggerTo(q.Status, to, q.Context);
            return leading.Length == 1
                ? trigger == leading[0] && reason is null
                : trigger is null && reason!.Code == (leading.Length == 0 ? "no-trigger" : "several-triggers")
                    && leading.All(t => reason.Sentence.Contains(t.Value, StringComparison.Ordinal));
        }));

    // A status that a transition names has nothing from its category; a forbidden trigger is never permitted.
    [Fact]
    public void A_status_overrides_its_category_and_may_forbid() => ForEveryQuestion((lifecycle, model, q) =>
        lifecycle.Definition.Transitions.Where(t => t.Target is TransitionTarget.Forbidden).All(t => t.FromStatuses.All(s =>
            lifecycle.Fire(s, t.Trigger, q.Context) is { Code: "not-permitted" } outcome && outcome.To == s
            && !lifecycle.Permitted(s, q.Context).Contains(t.Trigger))));

    // Any number of threads get the answers that one gets.
    [Fact]
    public void Threads_share_a_lifecycle() => Properties.Holds(
        Prop.ForAll(LifecycleQuestions.Asked.ToArbitrary(), x =>
        {
            var lifecycle = Lifecycle.Create(x.Definition).Require();
            string[] alone = [.. x.Questions.Select(q => Answer(lifecycle, q))];
            var together = Enumerable.Range(0, 8).AsParallel().WithDegreeOfParallelism(8)
                .Select(_ => x.Questions.Select(q => Answer(lifecycle, q)).ToArray()).ToArray();
            return together.All(answers => answers.SequenceEqual(alone, StringComparer.Ordinal));
        }),
        50);

    private static string Answer(Lifecycle lifecycle, LifecycleQuestions.Question q) =>
        LifecycleModel.Of(lifecycle.Fire(q.Status, q.Trigger, q.Context))
        + string.Join(',', lifecycle.Permitted(q.Status, q.Context))
        + lifecycle.WhyNot(q.Status, q.Trigger, q.Context).Count + lifecycle.ContentHash();

    private static void ForEveryQuestion(Func<Lifecycle, LifecycleModel, LifecycleQuestions.Question, bool> law) => Properties.Holds(
        Prop.ForAll(LifecycleQuestions.Asked.ToArbitrary(), x =>
        {
            var lifecycle = Lifecycle.Create(x.Definition).Require();
            var model = new LifecycleModel(x.Definition);
            return x.Questions.All(q => law(lifecycle, model, q));
        }),
        100);
}
