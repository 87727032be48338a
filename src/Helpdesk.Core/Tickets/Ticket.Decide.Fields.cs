using Helpdesk.Core.Conditions;

namespace Helpdesk.Core.Tickets;

public sealed partial record Ticket
{
    private const int MaxComment = 2_000;

    private Decision SetFields(TicketCommand.SetFields set, DecisionContext context)
    {
        var changes = new SortedDictionary<string, FieldValue?>(StringComparer.Ordinal);
        foreach (var (name, value) in set.Values)
        {
            var field = context.Fields.Ticket.FirstOrDefault(f => f.Name == name);
            if (field is null)
            {
                return Refuse("unknown-field", $"'{name}' is no field of tickets.");
            }

            if (value is not null && field.Check(value) is { } fault)
            {
                return new Decision.Refused(fault);
            }

            if (Fields.GetValueOrDefault(name)?.Shown != value?.Shown)
            {
                changes[name] = value;
            }
        }

        var changed = new TicketEvent.FieldsChanged(changes);
        return changes.Count == 0 ? Nothing : Hidden(changed, context) is { } no ? no : Accept(changed);
    }

    // Agents fill in what they see once everything they fill in is there; rules and the host's system may do so unseen.
    private Decision.Refused? Hidden(TicketEvent.FieldsChanged changed, DecisionContext context)
    {
        if (context.By is not Actor.Agent)
        {
            return null;
        }

        var after = After([changed], context);
        var hidden = context.Fields.StatesOf(after, after.Values(context))
            .FirstOrDefault(s => !s.IsVisible && changed.Values.GetValueOrDefault(s.Field.Name) is not null);
        return hidden is null ? null : new Decision.Refused(new Fault(
            "hidden-field", $"'{hidden.Field.Name}' is not shown on this ticket, so nobody can fill it in.", hidden.Field.Name));
    }

    private Decision Rate(TicketCommand.Rate rate)
    {
        if (rate.Score is < 1 or > 5)
        {
            return Refuse("bad-score", "A score is from 1 to 5.");
        }

        if (rate.Comment.Length > MaxComment)
        {
            return Refuse("too-long", $"A comment has at most {MaxComment} characters.");
        }

        if (Messages.Find(m => m.Message == rate.Answer) is not { IsAnswer: true, By: Actor.Agent agent } answer)
        {
            return Refuse("unknown-message", "Only an agent's answer on this ticket can be rated.");
        }

        return answer.Rating is { } known && known.Score == rate.Score && known.Comment == rate.Comment
            ? Nothing
            : Accept(new TicketEvent.Rated(rate.Answer, agent.Id, rate.Score, rate.Comment));
    }
}
