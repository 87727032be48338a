namespace Helpdesk.Core.Engine;

/// <summary>Which messages the library sends by itself; those that are null it does not send.</summary>
/// <param name="Acknowledgement">To the requester of a new ticket.</param>
/// <param name="ClosingWarning">Before a silent ticket closes.</param>
/// <param name="Closed">When a silent ticket closed.</param>
public sealed record Notices(MessageTemplate? Acknowledgement, MessageTemplate? ClosingWarning, MessageTemplate? Closed);
