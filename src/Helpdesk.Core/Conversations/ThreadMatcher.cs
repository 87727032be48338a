using System.Diagnostics;
using Helpdesk.Core.Messages;

namespace Helpdesk.Core.Conversations;

/// <summary>
/// Finds the ticket that a message belongs to. Evidence alone is never enough: an id or a reference can be guessed or
/// passed on, so only agents and participants of the ticket may add to it. A stranger who mentions a ticket opens a new one,
/// linked as possibly related. Pure and thread-safe.
/// </summary>
public static class ThreadMatcher
{
    private const string Area = "threading";

    // A hostile mail may carry thousands; a hundred is what RFC-minded programs keep of the longest thread.
    private const int MaxIds = 100;

    private const int MaxReferences = 20;

    /// <summary>
    /// The external ids that a store must look up, strongest first, each once, at most 100: what the message answers
    /// (In-Reply-To), its references from the nearest to the oldest, and last its own id, for a message may arrive after
    /// those that refer to it. Ids are compared ordinally.
    /// </summary>
    public static IReadOnlyList<string> IdsToLookUp(InboundMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return [.. OthersIds(message).Append(message.ExternalId).Where(id => id.Length > 0).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The printed references in the subject that a store must look up, in order, each once, at most 20.</summary>
    /// <param name="message">The message.</param>
    /// <param name="references">How the host's references look.</param>
    public static IReadOnlyList<TicketReference> ReferencesToLookUp(InboundMessage message, ReferenceScheme references)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(references);
        return [.. references.Find(message.Subject).Distinct().Take(MaxReferences)];
    }

    /// <summary>
    /// Decides where a message belongs. Evidence is taken strongest first (kind, then the order of the look-ups); the first
    /// whose ticket the sender may write to wins. If there is none, the strongest ticket mentioned becomes the link.
    /// Delivery reports, receipts and complaints are matched by external ids only: a guessed reference must not let
    /// anybody report a delivery.
    /// </summary>
    /// <param name="message">The message.</param>
    /// <param name="kind">What sort of message it is.</param>
    /// <param name="context">What the look-ups found. Its order does not matter, nor do repetitions.</param>
    public static ThreadMatch Match(InboundMessage message, MessageKind kind, MatchContext context)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(context);

        var findings = Findings(message, kind, context);
        var deciding = findings.Find(finding => finding.Sender != SenderClass.Stranger) ?? findings.FirstOrDefault();
        if (deciding is null)
        {
            return new ThreadMatch.New(null, new Trace(Area, "new", "Nothing ties it to a known ticket."));
        }

        var ticket = deciding.Evidence.Candidate.Ticket;
        var appends = deciding.Sender != SenderClass.Stranger;
        var trace = new Trace(Area, Code(deciding), Sentence(deciding))
        {
            Facts = deciding.Facts(),
            Steps = Conflicts(findings, ticket),
        };
        return appends ? new ThreadMatch.Append(ticket, trace) : new ThreadMatch.New(ticket, trace);
    }

    private static IEnumerable<string> OthersIds(InboundMessage message) => message.InReplyTo
        .Concat(message.References.Reverse())
        .Where(id => id.Length > 0)
        .Distinct(StringComparer.Ordinal)
        .Take(MaxIds - 1);

    // The evidence that counts, strongest first. Ties between tickets are broken by id, so that the order in which a store
    // answers decides nothing.
    private static List<Finding> Findings(InboundMessage message, MessageKind kind, MatchContext context)
    {
        var ids = Positions(IdsToLookUp(message));
        var answers = OthersIds(message).ToHashSet(StringComparer.Ordinal);
        var isReport = kind is MessageKind.Bounce or MessageKind.Receipt or MessageKind.Complaint;
        var everybody = new Senders(message.From, context);

        return [.. context.Evidence
            .Where(evidence => !isReport || evidence.Kind > EvidenceKind.SubjectReference)
            .Select(evidence => (Evidence: evidence, Position: PositionOf(evidence)))
            .Where(found => found.Position >= 0)
            .OrderByDescending(found => found.Evidence.Kind)
            .ThenBy(found => found.Position)
            .ThenBy(found => found.Evidence.Candidate.Ticket.Value)
            .Select(found => new Finding(found.Evidence, everybody.ClassFor(found.Evidence.Candidate)))];

        // Where in the message the value stands; negative when it is not there.
        int PositionOf(ThreadEvidence evidence) => evidence.Kind switch
        {
            EvidenceKind.SharedAncestor => ids.GetValueOrDefault(evidence.Value, -1),
            EvidenceKind.SubjectReference when evidence.Value.Length > 0 =>
                message.Subject.IndexOf(evidence.Value, StringComparison.OrdinalIgnoreCase),
            EvidenceKind.SubjectReference => -1,

            // Its own id on a stored message says that an id was used twice, not that this answers that.
            EvidenceKind.ExternalId => answers.Contains(evidence.Value) ? ids[evidence.Value] : -1,
            _ => throw new UnreachableException(),
        };
    }

