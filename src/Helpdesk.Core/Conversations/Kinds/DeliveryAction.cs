namespace Helpdesk.Core.Conversations.Kinds;

/// <summary>What a report says that became of a message.</summary>
public enum DeliveryAction
{
    /// <summary>It does not say, or in words that nobody knows.</summary>
    Unknown,

    /// <summary>It could not be delivered (RFC 3464).</summary>
    Failed,

    /// <summary>It could not be delivered yet; the system goes on trying.</summary>
    Delayed,

    /// <summary>It lies in the mailbox.</summary>
    Delivered,

    /// <summary>It went on to a system that does not report.</summary>
    Relayed,

    /// <summary>It went on to several addresses.</summary>
    Expanded,

    /// <summary>It was shown to the recipient (RFC 8098).</summary>
    Displayed,

    /// <summary>It was deleted, shown before or not.</summary>
    Deleted,

    /// <summary>The recipient complained about it (RFC 5965), or wants no more.</summary>
    Complained,
}
