using Helpdesk.Core.Messages;
using Helpdesk.Core.Tickets.Ratings;
using Helpdesk.Core.Tickets.Relations;

namespace Helpdesk.Core.Tickets.Privacy;

/// <summary>
/// Takes a person out of what is stored: the address becomes a pseudonym, what the person wrote becomes empty. Counts, instants
/// and the order of events stay. What others quoted of it is theirs and stays. Pure; applying it twice is applying it once.
/// </summary>
/// <param name="Person">The person, by address.</param>
/// <param name="Pseudonym">What stands in the person's place.</param>
public sealed record Erasure(Address Person, Address Pseudonym)
{
    /// <summary>The subject of a ticket whose requester was erased.</summary>
    internal const string Subject = "(erased)";

    /// <summary>The flag of a message whose author was erased.</summary>
    internal const string Flag = "erased";

    /// <summary>A stored event without the person.</summary>
    public RecordedEvent Apply(RecordedEvent recorded)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        return recorded with
        {
            By = Apply(recorded.By),
            OnBehalfOf = recorded.OnBehalfOf is { } other ? Apply(other) : null,
            Event = recorded.Event switch
            {
                TicketEvent.Opened opened => opened with
                {
                    Subject = Is(opened.Requester) ? Subject : opened.Subject,
                    Requester = Apply(opened.Requester),
                    Participants = Apply(opened.Participants),
                },
                TicketEvent.MessageReceived received => received with { From = Apply(received.From) },
                TicketEvent.ParticipantAdded added => added with { Person = Apply(added.Person) },
                TicketEvent.ParticipantRemoved removed => removed with { Person = Apply(removed.Person) },
                TicketEvent.Forwarded forwarded => forwarded with { To = Apply(forwarded.To) },
                TicketEvent.Rated rated when IsPerson(recorded.By) => rated with { Comment = "" },
                TicketEvent.CallChanged call when Is(call.Caller) => call with { Caller = Pseudonym, News = call.News with { Recording = "" } },
                TicketEvent.Absorbed absorbed => absorbed with { Tickets = [.. absorbed.Tickets.Select(Apply)] },
                TicketEvent.Unmerged unmerged => unmerged with { Regained = [.. unmerged.Regained.Select(Apply)] },
                TicketEvent.MessagesTaken taken => taken with { Entries = [.. taken.Entries.Select(Apply)] },
                TicketEvent.PersonErased erased => erased with { Person = null },
                var untouched => untouched,
            },
        };
    }

    /// <summary>Everybody whom events name and whom no erasure among them has taken out, each once, in the order in which they come up.</summary>
    /// <param name="events">The streams of a ticket and of the tickets that were merged into it.</param>
    public static IReadOnlyList<Address> People(IReadOnlyCollection<RecordedEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        var known = events.Select(e => e.Event).OfType<TicketEvent.PersonErased>().Select(e => (e.Pseudonym.Kind, e.Pseudonym.Key)).ToHashSet();
        return [.. events.SelectMany(Named).Where(p => known.Add((p.Kind, p.Key)))];
    }

    /// <summary>Everybody whom an event names: those whom <see cref="Apply(RecordedEvent)"/> may have to take out.</summary>
    internal static IEnumerable<Address> Named(RecordedEvent recorded)
    {
        IEnumerable<Address> inside = recorded.Event switch
        {
            TicketEvent.Opened opened => [opened.Requester, .. opened.Participants],
            TicketEvent.MessageReceived received => [received.From],
            TicketEvent.ParticipantAdded added => [added.Person],
            TicketEvent.ParticipantRemoved removed => [removed.Person],
            TicketEvent.Forwarded forwarded => forwarded.To,
            TicketEvent.CallChanged call => [call.Caller],
            TicketEvent.Absorbed absorbed => absorbed.Tickets.SelectMany(t => t.Belongings.People.Concat(Named(t.Messages))),
            TicketEvent.Unmerged unmerged => Named(unmerged.Regained),
            TicketEvent.MessagesTaken taken => Named(taken.Entries),
            _ => [],
        };
        return inside.Concat(Named(recorded.By)).Concat(Named(recorded.OnBehalfOf));
    }

    /// <summary>A stored message without the person: one of the person's own loses its content.</summary>
    public TicketMessage Apply(TicketMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var isOwn = IsBy(message);
        return message with
        {
            Author = Apply(message.Author),
            From = Apply(message.From),
            To = Apply(message.To),
            Cc = Apply(message.Cc),
            Subject = isOwn ? "" : message.Subject,
            Text = isOwn ? "" : message.Text,
            Html = isOwn ? "" : message.Html,
            Attachments = isOwn ? [] : message.Attachments,
            Handed = isOwn || message.Handed is { } handed && Is(handed.From) ? null : message.Handed,
            Headers = isOwn ? [] : [.. message.Headers.Where(h => !h.Value.Contains(Person.Value.Trim(), StringComparison.OrdinalIgnoreCase))],
            Flags = isOwn && !message.Flags.Contains(Flag, StringComparer.Ordinal) ? [.. message.Flags, Flag] : message.Flags,
        };
    }

    /// <summary>Whether an address is the person's.</summary>
    public bool Is(Address address) => Person.IsSameAs(address);

    /// <summary>Whether the person wrote a message.</summary>
    public bool IsBy(TicketMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return Is(message.From) || IsPerson(message.Author);
    }

    /// <summary>Whether an event names the person.</summary>
    public bool IsIn(RecordedEvent recorded)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        return Named(recorded).Any(Is);
    }

    /// <summary>Whether an event opened the person's own ticket.</summary>
    public bool IsBy(RecordedEvent recorded)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        return recorded.Event is TicketEvent.Opened opened && Is(opened.Requester);
    }

    internal Address Apply(Address address) => Is(address) ? Pseudonym : address;

    internal TicketEntry Apply(TicketEntry entry) => entry with
    {
        By = Apply(entry.By),
        Call = entry.Call is { } call && IsPerson(entry.By) ? call with { Recording = "" } : entry.Call,
        Rating = entry.Rating is { } rating ? Apply(rating) : null,
    };

    internal Rating Apply(Rating rating) => IsPerson(rating.By) ? rating with { By = Apply(rating.By), Comment = "" } : rating;

    internal TicketBelongings Apply(TicketBelongings belongings) => belongings with { People = Apply(belongings.People) };

    internal AbsorbedTicket Apply(AbsorbedTicket absorbed) => absorbed with
    {
        Belongings = Apply(absorbed.Belongings),
        Messages = [.. absorbed.Messages.Select(Apply)],
    };

    private static IEnumerable<Address> Named(IEnumerable<TicketEntry> entries) =>
        entries.SelectMany(e => Named(e.By).Concat(Named(e.Rating?.By)));

    private static Address[] Named(Actor? actor) => actor is Actor.Customer customer ? [customer.Address] : [];

    private Address[] Apply(IReadOnlyList<Address> addresses) => [.. addresses.Select(Apply)];

    private Actor Apply(Actor actor) => IsPerson(actor) ? new Actor.Customer(Pseudonym) : actor;

    private bool IsPerson(Actor actor) => actor is Actor.Customer customer && Is(customer.Address);
}
