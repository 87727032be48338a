using Helpdesk.Core.Conditions;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Lifecycles;
using NodaTime;

namespace Helpdesk.Core.Tests.Tickets.Lifecycles;

/// <summary>Hosts build lifecycles and change the shipped one; what is built never changes any more.</summary>
public sealed class LifecycleBuilderTests
{
    private static readonly TransitionContext AsAgent = new(ActorKind.Agent, default, TicketPolicy.Default, default);

    [Fact]
    public void A_lifecycle_is_built_from_nothing()
    {
        var approve = new TriggerId("approve");
        var lifecycle = new LifecycleBuilder("v1")
            .Status("new", StatusCategory.New, "New", "Received", isDefault: true)
            .Status("live", StatusCategory.Live, "Live", "Live")
            .Status("spam", StatusCategory.Spam, "Spam", "Received")
            .Status("closed", StatusCategory.Closed, "Closed", "Closed")
            .Trigger("approve", "Approve")
            .Guard("important", Condition.Parse("""{"field":"ticket.tier","op":"ge","value":2}""", TicketFields.Catalogue).Require())
            .On(approve, t => t.From(StatusCategory.New, StatusCategory.Live).From("spam").To("closed").By(ActorKind.Agent | ActorKind.System)
                .As("lead").If("important", LifecycleGuards.OpenChildren).Then(new TransitionEffect.Notify("done"), new TransitionEffect.Unassign()))
            .After("new", Duration.FromDays(1), approve)
            .Map("v0", ("old", "new"))
            .Build().Require();
        Assert.Equal("v1", lifecycle.Version);
        var transition = Assert.Single(lifecycle.Definition.Transitions);
        Assert.Equal([StatusCategory.New, StatusCategory.Live], transition.From);
        Assert.Equal([new StatusId("spam")], transition.FromStatuses);
        Assert.Equal(["lead"], transition.Roles);
        Assert.Equal(["important", LifecycleGuards.OpenChildren], transition.Guards);
        Assert.Equal("notify done | unassign", LifecycleModel.Flat(transition.Effects));
        Assert.Equal(new LifecycleTimer(new("new"), Duration.FromDays(1), approve), lifecycle.TimerOf(new("new")));
        Assert.Equal(new StatusId("new"), lifecycle.Definition.Maps[0].Statuses[new("old")]);
        Assert.Equal(lifecycle.ContentHash(), Lifecycle.Parse(lifecycle.ToJson()).Require().ContentHash());
    }

    [Fact]
    public void A_renamed_status_behaves_as_before()
    {
        var renamed = Like().Rename("open", "In Arbeit", "Wird bearbeitet").Build().Require();
        Assert.Equal(new Status(new("open"), StatusCategory.Open, "In Arbeit", "Wird bearbeitet", IsDefault: true), renamed.Find(new("open")));
        Assert.Equal(["status open"], renamed.DifferencesTo(Like().Build().Require()).Select(d => d.Place));
        Assert.Throws<ArgumentException>(() => Like().Rename("no-such-status", "a", "b"));
    }

    [Fact]
    public void A_removed_status_takes_everything_that_leads_there_along()
    {
        var without = Like().After("pending", Duration.FromDays(9), Triggers.Reopen).WithoutStatus("pending").Build().Require();
        Assert.Null(without.Find(new("pending")));
        Assert.Null(without.TimerOf(new("pending")));
        Assert.Equal("not-permitted", without.Fire(new("open"), Triggers.AwaitCustomer, AsAgent).Code);
        Assert.Equal("unknown-status", without.Fire(new("pending"), Triggers.Reopen, AsAgent).Code);
    }

    [Fact]
    public void An_added_status_inherits_what_its_category_does()
    {
        var more = Like().Status("testing", StatusCategory.Open, "Testing", "In progress").Trigger("test", "Test")
            .On(new("test"), t => t.From(StatusCategory.Open).To("testing")).Build().Require();
        foreach (var trigger in Triggers.All)
        {
            Assert.Equal(more.Fire(new("open"), trigger, AsAgent).Kind, more.Fire(new("testing"), trigger, AsAgent).Kind);
        }

        Assert.Equal("testing", more.Fire(new("open"), new("test"), AsAgent).To.Value);
        Assert.Equal(TransitionKind.Stayed, more.Fire(new("testing"), new("test"), AsAgent).Kind);
    }

