using Helpdesk.Core.Messages;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Relations;
using NodaTime;

namespace Helpdesk.Core.Tests.Tickets.Relations;

/// <summary>What goes wrong with merges elsewhere, told one by one.</summary>
public sealed class MergeTests
{
    private readonly TicketWorld _world = new();
    private readonly TicketId _a;
    private readonly TicketId _b;
    private readonly TicketId _c;

    public MergeTests() => (_a, _b, _c) = (_world.Open(), _world.Open(TicketWorld.Bob), _world.Open());

    [Fact]
    public void A_reply_to_a_merged_number_reaches_the_survivor_and_does_not_revive_the_merged_ticket()
    {
        _world.Do(_a, new TicketCommand.Merge(_b)).Do(_b, new TicketCommand.Merge(_c));
        _world.Reply(_c);
        var message = _world.Write(_a);
        Assert.Equal(message, _world[_c].Messages[^1].Message);
        Assert.Equal(_a, _world[_c].Messages[^1].Via);
        Assert.Equal(StatusCategory.Open, _world[_c].Category);
        Assert.Equal(StatusCategory.Merged, _world[_a].Category);
    }

    [Fact]
    public void A_message_to_the_merged_ticket_itself_is_refused_with_the_number_of_the_survivor()
    {
        _world.Do(_a, new TicketCommand.Merge(_b));
        var refused = Assert.IsType<Decision.Refused>(_world.Try(_a, new TicketCommand.Reply(_world.NextMessage())));
        Assert.Equal(("merged", _world[_b].Reference.Value), (refused.Reason.Code, refused.Reason.Place));
    }

    [Fact]
    public void Every_message_and_with_it_every_file_is_in_the_survivor_the_first_one_too()
    {
        var first = _world[_a].Messages[0].Message;
        _world.Write(_a);
        _world.Reply(_a);
        _world.Do(_a, new TicketCommand.AddNote(_world.NextMessage()));
        var moved = _world[_a].Messages;
        _world.Do(_a, new TicketCommand.Merge(_b));
        Assert.Equal(moved.Select(m => m.Message), _world[_b].Messages.Where(m => m.Origin == _a).Select(m => m.Message));
        Assert.Contains(_world[_b].Messages, m => m.Message == first && m.By == new Actor.Customer(TicketWorld.Ann));
    }

    [Fact]
    public void Tags_followers_links_people_and_subjects_come_along()
    {
        var order = new TicketSubject("order", "4711");
        _world.Do(_a, new TicketCommand.AddTags(["vip"])).Do(_a, new TicketCommand.Follow(new AgentId("lee")))
            .Do(_a, new TicketCommand.AddSubject(order)).Do(_a, new TicketCommand.Link(LinkType.Blocks, _c))
            .Do(_a, new TicketCommand.AddNote(_world.NextMessage()) { Mentions = [new AgentId("max")] })
            .Do(_a, new TicketCommand.Merge(_b));
        var survivor = _world[_b];
        Assert.Equal(["vip"], survivor.Tags);
        Assert.Equal([new Follower(new AgentId("lee"), false), new Follower(new AgentId("max"), true)], survivor.Followers);
        Assert.Equal([order], survivor.Subjects);
        Assert.Contains(survivor.Links, l => l.Type == LinkType.Blocks && l.Other == _c);
        Assert.True(survivor.IsParticipant(TicketWorld.Ann));
    }

    [Fact]
    public void A_ticket_is_not_merged_into_itself() => Assert.Equal("self-merge", _world.Refusal(_a, new TicketCommand.Merge(_a)));

    [Fact]
    public void Merges_do_not_run_in_a_circle()
    {
        _world.Do(_a, new TicketCommand.Merge(_b)).Do(_b, new TicketCommand.Merge(_c));
        Assert.Equal("merge-cycle", _world.Refusal(_c, new TicketCommand.Merge(_a)));
        Assert.Equal("merge-cycle", _world.Refusal(_c, new TicketCommand.Merge(_b)));
    }

    [Fact]
    public void A_merged_ticket_is_not_merged_again_nor_a_target()
    {
        _world.Do(_a, new TicketCommand.Merge(_b));
        Assert.Equal("merged", _world.Refusal(_a, new TicketCommand.Merge(_c)));
        Assert.Equal("target-merged", _world.Refusal(_c, new TicketCommand.Merge(_a)));
    }

    [Fact]
    public void Nothing_is_merged_into_what_nobody_looks_at()
    {
        foreach (var trigger in new[] { Triggers.Delete, Triggers.MarkSpam, Triggers.Close })
        {
            var world = _world.Fork().Fire(_b, trigger);
            Assert.Equal("target-not-open", world.Refusal(_a, new TicketCommand.Merge(_b)));
        }

        Assert.Equal("unknown-ticket", _world.Refusal(_a, new TicketCommand.Merge(TicketWorld.TicketNumber(99))));
    }

    [Fact]
    public void The_history_of_both_keeps_its_subjects_and_its_events()
    {
        var before = _world.Stream(_a).Concat(_world.Stream(_b)).ToList();
        _world.Do(_a, new TicketCommand.Merge(_b));
        Assert.Equal(before, _world.Stream(_a).Take(2).Concat(_world.Stream(_b).Take(2)));
        Assert.Equal(("Request 1", "Request 2"), (_world[_a].Subject, _world[_b].Subject));
    }

    [Fact]
    public void A_merged_ticket_comes_back_out_of_a_deleted_survivor()
    {
        var first = _world[_a].Messages;
        _world.Do(_a, new TicketCommand.Merge(_b)).Fire(_b, Triggers.Delete).Do(_a, new TicketCommand.Unmerge());
        Assert.Equal(StatusCategory.New, _world[_a].Category);
        Assert.Equal(first, _world[_a].Messages);
        Assert.Equal(StatusCategory.Deleted, _world[_b].Category);
    }

