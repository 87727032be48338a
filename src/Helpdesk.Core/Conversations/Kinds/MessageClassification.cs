using Helpdesk.Core.Messages;

namespace Helpdesk.Core.Conversations.Kinds;

/// <summary>What sort of message it is, and whether a machine may answer it. The two are independent: a person's mail
/// may forbid automatic answers.</summary>
/// <param name="Kind">The kind of the message.</param>
/// <param name="Trace">
/// The explanation, area <c>classification</c>; the code is the kind in kebab-case (<c>auto-reply</c>). Each fact <c>signal</c> is one of
/// <see cref="Signals"/>, each fact <c>silent</c> one of <see cref="SilentBecause"/>.
/// </param>
public sealed record MessageClassification(MessageKind Kind, Trace Trace)
{
    /// <summary>What decided: every sign of this kind that the message bears. Empty for a person's message.</summary>
    public required IReadOnlyList<string> Signals { get; init; }

    /// <summary>
    /// Why no automatic answer (acknowledgement, notice) may be sent, as codes: <c>automatic</c>, <c>x-auto-response-suppress</c>,
    /// <c>empty-return-path</c>, <c>no-sender</c>, <c>no-reply-address</c>, <c>no-reply-address-in-reply-to</c>, <c>own-mailbox</c>,
    /// <c>own-mailbox-in-reply-to</c>, <c>not-addressed-to-us</c>. Empty when one may.
    /// </summary>
    public required IReadOnlyList<string> SilentBecause { get; init; }

    /// <summary>
    /// Whether no automatic answer may be sent: true for every kind but <see cref="MessageKind.Human"/>, and for a person's message where its headers
    /// or addresses forbid it.
    /// </summary>
    public bool StaySilent => SilentBecause.Count > 0;
}
