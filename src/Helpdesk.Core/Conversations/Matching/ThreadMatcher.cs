using Helpdesk.Core.Messages;

namespace Helpdesk.Core.Conversations.Matching;

/// <summary>
/// Finds the ticket that a message of any channel belongs to: the evidence, strongest first, against what the sender is to the ticket
/// that it names. Only a token of ours lets anybody in; a known id lets in whom the message with that id was addressed to; a printed
/// reference or a common ancestor only who takes part. A stranger who mentions a ticket opens a new one, linked as possibly related.
/// Pure and thread-safe.
/// </summary>
public static class ThreadMatcher
{
    private const string Area = "threading";

    /// <summary>
    /// Decides where a message belongs. The first evidence whose ticket admits the sender wins. If there is none, the strongest ticket
    /// mentioned becomes the link. Delivery reports, receipts and complaints are matched by tokens only: nothing that can be guessed or
    /// was passed on must let anybody report a delivery.
    /// </summary>
    /// <param name="message">The message.</param>
    /// <param name="kind">What sort of message it is.</param>
    /// <param name="context">What the look-ups found. Its order does not matter, nor do repetitions.</param>
    public static ThreadMatch Match(InboundMessage message, MessageKind kind, MatchContext context)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(context);

        var clues = MessageClues.Of(message, kind, context.Tokens);
        var isForged = SenderAuthentication.Failed(message, context.AuthenticationServer);
        var findings = FindingSearch.Run(message, kind, clues, context, isForged);
        var flags = new List<string>();
        Flag("sender-authentication-failed", isForged);
        if (IsOurs(clues, context))
        {
            return OurOwn(message, kind, clues, context, flags);
        }

        Flag("message-id-reused", context.Evidence.Any(e => e.Kind == EvidenceKind.ExternalId && e.Value == clues.Own && e.Value.Length > 0));
        if (findings.FirstOrDefault() is { IsForeignNotice: true } stolen)
        {
            Flag("agent-token-mismatch", true);
            var reason = new Fault("agent-token-mismatch", "It answers what was sent to one agent, and is not from that agent.");
            return new ThreadMatch.Refused(reason, TraceOf("refused-agent-token", reason.Sentence, stolen, findings, flags), flags);
        }

        var deciding = findings.Find(f => f.IsAdmitted) ?? findings.FirstOrDefault();
        if (deciding is null)
        {
            return new ThreadMatch.New(null, new Trace(Area, "new", "Nothing ties it to a known ticket.") { Facts = FlagFacts(flags) }, flags);
        }

        Flag("non-participant", deciding.IsStranger);
        Flag("conflicting-evidence", findings.Exists(f => f.Survivor != deciding.Survivor));
        return deciding.IsAdmitted
            ? new ThreadMatch.Append(
                deciding.Ticket,
                deciding.Kind == EvidenceKind.Token ? deciding.Evidence.Item?.Message : null,
                IsInternal(deciding, findings, kind),
                deciding.Sender is SenderClass.Agent or SenderClass.Participant,
                TraceOf("append-by-" + deciding.Name, deciding.Sentence, deciding, findings, flags),
                flags)
            : new ThreadMatch.New(deciding.Ticket, TraceOf("new-linked-stranger", deciding.Sentence, deciding, findings, flags), flags);

        void Flag(string flag, bool holds)
        {
            if (holds)
            {
                flags.Add(flag);
            }
        }
    }

    // What answers something internal is internal, however the ticket was found. So is what a machine sends to an address that somebody
    // gave it: codes of other services are not for whoever opened the ticket.
    private static bool IsInternal(Finding deciding, List<Finding> findings, MessageKind kind) =>
        deciding.IsInternal
        || findings.Where(f => f.IsById && f.Survivor == deciding.Survivor).MinBy(f => f.Position) is { IsInternal: true }
        || (deciding.IsStranger && kind != MessageKind.Human);

    private static bool IsOurs(MessageClues clues, MatchContext context) => clues.OwnToken is not null
        || (clues.Own.Length > 0 && context.Evidence.Any(e => e.Kind == EvidenceKind.ExternalId && e.Value == clues.Own
            && e.Item?.Direction == MessageDirection.Outbound));

    // What we sent has come back. What a person sent from one of our mailboxes to another is a message there.
    private static ThreadMatch OurOwn(
        InboundMessage message, MessageKind kind, MessageClues clues, MatchContext context, IReadOnlyList<string> flags)
    {
        var account = Address.Mail(message.Channel.Account);
        if (kind == MessageKind.Human && OwnMailbox.IsAmong(context.OwnMailboxes, message.From)
            && OwnMailbox.IsAmong(context.OwnMailboxes, account) && !OwnMailbox.IsAmong([account], message.From))
        {
            var sent = context.Evidence.Where(e => e.Item is not null
                    && ((e.Kind == EvidenceKind.ExternalId && e.Value == clues.Own) || e.Item.Message == clues.OwnToken?.Message))
                .OrderBy(e => e.Candidate.Ticket.Value)
                .FirstOrDefault();
            return new ThreadMatch.New(
                sent?.Candidate.Ticket, new Trace(Area, "new-linked-own-mailbox", "One of our mailboxes wrote to another.") { Facts = FlagFacts(flags) }, flags);
        }

        var reason = new Fault("own-loop", "It is our own message, come back.");
        return new ThreadMatch.Refused(reason, new Trace(Area, "refused-own-loop", reason.Sentence) { Facts = FlagFacts(flags) }, flags);
    }

    private static Trace TraceOf(string code, string sentence, Finding deciding, List<Finding> findings, IReadOnlyList<string> flags) =>
        new(Area, code, sentence)
        {
            Facts = [.. deciding.Facts(), .. FlagFacts(flags)],
            Steps =
            [
                .. findings.Where(f => f.Survivor != deciding.Survivor)
                    .DistinctBy(f => f.Survivor)
                    .Select(f => new Trace(Area, "conflicting-evidence", $"It also points at {f.Evidence.Candidate.Reference}.") { Facts = f.Facts() }),
            ],
        };

    private static TraceFact[] FlagFacts(IReadOnlyList<string> flags) => [.. flags.Select(f => new TraceFact("flag", f))];
}
