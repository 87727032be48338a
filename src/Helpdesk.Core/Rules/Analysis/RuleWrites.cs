using Helpdesk.Core.Conditions;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Fields;
using NodaTime.Text;

namespace Helpdesk.Core.Rules.Analysis;

/// <summary>
/// What each action writes, and which events it may cause. What a lifecycle does beside a move, such as adding tags, is not in it:
/// the rules do not know which lifecycle a ticket obeys.
/// </summary>
internal static class RuleWrites
{
    private const string Status = "ticket.status";
    private const string Assignee = "ticket.assignee";
    private const string Tags = "ticket.tags";
    private const string Followers = "ticket.followers";
    private const string Subjects = "ticket.subjects";
    private const string Messages = "ticket.messageCount";

    private static readonly string[] AlongWithStatus =
    [
        "ticket.category", "ticket.statusSince", "ticket.postponedUntil", "ticket.resolvedAt", "ticket.closedAt", "ticket.reopenCount",
        "ticket.waitingSince",
    ];

    // What leaves is counted, or is not let.
    private static readonly string[] Sending = ["rule.fired", "automation.denied"];

    /// <summary>What an action does; nothing for one that leaves the ticket as it is.</summary>
    public static WriteSet Of(RuleAction action) => action switch
    {
        RuleAction.Command { What: var command } => Of(command),
        RuleAction.PostponeFor { For: var length } => Move($"postponed for {DurationPattern.Roundtrip.Format(length)}", "postponement.changed"),
        RuleAction.AssignActor => new([RuleWrite.Move(Assignee, "whoever acted")], ["ticket.assigned"]),
        RuleAction.FollowActor => new([RuleWrite.Change(Followers)], ["followers.changed"]),
        RuleAction.SetTags { Tags: var tags } =>
            new([RuleWrite.Set(Tags, new FieldValue.TextSet([.. tags.Distinct(StringComparer.Ordinal)]))], ["tags.changed"]),
        RuleAction.Increment { Field: var field } => new([RuleWrite.Change(CustomFieldSchema.TicketPrefix + field)], ["fields.changed"]),
        RuleAction.Reply { Then: var then } => Move(How(then ?? Triggers.AgentReply), ["reply.sent", "close.agreed", .. Sending]) with
        {
            Along = [.. AlongWithStatus, Messages],
        },
        RuleAction.AddNote => new([], ["note.added"]) { Along = [Messages] },
        RuleAction.Notify or RuleAction.Call => new([], Sending),
        _ => WriteSet.None,
    };

    private static WriteSet Of(TicketCommand command) => command switch
    {
        TicketCommand.Fire { Trigger: var trigger } => Move(How(trigger), "close.agreed"),
        TicketCommand.SetStatus { Status: var status } => Set(Status, status.Value, "status.changed", "close.agreed") with { Along = AlongWithStatus },
        TicketCommand.SetPriority { Priority: var priority } => Set("ticket.priority", TicketFields.NameOf(priority), "priority.changed"),
        TicketCommand.Assign { Agent: var agent } => Set(Assignee, agent.Value, "ticket.assigned"),
        TicketCommand.Unassign => Set(Assignee, null, "ticket.unassigned"),
        TicketCommand.Transfer { Department: var department } => new(
            [RuleWrite.Set("ticket.department", new FieldValue.Text(department.Value)), RuleWrite.PerhapsNothing(Assignee)],
            ["ticket.transferred", "lifecycle.changed"]),
        TicketCommand.SetType { Type: var type } => Set("ticket.type", type?.Value, "type.changed", "lifecycle.changed"),
        TicketCommand.SetFields { Values: var values } =>
            new([.. values.Select(v => RuleWrite.Set(CustomFieldSchema.TicketPrefix + v.Key, v.Value))], ["fields.changed"]),
        TicketCommand.AddTags { Tags: var tags } => Members(Tags, tags, true, "tags.changed"),
        TicketCommand.RemoveTags { Tags: var tags } => Members(Tags, tags, false, "tags.changed"),
        TicketCommand.Follow { Agent: var agent } => Members(Followers, [agent.Value], true, "followers.changed"),
        TicketCommand.Unfollow { Agent: var agent } => Members(Followers, [agent.Value], false, "followers.changed"),
        TicketCommand.AddSubject { Subject: var subject } => Members(Subjects, [subject.ToString()], true, "subjects.changed"),
        TicketCommand.RemoveSubject { Subject: var subject } => Members(Subjects, [subject.ToString()], false, "subjects.changed"),
        TicketCommand.Escalate => new([RuleWrite.Change("ticket.tier")], ["ticket.escalated"]),
        _ => WriteSet.None,
    };

    private static string How(TriggerId trigger) => $"moved by {trigger}";

    private static WriteSet Set(string field, string? value, params string[] events) =>
        new([RuleWrite.Set(field, value is null ? null : new FieldValue.Text(value))], events);

    private static WriteSet Members(string field, IEnumerable<string> members, bool isThere, string caused) =>
        new([.. members.Select(m => RuleWrite.Has(field, m, isThere))], [caused]);

    private static WriteSet Move(string how, params string[] also) =>
        new([RuleWrite.Move(Status, how)], ["status.changed", .. also]) { Along = AlongWithStatus };
}