    [Fact]
    public void A_status_may_have_its_own_way_or_none()
    {
        var own = Like()
            .On(Triggers.Close, t => t.From("in-progress").To(TransitionTarget.Forbid))
            .On(Triggers.Hold, t => t.From("in-progress").To("pending"))
            .Build().Require();
        Assert.Equal("not-permitted", own.Fire(new("in-progress"), Triggers.Close, AsAgent).Code);
        Assert.Equal("closed", own.Fire(new("open"), Triggers.Close, AsAgent).To.Value);
        Assert.Equal("pending", own.Fire(new("in-progress"), Triggers.Hold, AsAgent).To.Value);
        Assert.Equal("on-hold", own.Fire(new("open"), Triggers.Hold, AsAgent).To.Value);
    }

    [Fact]
    public void Transitions_are_removed_by_category_or_all()
    {
        var some = Like().WithoutTransitions(Triggers.Reopen, StatusCategory.Closed).Build().Require();
        Assert.Equal("not-permitted", some.Fire(new("closed"), Triggers.Reopen, AsAgent).Code);
        Assert.Equal("open", some.Fire(new("resolved"), Triggers.Reopen, AsAgent).To.Value);
        var none = Like().WithoutTransitions(Triggers.Merge).Build();
        Assert.Equal(["unreachable"], none.Faults.Select(f => f.Code));
    }

    [Fact]
    public void What_the_caller_changes_afterwards_changes_nothing()
    {
        var statuses = Lifecycle.Default.Definition.Statuses.ToList();
        var guards = new Dictionary<string, Condition> { ["g"] = Condition.Always };
        var tags = new List<string> { "t" };
        var names = new List<string> { "g" };
        var maps = new Dictionary<StatusId, StatusId> { [new("x")] = new("open") };
        var definition = Lifecycle.Default.Definition with
        {
            Version = "v",
            Statuses = statuses,
            Guards = guards,
            Triggers = [new(new("own"), "Own")],
            Transitions =
            [
                .. Lifecycle.Default.Definition.Transitions,
                new([StatusCategory.New], new("own"), new TransitionTarget.To(new("open")), ActorKind.Agent, names) { Effects = [new TransitionEffect.AddTags(tags)] },
            ],
            Maps = [new("old", maps)],
        };
        var lifecycle = Lifecycle.Create(definition).Require();
        var (json, values) = (lifecycle.ToJson(), AsAgent with { Values = new Conditions.FixedValues() });
        statuses.Clear();
        guards.Clear();
        tags.Add("u");
        names.Add("no-such-guard");
        maps.Clear();
        Assert.Equal(json, lifecycle.ToJson());
        Assert.Equal("tags t", LifecycleModel.Flat(lifecycle.Fire(new("new"), new("own"), values).Effects));
        Assert.NotNull(lifecycle.TryDefaultOf(StatusCategory.Open));
    }

    // Guards are named exactly, whatever dictionary they come in.
    [Fact]
    public void Names_of_guards_are_compared_ordinally()
    {
        var guards = new Dictionary<string, Condition>(StringComparer.OrdinalIgnoreCase) { ["Mine"] = Condition.Always };
        var made = Lifecycle.Create(Lifecycle.Default.Definition with
        {
            Guards = guards,
            Transitions = [.. Lifecycle.Default.Definition.Transitions.Select((t, i) => i == 4 ? t with { Guards = ["mine"] } : t)],
        });
        Assert.Equal([("unknown-guard", "/transitions/4")], made.Faults.Select(f => (f.Code, f.Place)));
    }

    private static LifecycleBuilder Like() => new("mine", Lifecycle.Default);
}
