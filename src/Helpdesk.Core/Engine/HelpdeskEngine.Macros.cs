using Helpdesk.Core.Rules;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Engine;

public sealed partial class HelpdeskEngine
{
    // A macro is what its actions are, in the name of who runs it: all of them, or the reason why not.
    private Outcome.Refused? Run(WorkPlace place, Work work, TicketCommand.RunMacro command, Request request)
    {
        if (_configuration.FindMacro(command.Macro) is not { } macro)
        {
            return Outcome.Refuse(new Fault("unknown-macro", $"'{command.Macro}' is no macro."));
        }

        if (!macro.When.Evaluate(work.Values()))
        {
            return Outcome.Refuse(new Fault("macro-not-available", $"'{macro.Name}' is not for this ticket as it is."));
        }

        if (Refusal(place, work, command, request.By) is { } no)
        {
            return no;
        }

        var actions = new ActionRun(work.Ticket!, new ActionScene
        {
            By = request.By,
            OnBehalfOf = request.OnBehalfOf,
            Agent = (request.By as Actor.Agent)?.Id,
            At = request.At,
            CausationId = request.CausationId,
            Depth = request.Depth,
            Purpose = $"macro:{macro.Id}",
            MayAnswer = true,
            ContextOf = place.ContextOf,
            RecipientsOf = place.RecipientsOf,
        });
        if (actions.Do(macro.Then) is { } refused)
        {
            return Outcome.Refuse(refused with { Place = $"{macro.Id}/then/{refused.Place}" });
        }

        work.Take(actions);
        foreach (var effect in actions.Effects)
        {
            switch (effect)
            {
                case RuleEffect.Answer answer:
                    Answer(work, answer.Id, answer.Id, work.TextOf(answer.Template), request.By, request.At);
                    break;
                case RuleEffect.Note note:
                    work.Store(work.Note(note.Id, work.TextOf(note.Template), request.By));
                    break;
                default:
                    work.CarryOut([effect]);
                    break;
            }
        }

        return null;
    }
}
