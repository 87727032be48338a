using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Lifecycles;

namespace Helpdesk.Core.Tests.Tickets.Lifecycles;

/// <summary>What the shipped lifecycle does where nothing else decides: the rows of its table, one after the other.</summary>
public sealed class DefaultLifecycleTests
{
    private static readonly string[] Put = ["spam", "merged", "deleted"];
    private static readonly string[] Finished = ["closed", "closed-unsuccessful"];

    [Fact]
    public void The_shipped_statuses_are_these() => Assert.Equal(
        "new open in-progress chatting calling answered pending on-hold postponed resolved closed closed-unsuccessful spam merged deleted",
        string.Join(' ', Lifecycle.Default.Definition.Statuses.Select(s => s.Id)));

    [Theory]
    [InlineData("start", "in-progress", "new open on-hold postponed answered pending")]
    [InlineData("hold", "on-hold", "new open in-progress chatting calling answered pending postponed")]
    [InlineData("await-customer", "pending", "new open in-progress chatting calling answered on-hold postponed")]
    [InlineData("mark-answered", "answered", "new open in-progress chatting calling pending on-hold postponed")]
    [InlineData("agent-reply", "answered", "new open in-progress chatting calling pending on-hold postponed resolved")]
    [InlineData("postpone", "postponed", "new open in-progress answered pending on-hold resolved")]
    [InlineData("wake", "open", "postponed")]
    [InlineData("resolve", "resolved", "new open in-progress chatting calling answered pending on-hold postponed")]
    [InlineData("reopen", "open", "resolved answered pending on-hold postponed")]
    [InlineData("close", "closed", "new open in-progress chatting calling answered pending on-hold postponed resolved")]
    [InlineData("close-unsuccessful", "closed-unsuccessful", "new open in-progress chatting calling answered pending on-hold postponed resolved")]
    [InlineData("mark-spam", "spam", "new open in-progress chatting calling answered pending on-hold postponed resolved closed closed-unsuccessful")]
    [InlineData("merge", "merged", "new open in-progress chatting calling answered pending on-hold postponed resolved closed closed-unsuccessful")]
    [InlineData("delete", "deleted", "new open in-progress chatting calling answered pending on-hold postponed resolved closed closed-unsuccessful spam")]
    public void A_trigger_moves_an_agents_ticket_from_exactly_these(string trigger, string to, string from) => Assert.Equal(
        from.Split(' ').Order(),
        Lifecycle.Default.Definition.Statuses.Select(s => Fire(s.Id.Value, trigger, ActorKind.Agent))
            .Where(o => o.Kind == TransitionKind.Moved && o.To.Value == to).Select(o => o.From.Value).Order());

    [Theory]
    [InlineData("spam", "not-spam")]
    [InlineData("merged", "unmerge")]
    [InlineData("deleted", "restore")]
    public void What_was_put_away_comes_back_to_the_exact_status_before(string from, string trigger)
    {
        foreach (var before in Lifecycle.Default.Definition.Statuses.Where(s => s.Id.Value != from))
        {
            Assert.Equal(before.Id, Fire(from, trigger, ActorKind.Agent, before.Id).To);
        }

        Assert.Equal("nothing-to-return-to", Fire(from, trigger, ActorKind.Agent).Code);
        Assert.Equal("actor-not-allowed", Fire(from, trigger, ActorKind.Customer, new StatusId("new")).Code);
    }

    // Nothing that is put away or finished is worked on as it is.
    [Fact]
    public void What_is_put_away_only_comes_back_or_is_deleted()
    {
        Assert.Equal(["customer-message", "not-spam", "delete"], Permitted("spam"));
        Assert.Equal(["unmerge"], Permitted("merged"));
        Assert.Equal(["customer-message", "restore"], Permitted("deleted"));
        Assert.All(Finished, s => Assert.Equal(["customer-message", "mark-spam", "merge", "delete"], Permitted(s)));

        static string[] Permitted(string status) =>
            [.. Lifecycle.Default.Permitted(new(status), Asked(ActorKind.Agent, new StatusId("new"))).Select(t => t.Value)];
    }

    // A rule or a timer may do what no customer may.
    [Fact]
    public void A_customer_may_write_resolve_reopen_and_close() => Assert.Equal(
        ["customer-message", "resolve", "reopen", "close"],
        Triggers.All.Select(t => t.Value).Where(t => Lifecycle.Default.Definition.Statuses.Any(s =>
            Fire(s.Id.Value, t, ActorKind.Customer, new StatusId("new")).IsPermitted)));

    [Theory]
    [InlineData(ActorKind.System, "resolved", true)]
    [InlineData(ActorKind.Rule, "answered", true)]
    [InlineData(ActorKind.Agent, "resolved", false)]
    [InlineData(ActorKind.System, "on-hold", false)]
    public void Silence_closes_what_waits_on_nobody_here(ActorKind actor, string from, bool closes) =>
        Assert.Equal(closes ? "closed" : from, Fire(from, "auto-close", actor).To.Value);

    [Fact]
    public void Setting_the_status_finds_a_way_or_says_what_is_possible()
    {
        Assert.Equal(Triggers.Hold, Lifecycle.Default.TriggerTo(new("open"), new("on-hold"), Asked(ActorKind.Agent)).Trigger);
        var (trigger, reason) = Lifecycle.Default.TriggerTo(new("merged"), new("open"), Asked(ActorKind.Agent, new StatusId("new")));
        Assert.Null(trigger);
        Assert.Equal(("no-trigger", "Nothing leads from 'merged' to 'open'. Possible: nothing."), (reason!.Code, reason.Sentence));
    }

    // As it is drawn, so it is: three put-away categories and two ways to be finished.
    [Fact]
    public void The_default_of_each_category_is_its_namesake() => Assert.All(
        Put, id => Assert.Equal(id, Lifecycle.Default.DefaultOf(Lifecycle.Default.Find(new(id))!.Category).Id.Value));

    private static TransitionOutcome Fire(string from, string trigger, ActorKind actor, StatusId? back = null) =>
        Lifecycle.Default.Fire(new(from), new(trigger), Asked(actor, back));

    private static TransitionContext Asked(ActorKind actor, StatusId? back = null) =>
        new(actor, default, TicketPolicy.Default, default, back) { IsOwner = true };
}
