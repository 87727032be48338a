using System.Security.Cryptography;
using System.Text;
using Helpdesk.Core.Conditions;
using Helpdesk.Core.Rules;
using Helpdesk.Core.Rules.Analysis;
using Helpdesk.Core.Rules.Budgets;
using Helpdesk.Core.Sla;
using Helpdesk.Core.Spam;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Fields;
using Helpdesk.Core.Tickets.Lifecycles;

namespace Helpdesk.Core.Engine;

/// <summary>Everything that a host lays down, checked as a whole. Immutable; safe from any number of threads.</summary>
public sealed class HelpdeskConfiguration
{
    internal HelpdeskConfiguration()
    {
    }

    /// <summary>How human numbers are made and found.</summary>
    public ReferenceScheme References { get; internal set; } = ReferenceScheme.Default;

    /// <summary>Our own addresses, at least one.</summary>
    public required IReadOnlyList<Mailbox> Mailboxes { get; init; }

    /// <summary>
    /// The name that our own mail server gives itself in Authentication-Results (authserv-id, RFC 8601); empty when no such header is to be
    /// believed.
    /// </summary>
    public string AuthenticationServer { get; init; } = "";

    /// <summary>The departments, at least one; the first takes what no mailbox claims.</summary>
    public required IReadOnlyList<Department> Departments { get; init; }

    /// <summary>The agents.</summary>
    public required IReadOnlyList<AgentProfile> Agents { get; init; }

    /// <summary>The SLA policies.</summary>
    public required SlaPolicySet Sla { get; init; }

    /// <summary>The rules.</summary>
    public RuleSet Rules { get; internal set; } = RuleSet.Empty;

    /// <summary>What the actions of rules and macros may name.</summary>
    public required RuleReferences Names { get; init; }

    /// <summary>The macros, in the order of the configuration.</summary>
    public IReadOnlyList<Macro> Macros { get; init; } = [];

    /// <summary>How much automations may send.</summary>
    public RuleBudgets Budgets { get; init; } = RuleBudgets.Default;

    /// <summary>How new messages are judged.</summary>
    public required SpamPolicy Spam { get; init; }

    /// <summary>The templates that rules can send, by name.</summary>
    public required IReadOnlyDictionary<string, MessageTemplate> Templates { get; init; }

    /// <summary>What the library sends by itself.</summary>
    public required Notices Notices { get; init; }

    /// <summary>The types of tickets.</summary>
    public IReadOnlyList<TicketType> Types { get; init; } = [];

    /// <summary>The custom fields of tickets, contacts and companies.</summary>
    public CustomFieldSchema Fields { get; init; } = CustomFieldSchema.Empty;

    /// <summary>Which lifecycle holds for which tickets.</summary>
    public LifecycleSet Lifecycles { get; init; } = LifecycleSet.Default;

    /// <summary>How customers are asked to rate an answer; null when they are not.</summary>
    public RatingTerms? Ratings { get; init; }

    /// <summary>All fields that conditions may name: the library's, the configuration's and the host's, with the schedules.</summary>
    public FieldCatalogue Catalogue { get; init; } = TicketFields.Catalogue;

    /// <summary>
    /// Which text it was read from: the first 16 hexadecimal digits of the text's SHA-256 in UTF-8, and <c>+rules</c> where other rules were put in. Stands in the trace of each decision.
    /// </summary>
    public string Fingerprint { get; private set; } = "";

