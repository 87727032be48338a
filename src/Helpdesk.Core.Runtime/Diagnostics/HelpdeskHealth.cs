using NodaTime;

namespace Helpdesk.Core.Runtime.Diagnostics;

/// <summary>How a tenant's help desk is: what is measured, and what is wrong with it.</summary>
public sealed record HelpdeskHealth
{
    /// <summary>Whether the store answered.</summary>
    public required bool IsReachable { get; init; }

    /// <summary>The number of the last step of the store's schema; 0 for a store without one, or one that did not answer.</summary>
    public int SchemaVersion { get; init; }

    /// <summary>How late the earliest timer is; zero when none is late.</summary>
    public Duration TimerLag { get; init; }

    /// <summary>How long the oldest of the messages that wait to leave has waited; zero when none does.</summary>
    public Duration OutboxLag { get; init; }

    /// <summary>How many messages wait to leave.</summary>
    public long Waiting { get; init; }

    /// <summary>How many dead letters there are.</summary>
    public long DeadLetters { get; init; }

    /// <summary>
    /// What is wrong, by code: <c>unreachable</c>, <c>timers-late</c>, <c>outbox-late</c>, <c>dead-letters</c>, <c>configuration-refused</c>. Empty when all is well.
    /// </summary>
    public IReadOnlyList<Fault> Faults { get; init; } = [];
}
