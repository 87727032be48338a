using Helpdesk.Core.Messages;

namespace Helpdesk.Core.Conversations.Matching;

/// <summary>Holds what the look-ups found against the message.</summary>
internal sealed class FindingSearch
{
    private readonly InboundMessage _message;
    private readonly MessageClues _clues;
    private readonly MatchContext _context;
    private readonly Dictionary<string, int> _answers = new(StringComparer.Ordinal);
    private readonly Address[] _sender;
    private readonly bool _isNobody;
    private readonly bool _isIdUsed;
    private readonly bool _isAgent;

    // Only From counts: Reply-To can name anybody. Our own mailboxes come first, for they stand in To of nearly every opening
    // message and would let a loop of our own mail write to every ticket.
    private FindingSearch(InboundMessage message, MessageClues clues, MatchContext context, bool isForged)
    {
        _message = message;
        _clues = clues;
        _context = context;
        for (var i = 0; i < clues.Answers.Count; i++)
        {
            _answers.TryAdd(clues.Answers[i], i);
        }

        // Other identities count as far as the channel vouches for them; a mail has none.
        _sender = [message.From, .. message.Claims.Where(c => c.IsVerified).Select(c => c.Address)];
        _isNobody = isForged || message.From.Key.Length == 0 || OwnMailbox.IsAmong(context.OwnMailboxes, message.From);
        _isIdUsed = context.Evidence.Any(e => e.Kind == EvidenceKind.ExternalId && e.Value == clues.Own);
        _isAgent = context.Agents.Any(message.From.IsSameAs);
    }

    /// <summary>
    /// The evidence that counts, strongest first. Ties between tickets are broken by id, so that the order in which a store answers
    /// decides nothing.
    /// </summary>
    public static List<Finding> Run(InboundMessage message, MessageKind kind, MessageClues clues, MatchContext context, bool isForged)
    {
        var search = new FindingSearch(message, clues, context, isForged);
        var weakest = kind is not (MessageKind.Bounce or MessageKind.Receipt or MessageKind.Complaint) ? EvidenceKind.SharedAncestor
            : context.Tokens is null ? EvidenceKind.ExternalId
            : EvidenceKind.Token;
        return
        [
            .. context.Evidence.SelectMany(search.Find)
                .Where(f => f.Kind >= weakest)
                .OrderByDescending(f => f.Kind)
                .ThenBy(f => f.Position)
                .ThenByDescending(f => f.IsAdmitted)
                .ThenBy(f => f.Ticket.Value),
        ];
    }

    private IEnumerable<Finding> Find(ThreadEvidence evidence)
    {
        switch (evidence.Kind)
        {
            case EvidenceKind.Token or EvidenceKind.BodyMarker when evidence.Item is { } item:
                foreach (var token in _clues.Tokens.Where(t => t.Message == item.Message))
                {
                    var finding = Make(evidence, token.Kind, token.Value, token.Position);
                    yield return finding with
                    {
                        IsForeignNotice = token.Purpose == TokenPurpose.AgentNotice
                            && !(finding.Sender == SenderClass.Agent && item.Recipients.Any(_message.From.IsSameAs)),
                    };
                }

                break;

            // Its own id on a stored message says that an id was used twice, not that this answers that.
            case EvidenceKind.ExternalId when _answers.TryGetValue(evidence.Value, out var position):
                yield return Make(evidence, EvidenceKind.ExternalId, evidence.Value, position);
                break;

            case EvidenceKind.SubjectReference when evidence.Value.Length > 0
                && _message.Subject.IndexOf(evidence.Value, StringComparison.OrdinalIgnoreCase) is >= 0 and var at:
                yield return Make(evidence, EvidenceKind.SubjectReference, evidence.Value, at);
                break;

            case EvidenceKind.SharedAncestor when _answers.TryGetValue(evidence.Value, out var position):
                yield return Make(evidence, EvidenceKind.SharedAncestor, evidence.Value, position);
                break;

            // Those that refer to an id which an earlier message had mean that one.
            case EvidenceKind.SharedAncestor when evidence.Value.Length > 0 && evidence.Value == _clues.Own && !_isIdUsed:
                yield return Make(evidence, EvidenceKind.SharedAncestor, evidence.Value, int.MaxValue);
                break;
        }
    }

    private Finding Make(ThreadEvidence evidence, EvidenceKind kind, string value, int position)
    {
        var survivor = _context.Survivors.GetValueOrDefault(evidence.Candidate.Ticket);
        return new Finding(evidence, kind, value, position, ClassFor(evidence, kind, survivor), survivor?.Ticket ?? evidence.Candidate.Ticket);
    }

    private SenderClass ClassFor(ThreadEvidence evidence, EvidenceKind kind, ThreadCandidate? survivor) =>
        _isNobody ? SenderClass.Stranger
        : _isAgent ? SenderClass.Agent
        : evidence.Candidate.Participants.Concat(survivor?.Participants ?? []).Any(p => _sender.Any(p.IsSameAs)) ? SenderClass.Participant
        : kind >= EvidenceKind.ExternalId && (evidence.Item?.Recipients.Any(_message.From.IsSameAs) ?? false) ? SenderClass.Recipient
        : SenderClass.Stranger;
}
