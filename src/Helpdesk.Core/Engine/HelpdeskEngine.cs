using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Engine;

/// <summary>
/// The whole flow, pure: a message, a command or a due timer with a snapshot of what it needs gives an
/// <see cref="Outcome"/>. The same question gives the same answer, so a host that lost a race reloads and asks again.
/// Thread-safe.
/// </summary>
public sealed partial class HelpdeskEngine
{
    private readonly HelpdeskConfiguration _configuration;
    private readonly Address[] _mailboxes;
    private readonly Address[] _agents;

    /// <summary>Makes an engine for a configuration.</summary>
    public HelpdeskEngine(HelpdeskConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        _configuration = configuration;
        _mailboxes = [.. configuration.Mailboxes.Select(m => m.Address)];
        _agents = [.. configuration.Agents.Select(a => a.Address)];
    }

    /// <summary>Carries out a command.</summary>
    /// <returns><see cref="Outcome.Changed"/> or <see cref="Outcome.Refused"/> with the codes of <see cref="Ticket.Decide"/>.</returns>
    public Outcome Execute(Request request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var state = request.State;
        var work = new Work(_configuration, state.Id, state, request.At, request.CausationId)
        {
            Loads = request.Loads,
            Sample = request.Sample,
        };
        if (Refusal(work, request.Command, request.By, request.At) is { } no)
        {
            return no;
        }

        switch (request.Command)
        {
            case TicketCommand.Reply reply:
                work.Send(reply.Message, AnswerSubject(state.Ticket), request.Text, request.By, isAutomatic: request.By is not Actor.Agent);
                break;
            case TicketCommand.AddNote note:
                work.Store(Note(note.Message, request));
                break;
        }

        return work.Finish("executed", $"{request.Command.GetType().Name} was carried out.");
    }

    /// <summary>
    /// Lets a timer ring. A timer whose reason is gone changes nothing: the outcome then has no events and the timers that
    /// hold now.
    /// </summary>
    /// <param name="state">The ticket.</param>
    /// <param name="timer">The timer; its instant is the moment at which the ticket is changed, however late it rings.</param>
    /// <param name="loads">As in <see cref="Request.Loads"/>.</param>
    public Outcome.Changed Ring(TicketState state, TicketTimer timer, IReadOnlyDictionary<AgentId, int> loads)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(timer);
        var work = new Work(_configuration, state.Id, state, timer.At, $"timer:{timer.Kind}:{state.Ticket.Version}") { Loads = loads };
        var stale = !Timers.Of(state, _configuration.PolicyOf(state.Ticket.Department)).Any(t => t.Kind == timer.Kind && t.At <= timer.At);
        if (stale)
        {
            return work.Finish("stale-timer", $"{timer.Kind} no longer applies.");
        }

        if (Timers.MetricOf(timer.Kind) is { } metric)
        {
            work.Record([Sla.SlaTimekeeper.BreachDue(state.Sla, metric, timer.At)!], Actor.System);
            return work.Finish("breached", $"The target of {Sla.SlaTimekeeper.NameOf(metric)} is missed.");
        }

        TicketCommand command = timer.Kind switch
        {
            TimerKind.Wake => new TicketCommand.Fire(Triggers.Wake),
            TimerKind.WarnOfClosing => new TicketCommand.WarnOfClosing(),
            _ => new TicketCommand.Fire(Triggers.AutoClose),
        };
        if (Refusal(work, command, Actor.System, timer.At) is { } no)
        {
            return work.Finish("stale-timer", no.Reason.Sentence);
        }

        work.Notify(
            timer.Kind switch
            {
                TimerKind.WarnOfClosing => _configuration.Notices.ClosingWarning,
                TimerKind.AutoClose => _configuration.Notices.Closed,
                _ => null,
            },
            timer.Kind.ToString());
        return work.Finish("rang", $"{timer.Kind} came.");
    }

    private static string AnswerSubject(Ticket ticket) => $"Re: {ticket.Subject} [{ticket.Reference}]";

    // Decides and records; what the domain says no to is given back.
    private Outcome.Refused? Refusal(Work work, TicketCommand command, Actor who, NodaTime.Instant at)
    {
        var ticket = work.Ticket!;
        var context = new DecisionContext(_configuration.Lifecycle, _configuration.PolicyOf(ticket.Department), who, at);
        switch (ticket.Decide(command, context))
        {
            case Decision.Accepted { Others.Count: > 0 }:
                var several = new Fault("several-tickets", "A command that changes several tickets is not carried out yet.");
                return new Outcome.Refused(several, new Trace("engine", several.Code, several.Sentence));
            case Decision.Accepted accepted:
                work.Record(accepted.Events, who);
                return null;
            case Decision.Refused refused:
                return new Outcome.Refused(refused.Reason, new Trace("engine", refused.Reason.Code, refused.Reason.Sentence));
            default:
                var reason = new Fault("needs-follow-up", "The ticket is finished; a new ticket takes the message.");
                return new Outcome.Refused(reason, new Trace("engine", reason.Code, reason.Sentence));
        }
    }

    private static Messages.TicketMessage Note(MessageId id, Request request) => new()
    {
        Id = id,
        Direction = Messages.MessageDirection.Note,
        Kind = Messages.MessageKind.Human,
        Channel = request.State.Reply.Channel,
        Author = request.By,
        From = new Address(AddressKind.HostUser, request.By.ToString() ?? ""),
        Text = request.Text,
        At = request.At,
    };
}
