using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Tests.Tickets.Privacy;

/// <summary>Who is erased is nowhere; everything else is where it was. Asked of every person at the end of every story.</summary>
public sealed class ErasureProperties
{
    private static readonly Address[] Persons = [TicketWorld.Ann, TicketWorld.Bob, Address.Mail("CLEO@else.example")];

    [Fact]
    public void Nobody_finds_an_erased_person_in_the_ticket_its_stream_or_what_was_merged_into_it() => AtTheEnd((_, after, ticket, person) =>
        Touched(after, ticket).All(t =>
            IsClean(ObjectText.WithPrivate(after[t]), person) && IsClean(ObjectText.WithPrivate(after.Stream(t)), person)));

    [Fact]
    public void Counts_instants_order_and_everybody_else_stay() => AtTheEnd((before, after, ticket, person) => Touched(after, ticket).All(t =>
    {
        var (old, fresh) = (before[t], after[t]);
        return after.Stream(t).Take(before.Stream(t).Count).Zip(before.Stream(t)).All(p =>
                (p.First.Version, p.First.At, p.First.CausationId, p.First.Event.GetType()) == (p.Second.Version, p.Second.At, p.Second.CausationId, p.Second.Event.GetType()))
            && old.Messages.Select(m => (m.Message, m.At, m.Direction, m.Kind, m.Origin, m.Via)).SequenceEqual(fresh.Messages.Select(m => (m.Message, m.At, m.Direction, m.Kind, m.Origin, m.Via)))
            && old.Messages.Zip(fresh.Messages).All(p => p.First.By is Actor.Customer c && c.Address.IsSameAs(person) ? p.Second.By is Actor.Customer : p.First.By == p.Second.By)
            && old.Ratings.Keys.ToHashSet().SetEquals(fresh.Ratings.Keys)
            && (old.Requester.IsSameAs(person) || (old.Requester == fresh.Requester && old.Subject == fresh.Subject))
            && old.Participants.Where(p => !p.IsSameAs(person)).All(fresh.IsParticipant)
            && old.Tags.SequenceEqual(fresh.Tags) && old.Category == fresh.Category;
    }));

    [Fact]
    public void Erasing_twice_is_erasing_once() => AtTheEnd((_, after, ticket, person) =>
        after.Fork().Try(ticket, new TicketCommand.Erase(person)) is Decision.Accepted { Events.Count: 0, Others.Count: 0 });

    [Fact]
    public void An_erased_ticket_is_still_the_fold_of_its_stream() => AtTheEnd((_, after, ticket, _) => Touched(after, ticket).All(t =>
        ObjectText.WithPrivate(Ticket.Replay(after.Stream(t))) == ObjectText.WithPrivate(after[t])));

    private static TicketId[] Touched(TicketWorld world, TicketId ticket) => [ticket, .. world[ticket].Absorbed.Select(a => a.Ticket)];

    private static bool IsClean(string text, Address person) =>
        !text.Contains(person.Value, StringComparison.OrdinalIgnoreCase)
        && !(person.DisplayName.Length > 0 && text.Contains($"DisplayName={person.DisplayName};", StringComparison.Ordinal));

    private static void AtTheEnd(Func<TicketWorld, TicketWorld, TicketId, Address, bool> law) => StoryLaws.Hold(
        _ => true,
        atTheEnd: world => world.Tickets.Where(t => t.MergedInto is null).All(t => Persons.All(person =>
        {
            var after = world.Fork();
            after.Do(t.Id, new TicketCommand.Erase(person));
            return law(world, after, t.Id, person);
        })));
}
