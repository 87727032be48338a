using System.Diagnostics;
using System.Globalization;
using Helpdesk.Core.Conditions;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Lifecycles;

namespace Helpdesk.Core.Rules;

/// <summary>
/// A list of actions on its way: every command is decided on what the ones before it made of the ticket. Who asks for it drops the
/// whole when one of them is refused. Rules and macros are carried out here and nowhere else.
/// </summary>
internal sealed class ActionRun(Ticket ticket, ActionScene scene)
{
    private readonly long _start = ticket.Version;
    private readonly List<RecordedEvent> _events = [];
    private readonly List<RuleEffect> _effects = [];

    public Ticket Ticket { get; private set; } = ticket;

    public IReadOnlyList<RecordedEvent> Events => _events;

    public IReadOnlyList<RuleEffect> Effects => _effects;

    public bool IsSuppressed { get; private set; }

    /// <summary>Carries out one action after another.</summary>
    /// <returns>Null, or why one of them was refused, with its place in the list.</returns>
    public Fault? Do(IReadOnlyList<RuleAction> actions)
    {
        for (var i = 0; i < actions.Count; i++)
        {
            if (Do(actions[i]) is { } no)
            {
                return no with { Place = i.ToString(CultureInfo.InvariantCulture) };
            }
        }

        return null;
    }

    /// <summary>Records something beside the actions.</summary>
    public void Record(TicketEvent happened)
    {
        var recorded = new RecordedEvent(Ticket.Version + 1, scene.At, scene.By, scene.CausationId, scene.Depth, happened, scene.OnBehalfOf);
        _events.Add(recorded);
        Ticket = Ticket.Evolve(recorded);
    }

    private Fault? Do(RuleAction action)
    {
        switch (action)
        {
            case RuleAction.Command command:
                return Give(command.What);
            case RuleAction.PostponeFor postpone:
                return postpone.Hours is not { } hours ? Give(new TicketCommand.Postpone(scene.At + postpone.For))
                    : hours.Add(scene.At, postpone.For) is { } until ? Give(new TicketCommand.Postpone(until))
                    : new Fault("never-open", "The hours by which it is postponed never come.");
            case RuleAction.AssignActor:
                return scene.Agent is { } agent ? Give(new TicketCommand.Assign(agent)) : NoAgent;
            case RuleAction.FollowActor:
                return scene.Agent is { } follower ? Give(new TicketCommand.Follow(follower)) : NoAgent;
            case RuleAction.SetTags set:
                return Give(new TicketCommand.RemoveTags([.. Ticket.Tags.Except(set.Tags, StringComparer.Ordinal)]))
                    ?? Give(new TicketCommand.AddTags(set.Tags));
            case RuleAction.Increment increment:
                var old = Ticket.Fields.GetValueOrDefault(increment.Field) is FieldValue.Number number ? number.Value : 0;
                return Give(new TicketCommand.SetFields(
                    new Dictionary<string, FieldValue?> { [increment.Field] = new FieldValue.Number(old + increment.By) }));
            case RuleAction.Notify notify:
                Notify(notify.Template, [.. notify.To.SelectMany(t => scene.RecipientsOf(Ticket, t)).DistinctBy(a => (a.Kind, a.Key))]);
                return null;
            case RuleAction.Reply reply:
                var answer = NextKey();
                _effects.Add(new RuleEffect.Answer(answer, reply.Template, Ticket.Requester));
                return Give(new TicketCommand.Reply(answer, reply.Then));
            case RuleAction.AddNote note:
                var written = NextKey();
                _effects.Add(new RuleEffect.Note(written, note.Template));
                return Give(new TicketCommand.AddNote(written));
            case RuleAction.Call call:
                _effects.Add(new RuleEffect.Call(NextKey(), call.Action, call.With, scene.Depth));
                return null;
            case RuleAction.Suppress:
                IsSuppressed = true;
                return null;
            default:
                throw new UnreachableException();
        }
    }

    private static Fault NoAgent { get; } = new("no-agent", "It is for the agent who acts, and no agent did.");

    private Fault? Give(TicketCommand command)
    {
        if (scene.ContextOf(Ticket, scene.By) is not { } context)
        {
            return new Fault("unknown-lifecycle", $"The ticket obeys lifecycle '{Ticket.LifecycleVersion}', which is not configured.");
        }

        switch (Ticket.Decide(command, context))
        {
            case Decision.Accepted { Others.Count: > 0 }:
                return new Fault("other-tickets", "It would change other tickets, which rules and macros do not.");
            case Decision.Accepted accepted:
                foreach (var happened in accepted.Events)
                {
                    Record(happened);
                }

                foreach (var notice in accepted.Effects.OfType<TransitionEffect.Notify>().Where(_ => scene.MayAnswer))
                {
                    Notify(notice.Template, [Ticket.Requester]);
                }

                return null;
            case Decision.Refused refused:
                return refused.Reason;
            default:
                return new Fault("needs-follow-up", "The ticket is finished.");
        }
    }

    // Nobody to tell is no fault: a ticket without an agent has no agent to be told.
    private void Notify(string template, IReadOnlyList<Address> to)
    {
        if (to.Count > 0)
        {
            _effects.Add(new RuleEffect.Notice(NextKey(), template, to));
        }
    }

    private MessageId NextKey() =>
        DerivedId.Of(Ticket.Id, _start, string.Create(CultureInfo.InvariantCulture, $"{scene.Purpose}:{_effects.Count}"));
}
