using NodaTime;

namespace Helpdesk.Core.Runtime.Storage;

/// <summary>How a tenant's data stand in a store: what its health is judged by.</summary>
public sealed record StoreStatus
{
    /// <summary>The number of the last step of the schema; 0 for a store without one.</summary>
    public required int SchemaVersion { get; init; }

    /// <summary>When the earliest timer is due, in the past or to come; null when there is none.</summary>
    public required Instant? EarliestTimer { get; init; }

    /// <summary>How many messages wait to leave, those that are held or put off included.</summary>
    public required long Waiting { get; init; }

    /// <summary>When the first of the messages that wait was written; null when there is none. Calls of the host do not count.</summary>
    public required Instant? OldestWaiting { get; init; }

    /// <summary>How many dead letters there are.</summary>
    public required long DeadLetters { get; init; }
}
