using Helpdesk.Core.Conditions;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Relations;
using NodaTime;

namespace Helpdesk.Core.Tests.Tickets;

/// <summary>Scenarios that every ticketing system should get right, on the tickets alone.</summary>
public sealed class GoldenScenarioTests
{
    [Fact]
    public void Answered_and_silent_it_is_warned_and_closed_whatever_machines_do_meanwhile()
    {
        var policy = TicketPolicy.Default with { WarnBeforeClosing = Duration.FromDays(1) };
        var world = new TicketWorld(policy);
        var ticket = world.Open();
        world.Reply(ticket);
        world.Later(Duration.FromDays(1)).Do(ticket, new TicketCommand.SetPriority(Priority.High), Actor.System)
            .Do(ticket, world.Receiving(world.NextMessage(), ticket, TicketWorld.Ann, MessageKind.AutoReply), new Actor.Customer(TicketWorld.Ann));
        Assert.Equal(StatusCategory.WaitingOnCustomer, world[ticket].Category);
        Assert.Equal("not-waiting", world.Refusal(ticket, new TicketCommand.WarnOfClosing(), Actor.System));
        world.Later(Duration.FromDays(1)).Do(ticket, new TicketCommand.WarnOfClosing(), Actor.System);
        Assert.Equal("not-waiting", world.Refusal(ticket, new TicketCommand.WarnOfClosing(), Actor.System));
        Assert.Equal("not-waiting", world.Refusal(ticket, new TicketCommand.Fire(Triggers.AutoClose), Actor.System));
        world.Later(Duration.FromDays(1)).Fire(ticket, Triggers.AutoClose, Actor.System);
        Assert.Equal(StatusCategory.Closed, world[ticket].Category);
    }

    // The warning of an earlier wait is none of this one.
    [Fact]
    public void A_ticket_that_waits_again_is_warned_again()
    {
        var world = new TicketWorld(TicketPolicy.Default with { WarnBeforeClosing = Duration.FromDays(1) });
        var ticket = world.Open();
        world.Reply(ticket);
        world.Later(Duration.FromDays(2)).Do(ticket, new TicketCommand.WarnOfClosing(), Actor.System)
            .Fire(ticket, Triggers.Reopen).Fire(ticket, Triggers.AwaitCustomer)
            .Later(Duration.FromDays(2)).Do(ticket, new TicketCommand.WarnOfClosing(), Actor.System);
    }

    [Fact]
    public void Postponed_tickets_come_back_to_where_they_came_from_and_a_customer_wakes_them()
    {
        var world = new TicketWorld();
        var (fresh, open) = (world.Open(), world.Open());
        world.Fire(open, Triggers.Start);
        foreach (var ticket in new[] { fresh, open })
        {
            world.Do(ticket, new TicketCommand.Postpone(world.Now + Duration.FromDays(1)));
        }

        Assert.Equal(StatusCategory.New, world.Fork().Fire(fresh, Triggers.Wake, Actor.System)[fresh].Category);
        Assert.Equal(StatusCategory.Open, world.Fork().Fire(open, Triggers.Wake, Actor.System)[open].Category);
        world.Write(fresh);
        Assert.Equal((StatusCategory.Open, (Instant?)null), (world[fresh].Category, world[fresh].PostponedUntil));
    }

    [Fact]
    public void Resolving_answers_nobody_and_marking_as_answered_sends_no_message()
    {
        var world = new TicketWorld();
        var ticket = world.Open();
        Assert.Null(world.Fork().Fire(ticket, Triggers.Resolve)[ticket].LastReplyAt);
        world.Fire(ticket, Triggers.MarkAnswered);
        Assert.Equal((StatusCategory.WaitingOnCustomer, 1), (world[ticket].Category, world[ticket].MessageCount));
        Assert.Equal(Triggers.MarkAnswered, Assert.IsType<TicketEvent.StatusChanged>(world.Stream(ticket)[^1].Event).Trigger);
    }

    [Fact]
    public void Mail_to_the_first_of_three_merged_tickets_arrives_in_the_last_and_the_middle_one_comes_back_whole()
    {
        var world = new TicketWorld();
        var (a, b, c) = (world.Open(), world.Open(TicketWorld.Bob), world.Open());
        var own = world.Write(b);
        var whole = ObjectText.Of(world.Do(a, new TicketCommand.Merge(b))[b], "Version", "StatusSince");
        world.Do(b, new TicketCommand.Merge(c));
        var late = world.Write(a);
        Assert.Equal(late, world[c].Messages[^1].Message);
        Assert.Equal("merge-cycle", world.Refusal(c, new TicketCommand.Merge(a)));
        var untouched = world.Fork();
        untouched.Do(c, new TicketCommand.Split(TicketWorld.TicketNumber(9), TicketReference.Format("HD-", 9), "Late", [new SplitMessage(late)]));
        Assert.Equal(whole, ObjectText.Of(untouched.Do(b, new TicketCommand.Unmerge())[b], "Version", "StatusSince"));
        world.Do(b, new TicketCommand.Unmerge());
        Assert.Contains(world[b].Messages, m => m.Message == own && m.Origin is null);
        Assert.Contains(world[b].Messages, m => m.Message == late);
    }

