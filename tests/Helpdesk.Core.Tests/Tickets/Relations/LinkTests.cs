using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Relations;

namespace Helpdesk.Core.Tests.Tickets.Relations;

/// <summary>Links before, in and after merges; most were found by a property.</summary>
public sealed class LinkTests
{
    private readonly TicketWorld _world = new();
    private readonly TicketId _a;
    private readonly TicketId _b;
    private readonly TicketId _c;

    public LinkTests() => (_a, _b, _c) = (_world.Open(), _world.Open(), _world.Open());

    [Fact]
    public void A_circle_is_refused_however_long_and_from_either_end()
    {
        Link(_a, LinkType.Blocks, _b).Do(_b, new TicketCommand.Link(LinkType.Blocks, _c));
        Assert.Equal("link-cycle", _world.Refusal(_c, new TicketCommand.Link(LinkType.Blocks, _a)));
        Assert.Equal("link-cycle", _world.Refusal(_a, new TicketCommand.Link(LinkType.BlockedBy, _c)));
        Assert.Equal("self-link", _world.Refusal(_a, new TicketCommand.Link(LinkType.RelatedTo, _a)));
        Assert.Equal("link-not-by-hand", _world.Refusal(_a, new TicketCommand.Link(LinkType.FollowUpOf, _b)));
    }

    [Fact]
    public void A_second_parent_is_refused_from_either_end()
    {
        Link(_a, LinkType.ChildOf, _b);
        Assert.Equal("has-parent", _world.Refusal(_a, new TicketCommand.Link(LinkType.ChildOf, _c)));
        Assert.Equal("has-parent", _world.Refusal(_c, new TicketCommand.Link(LinkType.ParentOf, _a)));
    }

    // a blocks b blocks c: as one ticket, a and c would block one that blocks them.
    [Fact]
    public void A_merge_does_not_close_a_circle()
    {
        Link(_a, LinkType.Blocks, _b).Do(_b, new TicketCommand.Link(LinkType.Blocks, _c));
        Assert.Equal("link-cycle", _world.Refusal(_a, new TicketCommand.Merge(_c)));
        _world.Do(_a, new TicketCommand.Merge(_b));
        Assert.DoesNotContain(_world[_b].Links, l => l.Other == _a);
    }

    [Fact]
    public void A_merge_does_not_bring_a_second_parent()
    {
        var d = _world.Open();
        Link(_a, LinkType.ChildOf, _b).Do(_c, new TicketCommand.Link(LinkType.ChildOf, d));
        Assert.Equal("has-parent", _world.Refusal(_a, new TicketCommand.Merge(_c)));
    }

    // c blocks a blocks b: with b still inside c, a would stand between c and itself.
    [Fact]
    public void Coming_back_does_not_close_a_circle()
    {
        Link(_c, LinkType.Blocks, _a).Do(_a, new TicketCommand.Link(LinkType.Blocks, _b))
            .Do(_a, new TicketCommand.Merge(_c)).Do(_b, new TicketCommand.Merge(_c));
        Assert.Equal("link-cycle", _world.Refusal(_a, new TicketCommand.Unmerge()));
        _world.Do(_b, new TicketCommand.Unmerge()).Do(_a, new TicketCommand.Unmerge());
    }

    // Found by a property: children of both, merged, had one parent only as long as both were one ticket.
    [Fact]
    public void Coming_back_does_not_give_a_child_a_second_parent()
    {
        var d = _world.Open();
        Link(_c, LinkType.ChildOf, _a).Do(_a, new TicketCommand.Merge(_b)).Do(d, new TicketCommand.Link(LinkType.ChildOf, _b))
            .Do(_c, new TicketCommand.Merge(d));
        Assert.Equal("has-parent", _world.Refusal(_a, new TicketCommand.Unmerge()));
        _world.Do(_c, new TicketCommand.Unmerge()).Do(_a, new TicketCommand.Unmerge());
    }

    // Two links to the same ticket meet in the survivor; only one of their counterparts was removed.
    [Fact]
    public void Removing_a_link_of_a_survivor_removes_all_that_say_the_same()
    {
        Link(_a, LinkType.RelatedTo, _c).Do(_b, new TicketCommand.Link(LinkType.RelatedTo, _c)).Do(_a, new TicketCommand.Merge(_b))
            .Do(_b, new TicketCommand.Unlink(LinkType.RelatedTo, _c));
        Assert.Empty(_world[_b].Links);
        Assert.Empty(_world[_c].Links);
        Assert.Empty(_world.Do(_a, new TicketCommand.Unmerge())[_a].Links);
    }

    [Fact]
    public void A_link_to_a_merged_ticket_is_a_link_to_its_survivor()
    {
        _world.Do(_a, new TicketCommand.Merge(_b)).Do(_c, new TicketCommand.Link(LinkType.Blocks, _a));
        Assert.Equal(_b, Assert.Single(_world[_c].Links).Other);
        Assert.Equal("link-cycle", _world.Refusal(_b, new TicketCommand.Link(LinkType.Blocks, _c)));
    }

    private TicketWorld Link(TicketId ticket, LinkType type, TicketId other) =>
        _world.Do(ticket, new TicketCommand.Link(type, other));
}
