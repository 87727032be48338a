using Helpdesk.Core.Rules;
using Helpdesk.Core.Sla;
using Helpdesk.Core.Spam;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Lifecycles;

namespace Helpdesk.Core.Engine;

/// <summary>Everything that a host lays down, checked as a whole. Immutable; safe from any number of threads.</summary>
public sealed class HelpdeskConfiguration
{
    internal HelpdeskConfiguration()
    {
    }

    /// <summary>What stands before the digits of a reference.</summary>
    public required string ReferencePrefix { get; init; }

    /// <summary>Our own addresses, at least one.</summary>
    public required IReadOnlyList<Mailbox> Mailboxes { get; init; }

    /// <summary>The departments, at least one; the first takes what no mailbox claims.</summary>
    public required IReadOnlyList<Department> Departments { get; init; }

    /// <summary>The agents.</summary>
    public required IReadOnlyList<AgentProfile> Agents { get; init; }

    /// <summary>The SLA policies.</summary>
    public required SlaPolicySet Sla { get; init; }

    /// <summary>The rules.</summary>
    public required RuleSet Rules { get; init; }

    /// <summary>The thresholds of the spam filter.</summary>
    public required SpamThresholds Spam { get; init; }

    /// <summary>The templates that rules can send, by name.</summary>
    public required IReadOnlyDictionary<string, MessageTemplate> Templates { get; init; }

    /// <summary>What the library sends by itself.</summary>
    public required Notices Notices { get; init; }

    /// <summary>The lifecycle of all tickets.</summary>
    public Lifecycle Lifecycle { get; } = Lifecycle.Default;

    /// <summary>Reads <c>helpdesk.json</c>; the form stands in <c>docs/configuration.md</c> and <c>docs/helpdesk.schema.json</c>.</summary>
    /// <returns>The configuration, or everything that is wrong with it, each with its JSON pointer.</returns>
    public static Parsed<HelpdeskConfiguration> Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return JsonSection.Read(json, ConfigurationReader.Read);
    }

    internal Department? Find(DepartmentId id) => Departments.FirstOrDefault(d => d.Id == id);

    internal TicketPolicy PolicyOf(DepartmentId id) => Find(id)?.Policy ?? TicketPolicy.Default;

    internal AgentProfile? AgentAt(Address address) => Agents.FirstOrDefault(a => a.Address.IsSameAs(address));
}
