using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Sla;

/// <summary>Reads events as signals, one after the other.</summary>
internal struct SlaSituation(StatusCategory? category, bool isAnswered)
{
    private string? _opening;

    /// <summary>The category after the event; null before the first.</summary>
    public StatusCategory? Category { get; private set; } = category;

    public bool IsAnswered { get; private set; } = isAnswered;

    /// <summary>Whether the ticket is away: merged, deleted, spam. Nothing is measured then.</summary>
    public readonly bool IsAway => IsAwayIn(Category);

    /// <summary>Whether the event brought it back.</summary>
    public bool IsReturned { get; private set; }

    public readonly bool IsDone => Category is StatusCategory.Resolved or StatusCategory.Closed;

    public SlaSignals Read(RecordedEvent recorded)
    {
        IsReturned = false;
        switch (recorded.Event)
        {
            case TicketEvent.Opened opened:
                _opening = recorded.CausationId;
                Category = opened.Category;
                return IsAwayIn(opened.Category) ? SlaSignals.None
                    : opened.Category == StatusCategory.Live ? SlaSignals.Opened | SlaSignals.LiveStarted : SlaSignals.Opened;
            case TicketEvent.StatusChanged changed:
                return Enter(changed.Category);
            case TicketEvent.LifecycleChanged changed:
                return Enter(changed.Category);
            case TicketEvent.MessageReceived { Kind: Messages.MessageKind.Human, IsInternal: false }:
                return IsAnswered ? SlaSignals.CustomerMessage | SlaSignals.CustomerFollowUp : SlaSignals.CustomerMessage;
            case TicketEvent.ReplySent when recorded.By is Actor.Agent && !string.Equals(_opening, recorded.CausationId, StringComparison.Ordinal):
                IsAnswered = true;
                return SlaSignals.AgentReply;
            case TicketEvent.NoteAdded:
                return SlaSignals.Note;
            case TicketEvent.Assigned assigned:
                return recorded.By is Actor.Agent agent && agent.Id == assigned.Agent ? SlaSignals.Assigned | SlaSignals.Taken : SlaSignals.Assigned;
            case TicketEvent.Transferred:
                return SlaSignals.Transferred;
            case TicketEvent.Escalated:
                return SlaSignals.Escalated;
            default:
                return SlaSignals.None;
        }
    }

    private static bool IsAwayIn(StatusCategory? category) => category is StatusCategory.Spam or StatusCategory.Merged or StatusCategory.Deleted;

    private SlaSignals Enter(StatusCategory to)
    {
        var (from, wasDone) = (Category, IsDone);
        Category = to;
        IsReturned = IsAwayIn(from) && !IsAway && !IsDone;
        if (IsAway || from == to)
        {
            return SlaSignals.None;
        }

        var signals = IsDone && !wasDone ? SlaSignals.Resolved : wasDone && !IsDone ? SlaSignals.Reopened : SlaSignals.None;
        signals |= to == StatusCategory.Closed ? SlaSignals.Closed : SlaSignals.None;
        signals |= to == StatusCategory.Live ? SlaSignals.LiveStarted : SlaSignals.None;
        return signals | (from == StatusCategory.Live ? SlaSignals.LiveEnded : SlaSignals.None);
    }
}
