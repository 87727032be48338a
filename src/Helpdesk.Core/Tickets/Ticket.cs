using System.Collections.Immutable;
using Helpdesk.Core.Conditions;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Tickets.Ratings;
using Helpdesk.Core.Tickets.Relations;
using NodaTime;

namespace Helpdesk.Core.Tickets;

/// <summary>
/// The record of one request: the fold of its events. Immutable; safe from any number of threads.
/// <see cref="Decide"/> gives events or a refusal and changes nothing; <see cref="Evolve"/> applies any event and refuses
/// nothing.
/// </summary>
public sealed partial record Ticket
{
    private static readonly ImmutableSortedDictionary<string, string> NoEpisodes = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
    private const int MaxSendings = 1_000;

    private static readonly ImmutableSortedDictionary<string, int> NoRuns = ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);
    private static readonly ImmutableSortedSet<string> NoTimers = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    private Ticket()
    {
    }

    /// <summary>The version: the number of events that made it.</summary>
    public long Version { get; private init; }

    /// <summary>Its id.</summary>
    public TicketId Id { get; private init; }

    /// <summary>The human number.</summary>
    public TicketReference Reference { get; private init; }

    /// <summary>What it is about.</summary>
    public string Subject { get; private init; } = "";

    /// <summary>Whose request it is.</summary>
    public required Address Requester { get; init; }

    /// <summary>Who may write to it besides the requester; those of merged tickets included.</summary>
    public IReadOnlyList<Address> Participants => Belongings.People;

    /// <summary>By which channel the request came.</summary>
    public required ChannelAddress Channel { get; init; }

    /// <summary>Where it is worked on.</summary>
    public DepartmentId Department { get; private init; }

    /// <summary>Who works on it.</summary>
    public AgentId? Assignee { get; private init; }

    /// <summary>What type of ticket it is; null for none.</summary>
    public TicketTypeId? Type { get; private init; }

    /// <summary>Which tier of support has it, from 1.</summary>
    public int Tier { get; private init; } = 1;

    /// <summary>How pressing it is.</summary>
    public Priority Priority { get; private init; }

    /// <summary>The tags, ordinally sorted.</summary>
    public IReadOnlyList<string> Tags => Belongings.Tags;

    /// <summary>The agents who are told what happens.</summary>
    public IReadOnlyList<Follower> Followers => Belongings.Followers;

    /// <summary>The links to other tickets.</summary>
    public IReadOnlyList<TicketLink> Links => Belongings.Links;

    /// <summary>The entities of the host that it is about.</summary>
    public IReadOnlyList<TicketSubject> Subjects => Belongings.Subjects;

    /// <summary>The values of the custom fields by name.</summary>
    public ImmutableSortedDictionary<string, FieldValue> Fields { get; private init; } =
        ImmutableSortedDictionary.Create<string, FieldValue>(StringComparer.Ordinal);

    /// <summary>The messages in the order of their instants; those of merged tickets included.</summary>
    public ImmutableList<TicketEntry> Messages { get; private init; } = [];

    /// <summary>What customers think of the answers, by answer.</summary>
    public ImmutableDictionary<MessageId, Rating> Ratings =>
        Messages.Where(m => m.Rating is not null).ToImmutableDictionary(m => m.Message, m => m.Rating!);

    /// <summary>What was reported of the delivery of messages that left, by message.</summary>
    public ImmutableDictionary<MessageId, DeliveryProgress> Deliveries { get; private init; } = ImmutableDictionary<MessageId, DeliveryProgress>.Empty;

    /// <summary>The rating that was given or changed last.</summary>
    public Rating? LastRating { get; private init; }

    /// <summary>The ticket that this one goes on in, if it is merged.</summary>
    public TicketLink? MergedInto { get; private init; }

    /// <summary>The tickets that go on in this one, in any number of steps.</summary>
    public ImmutableList<AbsorbedTicket> Absorbed { get; private init; } = [];

    /// <summary>Which side, agent or customer, has asked for the closing, where both have to.</summary>
    public ActorKind CloseAgreedBy { get; private init; }

    /// <summary>The version of the lifecycle that it obeys.</summary>
    public string LifecycleVersion { get; private init; } = "";

    /// <summary>The finished ticket that this one goes on from.</summary>
    public TicketId? FollowUpOf => Links.FirstOrDefault(l => l.Type == LinkType.FollowUpOf)?.Other;

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
    public Instant? CloseWarnedAt => LastWarnedAt < LastHumanMessageAt ? null : LastWarnedAt;

    /// <summary>The timers that rang in vain since the ticket moved or somebody wrote; they are spent.</summary>
    public ImmutableSortedSet<string> SpentTimers { get; private init; } = NoTimers;

    /// <summary>The last episode for which each time rule came due, by the rule's id.</summary>
    public ImmutableSortedDictionary<string, string> Episodes { get; private init; } = NoEpisodes;

    /// <summary>How often rules fired that may fire only so often or that sent something, by the rule's id.</summary>
    public ImmutableSortedDictionary<string, int> RuleRuns { get; private init; } = NoRuns;

    /// <summary>The last 1,000 times that a rule sent something, in the order in which it happened.</summary>
    public ImmutableList<Sending> Sendings { get; private init; } = [];

    /// <summary>How often it was reopened from Resolved or Closed.</summary>
    public int ReopenCount { get; private init; }

    /// <summary>When it was reopened last, at most 1,000 times.</summary>
    public ImmutableList<Instant> Reopenings { get; private init; } = [];

    /// <summary>How many messages it has, notes included.</summary>
    public int MessageCount => Messages.Count;

    // Everybody whom its events name.
    private ImmutableHashSet<(AddressKind Kind, string Key)> Named { get; init; } = [];

    // The ticket that woke it by a merge, and what it was before, until something else happens.
    private Waker? Woken { get; init; }

    // The last warning, even if a merge brought a later message: without that message it holds again.
    private Instant? LastWarnedAt { get; init; }

    // What it has of its own, and that together with what merged tickets brought.
    private TicketBelongings Own { get; init; } = TicketBelongings.Empty;

    private TicketBelongings Belongings { get; init; } = TicketBelongings.Empty;

    // Since when nobody here has to do anything: a ticket that is solved after a long silence does not close at once. Moving
    // between the two waiting categories does not begin it anew.
    private Instant WaitingSince { get; init; }

    /// <summary>Whether this address is the requester's or a participant's.</summary>
    public bool IsParticipant(Address address) =>
        Requester.IsSameAs(address) || Participants.Any(p => p.IsSameAs(address));

    /// <summary>How far a message got that left, as far as was reported here.</summary>
    public DeliveryProgress DeliveryOf(MessageId message) => Deliveries.GetValueOrDefault(message, DeliveryProgress.None);

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

    private sealed record Waker(
        TicketId By, long Version, StatusId Status, StatusCategory Category, int ReopenCount, ImmutableList<Instant> Reopenings, Instant? WarnedAt, ActorKind CloseAgreedBy);
}
