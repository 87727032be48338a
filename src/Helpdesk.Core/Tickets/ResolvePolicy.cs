namespace Helpdesk.Core.Tickets;

/// <summary>Which agents may resolve a ticket.</summary>
public enum ResolvePolicy
{
    /// <summary>Any agent.</summary>
    Anyone,

    /// <summary>The agent who has it; any agent while nobody has it.</summary>
    OwnerOnly,
}
