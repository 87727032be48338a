using FsCheck.Fluent;
using Helpdesk.Core.Tests.Generators;
using Helpdesk.Core.TestSupport;
using Helpdesk.Core.Tickets.Lifecycles;

namespace Helpdesk.Core.Tests.Tickets.Lifecycles;

/// <summary>The generator yields what it says it yields.</summary>
public sealed class LifecycleGeneratorTests
{
    [Fact]
    public void Every_generated_definition_is_valid() => Properties.Holds(
        Prop.ForAll(LifecycleQuestions.Definitions.ToArbitrary(), d => Lifecycle.Create(d).Faults.Count == 0), 300);

    [Fact]
    public void The_generator_reaches_every_kind_of_answer_and_of_part()
    {
        var answers = new HashSet<string>();
        var parts = new HashSet<string>();
        foreach (var (definition, questions) in Gen.Sample(LifecycleQuestions.Asked, 800))
        {
            var lifecycle = Lifecycle.Create(definition).Require();
            answers.UnionWith(questions.Select(q => lifecycle.Fire(q.Status, q.Trigger, q.Context)).Select(o => o.Code + o.Kind));
            answers.UnionWith(questions.Select(q => lifecycle.Fire(q.Status, q.Trigger, q.Context).Guard));
            parts.UnionWith(definition.Transitions.Select(t => t.Target.GetType().Name));
            parts.UnionWith(definition.Transitions.SelectMany(t => t.Effects).Select(e => e.GetType().Name));
            parts.UnionWith(definition.Transitions.Where(t => t.Roles.Count > 0).Select(_ => "roles"));
            parts.UnionWith(definition.Timers.Select(_ => "timer"));
            parts.UnionWith(definition.Maps.Where(m => m.Statuses.Count > 0).Select(_ => "map"));
            parts.UnionWith(definition.Guards.Select(_ => "guard"));
            parts.UnionWith(definition.Statuses.GroupBy(s => s.Category).Where(g => g.Count() > 1).Select(_ => "siblings"));
        }

        string[] kinds =
        [
            "Moved", "Stayed", "FollowUp", "unknown-statusRefused", "unknown-triggerRefused", "not-permittedRefused",
            "actor-not-allowedRefused", "guard-failedRefused", "nothing-to-return-toRefused",
        ];
        Assert.Empty(kinds.Except(answers));
        Assert.Empty(LifecycleGuards.All.Except(answers));
        Assert.NotEmpty(answers.Intersect(LifecycleNames.All)); // a guard of the host's own
        string[] all =
        [
            "To", "Nowhere", "Remembered", "NewTicket", "Forbidden", "Notify", "AddTags", "Unassign", "roles", "timer", "map", "guard", "siblings",
        ];
        Assert.Empty(all.Except(parts));
    }
}
