using Helpdesk.Core.Conversations;
using Helpdesk.Core.Conversations.Kinds;
using Helpdesk.Core.Conversations.Matching;
using Helpdesk.Core.Conversations.Replies;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Relations;

namespace Helpdesk.Core.Engine;

public sealed partial class HelpdeskEngine
{
    private const int MaxRelated = 20;

    /// <summary>What a store must look up of a message before <see cref="Receive"/>.</summary>
    public ThreadLookUps LookUps(InboundMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return ThreadLookUps.Of(message, AutomaticMail.Classify(message, _mailboxes).Kind, _configuration.References, _tokens);
    }

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
        if (CallOf(arrival) is var (home, item) && TakeCall(arrival, home, item, kind) is { } told)
        {
            return told;
        }

        var match = ThreadMatcher.Match(arrival.Message, kind.Kind, ContextOf(arrival));
        if (match is ThreadMatch.Refused refused)
        {
            return new Outcome.Quarantined(
                refused.Reason, new Trace("engine", refused.Reason.Code, refused.Reason.Sentence) { Steps = [kind.Trace, match.Trace] });
        }

        var found = match is ThreadMatch.Append append ? Survivor(arrival, append.Ticket) : null;
        if (found is not null && Append(arrival, found, (ThreadMatch.Append)match, kind) is { } appended)
        {
            return appended;
        }

        if (kind.Kind is MessageKind.Bounce or MessageKind.Receipt or MessageKind.Complaint or MessageKind.AutoReply)
        {
            var reason = new Fault(
                $"unmatched-{kind.Trace.Code}", $"A message of kind '{kind.Trace.Code}' that belongs to no open ticket makes none.");
            return new Outcome.Quarantined(
                reason, new Trace("engine", reason.Code, reason.Sentence) { Steps = [kind.Trace, .. Report(arrival, kind), match.Trace] });
        }

