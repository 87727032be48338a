namespace Helpdesk.Core;

/// <summary>The kinds of <see cref="Actor"/>, as flags so that a policy can name several.</summary>
[Flags]
public enum ActorKind
{
    /// <summary>Nobody.</summary>
    None = 0,

    /// <summary>An agent.</summary>
    Agent = 1,

    /// <summary>A customer.</summary>
    Customer = 2,

    /// <summary>A rule.</summary>
    Rule = 4,

    /// <summary>The library itself.</summary>
    System = 8,

    /// <summary>Anybody.</summary>
    Anyone = Agent | Customer | Rule | System,
}
