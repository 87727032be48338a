using Helpdesk.Core.Tickets.Fields;

namespace Helpdesk.Core.Rules.Import;

/// <summary>
/// What the numbers and names of a Zendesk account are called here. Zendesk's side is always a text: <c>"360017421099"</c>,
/// <c>"incident"</c>. What is not listed becomes a gap with code <c>unmapped-id</c>.
/// </summary>
public sealed record ZendeskNames
{
    /// <summary>Ids of groups to ids of departments.</summary>
    public IReadOnlyDictionary<string, string> Groups { get; init; } = new Dictionary<string, string>();

    /// <summary>Ids of users who work on tickets to ids of agents.</summary>
    public IReadOnlyDictionary<string, string> Agents { get; init; } = new Dictionary<string, string>();

    /// <summary>Ids of users who ask to ids of contacts.</summary>
    public IReadOnlyDictionary<string, string> Contacts { get; init; } = new Dictionary<string, string>();

    /// <summary>Ids of organizations to ids of companies.</summary>
    public IReadOnlyDictionary<string, string> Companies { get; init; } = new Dictionary<string, string>();

    /// <summary>Ids of ticket fields to custom fields of tickets, whose types decide which operators fit.</summary>
    public IReadOnlyDictionary<string, CustomField> Fields { get; init; } = new Dictionary<string, CustomField>();

    /// <summary>The types <c>question</c>, <c>incident</c>, <c>problem</c>, <c>task</c> to ids of ticket types.</summary>
    public IReadOnlyDictionary<string, string> Types { get; init; } = new Dictionary<string, string>();

    /// <summary>Ids of Zendesk's channels, such as <c>4</c> for mail, to names of channels.</summary>
    public IReadOnlyDictionary<string, string> Channels { get; init; } = new Dictionary<string, string>();

    /// <summary>The name of the schedule that stands for Zendesk's business hours; null when there is none.</summary>
    public string? Schedule { get; init; }
}
