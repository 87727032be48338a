using Helpdesk.Core.Conversations.Kinds;
using Helpdesk.Core.Engine.Simulation;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Engine;

public sealed partial class HelpdeskEngine
{
    /// <summary>
    /// Takes what happened as a fact, without asking whether it may, and lets rules, routing and clocks follow: what a simulation is
    /// made of.
    /// </summary>
    internal Outcome.Changed Replay(PastCause past, TicketId id, TicketState? state, Surroundings around)
    {
        var kind = past.Message is { } message ? AutomaticMail.Classify(message, _mailboxes) : null;
        var place = new WorkPlace(_configuration, around)
        {
            At = past.At,
            Cause = past.Id,
            MayAnswer = kind is not { StaySilent: true },
            Detail = Detail,
        };
        var work = place.On(id, state);
        work.Message = past.Message;
        work.Kind = kind?.Kind ?? default;
        foreach (var recorded in past.Events)
        {
            work.Record([recorded.Event], recorded.By, recorded.CausationDepth);
        }

        if (past.Message is { } came && past.Events.Any(e => e.By is Actor.Customer))
        {
            work.ReplyTo(state is null ? _points.Of(came, past.At) with { Writer = null } : _points.Of(came, past.At));
        }
        else if (work.Reply is null)
        {
            work.ReplyTo(new ReplyPoint(work.Ticket!.Channel, []));
        }

        if (state is null && work.MayAnswer && past.Events[0].By is Actor.Customer && work.Ticket!.Category != StatusCategory.Spam)
        {
            work.Notify(_configuration.Notices.Acknowledgement, Work.Acknowledgement);
        }

        return place.Finish(work, "replayed", "It happened.");
    }
}
