using Helpdesk.Core.Messages;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Privacy;
using Helpdesk.Core.Tickets.Relations;

namespace Helpdesk.Core.Tests.Tickets.Privacy;

public sealed class ErasureTests
{
    private static readonly Address Zoe = Address.Mail("zoe.private@person.example", "Zoe Secret");
    private static readonly Actor ZoeHerself = new Actor.Customer(Address.Mail("Zoe.Private@Person.example"));

    private readonly TicketWorld _world = new();
    private readonly TicketId _ticket;

    public ErasureTests() => _ticket = _world.Open(Zoe, participants: [TicketWorld.Bob]);

    [Fact]
    public void The_subject_and_the_comments_of_the_person_go_and_what_others_wrote_stays()
    {
        var answer = _world.Reply(_ticket);
        _world.Do(_ticket, new TicketCommand.Rate(answer, 2, "secret comment"), ZoeHerself);
        var other = _world.Reply(_ticket);
        _world.Do(_ticket, new TicketCommand.Rate(other, 5, "bob's comment"), new Actor.Customer(TicketWorld.Bob))
            .Do(_ticket, new TicketCommand.Rate(answer, 3, "secret comment"), ZoeHerself).Do(_ticket, new TicketCommand.Erase(Zoe));
        Assert.Equal((3, ""), (_world[_ticket].Ratings[answer].Score, _world[_ticket].Ratings[answer].Comment));
        Assert.Equal("bob's comment", _world[_ticket].Ratings[other].Comment);
        Nowhere(_ticket, "secret", "zoe", "Request 1");
        Assert.True(_world[_ticket].IsParticipant(TicketWorld.Bob));
    }

    // Found by a property: the message had left with the split, and its event still named the person.
    [Fact]
    public void A_person_whose_only_message_was_split_off_is_still_erased_from_the_history()
    {
        var ticket = _world.Open();
        var message = _world.Write(ticket, Zoe);
        _world.Do(ticket, new TicketCommand.Split(TicketWorld.TicketNumber(9), TicketReference.Format("HD-", 9), "Part", [new SplitMessage(message)]))
            .Do(ticket, new TicketCommand.Erase(Zoe));
        Nowhere(ticket, "zoe", "secret");
    }

    [Fact]
    public void A_person_who_came_with_a_merge_and_left_again_is_still_erased_from_the_history()
    {
        var survivor = _world.Open();
        _world.Do(_ticket, new TicketCommand.Merge(survivor)).Do(_ticket, new TicketCommand.Unmerge())
            .Do(survivor, new TicketCommand.Erase(Zoe));
        Nowhere(survivor, "zoe", "secret");
    }

    // Found by a property: the survivor never knew the person, but what was merged into it had.
    [Fact]
    public void A_person_who_came_and_left_before_the_merge_is_still_erased_from_what_was_merged()
    {
        var (middle, survivor) = (_world.Open(), _world.Open());
        _world.Do(_ticket, new TicketCommand.Merge(middle)).Do(_ticket, new TicketCommand.Unmerge())
            .Do(middle, new TicketCommand.Merge(survivor)).Do(survivor, new TicketCommand.Erase(Zoe));
        Nowhere(middle, "zoe", "secret");
    }

    [Fact]
    public void A_survivor_erases_in_all_that_was_merged_into_it()
    {
        var (middle, survivor) = (_world.Open(), _world.Open());
        _world.Do(_ticket, new TicketCommand.Merge(middle)).Do(middle, new TicketCommand.Merge(survivor))
            .Do(survivor, new TicketCommand.Erase(Zoe));
        foreach (var ticket in new[] { _ticket, middle, survivor })
        {
            Nowhere(ticket, "zoe", "secret");
        }

        _world.Do(_ticket, new TicketCommand.Unmerge());
        Nowhere(_ticket, "zoe", "secret");
    }

    [Fact]
    public void A_stored_message_keeps_its_place_and_loses_what_the_person_wrote()
    {
        var own = Message(ZoeHerself, Zoe) with { Cc = [TicketWorld.Bob], Headers = [new MessageHeader("From", "Zoe Secret")] };
        var others = Message(TicketWorld.Kim, Address.Mail("desk@helpdesk.example")) with { To = [Zoe, TicketWorld.Bob] };
        var erasure = new Erasure(Zoe, new Address(AddressKind.HostUser, "erased-1"));
        var (erased, kept) = (erasure.Apply(own), erasure.Apply(others));
        Assert.DoesNotMatch("(?i)zoe|secret|printer", ObjectText.Of(erased));
        Assert.Equal((own.Id, own.At, own.Direction, "erased"), (erased.Id, erased.At, erased.Direction, Assert.Single(erased.Flags)));
        Assert.Equal([TicketWorld.Bob], erased.Cc);
        Assert.Equal((others.Text, others.From, 2), (kept.Text, kept.From, kept.To.Count));
        Assert.DoesNotMatch("(?i)zoe|secret", ObjectText.Of(kept));
        Assert.Equal(ObjectText.Of(erased), ObjectText.Of(erasure.Apply(erased)));
        Assert.Equal(ObjectText.Of(kept), ObjectText.Of(erasure.Apply(kept)));
    }

    [Fact]
    public void Somebody_who_was_never_there_is_erased_without_an_event() =>
        Assert.Empty(Assert.IsType<Decision.Accepted>(_world.Try(_ticket, new TicketCommand.Erase(TicketWorld.Ann))).Events);

    private void Nowhere(TicketId ticket, params string[] words) => Assert.All(words, word =>
    {
        Assert.DoesNotContain(word, ObjectText.WithPrivate(_world[ticket]), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(word, ObjectText.WithPrivate(_world.Stream(ticket)), StringComparison.OrdinalIgnoreCase);
    });

    private TicketMessage Message(Actor author, Address from) => new()
    {
        Id = _world.NextMessage(),
        Direction = author is Actor.Customer ? MessageDirection.Inbound : MessageDirection.Outbound,
        Kind = MessageKind.Human,
        Channel = new ChannelAddress(ChannelAddress.Mail),
        Author = author,
        From = from,
        Subject = "Printer",
        Text = "The printer",
        Html = "<p>The printer</p>",
        Attachments = [new Attachment("printer.png", "image/png", default)],
        At = TicketStory.Monday,
    };
}
