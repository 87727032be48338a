namespace Helpdesk.Core.Rules.Analysis;

/// <summary>How much a finding matters, the most first.</summary>
public enum RuleFindingSeverity
{
    /// <summary>The rule cannot do what it says.</summary>
    Error,

    /// <summary>Most likely not what was meant.</summary>
    Warning,

    /// <summary>Worth knowing.</summary>
    Note,
}
