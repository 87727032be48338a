using Helpdesk.Core.BusinessTime;
using Helpdesk.Core.Tickets;
using NodaTime;

namespace Helpdesk.Core.Rules;

/// <summary>
/// What a rule or a macro does: the same commands that people give, decided by the same ticket, or something that the world
/// outside must do. A closed family.
/// </summary>
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
    public sealed record PostponeFor(Duration For) : RuleAction
    {
        /// <summary>The hours that count; null for all of them.</summary>
        public Schedule? Hours { get; init; }
    }

    /// <summary>Give the ticket to the agent who acts; refused when it is no agent who does.</summary>
    public sealed record AssignActor : RuleAction;

    /// <summary>Have the agent who acts told what happens; refused when it is no agent who does.</summary>
    public sealed record FollowActor : RuleAction;

    /// <summary>Have exactly these tags.</summary>
    /// <param name="Tags">Compared ordinally.</param>
    public sealed record SetTags(IReadOnlyList<string> Tags) : RuleAction;

    /// <summary>Add to a custom number field; one without a value counts as zero.</summary>
    /// <param name="Field">Its name.</param>
    /// <param name="By">How much; negative to take away.</param>
    public sealed record Increment(string Field, double By) : RuleAction;

    /// <summary>Send a template as an automatic message. A machine's message is never answered so.</summary>
    /// <param name="Template">The name of the template in the configuration.</param>
    public sealed record Notify(string Template) : RuleAction
    {
        /// <summary>Who gets it, each one a message of one's own.</summary>
        public IReadOnlyList<NoticeRecipient> To { get; init; } = [new NoticeRecipient.Requester()];
    }

    /// <summary>Answer the requester in public with a template: in a macro as the agent, in a rule as a machine.</summary>
    /// <param name="Template">The name of the template in the configuration.</param>
    /// <param name="Then">A trigger to fire with it; null for "answered".</param>
    public sealed record Reply(string Template, TriggerId? Then = null) : RuleAction;

    /// <summary>Write an internal note with a template.</summary>
    /// <param name="Template">The name of the template in the configuration; its subject is not used.</param>
    public sealed record AddNote(string Template) : RuleAction;

    /// <summary>Have the host do something, at least once, under a key that stays the same.</summary>
    /// <param name="Action">The name under which the host registered it.</param>
    /// <param name="With">What it is told.</param>
    public sealed record Call(string Action, IReadOnlyDictionary<string, string> With) : RuleAction;

    /// <summary>Let no automatic message leave to the requester for what is at hand, acknowledgements included.</summary>
    public sealed record Suppress : RuleAction;
}