    [Fact]
    public void A_customer_who_writes_to_a_deleted_survivor_gets_a_new_ticket()
    {
        _world.Do(_a, new TicketCommand.Merge(_b)).Fire(_b, Triggers.Delete);
        var message = _world.Receiving(_world.NextMessage(), _a, TicketWorld.Ann);
        Assert.IsType<Decision.NeedsFollowUp>(_world.Try(_b, message, new Actor.Customer(TicketWorld.Ann)));
    }

    [Fact]
    public void An_open_question_wakes_the_survivor_and_an_unmerge_lets_it_sleep_again()
    {
        _world.Reply(_b);
        _world.Fire(_b, Triggers.Resolve).Do(_a, new TicketCommand.Merge(_b));
        Assert.Equal((StatusCategory.Open, 1), (_world[_b].Category, _world[_b].ReopenCount));
        var slept = _world.Fork().Do(_a, new TicketCommand.Unmerge());
        Assert.Equal((StatusCategory.Resolved, 0), (slept[_b].Category, slept[_b].ReopenCount));
    }

    [Fact]
    public void A_woken_survivor_to_which_something_happened_since_stays_awake()
    {
        _world.Reply(_b);
        _world.Do(_a, new TicketCommand.Merge(_b));
        _world.Write(_b);
        _world.Do(_a, new TicketCommand.Unmerge());
        Assert.Equal(StatusCategory.Open, _world[_b].Category);
    }

    // The rule on later messages: by the number that they were addressed to.
    [Fact]
    public void Later_messages_go_back_with_the_ticket_that_they_were_addressed_to_and_all_others_stay()
    {
        _world.Do(_a, new TicketCommand.Merge(_b)).Do(_b, new TicketCommand.Merge(_c)).Later(Duration.FromHours(1));
        var (toA, toB, toC) = (_world.Write(_a), _world.Write(_b), _world.Write(_c));
        var answer = _world.Reply(_c);
        _world.Do(_b, new TicketCommand.Unmerge());
        Assert.Contains(_world[_b].Messages, m => m.Message == toA && m.Via == _a);
        Assert.Contains(_world[_b].Messages, m => m.Message == toB && m.Via is null);
        Assert.Equal([_world[_c].Messages[0].Message, toC, answer], _world[_c].Messages.Select(m => m.Message));
        _world.Do(_a, new TicketCommand.Unmerge());
        Assert.Equal([_world.Stream(_a)[1].Event is TicketEvent.MessageReceived first ? first.Message : default, toA], _world[_a].Messages.Select(m => m.Message));
        Assert.Equal(StatusCategory.New, _world[_b].Category); // a new ticket that gets a message is new
    }

    [Fact]
    public void A_merged_ticket_that_was_answered_is_open_when_it_comes_back_with_a_new_question()
    {
        _world.Reply(_a);
        _world.Do(_a, new TicketCommand.Merge(_b));
        _world.Write(_a);
        _world.Do(_a, new TicketCommand.Unmerge());
        Assert.Equal(StatusCategory.Open, _world[_a].Category);
    }

    [Fact]
    public void A_postponed_ticket_comes_back_postponed_to_its_instant()
    {
        var until = _world.Now + Duration.FromDays(2);
        _world.Do(_a, new TicketCommand.Postpone(until)).Do(_a, new TicketCommand.Merge(_b)).Do(_a, new TicketCommand.Unmerge());
        Assert.Equal((StatusCategory.Postponed, (Instant?)until), (_world[_a].Category, _world[_a].PostponedUntil));
        Assert.Equal(StatusCategory.New, _world.Fire(_a, Triggers.Wake)[_a].Category);
    }

    [Fact]
    public void A_ticket_can_be_merged_again_after_it_came_back()
    {
        _world.Do(_a, new TicketCommand.Merge(_b)).Do(_a, new TicketCommand.Unmerge()).Do(_a, new TicketCommand.Merge(_c));
        Assert.Equal(_c, _world.Survivor(_a).Id);
        Assert.Single(_world[_b].Messages);
    }

    [Fact]
    public void A_ticket_that_is_not_merged_does_not_come_back() =>
        Assert.Equal("not-permitted", _world.Refusal(_a, new TicketCommand.Unmerge()));

    [Fact]
    public void A_rating_given_before_or_after_the_merge_is_on_the_answer_wherever_it_is()
    {
        var answer = _world.Reply(_a);
        _world.Do(_a, new TicketCommand.Rate(answer, 2)).Do(_a, new TicketCommand.Merge(_b));
        Assert.Equal(2, _world[_b].Ratings[answer].Score);
        _world.Do(_b, new TicketCommand.Rate(answer, 5));
        Assert.Equal(5, Assert.Single(_world[_b].Ratings).Value.Score);
        _world.Do(_a, new TicketCommand.Unmerge());
        Assert.Equal(5, _world[_a].Ratings[answer].Score);
        Assert.Empty(_world[_b].Ratings);
    }

    [Fact]
    public void Automatic_mail_to_a_merged_number_is_recorded_and_wakes_nobody()
    {
        _world.Reply(_b);
        _world.Reply(_a);
        _world.Do(_a, new TicketCommand.Merge(_b));
        _world.Do(_b, _world.Receiving(_world.NextMessage(), _a, TicketWorld.Ann, MessageKind.AutoReply), Actor.System);
        Assert.Equal(StatusCategory.WaitingOnCustomer, _world[_b].Category);
    }
}
