using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Rules.Import;

/// <summary>What wakes a trigger: the creation of a ticket and every update of it by a person or a rule.</summary>
internal static class TriggerEvents
{
    /// <summary>The creation.</summary>
    public const string Created = "ticket.created";

    // What the library notes for itself: promises, timers, warnings, erasures. In Zendesk none of these is an update.
    private static readonly string[] Internal =
    [
        "close.warned", "sla.applied", "sla.warned", "sla.breached", "sla.fulfilled", "sla.reviewed", "lifecycle.changed",
        "person.erased", "timer.refused", "postponement.changed", "delivery.changed", "delivery.failed", TimeRules.Kind, "rule.fired", "automation.denied",
    ];

    /// <summary>Every update.</summary>
    public static IReadOnlyList<string> Updates { get; } = [.. TicketEventKind.All.Except([Created, .. Internal], StringComparer.Ordinal)];

    /// <summary>What wakes a trigger with these rows, of which all must hold.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<ZendeskRow> all)
    {
        string?[] types = [.. all.Where(r => r is { Field: "update_type", Operator: "is" }).Select(r => r.Value.Single)];
        return types.Contains("Create") ? [Created] : types.Contains("Change") ? Updates : [Created, .. Updates];
    }
}
