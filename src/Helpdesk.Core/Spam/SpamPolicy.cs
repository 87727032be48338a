using Helpdesk.Core.Messages;

namespace Helpdesk.Core.Spam;

/// <summary>How new messages are judged: the filter's thresholds, and the signals around it. Immutable; thread-safe.</summary>
public sealed record SpamPolicy
{
    /// <summary>When the filter acts.</summary>
    public SpamThresholds Thresholds { get; init; } = new();

    /// <summary>Senders that are known as good or bad. They come before the filter.</summary>
    public SenderLists Senders { get; init; } = SenderLists.None;

    /// <summary>What the mail server says, or null.</summary>
    public ServerVerdict? Server { get; init; }

    /// <summary>Whether the filter reads headers beside sender and subject. What was taught before a change stays taught without them, or with them.</summary>
    public bool ReadsHeaders { get; init; }

    /// <summary>Judges a message that begins a ticket.</summary>
    public SpamDecision Judge(SpamKnowledge knowledge, InboundMessage message)
    {
        ArgumentNullException.ThrowIfNull(knowledge);
        ArgumentNullException.ThrowIfNull(message);
        var explanation = new SpamFilter(knowledge, Thresholds).Explain(SpamContent.Of(message, ReadsHeaders));
        var listed = Senders.Find(message.From);
        return new SpamDecision
        {
            IsSpam = listed is { } known ? !known.IsAllowed : explanation.Verdict.Kind == SpamVerdictKind.Spam,
            Verdict = explanation.Verdict,
            Features = explanation.Features,
            Server = Server?.Of(message),
            Traces = [.. Signals(listed, message), explanation.Trace],
        };
    }

    private IEnumerable<Trace> Signals((bool IsAllowed, string Entry)? listed, InboundMessage message)
    {
        if (listed is { } known)
        {
            yield return new Trace(
                "spam-senders",
                known.IsAllowed ? "allowed-sender" : "denied-sender",
                known.IsAllowed ? "The sender is on the allow list." : "The sender is on the deny list.")
            {
                Facts = [new TraceFact("entry", known.Entry)],
            };
        }

        if (Server is { } server)
        {
            var says = server.Of(message);
            yield return new Trace(
                "spam-server",
                says switch { SpamClass.Spam => "server-says-spam", SpamClass.Ham => "server-says-ham", _ => "server-says-nothing" },
                "What the mail server's filter says; it does not decide.")
            {
                Facts = [new TraceFact(server.Header, message.Header(server.Header) ?? "")],
            };
        }
    }
}
