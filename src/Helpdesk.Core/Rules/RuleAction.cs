using Helpdesk.Core.Tickets;
using NodaTime;

namespace Helpdesk.Core.Rules;

/// <summary>What a rule does: the same commands that people give, decided by the same ticket, or a message to the requester.
/// A closed family.</summary>
public abstract record RuleAction
{
    private RuleAction()
    {
    }

    /// <summary>Give a command.</summary>
    /// <param name="What">The command.</param>
    public sealed record Command(TicketCommand What) : RuleAction;

    /// <summary>Put the ticket off for a while.</summary>
    /// <param name="For">How long, from the moment of the run; longer than zero.</param>
    public sealed record PostponeFor(Duration For) : RuleAction;

    /// <summary>Send a template to the requester as an automatic message. A machine's message is never answered so.</summary>
    /// <param name="Template">The name of the template in the configuration.</param>
    public sealed record Notify(string Template) : RuleAction;
}
