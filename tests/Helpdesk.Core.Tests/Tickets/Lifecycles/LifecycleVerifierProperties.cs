using FsCheck;
using FsCheck.Fluent;
using Helpdesk.Core.Tests.Generators;
using Helpdesk.Core.TestSupport;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Lifecycles;

namespace Helpdesk.Core.Tests.Tickets.Lifecycles;

/// <summary>What the verifier says about the graph and about branches is what trying everything says.</summary>
public sealed class LifecycleVerifierProperties
{
    private static readonly ActorKind[] Kinds = [ActorKind.Agent, ActorKind.Customer, ActorKind.Rule, ActorKind.System];
    private static readonly string[] SomeGuards = [LifecycleGuards.OpenChildren, LifecycleGuards.RequiredFields, LifecycleGuards.ReopenWindow];
    private static readonly string?[] SomeRoles = [null, "a", "b"];

    // Without some transitions, exactly those statuses are unreachable or traps that a walk over all edges shows as such.
    [Fact]
    public void Unreachable_statuses_and_traps_are_those_that_walking_everywhere_shows() => Properties.Holds(
        Prop.ForAll(Thinned.ToArbitrary(), d =>
        {
            var walks = new LifecycleWalks(d);
            (string, string)[] expected =
            [
                .. d.Statuses.Select((s, i) => (s, i)).Where(x => !walks.IsReachable(x.s.Id)).Select(x => ("unreachable", $"/statuses/{x.i}")),
                .. d.Statuses.Select((s, i) => (s, i)).Where(x => !walks.ReachesFinal(x.s.Id)).Select(x => ("trap", $"/statuses/{x.i}")),
            ];
            var found = Lifecycle.Create(d).Faults.Where(f => f.Code is "unreachable" or "trap").Select(f => (f.Code, f.Place));
            return found.Order().SequenceEqual(expected.Order());
        }),
        300);

    // In a valid lifecycle every status that a ticket can be in has a way to a final one.
    [Fact]
    public void From_every_status_a_final_one_can_be_reached() => Properties.Holds(
        Prop.ForAll(LifecycleQuestions.Definitions.ToArbitrary(), d =>
        {
            var walks = new LifecycleWalks(d);
            return d.Statuses.All(s => walks.IsReachable(s.Id) && walks.ReachesFinal(s.Id));
        }));

    // A ticket that is pushed about enters no status of which a walk over the graph knows nothing, and remembers as it should.
    [Fact]
    public void Random_walks_stay_among_the_reachable_statuses() => Properties.Holds(
        Prop.ForAll(
            (from d in LifecycleQuestions.Definitions from steps in LifecycleQuestions.Questions(d).ArrayOf(100) select (d, steps)).ToArbitrary(),
            x =>
            {
                var lifecycle = Lifecycle.Create(x.d).Require();
                var walks = new LifecycleWalks(x.d);
                return walks.Walk(lifecycle, x.steps).All(walks.IsReachable);
            }),
        100);

    // A branch is dead when, whatever the actor, his roles, the guards and the memory, an earlier one wins; it overlaps when so
    // for some actors only.
    [Fact]
    public void Dead_and_overlapping_branches_are_those_that_trying_everything_shows() => Properties.Holds(
        Prop.ForAll(
            Branch.ArrayOf(3).ToArbitrary(),
            branches =>
            {
                var definition = new LifecycleDefinition(
                    "v",
                    [
                        new(new("new"), StatusCategory.New, "N", "N"), new(new("live"), StatusCategory.Live, "L", "L"),
                        new(new("spam"), StatusCategory.Spam, "S", "S"), new(new("closed"), StatusCategory.Closed, "C", "C"),
                    ],
                    [
                        new([StatusCategory.New, StatusCategory.Live, StatusCategory.Spam], Triggers.Delete, new TransitionTarget.To(new("closed")), ActorKind.Agent, []),
                        .. branches,
                    ]);
                var found = Lifecycle.Create(definition).Faults.Select(f => (f.Code, f.Place)).Order();
                return found.SequenceEqual(Enumerable.Range(0, 3).SelectMany(i => Expected(branches, i)).Order());
            }),
        500);

    private static Gen<LifecycleDefinition> Thinned { get; } =
        from d in LifecycleQuestions.Definitions
        from keep in Gen.Choose(0, 9).ArrayOf(d.Transitions.Count)
        from share in Gen.Choose(5, 9)
        select d with { Transitions = [.. d.Transitions.Where((_, i) => keep[i] <= share)], Timers = [] };

    private static Gen<Transition> Branch { get; } =
        from guards in Gen.SubListOf(SomeGuards)
        from actors in Gen.Choose(1, 15)
        from roles in Gen.SubListOf("a", "b")
        from target in Gen.Elements(TransitionTarget.Stay, TransitionTarget.Back, TransitionTarget.FollowUp)
        select new Transition([StatusCategory.Spam], Triggers.Hold, target, (ActorKind)actors, [.. guards])
        {
            Roles = ((ActorKind)actors).HasFlag(ActorKind.Agent) ? [.. roles] : [],
        };

    private static IEnumerable<(string Code, string Place)> Expected(Transition[] branches, int index)
    {
        var winners = Kinds.Where(k => branches[index].Actors.HasFlag(k) && CanWin(branches, index, k)).ToList();
        var named = Kinds.Count(k => branches[index].Actors.HasFlag(k));
        if (winners.Count < named)
        {
            yield return (winners.Count == 0 ? "dead-branch" : "overlap", $"/transitions/{index + 1}");
        }
    }

    // Guards and memory as bits: each may hold or not.
    private static bool CanWin(Transition[] branches, int index, ActorKind kind) =>
        (from bits in Enumerable.Range(0, 16)
         from role in SomeRoles
         where Passes(branches[index], kind, role, bits) && !branches.Take(index).Any(b => Passes(b, kind, role, bits))
         select bits).Any();

    private static bool Passes(Transition branch, ActorKind kind, string? role, int bits) =>
        branch.Actors.HasFlag(kind)
        && (kind != ActorKind.Agent || branch.Roles.Count == 0 || (role is not null && branch.Roles.Contains(role)))
        && branch.Guards.All(g => (bits & (1 << Array.IndexOf(SomeGuards, g))) != 0)
        && (branch.Target is not TransitionTarget.Remembered || (bits & 8) != 0);
}
