using Helpdesk.Core.Messages;
using NodaTime;

namespace Helpdesk.Core.Tickets.Privacy;

/// <summary>
/// A message as customers see it. There is no way to make one of a note: <see cref="CustomerTicket.Of"/> is the only maker.
/// </summary>
public sealed record CustomerMessage
{
    internal CustomerMessage()
    {
    }

    /// <summary>Which message: for a rating.</summary>
    public required MessageId Id { get; init; }

    /// <summary>When it was taken or sent.</summary>
    public required Instant At { get; init; }

    /// <summary>Whether we wrote it.</summary>
    public required bool IsFromUs { get; init; }

    /// <summary>Whether a machine wrote it.</summary>
    public required bool IsAutomatic { get; init; }

    /// <summary>The name of who wrote it: the customer's, the agent's, or empty.</summary>
    public required string Author { get; init; }

    /// <summary>The text.</summary>
    public required string Text { get; init; }

    /// <summary>The HTML as it came, never sanitised here, or empty.</summary>
    public required string Html { get; init; }

    /// <summary>What came with it.</summary>
    public required IReadOnlyList<Attachment> Attachments { get; init; }

    /// <summary>The customer's rating of it, from 1 to 5; null for none.</summary>
    public required int? Score { get; init; }
}