    [Fact]
    public void A_required_field_that_nobody_sees_does_not_stand_in_the_way()
    {
        var world = new TicketWorld();
        var ticket = world.Open();
        Assert.Equal("hidden-field", world.Refusal(ticket, Set("serial", "X-17")));
        Assert.Equal(StatusCategory.Closed, world.Fork().Fire(ticket, Triggers.Close)[ticket].Category);
        world.Do(ticket, Set("area", "hardware"));
        Assert.Equal("guard-failed", world.Refusal(ticket, new TicketCommand.Fire(Triggers.Close)));
        Assert.Equal("guard-failed", world.Refusal(ticket, new TicketCommand.Reply(world.NextMessage(), Triggers.Resolve)));
        Assert.Equal("no-trigger", world.Refusal(ticket, new TicketCommand.SetStatus(new StatusId("closed"))));
        world.Do(ticket, Set("serial", "X-17")).Fire(ticket, Triggers.Close);
    }

    [Fact]
    public void A_field_and_what_shows_it_can_be_set_at_once()
    {
        var world = new TicketWorld();
        var ticket = world.Open();
        world.Do(ticket, new TicketCommand.SetFields(new Dictionary<string, FieldValue?>
        {
            ["serial"] = new FieldValue.Text("X-17"),
            ["area"] = new FieldValue.Text("hardware"),
        }));
        Assert.True(TicketWorld.Fields.StatesOf(world[ticket], new TicketFieldValues(null, world[ticket], null, MessageKind.Human, world.Now))
            .Single(s => s.Field.Name == "serial") is { IsVisible: true, IsRequired: true, HasValue: true });
    }

    // Found by a property: the reply took the way past the children.
    [Fact]
    public void A_reply_that_resolves_takes_the_children_along()
    {
        var world = new TicketWorld(TicketPolicy.Default with { OpenChildren = OpenChildrenPolicy.Cascade });
        var (parent, child) = (world.Open(), world.Open());
        world.Do(child, new TicketCommand.Link(LinkType.ChildOf, parent));
        world.Reply(parent, Triggers.Resolve);
        Assert.Equal(StatusCategory.Resolved, world[child].Category);
    }

    // Found by a property: the child only took note of the wish, and its parent closed.
    [Fact]
    public void A_child_whose_customer_has_not_agreed_keeps_its_parent_open()
    {
        var world = new TicketWorld(TicketPolicy.Default with { OpenChildren = OpenChildrenPolicy.Cascade, ClosePolicy = ClosePolicy.Both });
        var (parent, child) = (world.Open(), world.Open(TicketWorld.Bob));
        world.Do(child, new TicketCommand.Link(LinkType.ChildOf, parent)).Fire(parent, Triggers.Close, new Actor.Customer(TicketWorld.Ann));
        Assert.Equal("child-refused", world.Refusal(parent, new TicketCommand.Fire(Triggers.Close)));
        world.Fire(child, Triggers.Close, new Actor.Customer(TicketWorld.Bob)).Fire(parent, Triggers.Close);
        Assert.Equal((StatusCategory.Closed, StatusCategory.Closed), (world[parent].Category, world[child].Category));
    }

    [Fact]
    public void A_reply_that_would_close_asks_the_customer_where_both_have_to_agree()
    {
        var world = new TicketWorld(TicketPolicy.Default with { ClosePolicy = ClosePolicy.Both });
        var ticket = world.Open();
        world.Reply(ticket, Triggers.Close);
        Assert.Equal((StatusCategory.WaitingOnCustomer, ActorKind.Agent), (world[ticket].Category, world[ticket].CloseAgreedBy));
        world.Fire(ticket, Triggers.Close, new Actor.Customer(TicketWorld.Ann));
        Assert.Equal(StatusCategory.Closed, world[ticket].Category);
    }

    [Fact]
    public void Each_answer_is_rated_by_one_click_and_a_second_click_changes_the_rating()
    {
        var world = new TicketWorld();
        var ticket = world.Open();
        var (one, two) = (world.Reply(ticket), world.Reply(ticket, by: new Actor.Agent(new AgentId("lee"))));
        var ann = new Actor.Customer(TicketWorld.Ann);
        world.Do(ticket, new TicketCommand.Rate(one, 2), ann).Do(ticket, new TicketCommand.Rate(two, 5), ann)
            .Do(ticket, new TicketCommand.Rate(one, 4, "better"), ann).Do(ticket, new TicketCommand.AddTags(["rated"]), new Actor.Rule(new RuleId("r")));
        Assert.Equal((4, "better", new AgentId("kim")), (world[ticket].Ratings[one].Score, world[ticket].Ratings[one].Comment, world[ticket].Ratings[one].Agent));
        Assert.Equal((5, new AgentId("lee"), 2), (world[ticket].Ratings[two].Score, world[ticket].Ratings[two].Agent, world[ticket].Ratings.Count));
        Assert.Equal("bad-score", world.Refusal(ticket, new TicketCommand.Rate(one, 6), ann));
        Assert.Equal("unknown-message", world.Refusal(ticket, new TicketCommand.Rate(world[ticket].Messages[0].Message, 1), ann));
    }

    private static TicketCommand.SetFields Set(string name, string value) =>
        new(new Dictionary<string, FieldValue?> { [name] = new FieldValue.Text(value) });
}
