using Helpdesk.Core.Conversations;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Relations;

namespace Helpdesk.Core.Engine;

public sealed partial class HelpdeskEngine
{
    private const int MaxReferences = 20;

    /// <summary>
    /// Takes a message: which ticket, spam or not, what follows. Every message ends in one outcome: a new ticket, a ticket
    /// that it is appended to, or quarantine with the reason.
    /// </summary>
    /// <returns>
    /// <see cref="Outcome.Changed"/> or <see cref="Outcome.Quarantined"/> with code <c>unmatched-</c> and the kind of mail:
    /// reports and automatic answers that belong to no ticket make none.
    /// </returns>
    public Outcome Receive(Arrival arrival)
    {
        ArgumentNullException.ThrowIfNull(arrival);
        var kind = AutomaticMail.Classify(arrival.Message, _mailboxes);
        var match = ThreadMatcher.Match(
            arrival.Message, kind.Kind, new MatchContext(arrival.Evidence, _agents, _mailboxes));
        var found = match is ThreadMatch.Append append ? Survivor(arrival, append.Ticket) : null;
        if (found is not null && Append(arrival, found, ((ThreadMatch.Append)match).Ticket, kind, match.Trace) is { } appended)
        {
            return appended;
        }

        if (kind.Kind is MessageKind.Bounce or MessageKind.Receipt or MessageKind.Complaint or MessageKind.AutoReply)
        {
            var reason = new Fault(
                $"unmatched-{kind.Trace.Code}", $"A message of kind '{kind.Trace.Code}' that belongs to no open ticket makes none.");
            return new Outcome.Quarantined(
                reason, new Trace("engine", reason.Code, reason.Sentence) { Steps = [kind.Trace, match.Trace] });
        }

        return Begin(arrival, kind, match, found);
    }

    // The ticket in which the one that was found goes on.
    private static TicketState Survivor(Arrival arrival, TicketId found)
    {
        var state = arrival.Around.Related[found];
        for (var steps = 0; state.Ticket.MergedInto is { } next && steps <= arrival.Around.Related.Count; steps++)
        {
            state = arrival.Around.Related[next.Other];
        }

        return state;
    }

    // Null when the ticket is finished and the message needs a ticket of its own.
    private Outcome.Changed? Append(Arrival arrival, TicketState state, TicketId addressed, MessageClassification kind, Trace match)
    {
        var message = arrival.Message;
        var agent = kind.Kind == MessageKind.Human ? _configuration.AgentAt(message.From) : null;
        Actor who = agent is null ? new Actor.Customer(message.From) : new Actor.Agent(agent.Id);
        var place = PlaceOf(arrival, kind);
        var work = Take(place, arrival, state.Id, state, kind);
        work.Explain(match);
        var via = addressed == state.Id ? (TicketId?)null : addressed;
        TicketCommand command = agent is null
            ? new TicketCommand.Receive(arrival.NewMessage, message.From, kind.Kind, via)
            : new TicketCommand.Reply(arrival.NewMessage);
        var isNote = false;
        if (Refusal(place, work, command, who) is { } no)
        {
            // A customer's mail needs a ticket of its own; an agent's is kept where it belongs, as a note. Under a lifecycle that
            // is not there nothing can be decided, and the message is recorded all the same.
            isNote = agent is not null;
            if (no.Reason.Code == "unknown-lifecycle")
            {
                work.Explain(no.Trace);
                work.Record(
                    [isNote ? new TicketEvent.NoteAdded(arrival.NewMessage) : new TicketEvent.MessageReceived(arrival.NewMessage, message.From, kind.Kind, via)],
                    who);
            }
            else if (!isNote || Refusal(place, work, new TicketCommand.AddNote(arrival.NewMessage), who) is not null)
            {
                return null;
            }
        }
        else if (agent is not null && !message.To.Concat(message.Cc).Any(state.Ticket.Requester.IsSameAs))
        {
            // The agent answered us alone: the customer gets the answer from us, under an id of its own.
            Answer(work, DerivedId.Of(state.Id, work.Ticket!.Version, "forward"), arrival.NewMessage, message.Text, who, arrival.At);
        }

        work.Store(Stored(arrival, kind.Kind, who, isNote ? MessageDirection.Note : MessageDirection.Inbound));
        if (agent is null && kind.Kind == MessageKind.Human)
        {
            work.ReplyTo(PointOf(message));
        }

        return place.Finish(work, "appended", $"Appended to {state.Ticket.Reference}.");
    }

