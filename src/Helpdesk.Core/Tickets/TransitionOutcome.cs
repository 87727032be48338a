namespace Helpdesk.Core.Tickets;

/// <summary>What a lifecycle says to a trigger. A value on every path: a business refusal is no exception.</summary>
/// <param name="Kind">What follows.</param>
/// <param name="To">The status afterwards; the present one unless moved.</param>
/// <param name="Code">Stable code of a refusal, empty otherwise.</param>
/// <param name="Guard">The guard that failed, empty otherwise.</param>
public readonly record struct TransitionOutcome(TransitionKind Kind, StatusId To, string Code = "", string Guard = "")
{
    /// <summary>Whether the trigger is allowed.</summary>
    public bool IsPermitted => Kind != TransitionKind.Refused;
}
