using System.Collections.Frozen;
using System.Text.Json;
using Helpdesk.Core.Conditions;
using Helpdesk.Core.Messages;

namespace Helpdesk.Core.Tickets;

/// <summary>
/// The fields of tickets, their requesters, the message and the events at hand, for every condition of the library; what each
/// means stands in <c>docs/conditions.md</c>.
/// </summary>
public static class TicketFields
{
    /// <summary>The names of <c>event.actorKind</c>.</summary>
    internal static readonly IReadOnlyList<string> ActorKinds =
        [NameOf(ActorKind.Agent), NameOf(ActorKind.Customer), NameOf(ActorKind.Rule), NameOf(ActorKind.System)];

    /// <summary>The catalogue.</summary>
    public static FieldCatalogue Catalogue { get; } = new(
    [
        // The ticket.
        new("ticket.reference", FieldType.Text),
        new("ticket.subject", FieldType.Text),
        new("ticket.status", FieldType.Choice),
        new("ticket.category", FieldType.Choice, Names<StatusCategory>()),
        new("ticket.priority", FieldType.Choice, Names<Priority>()),
        new("ticket.department", FieldType.Choice),
        new("ticket.type", FieldType.Choice),
        new("ticket.tier", FieldType.Number),
        new("ticket.assignee", FieldType.Choice) { HoldsAgents = true },
        new("ticket.tags", FieldType.TextSet),
        new("ticket.channel", FieldType.Choice),
        new("ticket.account", FieldType.Text),
        new("ticket.subjects", FieldType.TextSet),
        new("ticket.links", FieldType.TextSet),
        new("ticket.followers", FieldType.TextSet),
        new("ticket.participants", FieldType.TextSet),

        // Its counters and times.
        new("ticket.messageCount", FieldType.Number),
        new("ticket.customerMessageCount", FieldType.Number),
        new("ticket.replyCount", FieldType.Number),
        new("ticket.reopenCount", FieldType.Number),
        new("ticket.createdAt", FieldType.Moment),
        new("ticket.statusSince", FieldType.Moment),
        new("ticket.lastCustomerMessageAt", FieldType.Moment),
        new("ticket.lastReplyAt", FieldType.Moment),
        new("ticket.lastHumanMessageAt", FieldType.Moment),
        new("ticket.waitingSince", FieldType.Moment),
        new("ticket.postponedUntil", FieldType.Moment),
        new("ticket.resolvedAt", FieldType.Moment),
        new("ticket.closedAt", FieldType.Moment),

        // What the customer thinks.
        new("rating.score", FieldType.Number),
        new("rating.comment", FieldType.Text),
        new("rating.agent", FieldType.Choice) { HoldsAgents = true },

        // The requester.
        new("requester.address", FieldType.Text),
        new("requester.kind", FieldType.Choice, Names<AddressKind>()),
        new("requester.name", FieldType.Text),
        new("requester.domain", FieldType.Text),
        new("requester.contact", FieldType.Choice),
        new("requester.company", FieldType.Choice),

        // The event of a clock at hand.
        new("sla.policy", FieldType.Choice),
        new("sla.metric", FieldType.Choice),
        new("sla.level", FieldType.Choice),

        // Where the ticket stands with its promises.
        new("sla.state", FieldType.Choice, TicketPromise.States),
        new("sla.dueAt", FieldType.Moment),

        // The message at hand.
        new("message.kind", FieldType.Choice, Names<MessageKind>()),
        new("message.isFirst", FieldType.Flag),
        new("message.from", FieldType.Text),
        new("message.to", FieldType.TextSet),
        new("message.cc", FieldType.TextSet),
        new("message.replyTo", FieldType.TextSet),
        new("message.subject", FieldType.Text),
        new("message.text", FieldType.Text),
        new("message.newText", FieldType.Text),
        new("message.sentAt", FieldType.Moment),
        new("message.hasAttachments", FieldType.Flag),
        new("message.attachmentCount", FieldType.Number),
        new("message.attachmentNames", FieldType.TextSet),
        new("message.attachmentTypes", FieldType.TextSet),
        new("message.flags", FieldType.TextSet),
        new("message.spamProbability", FieldType.Number),
        new("message.serverVerdict", FieldType.Choice, ["spam", "ham"]),

        // The events at hand: all of one cause, one moment and one actor.
        new("event.kind", FieldType.TextSet, TicketEventKind.All),
        new("event.actor", FieldType.Choice) { HoldsAgents = true },
        new("event.actorKind", FieldType.Choice, ActorKinds),
        new("event.channel", FieldType.Choice),
        new("event.trigger", FieldType.Choice),
        new("event.changed", FieldType.TextSet),

        new("clock.now", FieldType.Moment),
    ]);

    /// <summary>The name of a value in JSON and in conditions: camelCase.</summary>
    internal static string NameOf<TEnum>(TEnum value)
        where TEnum : struct, Enum => ValueOf(value).Value;

    /// <summary>The same as the value of a field, made once: fields are read for every event.</summary>
    internal static FieldValue.Text ValueOf<TEnum>(TEnum value)
        where TEnum : struct, Enum => Known<TEnum>.Values.TryGetValue(value, out var known) ? known : new FieldValue.Text(Name(value));

    private static string[] Names<TEnum>()
        where TEnum : struct, Enum => [.. Enum.GetValues<TEnum>().Select(NameOf)];
    private static string Name<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static class Known<TEnum>
        where TEnum : struct, Enum
    {
        public static readonly FrozenDictionary<TEnum, FieldValue.Text> Values =
            Enum.GetValues<TEnum>().Distinct().ToFrozenDictionary(v => v, v => new FieldValue.Text(Name(v)));
    }
}