    private Outcome.Changed Begin(Arrival arrival, MessageClassification kind, ThreadMatch match, TicketState? followUpOf)
    {
        var message = arrival.Message;
        var agent = _configuration.AgentAt(message.From);
        var place = PlaceOf(arrival, kind);
        var work = Take(place, arrival, arrival.NewTicket, null, kind);
        work.Explain(match.Trace);
        var decision = _configuration.Spam.Judge(arrival.Spam, message);
        work.Sample = decision.Features;
        work.Judged = decision;
        foreach (var trace in decision.Traces)
        {
            work.Explain(trace);
        }

        // What our own people write is never spam, whatever it quotes.
        var isSpam = decision.IsSpam && agent is null && followUpOf is null;
        Actor who = agent is null ? new Actor.Customer(message.From) : new Actor.Agent(agent.Id);
        var subject = BaseSubject.Of(message.Subject, _configuration.References).Text;
        var department = DepartmentOf(message);
        work.ReplyTo(PointOf(message));
        work.Record(
            Ticket.Open(
                new TicketOpening
                {
                    Id = arrival.NewTicket,
                    Reference = arrival.NewReference,
                    Subject = subject.Length == 0 ? "(no subject)" : subject,
                    Requester = message.From,
                    Participants = Participants(message),
                    Channel = message.Channel,
                    Department = department,
                    Message = arrival.NewMessage,
                    Kind = kind.Kind,
                    IsSpam = isSpam,
                    ComesFrom = followUpOf is null ? null : new TicketLink(LinkType.FollowUpOf, followUpOf.Id, followUpOf.Ticket.Reference),
                },
                _configuration.Lifecycles.Of(department, null)),
            who);
        if (followUpOf is not null)
        {
            place.On(followUpOf.Id).Record(
                [new TicketEvent.Linked(new TicketLink(LinkType.FollowedUpBy, arrival.NewTicket, arrival.NewReference))], Actor.System);
        }

        work.Store(Stored(arrival, kind.Kind, who, MessageDirection.Inbound));
        if (!isSpam && work.MayAnswer && agent is null)
        {
            work.Notify(_configuration.Notices.Acknowledgement, "acknowledgement");
        }

        return place.Finish(work, isSpam ? "spam" : "opened", $"Opened {arrival.NewReference}.");
    }

    private WorkPlace PlaceOf(Arrival arrival, MessageClassification kind) => new(_configuration, arrival.Around)
    {
        At = arrival.At,
        Cause = $"message:{arrival.NewMessage}",
        MayAnswer = !kind.StaySilent,
    };

    private static Work Take(WorkPlace place, Arrival arrival, TicketId id, TicketState? before, MessageClassification kind)
    {
        var work = place.On(id, before);
        work.Message = arrival.Message;
        work.Kind = kind.Kind;
        work.Explain(kind.Trace);
        return work;
    }

    // People in To and Cc of the opening message take part; our own mailboxes do not.
    private Address[] Participants(InboundMessage message) =>
    [
        .. message.To.Concat(message.Cc).Concat(message.ReplyTo)
            .Where(a => a.Key.Length > 0 && !a.IsSameAs(message.From) && !_mailboxes.Any(a.IsSameAs))
            .DistinctBy(a => (a.Kind, a.Key)),
    ];

    // The mailbox that a message names decides, in the order of the message; failing that the account it came by.
    private DepartmentId DepartmentOf(InboundMessage message)
    {
        var named = message.To.Concat(message.Cc)
            .Select(a => _configuration.Mailboxes.FirstOrDefault(m => m.Address.IsSameAs(a)))
            .FirstOrDefault(m => m is not null);
        return named?.Department
            ?? _configuration.Mailboxes.FirstOrDefault(m => m.Address.IsSameAs(Address.Mail(message.Channel.Account)))?.Department
            ?? _configuration.Departments[0].Id;
    }

    // Answers leave by the mailbox that was written to, or the first one.
    private ReplyPoint PointOf(InboundMessage message)
    {
        var named = message.To.Concat(message.Cc).FirstOrDefault(a => _mailboxes.Any(a.IsSameAs));
        var account = message.Channel.Channel != ChannelAddress.Mail ? message.Channel.Account
            : named?.Key ?? (message.Channel.Account.Length > 0 ? message.Channel.Account : _mailboxes[0].Value);
        string[] ids = [.. message.References.Append(message.ExternalId).Where(id => id.Length > 0).TakeLast(MaxReferences)];
        return new ReplyPoint(message.Channel with { Account = account }, ids);
    }

    private static TicketMessage Stored(Arrival arrival, MessageKind kind, Actor author, MessageDirection direction) => new()
    {
        Id = arrival.NewMessage,
        Direction = direction,
        Kind = kind,
        Channel = arrival.Message.Channel,
        Author = author,
        From = arrival.Message.From,
        To = arrival.Message.To,
        Cc = arrival.Message.Cc,
        Subject = arrival.Message.Subject,
        Text = arrival.Message.Text,
        Html = arrival.Message.Html,
        Attachments = arrival.Message.Attachments,
        Headers = arrival.Message.Headers,
        ExternalId = arrival.Message.ExternalId,
        References = [.. arrival.Message.InReplyTo, .. arrival.Message.References],
        At = arrival.At,
        SentAt = arrival.Message.SentAt,
        Flags = arrival.Message.Flags,
    };
}
