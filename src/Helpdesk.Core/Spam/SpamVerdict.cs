namespace Helpdesk.Core.Spam;

/// <summary>What the filter says about a message, and why. Never to be shown to the sender.</summary>
public sealed record SpamVerdict
{
    /// <summary>The verdict.</summary>
    public required SpamVerdictKind Kind { get; init; }

    /// <summary>The probability of spam, in [0, 1].</summary>
    public required double Probability { get; init; }

    /// <summary>The real-valued score: positive for spam, negative for ham, finite.</summary>
    public required double Score { get; init; }

    /// <summary>How many traits were strong enough to count.</summary>
    public required int Kept { get; init; }

    /// <summary>The strongest traits, at most 15; ties by hash.</summary>
    public required IReadOnlyList<SpamEvidence> Strongest { get; init; }

    /// <summary>The sum of the weights of all other traits that counted.</summary>
    public required double RestWeight { get; init; }

    /// <summary>Area <c>spam</c>; code <c>not-enough-training</c>, <c>ham</c>, <c>unsure</c> or <c>spam</c>.</summary>
    public required Trace Trace { get; init; }
}
