using Helpdesk.Core.Templates;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Engine;

/// <summary>A message that the library can send.</summary>
/// <param name="Subject">The subject.</param>
/// <param name="Text">The text.</param>
public sealed record MessageTemplate(Template Subject, Template Text)
{
    /// <summary>The placeholders of both parts.</summary>
    public static IReadOnlyList<string> Placeholders { get; } =
        ["ticket.reference", "ticket.subject", "ticket.status", "requester.name", "requester.address", "department.name", "agent.name"];

    internal (string Subject, string Text) Render(Ticket ticket, HelpdeskConfiguration configuration)
    {
        return (Subject.Render(Value), Text.Render(Value));

        string? Value(string name) => name switch
        {
            "ticket.reference" => ticket.Reference.Value,
            "ticket.subject" => ticket.Subject,
            "ticket.status" => configuration.Lifecycles.Find(ticket.LifecycleVersion)?.Find(ticket.Status)?.CustomerLabel,
            "requester.name" => ticket.Requester.DisplayName.Length > 0 ? ticket.Requester.DisplayName : ticket.Requester.Value,
            "requester.address" => ticket.Requester.Value,
            "department.name" => configuration.Find(ticket.Department)?.Name,
            "agent.name" => configuration.Agents.FirstOrDefault(a => a.Id == ticket.Assignee)?.Name,
            _ => null,
        };
    }
}
