namespace Helpdesk.Core.Rules;

/// <summary>How much of a run is explained. What happens is the same.</summary>
public enum RuleRunDetail
{
    /// <summary>One reason a rule, and for those that were woken what their conditions found: of the first 50 that did not match.</summary>
    Conditions,

    /// <summary>One reason a rule.</summary>
    Reasons,
}
