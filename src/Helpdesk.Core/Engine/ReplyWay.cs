namespace Helpdesk.Core.Engine;

/// <summary>A way by which an answer may leave.</summary>
/// <param name="Via">The customer's message by whose channel it goes; null for where the answer goes by itself.</param>
/// <param name="Point">The channel and the conversation.</param>
/// <param name="To">Who gets it.</param>
public sealed record ReplyWay(MessageId? Via, ReplyPoint Point, IReadOnlyList<Address> To);
