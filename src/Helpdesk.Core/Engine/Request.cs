using Helpdesk.Core.Messages;
using Helpdesk.Core.Spam;
using Helpdesk.Core.Tickets;
using NodaTime;

namespace Helpdesk.Core.Engine;

/// <summary>A command to a ticket, with the snapshot of everything that the engine needs to carry it out.</summary>
public sealed record Request
{
    /// <summary>The ticket.</summary>
    public required TicketState State { get; init; }

    /// <summary>The command.</summary>
    public required TicketCommand Command { get; init; }

    /// <summary>Who gives it.</summary>
    public required Actor By { get; init; }

    /// <summary>When.</summary>
    public required Instant At { get; init; }

    /// <summary>What identifies the cause, for the events.</summary>
    public required string CausationId { get; init; }

    /// <summary>The text of a reply or a note; empty for other commands.</summary>
    public string Text { get; init; } = "";

    /// <summary>What goes with a reply.</summary>
    public IReadOnlyList<Attachment> Attachments { get; init; } = [];

    /// <summary>The template of the channel that a reply is; empty for none.</summary>
    public string Template { get; init; } = "";

    /// <summary>
    /// The customer's message by whose channel a reply goes, one of <see cref="Surroundings.Messages"/>; null for where the customer last wrote.
    /// </summary>
    public MessageId? Via { get; init; }

    /// <summary>For whom it is done, when somebody acts for somebody else.</summary>
    public Actor? OnBehalfOf { get; init; }

    /// <summary>Loads, the contact of the requester, and the tickets that the command may look at.</summary>
    public Surroundings Around { get; init; } = Surroundings.None;

    /// <summary>The features kept of the ticket's first message; null when none were kept.</summary>
    public SpamFeatures? Sample { get; init; }

    /// <summary>How many automations lie behind the command: that of the call that it comes of; 0 for what people do.</summary>
    public int Depth { get; init; }
}
