namespace Helpdesk.Core.Spam;

/// <summary>What the filter says.</summary>
public enum SpamVerdictKind
{
    /// <summary>Too few messages were taught; the filter never acts in this state.</summary>
    NotEnoughTraining,

    /// <summary>Wanted.</summary>
    Ham,

    /// <summary>Neither is sure enough.</summary>
    Unsure,

    /// <summary>Unwanted.</summary>
    Spam,
}