    /// <summary>Reads <c>helpdesk.json</c>; the form stands in <c>docs/configuration.md</c> and <c>docs/helpdesk.schema.json</c>.</summary>
    /// <param name="json">The text.</param>
    /// <param name="hostFields">Fields that the host answers itself, which conditions may name as well; null for none.</param>
    /// <param name="hostActions">The names of what the host does itself for rules and macros; null for none.</param>
    /// <returns>The configuration, or everything that is wrong with it, each with its JSON pointer.</returns>
    /// <exception cref="ArgumentException">
    /// A host's field has no accessor, or a name of the library's, or one that begins like those of custom fields.
    /// </exception>
    public static Parsed<HelpdeskConfiguration> Parse(
        string json, IEnumerable<Field>? hostFields = null, IEnumerable<string>? hostActions = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        Field[] fields = [.. hostFields ?? []];
        if (fields.FirstOrDefault(f => f.Accessor is null || CustomFieldSchema.HasName(f.Name)) is { } wrong)
        {
            throw new ArgumentException($"Host field '{wrong.Name}' needs an accessor and a name that is none of a custom field.", nameof(hostFields));
        }

        _ = TicketFields.Catalogue.With(fields);
        var parsed = JsonSection.Read(json, root => ConfigurationReader.Read(root, fields, [.. hostActions ?? []]));
        if (parsed.Value is { } configuration)
        {
            configuration.Fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)))[..16];
        }

        return parsed;
    }

    /// <summary>The same with a host's own scheme of references.</summary>
    public HelpdeskConfiguration WithReferences(ReferenceScheme references)
    {
        ArgumentNullException.ThrowIfNull(references);
        var copy = (HelpdeskConfiguration)MemberwiseClone();
        copy.References = references;
        return copy;
    }

    /// <summary>The same with other rules, such as those of <see cref="ParseRules"/>, to simulate them.</summary>
    public HelpdeskConfiguration WithRules(RuleSet rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        var copy = (HelpdeskConfiguration)MemberwiseClone();
        copy.Rules = rules;
        copy.Fingerprint = Fingerprint + "+rules";
        return copy;
    }

    /// <summary>Reads other rules against the names of this configuration: a JSON array as in <c>docs/rules.md</c>.</summary>
    /// <returns>The rules, in the mode of this configuration's own, or every fault with its JSON pointer.</returns>
    public Parsed<RuleSet> ParseRules(string json)
    {
        var parsed = RuleSet.Parse(json, Catalogue, Names);
        return parsed.Value is { } rules ? new Parsed<RuleSet>(rules.In(Rules.Mode), parsed.Faults) : parsed;
    }

    /// <summary>What deserves a look about its rules, or those of <see cref="WithRules"/>, before they go live: <see cref="RuleSet.Analyze"/>.</summary>
    public IReadOnlyList<RuleFinding> AnalyzeRules() => Rules.Analyze(Catalogue, Names);

    /// <summary>
    /// The same with a secret mixed into unguessable references, so that who knows the id of a ticket does not know its
    /// reference; nothing changes for other schemes.
    /// </summary>
    public HelpdeskConfiguration WithSecret(ReadOnlyMemory<byte> secret) =>
        References is RandomReferences random ? WithReferences(random.WithKey(secret)) : this;

    /// <summary>
    /// Whom rules may send something beside the requester: fixed addresses, and the agents if any rule tells agents. What they got lately is
    /// looked up before rules run.
    /// </summary>
    public IReadOnlyList<Address> NoticeTargets()
    {
        NoticeRecipient[] all = [.. Rules.Rules.SelectMany(r => r.Then).OfType<RuleAction.Notify>().SelectMany(n => n.To).Distinct()];
        IEnumerable<Address> persons = all.OfType<NoticeRecipient.Person>().Select(p => p.Address);
        return [.. all.All(r => r.IsOutside) ? persons : persons.Concat(Agents.Select(a => a.Address))];
    }

    internal bool HasPlusAddress(string account) => Mailboxes.FirstOrDefault(m => m.Address.IsSameAs(Address.Mail(account)))?.HasPlusAddress ?? false;

    internal Macro? FindMacro(MacroId id) => Macros.FirstOrDefault(m => m.Id == id);

    internal Department? Find(DepartmentId id) => Departments.FirstOrDefault(d => d.Id == id);

    internal TicketPolicy PolicyOf(Ticket ticket)
    {
        var policy = Find(ticket.Department)?.Policy ?? TicketPolicy.Default;
        var type = ticket.Type is { } id ? Types.FirstOrDefault(t => t.Id == id) : null;
        return type?.ClosePolicy is { } close ? policy with { ClosePolicy = close } : policy;
    }

    internal AgentProfile? AgentAt(Address address) => Agents.FirstOrDefault(a => a.Address.IsSameAs(address));
}
