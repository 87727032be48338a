using Helpdesk.Core.Messages;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Fields;
using Helpdesk.Core.Tickets.Relations;

namespace Helpdesk.Core.Tests.Tickets.Fields;

/// <summary>What stands in the way of an end: required fields, open children, open blockers.</summary>
public sealed class FinishProperties
{
    [Fact]
    public void A_required_field_is_always_visible() => StoryLaws.Hold(step =>
        step.After.Tickets.All(t => States(step.After, t).All(s => !s.IsRequired || s.IsVisible)));

    [Fact]
    public void No_agent_and_no_rule_finishes_a_ticket_that_lacks_a_required_field() => StoryLaws.Hold(step =>
        step.By is not (Actor.Agent or Actor.Rule) || IsTimer(step)
        || Finished(step).All(t => States(step.Before, step.Before[t]).All(s => !s.IsRequired || s.HasValue)));

    [Theory]
    [InlineData(OpenChildrenPolicy.Block)]
    [InlineData(OpenChildrenPolicy.Cascade)]
    public void Nobody_finishes_a_ticket_before_what_blocks_it(OpenChildrenPolicy policy) => StoryLaws.Hold(
        step => IsTimer(step) || Finished(step).All(t => StoryLaws.Next(step.Before, step.Before[t], LinkType.BlockedBy).All(b => !IsOpen(step.Before[b]))),
        TicketPolicy.Default with { OpenChildren = policy });

    [Fact]
    public void Nobody_finishes_a_ticket_before_its_children_where_they_block_it() => StoryLaws.Hold(
        step => IsTimer(step) || Finished(step).All(t => StoryLaws.Next(step.Before, step.Before[t], LinkType.ParentOf).All(c => !IsOpen(step.Before[c]))),
        TicketPolicy.Default with { OpenChildren = OpenChildrenPolicy.Block });

    [Theory]
    [InlineData(ClosePolicy.Either)]
    [InlineData(ClosePolicy.Both)]
    public void Children_are_finished_with_their_parent_where_they_come_along(ClosePolicy close) => StoryLaws.Hold(
        step => IsTimer(step) || Finished(step).All(t => StoryLaws.Next(step.After, step.After[t], LinkType.ParentOf).All(c => !IsOpen(step.After[c]))),
        TicketPolicy.Default with { OpenChildren = OpenChildrenPolicy.Cascade, ClosePolicy = close },
        tests: 400,
        commands: ["Link", "Fire", "Fire", "Fire", "Reply"]);

    [Theory]
    [InlineData(ClosePolicy.CustomerOnly)]
    [InlineData(ClosePolicy.Both)]
    public void No_agent_and_no_rule_closes_alone_where_the_customer_has_a_say(ClosePolicy policy) => StoryLaws.Hold(
        step => step.By is not (Actor.Agent or Actor.Rule) || IsTimer(step)
            || Finished(step).All(t => step.After[t].Category != StatusCategory.Closed || step.Before[t].CloseAgreedBy == ActorKind.Customer),
        TicketPolicy.Default with { ClosePolicy = policy });

    [Fact]
    public void No_customer_closes_where_agents_only_may() => StoryLaws.Hold(
        step => step.By is not Actor.Customer || !Finished(step).Any(),
        TicketPolicy.Default with { ClosePolicy = ClosePolicy.AgentOnly });

    private static bool IsTimer(PlayedStep step) => step.Command is TicketCommand.Fire fire && fire.Trigger == Triggers.AutoClose;

    // Tickets that a step brought to an end; coming back to an end from where one was put away is none.
    private static IEnumerable<TicketId> Finished(PlayedStep step) => step.Before.Tickets
        .Where(t => t.Category is not (StatusCategory.Resolved or StatusCategory.Closed))
        .Where(t => step.After[t.Id].Category is StatusCategory.Resolved or StatusCategory.Closed)
        .Where(t => step.After.Stream(t.Id).Skip((int)t.Version).Select(r => r.Event).OfType<TicketEvent.StatusChanged>()
            .All(c => c.Trigger != Triggers.NotSpam && c.Trigger != Triggers.Restore && c.Trigger != Triggers.Unmerge))
        .Select(t => t.Id);

    private static bool IsOpen(Ticket ticket) => ticket.Category is StatusCategory.New or StatusCategory.Open or StatusCategory.Live
        or StatusCategory.WaitingOnCustomer or StatusCategory.OnHold or StatusCategory.Postponed;

    private static IReadOnlyList<CustomFieldState> States(TicketWorld world, Ticket ticket) =>
        TicketWorld.Fields.StatesOf(ticket, new TicketFieldValues(null, ticket, null, MessageKind.Human, world.Now));
}
