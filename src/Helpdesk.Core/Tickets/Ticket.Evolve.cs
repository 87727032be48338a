using System.Collections.Immutable;
using System.Diagnostics;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Tickets.Ratings;
using Helpdesk.Core.Tickets.Relations;
using NodaTime;

namespace Helpdesk.Core.Tickets;

public sealed partial record Ticket
{
    /// <summary>Builds a ticket from its whole stream.</summary>
    /// <exception cref="ArgumentException">The stream is empty or does not begin with <see cref="TicketEvent.Opened"/>.</exception>
    public static Ticket Replay(IEnumerable<RecordedEvent> stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Ticket? ticket = null;
        foreach (var recorded in stream)
        {
            ticket = ticket is null ? Begin(recorded).Knowing(recorded) : ticket.Evolve(recorded);
        }

        return ticket ?? throw new ArgumentException("A ticket needs at least the event that opened it.", nameof(stream));
    }

    /// <summary>The ticket as it was at an instant; null when it had not begun.</summary>
    /// <param name="stream">Its whole stream.</param>
    /// <param name="at">The instant; what happened at it counts.</param>
    public static Ticket? At(IEnumerable<RecordedEvent> stream, Instant at)
    {
        ArgumentNullException.ThrowIfNull(stream);
        RecordedEvent[] past = [.. stream.TakeWhile(e => e.At <= at)];
        return past.Length == 0 ? null : Replay(past);
    }

