namespace Helpdesk.Core.Conversations.Replies;

/// <summary>What a stretch of a message is.</summary>
public enum ReplyPartKind
{
    /// <summary>What the author wrote, with the quotes that it answers line by line.</summary>
    Text,

    /// <summary>What was written before and only came along: quotes, the heads of older messages and all below them.</summary>
    History,

    /// <summary>A signature, the footer of a list, or what a device writes below.</summary>
    Signature,
}
