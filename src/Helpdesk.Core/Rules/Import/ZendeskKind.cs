namespace Helpdesk.Core.Rules.Import;

/// <summary>What a Zendesk document holds.</summary>
internal enum ZendeskKind
{
    /// <summary>Woken by the creation and every update of a ticket.</summary>
    Trigger,

    /// <summary>Looked at every hour.</summary>
    Automation,

    /// <summary>Applied by hand.</summary>
    Macro,

    /// <summary>A saved list of tickets.</summary>
    View,
}
