using FsCheck;
using FsCheck.Fluent;
using Helpdesk.Core.Tests.Generators;
using Helpdesk.Core.TestSupport;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Lifecycles;

namespace Helpdesk.Core.Tests.Tickets.Lifecycles;

/// <summary>Who may close and resolve, in the shipped lifecycle.</summary>
public sealed class LifecyclePolicyTests
{
    private static readonly Gen<TransitionContext> Contexts = LifecycleQuestions.Contexts(Lifecycle.Default.Definition);

    // Whatever the trigger, under "customers only" nobody on the agents' side closes, and the other way round.
    [Theory]
    [InlineData(ClosePolicy.CustomerOnly, ActorKind.Agent)]
    [InlineData(ClosePolicy.CustomerOnly, ActorKind.Rule)]
    [InlineData(ClosePolicy.AgentOnly, ActorKind.Customer)]
    public void Whom_the_policy_leaves_out_closes_by_no_trigger(ClosePolicy policy, ActorKind actor) => Properties.Holds(
        Prop.ForAll(Contexts.ToArbitrary(), c => Closing(c with { Policy = c.Policy with { ClosePolicy = policy }, Actor = actor }).Length == 0), 500);

    // ... and whom it lets in does close, if nothing else stands in the way.
    [Theory]
    [InlineData(ClosePolicy.Either, ActorKind.Agent, ActorKind.None)]
    [InlineData(ClosePolicy.Either, ActorKind.Customer, ActorKind.None)]
    [InlineData(ClosePolicy.AgentOnly, ActorKind.Agent, ActorKind.None)]
    [InlineData(ClosePolicy.AgentOnly, ActorKind.Rule, ActorKind.None)]
    [InlineData(ClosePolicy.CustomerOnly, ActorKind.Customer, ActorKind.None)]
    [InlineData(ClosePolicy.Both, ActorKind.Customer, ActorKind.Agent)]
    [InlineData(ClosePolicy.Both, ActorKind.Rule, ActorKind.Customer)]
    public void Whom_the_policy_lets_in_closes(ClosePolicy policy, ActorKind actor, ActorKind agreedBy) => Properties.Holds(
        Prop.ForAll(Contexts.ToArbitrary(), c => Closing(c with
        {
            Policy = c.Policy with { ClosePolicy = policy },
            Actor = actor,
            CloseAgreedBy = agreedBy,
            OpenChildren = 0,
            MissingFields = 0,
        }).Any(x => x.Trigger == Triggers.Close)));

    // Under "both", nobody closes alone.
    [Theory]
    [InlineData(ActorKind.Agent, ActorKind.Agent)]
    [InlineData(ActorKind.Rule, ActorKind.Agent)]
    [InlineData(ActorKind.Customer, ActorKind.Customer)]
    public void Where_both_must_agree_one_side_does_not_close(ActorKind actor, ActorKind agreedBy) => Properties.Holds(
        Prop.ForAll(Contexts.ToArbitrary(), c => Closing(c with
        {
            Policy = c.Policy with { ClosePolicy = ClosePolicy.Both },
            Actor = actor,
            CloseAgreedBy = agreedBy,
        }).Length == 0));

    [Theory]
    [InlineData(ResolvePolicy.OwnerOnly, ActorKind.Agent, false, "guard-failed")]
    [InlineData(ResolvePolicy.OwnerOnly, ActorKind.Agent, true, "")]
    [InlineData(ResolvePolicy.OwnerOnly, ActorKind.Rule, false, "")]
    [InlineData(ResolvePolicy.OwnerOnly, ActorKind.System, false, "")]
    [InlineData(ResolvePolicy.Anyone, ActorKind.Agent, false, "")]
    public void The_resolve_policy_binds_agents(ResolvePolicy policy, ActorKind actor, bool isOwner, string code)
    {
        var context = new TransitionContext(actor, default, new TicketPolicy { ResolvePolicy = policy }, default) { IsOwner = isOwner };
        Assert.Equal(code, Lifecycle.Default.Fire(new("open"), Triggers.Resolve, context).Code);
    }

    [Theory]
    [InlineData(ActorKind.Agent, 1, 0, LifecycleGuards.RequiredFields)]
    [InlineData(ActorKind.Rule, 1, 0, LifecycleGuards.RequiredFields)]
    [InlineData(ActorKind.Customer, 1, 0, "")]
    [InlineData(ActorKind.System, 1, 0, "")]
    [InlineData(ActorKind.Agent, 0, 1, LifecycleGuards.OpenChildren)]
    [InlineData(ActorKind.Customer, 0, 1, LifecycleGuards.OpenChildren)]
    public void Missing_fields_and_open_children_stand_in_the_way(ActorKind actor, int missing, int children, string guard)
    {
        var context = new TransitionContext(actor, default, TicketPolicy.Default, default) { MissingFields = missing, OpenChildren = children, IsOwner = true };
        Assert.Equal(guard, Lifecycle.Default.Fire(new("open"), Triggers.Resolve, context).Guard);
        Assert.Equal(guard, Lifecycle.Default.Fire(new("open"), Triggers.Close, context).Guard);
    }

    // Going back to a closed status is restoring, not closing.
    private static TransitionOutcome[] Closing(TransitionContext context) =>
    [
        .. from status in Lifecycle.Default.Definition.Statuses
           where status.Category is not (StatusCategory.Closed or StatusCategory.Spam or StatusCategory.Merged or StatusCategory.Deleted)
           from trigger in Triggers.All
           let outcome = Lifecycle.Default.Fire(status.Id, trigger, context)
           where Lifecycle.Default.Find(outcome.To)!.Category == StatusCategory.Closed
           select outcome,
    ];
}
