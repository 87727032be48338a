using Helpdesk.Core.Conditions;
using Helpdesk.Core.Tickets.Fields;
using NodaTime;

namespace Helpdesk.Core.Tickets;

/// <content>What a ticket holds, now or before the event.</content>
public sealed partial record TicketFieldValues
{
    private static FieldValue? Of(Ticket ticket, string field) => field switch
    {
        "ticket.reference" => Text(ticket.Reference.ToString()),
        "ticket.subject" => Text(ticket.Subject),
        "ticket.status" => Text(ticket.Status.Value),
        "ticket.category" => TicketFields.ValueOf(ticket.Category),
        "ticket.priority" => TicketFields.ValueOf(ticket.Priority),
        "ticket.department" => Text(ticket.Department.Value),
        "ticket.type" => Text(ticket.Type?.Value),
        "ticket.tier" => new FieldValue.Number(ticket.Tier),
        "ticket.assignee" => Text(ticket.Assignee?.Value),
        "ticket.tags" => new FieldValue.TextSet(ticket.Tags),
        "ticket.channel" => Text(ticket.Channel.Channel),
        "ticket.account" => Text(ticket.Channel.Account),
        "ticket.subjects" => new FieldValue.TextSet([.. ticket.Subjects.Select(s => s.ToString())]),
        "ticket.links" => new FieldValue.TextSet([.. ticket.Links.Select(l => TicketFields.NameOf(l.Type)).Distinct()]),
        "ticket.followers" => new FieldValue.TextSet([.. ticket.Followers.Select(f => f.Agent.Value)]),
        "ticket.participants" => Keys(ticket.Participants),
        "rating.score" => ticket.LastRating is { } rating ? new FieldValue.Number(rating.Score) : null,
        "rating.comment" => Text(ticket.LastRating?.Comment),
        "rating.agent" => Text(ticket.LastRating?.Agent.Value),
        "requester.address" => Text(ticket.Requester.Key),
        "requester.kind" => Text(TicketFields.NameOf(ticket.Requester.Kind)),
        "requester.name" => Text(ticket.Requester.DisplayName),
        "requester.domain" => Text(ticket.Requester.Domain),
        _ when field.StartsWith(CustomFieldSchema.TicketPrefix, StringComparison.Ordinal) =>
            ticket.Fields.GetValueOrDefault(field[CustomFieldSchema.TicketPrefix.Length..]),
        _ => Counted(ticket, field),
    };

    private static FieldValue? Counted(Ticket ticket, string field) => field switch
    {
        "ticket.messageCount" => new FieldValue.Number(ticket.MessageCount),
        "ticket.customerMessageCount" => new FieldValue.Number(ticket.Messages.Count(m => m.IsFromCustomer)),
        "ticket.replyCount" => new FieldValue.Number(ticket.Messages.Count(m => m.IsAnswer)),
        "ticket.reopenCount" => new FieldValue.Number(ticket.ReopenCount),
        "ticket.createdAt" => Moment(ticket.CreatedAt),
        "ticket.statusSince" => Moment(ticket.StatusSince),
        "ticket.lastCustomerMessageAt" => Moment(ticket.LastCustomerMessageAt),
        "ticket.lastReplyAt" => Moment(ticket.LastReplyAt),
        "ticket.lastHumanMessageAt" => Moment(ticket.LastHumanMessageAt),
        "ticket.waitingSince" => Moment(WaitingSince(ticket)),
        "ticket.postponedUntil" => Moment(ticket.PostponedUntil),
        "ticket.resolvedAt" => Moment(ticket.Category == StatusCategory.Resolved ? ticket.StatusSince : null),
        "ticket.closedAt" => Moment(ticket.Category == StatusCategory.Closed ? ticket.StatusSince : null),
        _ => null,
    };

    // Since when a customer waits for an answer: the first message after the last answer, while there is anything to do.
    private static Instant? WaitingSince(Ticket ticket)
    {
        if (ticket.Category is StatusCategory.Resolved or StatusCategory.Closed or StatusCategory.Spam or StatusCategory.Merged
            or StatusCategory.Deleted)
        {
            return null;
        }

        Instant? since = null;
        for (var i = ticket.Messages.Count - 1; i >= 0 && !ticket.Messages[i].IsAnswer; i--)
        {
            since = ticket.Messages[i].IsFromCustomer ? ticket.Messages[i].At : since;
        }

        return since;
    }
}