    /// <summary>The ticket after one more event.</summary>
    public Ticket Evolve(RecordedEvent recorded)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        return Apply(recorded).Knowing(recorded);
    }

    private Ticket Apply(RecordedEvent recorded)
    {
        var next = this with { Version = recorded.Version };
        return recorded.Event switch
        {
            TicketEvent.Opened => next, // a stream begins once; a second beginning changes nothing
            TicketEvent.MessageReceived received => next.Heard(new TicketEntry(
                received.Message, received.IsInternal ? MessageDirection.Note : MessageDirection.Inbound, received.Kind, recorded.By, recorded.At, Via: received.Via)),
            TicketEvent.ReplySent sent => next.Answered(sent, recorded),
            TicketEvent.NoteAdded note => next.Noted(note, recorded),
            TicketEvent.StatusChanged changed => To(changed, recorded),
            TicketEvent.LifecycleChanged changed => next.Under(changed, recorded),
            TicketEvent.Assigned assigned => next with { Assignee = assigned.Agent },
            TicketEvent.Unassigned => next with { Assignee = null },
            TicketEvent.Transferred transferred => next with { Department = transferred.Department, Assignee = null },
            TicketEvent.PriorityChanged changed => next with { Priority = changed.Priority },
            TicketEvent.TypeChanged changed => next with { Type = changed.Type },
            TicketEvent.Escalated escalated => next with { Tier = escalated.Tier },
            TicketEvent.FieldsChanged changed => next with
            {
                Fields = Fields.RemoveRange(changed.Values.Where(v => v.Value is null).Select(v => v.Key))
                    .SetItems(changed.Values.Where(v => v.Value is not null).Select(v => KeyValuePair.Create(v.Key, v.Value!))),
            },
            TicketEvent.Tagged tagged => next.Having(Own with { Tags = Sorted(Own.Tags.Union(tagged.Tags, StringComparer.Ordinal)) }),
            TicketEvent.Untagged untagged => next.Without(b => b.Without(tags: [.. untagged.Tags])),
            TicketEvent.Followed followed => next.FollowedBy([followed.Agent], isMentioned: false),
            TicketEvent.Unfollowed unfollowed => next.Without(b => b.Without(follower: unfollowed.Agent)),
            TicketEvent.SubjectAdded added => next.Having(Own with { Subjects = [.. Own.Subjects, added.Subject] }),
            TicketEvent.SubjectRemoved removed => next.Without(b => b.Without(subject: removed.Subject)),
            TicketEvent.ParticipantAdded added => next.Having(Own with { People = [.. Own.People, added.Person] }),
            TicketEvent.ParticipantRemoved removed => next.Without(b => b.Without(person: removed.Person)),
            TicketEvent.Forwarded forwarded => next.Noted(forwarded.Message, recorded),
            TicketEvent.Linked linked => next.Having(Own with { Links = [.. Own.Links, linked.Link] }),
            TicketEvent.Unlinked unlinked => next.Without(b => b.Without(link: unlinked.Link)),
            TicketEvent.Rated rated => next.RatedAs(rated, recorded),
            TicketEvent.CloseAgreed agreed => next with { CloseAgreedBy = CloseAgreedBy | agreed.Side },
            TicketEvent.MergedInto merged => next with { MergedInto = new TicketLink(LinkType.RelatedTo, merged.Survivor, merged.Reference) },
            TicketEvent.Absorbed absorbed => next.Absorbing(absorbed),
            TicketEvent.Unmerged unmerged => (next with { MergedInto = null }).Hearing(unmerged.Regained),
            TicketEvent.Released released => next.Releasing(released),
            TicketEvent.MessagesMoved moved => next.Losing(moved),
            TicketEvent.MessagesTaken taken => next.Hearing(taken.Entries),
            TicketEvent.PersonErased erased => erased.Person is null ? next : next.Forget(new Privacy.Erasure(erased.Person, erased.Pseudonym)),
            TicketEvent.PostponementChanged changed => next with { PostponedUntil = changed.Until, SpentTimers = NoTimers },
            TicketEvent.DeliveryChanged changed => next with
            {
                Deliveries = Deliveries.SetItem(changed.News.Message, DeliveryOf(changed.News.Message).With(changed.News)),
            },
            TicketEvent.CallChanged changed => next with
            {
                Messages = Messages.ConvertAll(m => m.Message == changed.Message ? m with { Call = (m.Call ?? CallProgress.None).With(changed.News) } : m),
            },
            TicketEvent.TimerRefused refused => next with { SpentTimers = SpentTimers.Add(refused.Timer) },
            TicketEvent.RuleDue due => next with { Episodes = Episodes.SetItem(due.Rule.Value, due.Episode) },
            TicketEvent.RuleFired fired => next.Fired(fired, recorded.At),
            TicketEvent.AutomationDenied or TicketEvent.MacroRun => next,
            TicketEvent.CloseWarned => next with { LastWarnedAt = recorded.At },
            TicketEvent.SlaApplied or TicketEvent.SlaWarned or TicketEvent.SlaBreached or TicketEvent.SlaFulfilled
                or TicketEvent.SlaReviewed => next, // the clocks keep it; the ticket only counts it
            _ => throw new UnreachableException(),
        };
    }

    private static Ticket Begin(RecordedEvent recorded)
    {
        if (recorded.Event is not TicketEvent.Opened opened)
        {
            throw new ArgumentException("A ticket's stream begins with the event that opened it.", nameof(recorded));
        }

        var own = TicketBelongings.Empty with
        {
            People = opened.Participants,
            Links = opened.ComesFrom is { } from ? [from] : [],
        };
        return new Ticket
        {
            Version = recorded.Version,
            Id = opened.Id,
            Reference = opened.Reference,
            Subject = opened.Subject,
            Requester = opened.Requester,
            Own = own,
            Belongings = own,
            Channel = opened.Channel,
            Department = opened.Department,
            Type = opened.Type,
            Priority = opened.Priority,
            LifecycleVersion = opened.LifecycleVersion,
            Status = opened.Status,
            Category = opened.Category,
            StatusSince = recorded.At,
            CreatedAt = recorded.At,
            LastHumanMessageAt = recorded.At,
            Remembered = opened.IfNotSpam is { } before ? [before] : [],
        };
    }

    private Ticket Knowing(RecordedEvent recorded)
    {
        var named = Named;
        foreach (var person in Privacy.Erasure.Named(recorded))
        {
            named = named.Add((person.Kind, person.Key));
        }

        return ReferenceEquals(named, Named) ? this : this with { Named = named };
    }

    private static string[] Sorted(IEnumerable<string> texts) => [.. texts.Order(StringComparer.Ordinal)];

    private Ticket Heard(TicketEntry entry)
    {
        var next = this with { Messages = Messages.Add(entry) };
        return !entry.IsFromCustomer ? next : next with
        {
            LastCustomerMessageAt = entry.At,
            LastHumanMessageAt = entry.At,
            LastWarnedAt = null,
            CloseAgreedBy = ActorKind.None,
            SpentTimers = NoTimers,
            Woken = null,
        };
    }

    private Ticket Fired(TicketEvent.RuleFired fired, Instant at)
    {
        var rule = fired.Rule.Value;
        return this with
        {
            RuleRuns = RuleRuns.SetItem(rule, RuleRuns.GetValueOrDefault(rule) + 1),
            Episodes = fired.Episode.Length > 0 ? Episodes.SetItem(rule, fired.Episode) : Episodes,
            Sendings = fired.Sent == 0 ? Sendings : [.. Sendings.TakeLast(MaxSendings - 1), new Sending(fired.Rule, at, fired.Sent)],
        };
    }

    private Ticket Answered(TicketEvent.ReplySent sent, RecordedEvent recorded)
    {
        var kind = recorded.By is Actor.Agent ? MessageKind.Human : MessageKind.AutoGenerated;
        var entry = new TicketEntry(sent.Message, MessageDirection.Outbound, kind, recorded.By, recorded.At);
        var next = this with { Messages = Messages.Add(entry) };
        return !entry.IsAnswer ? next : next with
        {
            LastReplyAt = entry.At,
            LastHumanMessageAt = entry.At,
            LastWarnedAt = null,
            Woken = null,
            SpentTimers = NoTimers,
        };
    }

    private Ticket Noted(TicketEvent.NoteAdded note, RecordedEvent recorded)
    {
        var next = Noted(note.Message, recorded);
        return note.Mentions.Count == 0 ? next : next.FollowedBy(note.Mentions, isMentioned: true);
    }

    private Ticket Noted(MessageId note, RecordedEvent recorded) =>
        this with { Messages = Messages.Add(new TicketEntry(note, MessageDirection.Note, MessageKind.Human, recorded.By, recorded.At)) };

    private Ticket FollowedBy(IEnumerable<AgentId> agents, bool isMentioned)
    {
        var known = Own.Followers.Select(f => f.Agent).ToHashSet();
        return Having(Own with { Followers = [.. Own.Followers, .. agents.Where(known.Add).Select(a => new Follower(a, isMentioned))] });
    }

    private Ticket RatedAs(TicketEvent.Rated rated, RecordedEvent recorded)
    {
        var rating = new Rating(rated.Agent, rated.Score, rated.Comment, recorded.At, recorded.By);
        var index = Messages.FindIndex(m => m.Message == rated.Answer);
        return this with
        {
            Messages = index < 0 ? Messages : Messages.SetItem(index, Messages[index] with { Rating = rating }),
            LastRating = rating,
        };
    }

    private Ticket Having(TicketBelongings own) => this with { Own = own, Belongings = Together(own, Absorbed) };

    // What leaves, leaves wherever it came from: a tag of a merged ticket can be removed from the survivor.
    private Ticket Without(Func<TicketBelongings, TicketBelongings> change)
    {
        var absorbed = Absorbed.ConvertAll(a => a with { Belongings = change(a.Belongings) });
        var own = change(Own);
        return this with { Own = own, Absorbed = absorbed, Belongings = Together(own, absorbed) };
    }

    private TicketBelongings Together(TicketBelongings own, ImmutableList<AbsorbedTicket> absorbed)
    {
        var all = TicketBelongings.Union(Id, own, absorbed);
        return absorbed.IsEmpty ? all : all with
        {
            Tags = Sorted(all.Tags),
            People = [.. all.People.Where(p => !p.IsSameAs(Requester))],
        };
    }

    private Ticket Under(TicketEvent.LifecycleChanged changed, RecordedEvent recorded) => this with
    {
        LifecycleVersion = changed.Version,
        Woken = null,
        Status = changed.Status,
        Category = changed.Category,
        StatusSince = changed.Status == Status && changed.Category == Category ? StatusSince : recorded.At,
        WaitingSince = !IsWaiting(changed.Category) ? default : IsWaiting(Category) ? WaitingSince : recorded.At,
        Remembered = [.. changed.Remembered.Reverse()],
        SpentTimers = NoTimers,
    };

    private Ticket To(TicketEvent.StatusChanged changed, RecordedEvent recorded)
    {
        var reopened = Category is StatusCategory.Resolved or StatusCategory.Closed
            && changed.Category is StatusCategory.Open;
        var next = this with
        {
            Version = recorded.Version,
            Status = changed.To,
            Category = changed.Category,
            StatusSince = recorded.At,
            PostponedUntil = changed.Until,
            SpentTimers = NoTimers,
            WaitingSince = !IsWaiting(changed.Category) ? default : IsWaiting(Category) ? WaitingSince : recorded.At,
            Remembered = Remember(changed),
            ReopenCount = ReopenCount + (reopened ? 1 : 0),
            Reopenings = reopened ? [.. Reopenings.TakeLast(MaxSendings - 1), recorded.At] : Reopenings,
            CloseAgreedBy = reopened || changed.Category == StatusCategory.Closed ? ActorKind.None : CloseAgreedBy,
            LastWarnedAt = IsWaiting(changed.Category) || IsPutAway(changed.Category) ? LastWarnedAt : null,
            Woken = Woken?.Version == recorded.Version - 1 ? Woken : null,
        };
        return Woken is { } before && changed.Trigger == Triggers.Unmerge && changed.To == before.Status
            ? next with { ReopenCount = before.ReopenCount, Reopenings = before.Reopenings, LastWarnedAt = before.WarnedAt, CloseAgreedBy = before.CloseAgreedBy }
            : next;
    }

    private static bool IsWaiting(StatusCategory category) =>
        category is StatusCategory.Resolved or StatusCategory.WaitingOnCustomer;

    private static bool IsPutAway(StatusCategory category) =>
        category is StatusCategory.Postponed or StatusCategory.Spam or StatusCategory.Merged or StatusCategory.Deleted;

    // Going back pops; being put away pushes what was left; any other way out forgets.
    private ImmutableStack<RememberedStatus> Remember(TicketEvent.StatusChanged changed)
    {
        if (!Remembered.IsEmpty && Remembered.Peek().Status == changed.To && changed.Trigger != Triggers.Postpone)
        {
            return Remembered.Pop();
        }

        return IsPutAway(changed.Category)
            ? Remembered.Push(new RememberedStatus(Status, Category, PostponedUntil))
            : [];
    }
}
