namespace Helpdesk.Core.Tickets.Lifecycles;

/// <summary>A trigger that a host adds.</summary>
/// <param name="Id">Kebab-case name, different from the shipped ones.</param>
/// <param name="Label">What agents see.</param>
public sealed record LifecycleTrigger(TriggerId Id, string Label);
