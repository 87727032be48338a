namespace Helpdesk.Core.Conversations.Kinds;

/// <summary>What a report says of one recipient.</summary>
/// <param name="Recipient">The recipient as the reporting system knows it; null when it is not said.</param>
/// <param name="Action">What became of the message.</param>
public sealed record RecipientReport(Address? Recipient, DeliveryAction Action)
{
    /// <summary>The recipient as the sender wrote it, where that is said.</summary>
    public Address? OriginalRecipient { get; init; }

    /// <summary>The status (RFC 3463), such as <c>5.1.1</c>; empty when there is none.</summary>
    public string Status { get; init; } = "";

    /// <summary>What the refusing system said, on one line; empty for nothing.</summary>
    public string Diagnostic { get; init; } = "";

    /// <summary>The system that said so; empty when it is not named.</summary>
    public string RemoteServer { get; init; } = "";

    /// <summary>Whether trying again is of no use: it failed, and not for a while only.</summary>
    public bool IsPermanent => Action == DeliveryAction.Failed && Status is not ['4', ..];
}
