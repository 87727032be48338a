using System.Collections.Immutable;
using Helpdesk.Core.Messages;
using NodaTime;

namespace Helpdesk.Core.Tickets;

/// <summary>
/// The record of one request: the fold of its events. Immutable; safe from any number of threads.
/// <see cref="Decide"/> gives events or a refusal and changes nothing; <see cref="Evolve"/> applies any event and refuses
/// nothing.
/// </summary>
public sealed partial record Ticket
{
    private Ticket()
    {
    }

    /// <summary>The version: the number of events that made it.</summary>
    public long Version { get; private init; }

    /// <summary>The human number.</summary>
    public TicketReference Reference { get; private init; }

    /// <summary>What it is about.</summary>
    public string Subject { get; private init; } = "";

    /// <summary>Whose request it is.</summary>
    public required Address Requester { get; init; }

    /// <summary>Who may write to it besides the requester.</summary>
    public IReadOnlyList<Address> Participants { get; private init; } = [];

    /// <summary>By which channel the request came.</summary>
    public required ChannelAddress Channel { get; init; }

    /// <summary>Where it is worked on.</summary>
    public DepartmentId Department { get; private init; }

    /// <summary>Who works on it.</summary>
    public AgentId? Assignee { get; private init; }

    /// <summary>How pressing it is.</summary>
    public Priority Priority { get; private init; }

    /// <summary>The tags, ordinally sorted.</summary>
    public ImmutableSortedSet<string> Tags { get; private init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>The version of the lifecycle that it obeys.</summary>
    public string LifecycleVersion { get; private init; } = "";

    /// <summary>The finished ticket that this one goes on from.</summary>
    public TicketId? FollowUpOf { get; private init; }

    /// <summary>The status.</summary>
    public StatusId Status { get; private init; }

    /// <summary>The category of the status.</summary>
    public StatusCategory Category { get; private init; }

    /// <summary>Since when it has this status.</summary>
    public Instant StatusSince { get; private init; }

    /// <summary>
    /// The statuses to come back to from Postponed, Spam, Merged or Deleted, the nearest first: a postponed ticket that was
    /// marked as spam comes back to its postponement. Empty otherwise.
    /// </summary>
    public ImmutableStack<RememberedStatus> Remembered { get; private init; } = [];

    /// <summary>When a postponed ticket comes back.</summary>
    public Instant? PostponedUntil { get; private init; }

    /// <summary>When it began.</summary>
    public Instant CreatedAt { get; private init; }

    /// <summary>
    /// When a person, customer or agent, last wrote in public: the clock of closing by itself. Notes, system events and
    /// automatic mail do not move it.
    /// </summary>
    public Instant LastHumanMessageAt { get; private init; }

    /// <summary>When a customer last wrote.</summary>
    public Instant? LastCustomerMessageAt { get; private init; }

    /// <summary>When an agent last answered.</summary>
    public Instant? LastReplyAt { get; private init; }

    /// <summary>When the customer was warned of the closing, if nobody wrote since.</summary>
    public Instant? CloseWarnedAt { get; private init; }

    /// <summary>How often it was reopened from Resolved or Closed.</summary>
    public int ReopenCount { get; private init; }

    /// <summary>How many messages it has, notes included.</summary>
    public int MessageCount { get; private init; }

    // Since when nobody here has to do anything: a ticket that is solved after a long silence does not close at once. Moving
    // between the two waiting categories does not begin it anew.
    private Instant WaitingSince { get; init; }

    /// <summary>Whether this address is the requester's or a participant's.</summary>
    public bool IsParticipant(Address address) =>
        Requester.IsSameAs(address) || Participants.Any(p => p.IsSameAs(address));

    /// <summary>
    /// When the ticket closes by itself if nobody writes, and when the customer is to be warned before; null when it does not.
    /// </summary>
    /// <param name="policy">The policy of its department.</param>
    public (Instant? WarnAt, Instant CloseAt)? AutoClose(TicketPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        if (policy.AutoCloseAfter is not { } silence
            || Category is not (StatusCategory.Resolved or StatusCategory.WaitingOnCustomer))
        {
            return null;
        }

        var closeAt = Instant.Max(LastHumanMessageAt, WaitingSince) + silence;
        var warnAt = CloseWarnedAt is null && policy.WarnBeforeClosing is { } before ? closeAt - before : (Instant?)null;
        return (warnAt, closeAt);
    }
}
