using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Lifecycles;
using NodaTime;
using static Helpdesk.Core.Tickets.StatusCategory;

namespace Helpdesk.Core.Tests.Tickets.Lifecycles;

public sealed class LifecycleTests
{
    private static readonly Instant Monday = Instant.FromUtc(2026, 3, 2, 9, 0);

    [Theory]
    [InlineData("new", "new")]
    [InlineData("open", "open")]
    [InlineData("in-progress", "in-progress")]
    [InlineData("chatting", "chatting")]
    [InlineData("answered", "open")]
    [InlineData("pending", "open")]
    [InlineData("on-hold", "open")]
    [InlineData("postponed", "open")]
    [InlineData("resolved", "open")]
    [InlineData("spam", "spam")]
    public void A_customer_message_leads_to(string from, string to)
    {
        var outcome = Fire(from, Triggers.CustomerMessage, ActorKind.Customer);
        Assert.True(outcome.IsPermitted);
        Assert.Equal(to, outcome.To.Value);
    }

    [Theory]
    [InlineData("closed")]
    [InlineData("closed-unsuccessful")]
    [InlineData("deleted")]
    public void A_customer_message_to_a_finished_ticket_makes_a_follow_up(string from) =>
        Assert.Equal(TransitionKind.FollowUp, Fire(from, Triggers.CustomerMessage, ActorKind.Customer).Kind);

    [Theory]
    [InlineData(0, TransitionKind.Moved)]
    [InlineData(2, TransitionKind.Moved)]
    [InlineData(3, TransitionKind.FollowUp)]
    public void Within_the_reopen_window_a_message_reopens_a_closed_ticket(int days, TransitionKind expected)
    {
        var policy = new TicketPolicy { ReopenWindow = Duration.FromDays(2) };
        var context = new TransitionContext(ActorKind.Customer, Monday + Duration.FromDays(days), policy, Monday);
        Assert.Equal(expected, Lifecycle.Default.Fire(new("closed"), Triggers.CustomerMessage, context).Kind);
    }

    [Theory]
    [InlineData("new")]
    [InlineData("open")]
    [InlineData("chatting")]
    [InlineData("on-hold")]
    [InlineData("postponed")]
    [InlineData("resolved")]
    public void An_agents_reply_makes_it_answered(string from) =>
        Assert.Equal("answered", Fire(from, Triggers.AgentReply, ActorKind.Agent).To.Value);

    [Theory]
    [InlineData("closed")]
    [InlineData("closed-unsuccessful")]
    [InlineData("spam")]
    [InlineData("merged")]
    [InlineData("deleted")]
    public void An_agents_reply_is_refused_on(string from)
    {
        var outcome = Fire(from, Triggers.AgentReply, ActorKind.Agent);
        Assert.Equal("not-permitted", outcome.Code);
        Assert.Equal(from, outcome.To.Value);
    }

    [Theory]
    [InlineData("new", "new")]
    [InlineData("open", "open")]
    [InlineData("answered", "open")]
    public void A_postponed_ticket_wakes_as_new_or_open(string before, string after) =>
        Assert.Equal(after, Fire("postponed", Triggers.Wake, ActorKind.System, before).To.Value);

    [Theory]
    [InlineData("new")]
    [InlineData("in-progress")]
    [InlineData("answered")]
    [InlineData("closed-unsuccessful")]
    public void Not_spam_leads_back_to_the_exact_status_before(string before)
    {
        Assert.Equal("spam", Fire(before, Triggers.MarkSpam, ActorKind.Agent).To.Value);
        Assert.Equal(before, Fire("spam", Triggers.NotSpam, ActorKind.Agent, before).To.Value);
    }

    [Fact]
    public void A_customer_cannot_mark_spam() =>
        Assert.Equal("actor-not-allowed", Fire("new", Triggers.MarkSpam, ActorKind.Customer).Code);

