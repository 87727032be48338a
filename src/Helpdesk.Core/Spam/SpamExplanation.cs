namespace Helpdesk.Core.Spam;

/// <summary>
/// Why the filter says what it says. The weights of the features that are listed and the rest are the sum that the score was made
/// of: <c>score = (Σ weights + rest) / normaliser</c>, to the last bit. Never to be shown to the sender.
/// </summary>
public sealed record SpamExplanation
{
    /// <summary>The verdict.</summary>
    public required SpamVerdict Verdict { get; init; }

    /// <summary>What spoke most for spam, the strongest first; ties by hash.</summary>
    public required IReadOnlyList<SpamEvidence> ForSpam { get; init; }

    /// <summary>What spoke most for ham, the strongest first; ties by hash.</summary>
    public required IReadOnlyList<SpamEvidence> ForHam { get; init; }

    /// <summary>The sum of the weights of all other features that counted.</summary>
    public required double RestWeight { get; init; }

    /// <summary>What the sum of weights was divided by, which makes long and short messages comparable.</summary>
    public required double Normaliser { get; init; }

    /// <summary>The features of the message, to teach it by later.</summary>
    public required SpamFeatures Features { get; init; }

    /// <summary>Area <c>spam</c>; code <c>not-enough-training</c>, <c>ham</c>, <c>unsure</c> or <c>spam</c>.</summary>
    public required Trace Trace { get; init; }
}
