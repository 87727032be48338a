using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Relations;
using NodaTime;

namespace Helpdesk.Core.Tests.Tickets.Relations;

/// <summary>What goes wrong with splits elsewhere, told one by one.</summary>
public sealed class SplitTests
{
    private static readonly TicketId New = TicketWorld.TicketNumber(9);

    private readonly TicketWorld _world = new();
    private readonly TicketId _a;

    public SplitTests() => _a = _world.Open(participants: [TicketWorld.Bob]);

    [Fact]
    public void Moved_messages_leave_and_keep_their_author_their_instant_and_their_rating()
    {
        var answer = _world.Later(Duration.FromHours(1)).Reply(_a);
        _world.Do(_a, new TicketCommand.Rate(answer, 4));
        var second = _world.Write(_a, TicketWorld.Bob);
        var before = _world[_a].Messages.Skip(1).ToList();
        _world.Later(Duration.FromDays(1)).Do(_a, Split([new(answer), new(second)]));
        Assert.Equal(before, _world[New].Messages);
        Assert.Equal(4, _world[New].Ratings[answer].Score);
        Assert.Equal(TicketWorld.Bob, _world[New].Requester);
        Assert.Single(_world[_a].Messages);
        Assert.Empty(_world[_a].Ratings);
    }

    [Fact]
    public void Copied_messages_stay_too_under_their_own_id()
    {
        var answer = _world.Reply(_a);
        var copy = _world.NextMessage();
        _world.Do(_a, new TicketCommand.Rate(answer, 4)).Do(_a, Split([new(answer, copy)]));
        Assert.Equal(2, _world[_a].Messages.Count);
        Assert.Equal(copy, Assert.Single(_world[New].Messages).Message);
        Assert.Empty(_world[New].Ratings);
    }

    [Fact]
    public void Both_know_of_each_other()
    {
        _world.Do(_a, Split([new(_world.Write(_a))]));
        Assert.Equal(New, Assert.Single(_world[_a].Links, l => l.Type == LinkType.SplitInto).Other);
        Assert.Equal(_a, Assert.Single(_world[New].Links, l => l.Type == LinkType.SplitFrom).Other);
    }

    [Fact]
    public void A_split_needs_messages_that_are_there_and_leaves_one()
    {
        var only = _world[_a].Messages[0].Message;
        Assert.Equal("nothing-to-split", _world.Refusal(_a, Split([])));
        Assert.Equal("nothing-left", _world.Refusal(_a, Split([new(only)])));
        _world.Write(_a);
        Assert.Equal("unknown-message", _world.Refusal(_a, Split([new(only), new(_world.NextMessage())])));
        Assert.Equal("nothing-to-split", _world.Refusal(_a, Split([new(only)]) with { Subject = " " }));
    }

    [Fact]
    public void A_split_does_not_write_into_a_ticket_that_exists()
    {
        var other = _world.Open(TicketWorld.Bob);
        var message = _world.Write(_a);
        Assert.Equal("ticket-exists", _world.Refusal(_a, Split([new(message)]) with { Ticket = other }));
        Assert.Equal("ticket-exists", _world.Refusal(_a, Split([new(message)]) with { Ticket = _a }));
    }

    [Fact]
    public void What_was_split_off_a_survivor_does_not_come_back_with_the_merged_ticket()
    {
        var other = _world.Open(TicketWorld.Bob);
        var message = _world.Write(_a);
        _world.Do(_a, new TicketCommand.Merge(other)).Do(other, Split([new(message)])).Do(_a, new TicketCommand.Unmerge());
        Assert.DoesNotContain(_world[_a].Messages, m => m.Message == message);
        Assert.Contains(_world[New].Messages, m => m.Message == message);
        Assert.Contains(_world[_a].Links, l => l.Type == LinkType.SplitInto && l.Other == New);
        Assert.Contains(_world[New].Links, l => l.Type == LinkType.SplitFrom && l.Other == _a);
    }

    private static TicketCommand.Split Split(IReadOnlyList<SplitMessage> messages) =>
        new(New, TicketReference.Format("HD-", 9), "Another matter", messages);
}
