using Helpdesk.Core.Messages;
using Helpdesk.Core.Tickets.Relations;

namespace Helpdesk.Core.Tickets;

/// <summary>What a new ticket is made of.</summary>
public sealed record TicketOpening
{
    /// <summary>Whether somebody waits at a live channel; only that begins a chat or a call as live.</summary>
    public bool IsLive { get; init; } = true;

    /// <summary>Its id.</summary>
    public required TicketId Id { get; init; }

    /// <summary>The human number.</summary>
    public required TicketReference Reference { get; init; }

    /// <summary>What it is about.</summary>
    public required string Subject { get; init; }

    /// <summary>Whose request it is.</summary>
    public required Address Requester { get; init; }

    /// <summary>Who may write to it besides the requester.</summary>
    public IReadOnlyList<Address> Participants { get; init; } = [];

    /// <summary>By which channel the request came.</summary>
    public required ChannelAddress Channel { get; init; }

    /// <summary>Where it is worked on.</summary>
    public required DepartmentId Department { get; init; }

    /// <summary>What type of ticket it is.</summary>
    public TicketTypeId? Type { get; init; }

    /// <summary>How pressing it is.</summary>
    public Priority Priority { get; init; } = Priority.Normal;

    /// <summary>The message that it begins with; null for a ticket whose messages come from another one.</summary>
    public MessageId? Message { get; init; }

    /// <summary>What sort of message that is.</summary>
    public MessageKind Kind { get; init; }

    /// <summary>Whether it was judged to be spam.</summary>
    public bool IsSpam { get; init; }

    /// <summary>The ticket that this one comes from: it goes on from it or was split off.</summary>
    public TicketLink? ComesFrom { get; init; }
}