        return Begin(arrival, kind, match, found);
    }

    private MatchContext ContextOf(Arrival arrival) => new(arrival.Evidence, _agents, _mailboxes)
    {
        Tokens = _tokens,
        AuthenticationServer = _configuration.AuthenticationServer,
        Survivors = arrival.Evidence.Select(e => e.Candidate.Ticket)
            .Distinct()
            .Where(t => arrival.Around.Related[t].Ticket.MergedInto is not null)
            .ToDictionary(t => t, t => CandidateOf(Survivor(arrival, t))),
    };

    private static ThreadCandidate CandidateOf(TicketState state) =>
        new(state.Id, state.Ticket.Reference, [state.Ticket.Requester, .. state.Ticket.Participants]);

    /// <summary>
    /// Whether a call may begin a ticket: one that only rings does where its department says so.
    /// </summary>
    public bool Opens(InboundMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var department = _points.DepartmentOf(message.To.Concat(message.Cc), message.Channel);
        return message.Call is not { State: CallState.Ringing } || _configuration.Departments.First(d => d.Id == department).Policy.RingingOpens;
    }

    // The message that stands for the call already. The telephone system gives the ids of calls, and later news may not repeat the number.
    private static (TicketState Home, MessageId Item)? CallOf(Arrival arrival)
    {
        var message = arrival.Message;
        var key = ThreadIds.OfConversation(message.Channel, message.Conversation);
        return message.Call is not null && key.Length > 0
            && arrival.Evidence.FirstOrDefault(e => e.Kind == EvidenceKind.ExternalId && e.Value == key && e.Item is not null
                && (message.From.IsAnonymous || e.Candidate.Participants.Any(message.From.IsSameAs))) is { } found
                ? (Survivor(arrival, found.Candidate.Ticket), found.Item!.Message)
                : null;
    }

    // Null where nothing can be decided: then it is taken as a message like any other.
    private Outcome.Changed? TakeCall(Arrival arrival, TicketState home, MessageId item, MessageClassification kind)
    {
        var place = PlaceOf(arrival, kind);
        var work = Take(place, arrival, home.Id, home, kind);
        return Refusal(place, work, new TicketCommand.ReportCall(item, arrival.Message.Call!), Actor.System) is null
            ? place.Finish(work, "call", $"The call of {home.Ticket.Reference} went on.")
            : null;
    }

    // Who writes takes part by one identity, so those that the channel vouches for do too; the one it came under as well.
    private static void Know(Work work, InboundMessage message)
    {
        var verified = message.Claims.Where(c => c.IsVerified);
        foreach (var claim in verified.Where(c => !work.Ticket!.IsParticipant(c.Address)))
        {
            work.Record([new TicketEvent.ParticipantAdded(claim.Address, claim.VerifiedBy)], Actor.System);
        }

        if (!work.Ticket!.IsParticipant(message.From) && verified.FirstOrDefault() is { } by)
        {
            work.Record([new TicketEvent.ParticipantAdded(message.From, by.VerifiedBy)], Actor.System);
        }
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
    private Outcome.Changed? Append(Arrival arrival, TicketState state, ThreadMatch.Append match, MessageClassification kind)
    {
        var message = arrival.Message;
        var agent = kind.Kind == MessageKind.Human && match.TakesPart ? _configuration.AgentAt(message.From) : null;
        Actor who = agent is null ? new Actor.Customer(message.From) : new Actor.Agent(agent.Id);
        var place = PlaceOf(arrival, kind);
        var work = Take(place, arrival, state.Id, state, kind);
        work.Explain(match.Trace);
        var via = match.Ticket == state.Id ? (TicketId?)null : match.Ticket;
        TicketCommand command = agent is null
                ? new TicketCommand.Receive(arrival.NewMessage, message.From, kind.Kind, via) { IsInternal = match.IsInternal }
            : match.IsInternal ? new TicketCommand.AddNote(arrival.NewMessage)
            : new TicketCommand.Reply(arrival.NewMessage);
        var isNote = match.IsInternal;
        if (Refusal(place, work, command, who) is { } no)
        {
            // A customer's mail needs a ticket of its own; an agent's is kept where it belongs, as a note. Under a lifecycle that
            // is not there nothing can be decided, and the message is recorded all the same.
            isNote |= agent is not null;
            if (no.Reason.Code == "unknown-lifecycle")
            {
                work.Explain(no.Trace);
                work.Record(
                    [
                        agent is not null
                            ? new TicketEvent.NoteAdded(arrival.NewMessage)
                            : new TicketEvent.MessageReceived(arrival.NewMessage, message.From, kind.Kind, via) { IsInternal = isNote },
                    ],
                    who);
            }
            else if (agent is null || Refusal(place, work, new TicketCommand.AddNote(arrival.NewMessage), who) is not null)
            {
                return null;
            }
        }
        else if (agent is not null && !isNote && !message.To.Concat(message.Cc).Any(state.Ticket.Requester.IsSameAs))
        {
            // The agent answered us alone: the customer gets the answer from us, under an id of its own.
            Answer(work, DerivedId.Of(state.Id, work.Ticket!.Version, "forward"), arrival.NewMessage, message.Text, who, arrival.At, message.Attachments);
        }

        work.Store(Stored(arrival, kind.Kind, who, isNote ? MessageDirection.Note : MessageDirection.Inbound, match.Flags));
        if (agent is null && kind.Kind == MessageKind.Human && match.TakesPart && !isNote)
        {
            work.ReplyTo(_points.Of(message, arrival.At));
        }

        if (agent is null && match.TakesPart && !isNote)
        {
            Know(work, message);
        }

        if (match.Message is { } ours && DeliveryReport.Read(message, kind.Kind)?.NewsOf(ours, message.SentAt) is { } news)
        {
            // What is known already, or of a ticket that nothing can be decided on, is no reason to lose the report itself.
            _ = Refusal(place, work, new TicketCommand.ReportDelivery(news), Actor.System);
        }

        return place.Finish(work, "appended", $"Appended to {state.Ticket.Reference}.");
    }

    private Outcome.Changed Begin(Arrival arrival, MessageClassification kind, ThreadMatch match, TicketState? followUpOf)
    {
        var message = arrival.Message;
        var agent = match.Flags.Contains("sender-authentication-failed", StringComparer.Ordinal) ? null : _configuration.AgentAt(message.From);
        var related = followUpOf is null && match is ThreadMatch.New { PossiblyRelatedTo: { } named } ? Linkable(Survivor(arrival, named)) : null;
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
        var forwarded = agent is null ? null : ForwardedMessage.OnBehalf(message);
        var subject = BaseSubject.Of(forwarded is { Subject.Length: > 0 } ? forwarded.Subject : message.Subject, _configuration.References).Text;
        var department = _points.DepartmentOf(message.To.Concat(message.Cc), message.Channel);
        work.ReplyTo(_points.Of(message, arrival.At) with { Writer = null });
        work.Record(
            Ticket.Open(
                new TicketOpening
                {
                    Id = arrival.NewTicket,
                    Reference = arrival.NewReference,
                    Subject = subject.Length == 0 ? "(no subject)" : subject,
                    Requester = forwarded?.From ?? message.From,
                    Participants = Participants(message),
                    Channel = message.Channel,
                    Department = department,
                    Message = arrival.NewMessage,
                    Kind = kind.Kind,
                    IsSpam = isSpam,
                    IsLive = !message.Flags.Contains(InboundMessage.NotLive, StringComparer.Ordinal),
                    ComesFrom = followUpOf is not null ? new TicketLink(LinkType.FollowUpOf, followUpOf.Id, followUpOf.Ticket.Reference)
                        : related is not null ? new TicketLink(LinkType.RelatedTo, related.Id, related.Ticket.Reference)
                        : null,
                },
                _configuration.Lifecycles.Of(department, null)),
            who);
        if ((followUpOf ?? related) is { } other)
        {
            var type = followUpOf is null ? LinkType.RelatedTo : LinkType.FollowedUpBy;
            place.On(other.Id).Record([new TicketEvent.Linked(new TicketLink(type, arrival.NewTicket, arrival.NewReference))], Actor.System);
        }

        if (message.Call is { } call)
        {
            work.Record([new TicketEvent.CallChanged(arrival.NewMessage, message.From, call)], who);
        }

        IReadOnlyList<string> flags = forwarded is null ? match.Flags : [.. match.Flags, "on-behalf", "requester-unverified"];
        work.Store(Stored(arrival, kind.Kind, who, MessageDirection.Inbound, flags));
        if (!isSpam && work.MayAnswer && agent is null)
        {
            work.Notify(_configuration.Notices.Acknowledgement, Work.Acknowledgement);
        }

        return place.Finish(work, isSpam ? "spam" : "opened", $"Opened {arrival.NewReference}.");
    }

    // A link for agents to see. Whoever writes to a ticket again and again without a part in it does not fill its record.
    private static TicketState? Linkable(TicketState state) =>
        state.Ticket.Links.Count(l => l.Type == LinkType.RelatedTo) < MaxRelated ? state : null;

    private WorkPlace PlaceOf(Arrival arrival, MessageClassification kind) => new(_configuration, arrival.Around)
    {
        At = arrival.At,
        Cause = $"message:{arrival.NewMessage}",
        Tokens = _tokens,
        MayAnswer = !kind.StaySilent,
    };

    private static Work Take(WorkPlace place, Arrival arrival, TicketId id, TicketState? before, MessageClassification kind)
    {
        var work = place.On(id, before);
        work.Message = arrival.Message;
        work.Kind = kind.Kind;
        work.Explain(kind.Trace);
        foreach (var report in Report(arrival, kind))
        {
            work.Explain(report);
        }

        return work;
    }

    private static IEnumerable<Trace> Report(Arrival arrival, MessageClassification kind) =>
        DeliveryReport.Read(arrival.Message, kind.Kind) is { } report ? [report.Explain()] : [];

    // People in To and Cc of the opening message take part; our own mailboxes do not.
    private Address[] Participants(InboundMessage message) =>
    [
        .. message.To.Concat(message.Cc).Concat(message.ReplyTo).Concat(message.Claims.Where(c => c.IsVerified).Select(c => c.Address))
            .Where(a => a.Key.Length > 0 && !a.IsSameAs(message.From) && !_mailboxes.Any(a.IsSameAs))
            .DistinctBy(a => (a.Kind, a.Key)),
    ];

    private static TicketMessage Stored(
        Arrival arrival, MessageKind kind, Actor author, MessageDirection direction, IReadOnlyList<string> flags) => new()
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
        Handed = arrival.Message.Handed,
        Headers = arrival.Message.Headers,
        ExternalId = arrival.Message.ExternalId,
        Conversation = arrival.Message.Conversation,
        References = [.. arrival.Message.InReplyTo, .. arrival.Message.References],
        At = arrival.At,
        SentAt = arrival.Message.SentAt,
        Flags = [.. arrival.Message.Flags, .. flags],
    };
}
