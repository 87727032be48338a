namespace Helpdesk.Core.Conversations.Replies;

/// <summary>A stretch of whole lines of a message.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The lines as they stand there, line breaks included.</param>
public sealed record ReplyPart(ReplyPartKind Kind, string Text);
