using Helpdesk.Core.Messages;
using Helpdesk.Core.Rules.Budgets;
using Helpdesk.Core.Spam;
using Helpdesk.Core.Tickets;
using NodaTime;

namespace Helpdesk.Core.Rules;

/// <summary>What a run of rules looks at.</summary>
public sealed record RuleRunInput
{
    /// <summary>The ticket before the events; null for one that begins.</summary>
    public required Ticket? Before { get; init; }

    /// <summary>The ticket after them.</summary>
    public required Ticket Ticket { get; init; }

    /// <summary>The events that happened, at least one; all of one cause and one moment.</summary>
    public required IReadOnlyList<RecordedEvent> Events { get; init; }

    /// <summary>The message at hand, if there is one.</summary>
    public InboundMessage? Message { get; init; }

    /// <summary>What sort of message that is.</summary>
    public MessageKind Kind { get; init; }

    /// <summary>Whether a machine may answer: false for every automatic message.</summary>
    public required bool MayAnswer { get; init; }

    /// <summary>What a rule's commands are decided by; null when nothing can be decided on the ticket.</summary>
    public required Func<Ticket, Actor, DecisionContext?> ContextOf { get; init; }

    /// <summary>The requester's contact, if the host knows it.</summary>
    public ContactCard? Contact { get; init; }

    /// <summary>What became of the message that begins the ticket; null when it does not begin now.</summary>
    public SpamDecision? Spam { get; init; }

    /// <summary>Where the ticket stands with its promises before what the rules do, if it has any.</summary>
    public TicketPromise? Promise { get; init; }

    /// <summary>How much is explained.</summary>
    public RuleRunDetail Detail { get; init; }

    /// <summary>How much may be sent.</summary>
    public RuleBudgets Budgets { get; init; } = RuleBudgets.Default;

    /// <summary>When an address got automatic messages lately; nobody got any by default.</summary>
    public Func<Address, IReadOnlyList<Instant>> SentTo { get; init; } = _ => [];

    /// <summary>The addresses of those who get a notice; without agents by default.</summary>
    public Func<Ticket, NoticeRecipient, IReadOnlyList<Address>> RecipientsOf { get; init; } = (ticket, recipient) => recipient switch
    {
        NoticeRecipient.Requester => [ticket.Requester],
        NoticeRecipient.Person person => [person.Address],
        _ => [],
    };
}
