using System.Collections.Immutable;

namespace Helpdesk.Core.Tickets.Relations;

/// <summary>What a ticket has and hands on when it is merged. Immutable.</summary>
/// <param name="Tags">The tags.</param>
/// <param name="People">Who may write to it besides the requester.</param>
/// <param name="Followers">The agents who follow it.</param>
/// <param name="Links">Its links.</param>
/// <param name="Subjects">The host's entities that it is about.</param>
public sealed record TicketBelongings(
    IReadOnlyList<string> Tags,
    IReadOnlyList<Address> People,
    IReadOnlyList<Follower> Followers,
    IReadOnlyList<TicketLink> Links,
    IReadOnlyList<TicketSubject> Subjects)
{
    /// <summary>Nothing.</summary>
    public static TicketBelongings Empty { get; } = new([], [], [], [], []);

    /// <summary>All of several, each thing once, the first one winning.</summary>
    internal static TicketBelongings Union(TicketId self, TicketBelongings own, ImmutableList<AbsorbedTicket> absorbed)
    {
        if (absorbed.IsEmpty)
        {
            return own;
        }

        TicketBelongings[] all = [own, .. absorbed.Select(a => a.Belongings)];
        HashSet<TicketId> inside = [self, .. absorbed.Select(a => a.Ticket)];
        return new TicketBelongings(
            [.. all.SelectMany(b => b.Tags).Distinct(StringComparer.Ordinal)],
            [.. all.SelectMany(b => b.People).DistinctBy(a => (a.Kind, a.Key))],
            [.. all.SelectMany(b => b.Followers).DistinctBy(f => f.Agent)],
            [.. all.SelectMany(b => b.Links).Where(l => !inside.Contains(l.Other)).DistinctBy(l => (l.Type, l.Other))],
            [.. all.SelectMany(b => b.Subjects).Distinct()]);
    }

    /// <summary>Without some things, wherever they came from.</summary>
    internal TicketBelongings Without(
        IReadOnlyCollection<string>? tags = null, AgentId? follower = null, TicketLink? link = null, TicketSubject? subject = null, Address? person = null) =>
        this with
        {
            Tags = tags is null ? Tags : [.. Tags.Except(tags, StringComparer.Ordinal)],
            People = person is null ? People : [.. People.Where(p => !p.IsSameAs(person))],
            Followers = follower is null ? Followers : [.. Followers.Where(f => f.Agent != follower)],
            Links = link is null ? Links : [.. Links.Where(l => l.Type != link.Type || l.Other != link.Other)],
            Subjects = subject is null ? Subjects : [.. Subjects.Where(s => s != subject)],
        };
}
