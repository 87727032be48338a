namespace Helpdesk.Core.Rules.Import;

/// <summary>What the importer did about a gap.</summary>
public enum ZendeskGapOutcome
{
    /// <summary>The nearest counterpart stands in, switched on.</summary>
    Approximated,

    /// <summary>The part is missing, and its rule is there but switched off until somebody has looked at it.</summary>
    Disabled,

    /// <summary>The whole macro or view is left out: these cannot be switched off.</summary>
    LeftOut,
}
