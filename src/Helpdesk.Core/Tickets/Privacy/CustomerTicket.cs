using Helpdesk.Core.Messages;
using NodaTime;

namespace Helpdesk.Core.Tickets.Privacy;

/// <summary>
/// A ticket as customers see it. The type has no place for anything internal: notes, tags, followers, links, tier, priority, agents and
/// fields that are not marked for customers cannot appear in it. Immutable.
/// </summary>
public sealed record CustomerTicket
{
    private CustomerTicket()
    {
    }

    /// <summary>The human number.</summary>
    public required TicketReference Reference { get; init; }

    /// <summary>What it is about.</summary>
    public required string Subject { get; init; }

    /// <summary>The label of the status for customers.</summary>
    public required string Status { get; init; }

    /// <summary>When it began.</summary>
    public required Instant CreatedAt { get; init; }

    /// <summary>The fields for customers that are visible and have a value, in the order of the schema.</summary>
    public required IReadOnlyList<CustomerField> Fields { get; init; }

    /// <summary>The conversation, oldest first.</summary>
    public required IReadOnlyList<CustomerMessage> Messages { get; init; }

    /// <summary>Whether the customer may say that it is solved.</summary>
    public required bool CanResolve { get; init; }

    /// <summary>Whether the customer may close it.</summary>
    public required bool CanClose { get; init; }

    /// <summary>Whether the customer may reopen it.</summary>
    public required bool CanReopen { get; init; }

    /// <summary>The ticket for a customer.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="messages">Its messages as they are stored; those that are not for customers are left out.</param>
    /// <param name="context">What decisions look at, with the customer as the actor.</param>
    /// <param name="nameOf">The name of an agent for customers; null for none.</param>
    public static CustomerTicket Of(
        Ticket ticket, IReadOnlyList<TicketMessage> messages, DecisionContext context, Func<AgentId, string?> nameOf)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        ArgumentNullException.ThrowIfNull(messages);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(nameOf);
        var notes = ticket.Messages.Where(m => m.Direction == MessageDirection.Note).Select(m => m.Message).ToHashSet();
        var permitted = ticket.Permitted(context with { By = new Actor.Customer(ticket.Requester) });
        return new CustomerTicket
        {
            Reference = ticket.Reference,
            Subject = ticket.Subject,
            Status = context.Lifecycle.Find(ticket.Status)?.CustomerLabel ?? "",
            CreatedAt = ticket.CreatedAt,
            Fields =
            [
                .. ticket.FieldStates(context)
                    .Where(f => f is { Field.ForCustomers: true, IsVisible: true, HasValue: true })
                    .Select(f => new CustomerField(f.Field.Label, ticket.Fields[f.Field.Name])),
            ],
            Messages =
            [
                .. messages.Where(m => IsForCustomers(m) && !notes.Contains(m.Id)).OrderBy(m => m.At).Select(m => Shown(m, ticket, nameOf)),
            ],
            CanResolve = permitted.Contains(Triggers.Resolve),
            CanClose = permitted.Contains(Triggers.Close),
            CanReopen = permitted.Contains(Triggers.Reopen),
        };
    }

    // Delivery reports speak of our servers and of other people's addresses.
    private static bool IsForCustomers(TicketMessage message) => message.Direction switch
    {
        MessageDirection.Outbound => true,
        MessageDirection.Inbound => message.Kind is not (MessageKind.Bounce or MessageKind.Receipt or MessageKind.Complaint),
        _ => false,
    };

    private static CustomerMessage Shown(TicketMessage message, Ticket ticket, Func<AgentId, string?> nameOf) => new()
    {
        Id = message.Id,
        At = message.At,
        IsFromUs = message.Author is not Actor.Customer,
        IsAutomatic = message.Kind != MessageKind.Human,
        Author = message.Author switch
        {
            Actor.Customer customer => customer.Address.DisplayName,
            Actor.Agent agent => nameOf(agent.Id) ?? "",
            _ => "",
        },
        Text = message.Text,
        Html = message.Html,
        Attachments = message.Attachments,
        Score = ticket.Ratings.GetValueOrDefault(message.Id)?.Score,
    };
}
