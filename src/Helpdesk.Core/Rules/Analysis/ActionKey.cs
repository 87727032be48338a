using System.Globalization;
using Helpdesk.Core.Conditions;
using Helpdesk.Core.Tickets;
using NodaTime.Text;

namespace Helpdesk.Core.Rules.Analysis;

/// <summary>A text that two actions share only if they do the same.</summary>
internal static class ActionKey
{
    /// <summary>The text; null for an action that is taken for different from every other.</summary>
    public static string? Of(RuleAction action) => action switch
    {
        RuleAction.Command { What: var command } => Of(command),
        RuleAction.PostponeFor postpone => Join(
            "postpone", DurationPattern.Roundtrip.Format(postpone.For), postpone.Hours?.ContentHash() ?? ""),
        RuleAction.AssignActor => Join("assign-actor"),
        RuleAction.FollowActor => Join("follow-actor"),
        RuleAction.SetTags set => Join("set-tags", [.. set.Tags]),
        RuleAction.Increment increment => Join("increment", increment.Field, increment.By.ToString("R", CultureInfo.InvariantCulture)),
        RuleAction.Notify notify => Join("notify", [notify.Template, .. notify.To.Select(Of)]),
        RuleAction.Reply reply => Join("reply", reply.Template, reply.Then?.Value ?? ""),
        RuleAction.AddNote note => Join("add-note", note.Template),
        RuleAction.Call call => Join("call", [call.Action, .. call.With.OrderBy(w => w.Key, StringComparer.Ordinal).SelectMany(w => new[] { w.Key, w.Value })]),
        RuleAction.Suppress => Join("suppress"),
        _ => null,
    };

    private static string? Of(TicketCommand command) => command switch
    {
        TicketCommand.Fire fire => Join("fire", fire.Trigger.Value),
        TicketCommand.SetStatus set => Join("set-status", set.Status.Value),
        TicketCommand.SetPriority set => Join("set-priority", TicketFields.NameOf(set.Priority)),
        TicketCommand.Assign assign => Join("assign", assign.Agent.Value),
        TicketCommand.Unassign => Join("unassign"),
        TicketCommand.Transfer transfer => Join("transfer", transfer.Department.Value),
        TicketCommand.SetType set => Join("set-type", set.Type?.Value ?? ""),
        TicketCommand.SetFields set => Join("set-fields", [.. set.Values.OrderBy(v => v.Key, StringComparer.Ordinal).SelectMany(v => new[] { v.Key, Of(v.Value) })]),
        TicketCommand.AddTags add => Join("add-tags", [.. add.Tags]),
        TicketCommand.RemoveTags remove => Join("remove-tags", [.. remove.Tags]),
        TicketCommand.Follow follow => Join("follow", follow.Agent.Value),
        TicketCommand.Unfollow unfollow => Join("unfollow", unfollow.Agent.Value),
        TicketCommand.AddSubject add => Join("add-subject", add.Subject.Kind, add.Subject.Id),
        TicketCommand.RemoveSubject remove => Join("remove-subject", remove.Subject.Kind, remove.Subject.Id),
        TicketCommand.Escalate => Join("escalate"),
        _ => null,
    };

    private static string Of(FieldValue? value) => value is null ? "" : $"{value.GetType().Name}:{value.Shown}";

    private static string Of(NoticeRecipient recipient) => recipient switch
    {
        NoticeRecipient.Agent agent => $"agent:{agent.Id}",
        NoticeRecipient.Person person => $"person:{person.Address.Kind}:{person.Address.Key}",
        _ => recipient.GetType().Name,
    };

    // With its length, so that no text looks like two.
    private static string Join(string what, params string[] parts) =>
        $"{what}({string.Join(',', parts.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Length}:{p}")))})";
}
