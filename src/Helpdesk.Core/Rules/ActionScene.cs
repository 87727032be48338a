using Helpdesk.Core.Tickets;
using NodaTime;

namespace Helpdesk.Core.Rules;

/// <summary>Who carries out a list of actions, when and for what reason.</summary>
internal sealed record ActionScene
{
    /// <summary>Who does it.</summary>
    public required Actor By { get; init; }

    /// <summary>For whom, when somebody acts for somebody else.</summary>
    public Actor? OnBehalfOf { get; init; }

    /// <summary>The agent who acts, or whose act woke the rule; null when no agent did.</summary>
    public AgentId? Agent { get; init; }

    public required Instant At { get; init; }

    public required string CausationId { get; init; }

    public required int Depth { get; init; }

    /// <summary>What begins the keys of the effects, unique among the lists that start at one version of a ticket.</summary>
    public required string Purpose { get; init; }

    public required bool MayAnswer { get; init; }

    public required Func<Ticket, Actor, DecisionContext?> ContextOf { get; init; }

    public required Func<Ticket, NoticeRecipient, IReadOnlyList<Address>> RecipientsOf { get; init; }
}
