using System.Text.Json;
using Helpdesk.Core.Conditions;
using Helpdesk.Core.Messages;

namespace Helpdesk.Core.Tickets;

/// <summary>The fields of tickets, their requesters and the message at hand, for every condition of the library.</summary>
public static class TicketFields
{
    /// <summary>The catalogue.</summary>
    public static FieldCatalogue Catalogue { get; } = new(
    [
        new("ticket.subject", FieldType.Text),
        new("ticket.status", FieldType.Choice),
        new("ticket.category", FieldType.Choice, Names<StatusCategory>()),
        new("ticket.priority", FieldType.Choice, Names<Priority>()),
        new("ticket.department", FieldType.Choice),
        new("ticket.type", FieldType.Choice),
        new("ticket.tier", FieldType.Number),
        new("ticket.assignee", FieldType.Choice),
        new("ticket.tags", FieldType.TextSet),
        new("ticket.channel", FieldType.Choice),
        new("ticket.account", FieldType.Text),
        new("ticket.createdAt", FieldType.Moment),
        new("ticket.statusSince", FieldType.Moment),
        new("ticket.lastCustomerMessageAt", FieldType.Moment),
        new("ticket.lastReplyAt", FieldType.Moment),
        new("ticket.messageCount", FieldType.Number),
        new("ticket.reopenCount", FieldType.Number),
        new("ticket.subjects", FieldType.TextSet),
        new("ticket.links", FieldType.TextSet),
        new("ticket.followers", FieldType.TextSet),
        new("rating.score", FieldType.Number),
        new("rating.comment", FieldType.Text),
        new("rating.agent", FieldType.Choice),
        new("requester.address", FieldType.Text),
        new("requester.name", FieldType.Text),
        new("requester.domain", FieldType.Text),
        new("requester.contact", FieldType.Choice),
        new("requester.company", FieldType.Choice),
        new("sla.policy", FieldType.Choice),
        new("sla.metric", FieldType.Choice),
        new("sla.level", FieldType.Choice),
        new("message.kind", FieldType.Choice, Names<MessageKind>()),
        new("message.from", FieldType.Text),
        new("message.subject", FieldType.Text),
        new("message.text", FieldType.Text),
        new("message.hasAttachments", FieldType.Flag),
    ]);

    /// <summary>The name of a value in JSON and in conditions: camelCase.</summary>
    internal static string NameOf<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static string[] Names<TEnum>()
        where TEnum : struct, Enum => [.. Enum.GetValues<TEnum>().Select(NameOf)];
}
