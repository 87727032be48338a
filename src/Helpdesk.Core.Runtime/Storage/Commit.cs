using Helpdesk.Core.Conversations.Matching;
using Helpdesk.Core.Engine;

namespace Helpdesk.Core.Runtime.Storage;

/// <summary>Everything that one outcome changes: stored in one transaction, or not at all.</summary>
/// <param name="Outcome">What the engine gave.</param>
/// <param name="DuplicateKey">The key under which the cause would come again; null when it cannot.</param>
public sealed record Commit(Outcome.Changed Outcome, string? DuplicateKey = null)
{
    /// <summary>The stored message that came in under the key: should it come again, this is the one; null when the cause was none.</summary>
    public MessageId? Message { get; init; }

    /// <summary>
    /// Ids in the form of <see cref="ThreadIds"/> that no stored message had or referred to when the outcome was made. It conflicts when one has
    /// by now: of messages of one thread that come at the same time, the later one joins the earlier.
    /// </summary>
    public IReadOnlyList<string> Unseen { get; init; } = [];

    /// <summary>The claim of the ticket's timers under which this is done: it is late when that is void. Null when there is none.</summary>
    public TimerHold? Hold { get; init; }

    /// <summary>Whether it puts something into the outbox.</summary>
    public bool HasMessagesToSend => Outcome.Effects.Count > 0 || Outcome.Others.Any(o => o.Effects.Count > 0);
}
