using FsCheck.Fluent;
using Helpdesk.Core.Routing;
using Helpdesk.Core.TestSupport;

namespace Helpdesk.Core.Tests.Routing;

public sealed class RouterTests
{
    private static readonly DepartmentId Support = new("support");

    private static readonly FsCheck.Gen<AgentStanding[]> Teams =
        from count in Gen.Choose(0, 6)
        from departments in Gen.Elements<DepartmentId[]>([Support], [Support, new("sales")], [new("sales")], []).ArrayOf(count)
        from available in Gen.Elements(true, true, false).ArrayOf(count)
        from capacity in Gen.Choose(0, 4).ArrayOf(count)
        from load in Gen.Choose(0, 5).ArrayOf(count)
        select Enumerable.Range(0, count)
            .Select(i => new AgentStanding(new AgentId($"agent-{i}"), departments[i], available[i], capacity[i], load[i]))
            .ToArray();

    [Fact]
    public void Whoever_is_chosen_is_eligible_and_nobody_eligible_has_less() => Properties.Holds(Prop.ForAll(
        Teams.ToArbitrary(),
        team =>
        {
            // The oracle: what eligible means, said once more and plainly.
            var eligible = team.Where(a => a.Departments.Contains(Support) && a.IsAvailable && a.Load < a.Capacity).ToList();
            var chosen = Router.Choose(Support, team).Agent;
            return chosen is null
                ? eligible.Count == 0
                : eligible.Any(a => a.Id == chosen) && eligible.Min(a => a.Load) == team.Single(a => a.Id == chosen).Load;
        }));

    [Fact]
    public void The_order_of_the_agents_changes_nothing() => Properties.Holds(Prop.ForAll(
        Teams.ToArbitrary(),
        team => Router.Choose(Support, team).Agent == Router.Choose(Support, [.. team.Reverse()]).Agent));

    [Fact]
    public void Everybody_stands_in_the_trace_with_one_reason() => Properties.Holds(Prop.ForAll(
        Teams.ToArbitrary(),
        team => Router.Choose(Support, team).Trace.Facts.Select(f => f.Name).Order(StringComparer.Ordinal)
            .SequenceEqual(team.Select(a => a.Id.Value).Order(StringComparer.Ordinal))));

    [Fact]
    public void A_batch_spreads_over_the_updated_load()
    {
        var team = new[]
        {
            new AgentStanding(new("kim"), [Support], true, 2, 0),
            new AgentStanding(new("lee"), [Support], true, 2, 1),
        };
        var given = new List<string>();
        for (var i = 0; i < 4; i++)
        {
            var chosen = Router.Choose(Support, team).Agent;
            given.Add(chosen?.Value ?? "nobody");
            team = [.. team.Select(a => a.Id == chosen ? a with { Load = a.Load + 1 } : a)];
        }

        Assert.Equal(["kim", "kim", "lee", "nobody"], given);
    }

    [Fact]
    public void Rejections_have_names()
    {
        var decision = Router.Choose(
            Support,
            [
                new(new("a"), [new("sales")], true, 5, 0),
                new(new("b"), [Support], false, 5, 0),
                new(new("c"), [Support], true, 5, 5),
            ]);
        Assert.Null(decision.Agent);
        Assert.Equal("nobody-eligible", decision.Trace.Code);
        Assert.Equal(["not-a-member", "not-available", "over-capacity"], decision.Trace.Facts.Select(f => f.Value));
    }
}
