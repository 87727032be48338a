using Helpdesk.Core.Messages;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Runtime;

/// <summary>An answer to a customer.</summary>
/// <param name="Text">The text; not empty.</param>
public sealed record ReplyDraft(string Text)
{
    /// <summary>What goes with it.</summary>
    public IReadOnlyList<Attachment> Attachments { get; init; } = [];

    /// <summary>The name of an approved template of the channel, which may be sent when nothing else may; empty for none.</summary>
    public string Template { get; init; } = "";

    /// <summary>
    /// One of the ways of <see cref="TicketDesk.ReadWaysAsync"/>, for this answer alone; null for where the customer last wrote.
    /// </summary>
    public MessageId? Via { get; init; }

    /// <summary>A trigger to fire with it, such as <see cref="Triggers.Resolve"/>; null for "answered".</summary>
    public TriggerId? Then { get; init; }

    /// <summary>
    /// The last message that the agent has seen: refused with <c>unseen-message</c> when others wrote since. Null to answer whatever was
    /// written.
    /// </summary>
    public MessageId? LastSeen { get; init; }
}