    private static Dictionary<string, int> Positions(IReadOnlyList<string> ids)
    {
        var positions = new Dictionary<string, int>(ids.Count, StringComparer.Ordinal);
        for (var index = 0; index < ids.Count; index++)
        {
            positions[ids[index]] = index;
        }

        return positions;
    }

    private static List<Trace> Conflicts(List<Finding> findings, TicketId chosen) => [.. findings
        .Where(finding => finding.Evidence.Candidate.Ticket != chosen)
        .DistinctBy(finding => finding.Evidence.Candidate.Ticket)
        .Select(finding => new Trace(
            Area,
            "conflicting-evidence",
            $"It also points at {finding.Evidence.Candidate.Reference}.") { Facts = finding.Facts() })];

    private static string Code(Finding finding) => (finding.Sender, finding.Evidence.Kind) switch
    {
        (SenderClass.Stranger, _) => "new-linked-stranger",
        (_, EvidenceKind.ExternalId) => "append-by-external-id",
        (_, EvidenceKind.SubjectReference) => "append-by-subject",
        (_, EvidenceKind.SharedAncestor) => "append-by-shared-ancestor",
        _ => throw new UnreachableException(),
    };

    private static string Sentence(Finding finding)
    {
        var reference = finding.Evidence.Candidate.Reference;
        var why = finding.Evidence.Kind switch
        {
            EvidenceKind.ExternalId => $"It answers a message of {reference}",
            EvidenceKind.SubjectReference => $"Its subject names {reference}",
            EvidenceKind.SharedAncestor => $"It belongs to the same thread as {reference}",
            _ => throw new UnreachableException(),
        };
        return finding.Sender switch
        {
            SenderClass.Agent => $"{why}, and the sender is an agent.",
            SenderClass.Participant => $"{why}, and the sender takes part in it.",
            _ => $"{why}, but the sender has no part in it.",
        };
    }

    private sealed record Finding(ThreadEvidence Evidence, SenderClass Sender)
    {
        public IReadOnlyList<TraceFact> Facts() =>
        [
            new("evidence", Evidence.Kind switch
            {
                EvidenceKind.ExternalId => "external-id",
                EvidenceKind.SubjectReference => "subject-reference",
                EvidenceKind.SharedAncestor => "shared-ancestor",
                _ => throw new UnreachableException(),
            }),
            new("value", Evidence.Value),
            new("ticket", Evidence.Candidate.Reference.ToString()),
            new("sender", Sender switch
            {
                SenderClass.Agent => "agent",
                SenderClass.Participant => "participant",
                SenderClass.Stranger => "stranger",
                _ => throw new UnreachableException(),
            }),
        ];
    }

    // Only From counts: Reply-To can name anybody. Our own mailboxes come first, for they stand in To of nearly every
    // opening message and would let a loop of our own mail write to every ticket.
    private sealed class Senders(Address from, MatchContext context)
    {
        private readonly bool _isNobody =
            from.Key.Length == 0 || OwnMailbox.IsAmong(context.OwnMailboxes, from);

        private readonly bool _isAgent = context.Agents.Any(from.IsSameAs);

        public SenderClass ClassFor(ThreadCandidate candidate) =>
            _isNobody ? SenderClass.Stranger
            : _isAgent ? SenderClass.Agent
            : candidate.Participants.Any(from.IsSameAs) ? SenderClass.Participant
            : SenderClass.Stranger;
    }
}
