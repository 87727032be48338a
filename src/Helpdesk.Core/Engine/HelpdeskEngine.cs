using Helpdesk.Core.Conversations.Matching;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Rules;
using Helpdesk.Core.Sla;
using Helpdesk.Core.Tickets;
using NodaTime;

namespace Helpdesk.Core.Engine;

/// <summary>
/// The whole flow, pure: a message, a command or a due timer with a snapshot of what it needs gives an
/// <see cref="Outcome"/>. The same question gives the same answer, so a host that lost a race reloads and asks again.
/// Thread-safe.
/// </summary>
public sealed partial class HelpdeskEngine
{
    /// <summary>What the cause begins with of all that timers do.</summary>
    internal const string TimerCause = "timer:";

    private readonly HelpdeskConfiguration _configuration;
    private readonly RatingInvitation? _ratings;
    private readonly MessageTokens? _tokens;
    private readonly ReplyPoints _points;
    private readonly Address[] _mailboxes;
    private readonly Address[] _agents;

    /// <summary>Makes an engine for a configuration.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="ratings">Puts links to rate it under each answer of an agent; null for none.</param>
    /// <param name="tokens">Signs what is sent, so that answers find their ticket; null for nothing.</param>
    public HelpdeskEngine(HelpdeskConfiguration configuration, RatingInvitation? ratings = null, MessageTokens? tokens = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        _configuration = configuration;
        _ratings = ratings;
        _tokens = tokens;
        _points = new ReplyPoints(configuration);
        _mailboxes = [.. configuration.Mailboxes.Select(m => m.Address)];
        _agents = [.. configuration.Agents.Select(a => a.Address)];
    }

    /// <summary>How much of the rules is explained where the past is played.</summary>
    internal RuleRunDetail Detail { get; init; }

    /// <summary>Carries out a command.</summary>
    /// <returns>
    /// <see cref="Outcome.Changed"/>, or <see cref="Outcome.Refused"/> with the codes of <see cref="Ticket.Decide"/>,
    /// <c>needs-follow-up</c>, <c>unknown-lifecycle</c>, and of a macro <c>unknown-macro</c>, <c>macro-not-available</c>, <c>no-agent</c>,
    /// <c>never-open</c> or <c>other-tickets</c>, with the place of the action.
    /// </returns>
    public Outcome Execute(Request request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var state = request.State;
        var place = new WorkPlace(_configuration, request.Around)
        {
            At = request.At,
            Cause = request.CausationId,
            Tokens = _tokens,
            OnBehalfOf = request.OnBehalfOf,
            Depth = request.Depth,
        };
        var work = place.On(state.Id, state);
        work.Sample = request.Sample;
        if (request.Via is { } chosen)
        {
            var message = request.Around.Messages.FirstOrDefault(m => m.Id == chosen);
            if (message is null || _points.Of(state.Ticket, [message]).FirstOrDefault() is not { } point)
            {
                return Outcome.Refuse(new Fault("unknown-message", "No such message of somebody who takes part is there to answer."));
            }

            work.ReplyTo(point);
        }

        var no = request.Command is TicketCommand.RunMacro macro ? Run(place, work, macro, request) : Refusal(place, work, request.Command, request.By);
        if (no is not null)
        {
            return no;
        }

        switch (request.Command)
        {
            case TicketCommand.Reply reply:
                Answer(work, reply.Message, reply.Message, request.Text, request.By, request.At, request.Attachments, request.Template);
                break;
            case TicketCommand.AddNote note:
                work.Store(work.Note(note.Message, request.Text, request.By));
                break;
            case TicketCommand.Forward forward:
                work.Forward(forward, request.Text, request.Around.Messages.FirstOrDefault(m => m.Id == forward.Original), request.By);
                break;
            case TicketCommand.RemoveParticipant { Person: var person } when work.Reply!.Writer?.IsSameAs(person) == true:
                work.ReplyTo(_points.Of(work.Ticket!, request.Around.Messages).FirstOrDefault() ?? new ReplyPoint(work.Ticket!.Channel, []));
                break;
            case TicketCommand.Split split:
                Copy(place, split, request.Around.Messages);
                break;
        }

        if (request.Via is not null)
        {
            work.ReplyTo(state.Reply); // chosen for this one; the next goes again where the customer last wrote
        }

        return place.Finish(work, "executed", $"{request.Command.GetType().Name} was carried out.");
    }

    /// <summary>
    /// Lets a timer ring. A timer whose reason is gone changes nothing: the outcome then has no events and the timers that
    /// hold now. A timer whose trigger is refused says so in the stream and does not ring again.
    /// </summary>
    /// <param name="state">The ticket.</param>
    /// <param name="timer">The timer; its instant is the moment at which the ticket is changed, however late it rings.</param>
    /// <param name="around">What is known beside the ticket.</param>
    public Outcome.Changed Ring(TicketState state, TicketTimer timer, Surroundings around)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(timer);
        ArgumentNullException.ThrowIfNull(around);
        var place = new WorkPlace(_configuration, around)
        {
            At = timer.At,
            Cause = $"{TimerCause}{timer.Kind}:{state.Ticket.Version}",
            Tokens = _tokens,
            Detail = Detail,
        };
        var work = place.On(state.Id, state);
        var contact = place.ContactOf(state.Ticket);
        if (!Timers.Of(state, _configuration, contact, timer.At).Any(t => t.Kind == timer.Kind && t.At <= timer.At))
        {
            return place.Finish(work, "stale-timer", $"{timer.Kind} no longer applies.");
        }

