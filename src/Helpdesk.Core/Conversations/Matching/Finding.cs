using System.Diagnostics;

namespace Helpdesk.Core.Conversations.Matching;

/// <summary>One hint that stands in the message, with what the sender is to the ticket that it names.</summary>
/// <param name="Evidence">The hit.</param>
/// <param name="Kind">What it counts as, by where it stands in the message.</param>
/// <param name="Value">What stands there.</param>
/// <param name="Position">Its place among the hints of its kind.</param>
/// <param name="Sender">What the sender is to the ticket.</param>
/// <param name="Survivor">The ticket, or the one in which it goes on.</param>
internal sealed record Finding(
    ThreadEvidence Evidence, EvidenceKind Kind, string Value, int Position, SenderClass Sender, TicketId Survivor)
{
    /// <summary>Whether a token says that only the agent may answer to whom the message went, and this is somebody else.</summary>
    public bool IsForeignNotice { get; init; }

    public TicketId Ticket => Evidence.Candidate.Ticket;

    public bool IsStranger => Sender == SenderClass.Stranger;

    /// <summary>Whether it is an id that the message answers: the nearest one says what it answers.</summary>
    public bool IsById => Kind == EvidenceKind.ExternalId || (Kind == EvidenceKind.Token && Position < MessageClues.MaxIds);

    /// <summary>Whether what it points at is hidden from customers.</summary>
    public bool IsInternal => Kind > EvidenceKind.SharedAncestor && Evidence.Item is { IsInternal: true };

    /// <summary>Whether this hint lets this sender write to the ticket.</summary>
    public bool IsAdmitted => !IsForeignNotice && Kind switch
    {
        EvidenceKind.Token or EvidenceKind.BodyMarker => true,
        EvidenceKind.ExternalId => !IsStranger,
        EvidenceKind.SubjectReference or EvidenceKind.SharedAncestor => Sender is SenderClass.Agent or SenderClass.Participant,
        _ => throw new UnreachableException(),
    };

    public string Name => Kind switch
    {
        EvidenceKind.Token => "token",
        EvidenceKind.BodyMarker => "body-marker",
        EvidenceKind.ExternalId => "external-id",
        EvidenceKind.SubjectReference => "subject",
        EvidenceKind.SharedAncestor => "shared-ancestor",
        _ => throw new UnreachableException(),
    };

    public string Sentence
    {
        get
        {
            var reference = Evidence.Candidate.Reference;
            var why = Kind switch
            {
                EvidenceKind.Token => $"It answers a message that we sent for {reference}",
                EvidenceKind.BodyMarker => $"It quotes a message that we sent for {reference}",
                EvidenceKind.ExternalId => $"It answers a message of {reference}",
                EvidenceKind.SubjectReference => $"Its subject names {reference}",
                EvidenceKind.SharedAncestor => $"It belongs to the same thread as {reference}",
                _ => throw new UnreachableException(),
            };
            return Sender switch
            {
                SenderClass.Agent => $"{why}, and the sender is an agent.",
                SenderClass.Participant => $"{why}, and the sender takes part in it.",
                SenderClass.Recipient => $"{why}, and the message was addressed to the sender.",
                _ => $"{why}, but the sender has no part in it.",
            };
        }
    }

    public IReadOnlyList<TraceFact> Facts() =>
    [
        new("evidence", Name),
        new("value", Value),
        new("ticket", Evidence.Candidate.Reference.ToString()),
        new("sender", Sender switch
        {
            SenderClass.Agent => "agent",
            SenderClass.Participant => "participant",
            SenderClass.Recipient => "recipient",
            SenderClass.Stranger => "stranger",
            _ => throw new UnreachableException(),
        }),
    ];
}
