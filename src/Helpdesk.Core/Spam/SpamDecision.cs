namespace Helpdesk.Core.Spam;

/// <summary>What becomes of a message, and the signals that led to it.</summary>
public sealed record SpamDecision
{
    /// <summary>Whether it is spam: what the sender lists say, else what the filter says.</summary>
    public required bool IsSpam { get; init; }

    /// <summary>What the filter says.</summary>
    public required SpamVerdict Verdict { get; init; }

    /// <summary>The features of the message, to be kept for teaching.</summary>
    public required SpamFeatures Features { get; init; }

    /// <summary>What the mail server says; null for nothing.</summary>
    public required SpamClass? Server { get; init; }

    /// <summary>Areas <c>spam-senders</c>, <c>spam-server</c> and <c>spam</c>, each where it has something to say.</summary>
    public required IReadOnlyList<Trace> Traces { get; init; }
}
