using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Sla;

/// <summary>
/// What an SLA target promises, as data: what starts, pauses, fulfils, resets and cancels a clock. A clock resumes when the
/// ticket leaves the categories that pause it. Merging, deleting and marking as spam cancel every clock. Immutable.
/// </summary>
/// <param name="Id">Its name in configurations and events, such as <c>firstReply</c>.</param>
public sealed record SlaMetric(string Id)
{
    /// <summary>Any of these starts a cycle when none is running.</summary>
    public SlaSignals StartOn { get; init; }

    /// <summary>The categories of the status in which no time is used.</summary>
    public IReadOnlyList<StatusCategory> PauseIn
    {
        get => [.. Enum.GetValues<StatusCategory>().Where(IsPausedIn)];
        init => Pauses = value.Aggregate(0, (mask, c) => mask | (1 << (int)c));
    }

    /// <summary>Any of these fulfils a cycle, in time or late.</summary>
    public SlaSignals FulfilOn { get; init; }

    /// <summary>Any of these ends a cycle without a result and starts the next at 0.</summary>
    public SlaSignals ResetOn { get; init; }

    /// <summary>Any of these ends a cycle without a result.</summary>
    public SlaSignals CancelOn { get; init; }

    /// <summary>What another start does.</summary>
    public SlaRepeat Repeat { get; init; }

    private int Pauses { get; init; }

    /// <summary>Whether no time is used in a category.</summary>
    public bool IsPausedIn(StatusCategory category) => (Pauses & (1 << (int)category)) != 0;
}
