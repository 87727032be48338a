namespace Helpdesk.Core.Tickets.Relations;

/// <summary>A message that a split takes.</summary>
/// <param name="Message">Which message.</param>
/// <param name="Copy">The id of its copy; null when the message itself moves.</param>
public sealed record SplitMessage(MessageId Message, MessageId? Copy = null);