    [Theory]
    [InlineData(ClosePolicy.Either, true, true)]
    [InlineData(ClosePolicy.AgentOnly, true, false)]
    [InlineData(ClosePolicy.CustomerOnly, false, true)]
    public void The_close_policy_says_who_may_close(ClosePolicy policy, bool agent, bool customer)
    {
        Assert.Equal(agent, Close(ActorKind.Agent).IsPermitted);
        Assert.Equal(customer, Close(ActorKind.Customer).IsPermitted);
        if (!agent)
        {
            Assert.Equal(LifecycleGuards.ClosePolicy, Close(ActorKind.Agent).Guard);
        }

        TransitionOutcome Close(ActorKind actor) => Lifecycle.Default.Fire(
            new("resolved"),
            Triggers.Close,
            new TransitionContext(actor, Monday, new TicketPolicy { ClosePolicy = policy }, Monday));
    }

    [Theory]
    [InlineData("resolved", true)]
    [InlineData("answered", true)]
    [InlineData("open", false)]
    [InlineData("new", false)]
    public void Only_a_resolved_or_waiting_ticket_closes_by_itself(string from, bool closes) =>
        Assert.Equal(closes, Fire(from, Triggers.AutoClose, ActorKind.System).IsPermitted);

    [Fact]
    public void Every_category_has_a_default_status_of_its_own()
    {
        foreach (var category in Enum.GetValues<StatusCategory>())
        {
            Assert.Equal(category, Lifecycle.Default.DefaultOf(category).Category);
        }
    }

    [Fact]
    public void A_status_of_another_lifecycle_is_refused_by_name() =>
        Assert.Equal("unknown-status", Fire("no-such-status", Triggers.Resolve, ActorKind.Agent).Code);

    [Fact]
    public void Deciding_allocates_nothing_on_either_path()
    {
        var context = new TransitionContext(ActorKind.Agent, Monday, TicketPolicy.Default, Monday);
        FireBoth(context);
        var before = GC.GetAllocatedBytesForCurrentThread();
        FireBoth(context);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        static void FireBoth(in TransitionContext context)
        {
            for (var i = 0; i < 1_000; i++)
            {
                _ = Lifecycle.Default.Fire(new("open"), Triggers.Resolve, context);
                _ = Lifecycle.Default.Fire(new("closed"), Triggers.AgentReply, context);
            }
        }
    }

    [Fact]
    public void Every_fault_of_a_definition_is_named_at_once()
    {
        var broken = Lifecycle.Create(new LifecycleDefinition(
            "broken",
            [
                new(new("new"), New, "New", "New"),
                new(new("new"), New, "New", "New"),
                new(new("live"), Live, "Live", "Live"),
                new(new("spam"), StatusCategory.Spam, "Spam", "Spam"),
            ],
            [
                new([New], Triggers.Resolve, new TransitionTarget.To(new("nowhere")), ActorKind.Anyone, []),
                new([New], Triggers.Resolve, TransitionTarget.Stay, ActorKind.Anyone, ["no-such-guard"]),
            ]));
        Assert.False(broken.IsValid);
        Assert.Equal(
            ["duplicate-status", "unknown-status", "unknown-guard", "dead-branch", "trap", "trap", "trap", "trap"],
            broken.Faults.Select(f => f.Code));
        Assert.All(broken.Faults, f => Assert.StartsWith("/", f.Place, StringComparison.Ordinal));
    }

    [Fact]
    public void Unreachable_statuses_and_traps_are_named()
    {
        var broken = Lifecycle.Create(new LifecycleDefinition(
            "trap",
            [
                new(new("new"), New, "New", "New"),
                new(new("live"), Live, "Live", "Live"),
                new(new("spam"), StatusCategory.Spam, "Spam", "Spam"),
                new(new("closed"), Closed, "Closed", "Closed"),
                new(new("island"), OnHold, "Island", "Island"),
            ],
            [
                new([New, Live, OnHold], Triggers.Close, new TransitionTarget.To(new("closed")), ActorKind.Anyone, []),
            ]));
        Assert.Contains(broken.Faults, f => f is { Code: "unreachable", Place: "/statuses/4" });
        Assert.Contains(broken.Faults, f => f is { Code: "trap", Place: "/statuses/2" });
        Assert.Equal(2, broken.Faults.Count);
    }

    private static TransitionOutcome Fire(string from, TriggerId trigger, ActorKind actor, string? returnTo = null) =>
        Lifecycle.Default.Fire(
            new StatusId(from),
            trigger,
            new TransitionContext(actor, Monday, TicketPolicy.Default, Monday, returnTo is null ? null : new StatusId(returnTo)));
}
