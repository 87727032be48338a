using Helpdesk.Core.Messages;

namespace Helpdesk.Core.Conversations;

/// <summary>What sort of message it is, and whether a machine may answer it. The two are independent: a person's mail
/// may forbid automatic answers.</summary>
/// <param name="Kind">The kind of the message.</param>
/// <param name="StaySilent">
/// Whether no automatic answer (acknowledgement, notice) may be sent: true for every kind but
/// <see cref="MessageKind.Human"/>, and for a person's message where its headers or addresses forbid it.
/// </param>
/// <param name="Trace">
/// The explanation, area <c>classification</c>; the code is the kind in kebab-case (<c>auto-reply</c>). A fact
/// <c>signal</c> names the header that decided, each fact <c>silent</c> a reason to stay silent.
/// </param>
public sealed record MessageClassification(MessageKind Kind, bool StaySilent, Trace Trace);