        if (timer.Kind == TimerKind.Rule)
        {
            var due = TimeRules.Ahead(_configuration.Rules, state.Ticket, contact, timer.At).Where(d => d.At <= timer.At);
            work.Record(due.Select(d => new TicketEvent.RuleDue(d.Rule, d.Episode)), Actor.System);
            return place.Finish(work, "rule-due", "A time rule came due.");
        }

        if (timer.Kind == TimerKind.Sla)
        {
            // One at a time, so that rules see each; what else has come follows as news of the clocks. A clock whose metric is no
            // longer configured has nothing to tell: it ends.
            var come = SlaTimekeeper.Due(state.Sla, timer.At, _configuration.Sla) is [var first, ..] ? first : new TicketEvent.SlaReviewed(SlaEdit.Forward);
            work.Record([come], Actor.System);
            return place.Finish(work, "sla", come switch
            {
                TicketEvent.SlaWarned => "A warning of an SLA target came.",
                TicketEvent.SlaBreached => "An SLA target was missed.",
                _ => "What was promised is no longer configured.",
            });
        }

        TicketCommand command = timer.Kind switch
        {
            TimerKind.Wake => new TicketCommand.Fire(Triggers.Wake),
            TimerKind.WarnOfClosing => new TicketCommand.WarnOfClosing(),
            TimerKind.Status => new TicketCommand.Fire(Timers.OfStatus(state.Ticket, _configuration)!.Fire),
            _ => new TicketCommand.Fire(Triggers.AutoClose),
        };
        if (Refusal(place, work, command, Actor.System) is { } no)
        {
            work.Record([new TicketEvent.TimerRefused(timer.Kind.ToString(), no.Reason.Code)], Actor.System);
            return place.Finish(work, "timer-refused", no.Reason.Sentence);
        }

        work.Notify(
            timer.Kind switch
            {
                TimerKind.WarnOfClosing => _configuration.Notices.ClosingWarning,
                TimerKind.AutoClose => _configuration.Notices.Closed,
                _ => null,
            },
            timer.Kind.ToString());
        return place.Finish(work, "rang", $"{timer.Kind} came.");
    }

    /// <summary>Sets the timers of a ticket anew, for a configuration that was not there when they were set. Nothing happens to the ticket.</summary>
    /// <param name="state">The ticket.</param>
    /// <param name="at">The moment; nothing comes due before it.</param>
    /// <param name="around">What is known beside the ticket.</param>
    public Outcome.Changed Renew(TicketState state, Instant at, Surroundings around)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(around);
        var place = new WorkPlace(_configuration, around) { At = at, Cause = "" };
        return place.Finish(place.On(state.Id, state), "renewed", "Its timers were set anew.");
    }

    // An agent's answer leaves with the links to rate it; the token names the answer as the ticket knows it.
    private void Answer(
        Work work,
        MessageId id,
        MessageId answer,
        string text,
        Actor author,
        Instant at,
        IReadOnlyList<Attachment>? attachments = null,
        string template = "")
    {
        var isHuman = author is Actor.Agent;
        var ticket = work.Ticket!;
        work.Send(
            id,
            Work.AnswerSubject(ticket),
            isHuman && _ratings is not null ? _ratings.Below(text, ticket.Id, answer, at) : text,
            author,
            isAutomatic: !isHuman,
            attachments ?? [],
            template);
    }

    // Decides and records, on every ticket that is concerned; what the domain says no to is given back.
    private static Outcome.Refused? Refusal(WorkPlace place, Work work, TicketCommand command, Actor who)
    {
        var ticket = work.Ticket!;
        if (place.ContextOf(ticket, who) is not { } context)
        {
            return Outcome.Refuse(new Fault("unknown-lifecycle", $"The ticket obeys lifecycle '{ticket.LifecycleVersion}', which is not configured."));
        }

        switch (ticket.Decide(command, context))
        {
            case Decision.Accepted accepted:
                work.Record(accepted.Events, who);
                work.CarryOut(accepted.Effects);
                foreach (var other in accepted.Others)
                {
                    var beside = place.On(other.Ticket);
                    if (beside.Reply is null)
                    {
                        beside.ReplyTo(work.Reply!); // a ticket that begins goes on where this one does
                    }

                    beside.Record(other.Events, who);
                    beside.CarryOut(other.Effects);
                }

                return null;
            case Decision.Refused refused:
                return Outcome.Refuse(refused.Reason);
            default:
                return Outcome.Refuse(new Fault("needs-follow-up", "The ticket is finished; a new ticket takes the message."));
        }
    }

    // A copy has its own id and no id outside: what answers the message still finds the ticket it came from.
    private static void Copy(WorkPlace place, TicketCommand.Split split, IReadOnlyList<TicketMessage> messages)
    {
        foreach (var taken in split.Messages.Where(m => m.Copy is not null).DistinctBy(m => m.Message))
        {
            var original = messages.FirstOrDefault(m => m.Id == taken.Message)
                ?? throw new ArgumentException($"Message {taken.Message} is to be copied and was not given.", nameof(messages));
            place.On(split.Ticket).Store(original with { Id = taken.Copy!.Value, ExternalId = "", References = [] });
        }
    }
}
