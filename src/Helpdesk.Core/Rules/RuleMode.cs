namespace Helpdesk.Core.Rules;

/// <summary>How a run goes through the rules.</summary>
public enum RuleMode
{
    /// <summary>
    /// From the top; after each firing again from the top, so that rules chain in both directions; each fires at most once.
    /// </summary>
    Cycle,

    /// <summary>Once from the top to the end; later rules see what earlier ones did.</summary>
    Sequential,
}
