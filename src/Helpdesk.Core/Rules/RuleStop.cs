namespace Helpdesk.Core.Rules;

/// <summary>Whether other rules still fire after this one.</summary>
public enum RuleStop
{
    /// <summary>They do.</summary>
    None,

    /// <summary>None fires any more in this run.</summary>
    All,

    /// <summary>None of its category fires any more in this run.</summary>
    Category,
}
