using NodaTime;

namespace Helpdesk.Core.Runtime.Diagnostics;

/// <summary>From where on a tenant's health is no longer good.</summary>
public sealed record HealthLimits
{
    /// <summary>How late a timer may be.</summary>
    /// <value>Default: five minutes.</value>
    public Duration TimerLag { get; init; } = Duration.FromMinutes(5);

    /// <summary>How long a message may wait to leave.</summary>
    /// <value>Default: fifteen minutes.</value>
    public Duration OutboxLag { get; init; } = Duration.FromMinutes(15);

    /// <summary>How many dead letters there may be.</summary>
    /// <value>Default: none.</value>
    public long DeadLetters { get; init; }
}
