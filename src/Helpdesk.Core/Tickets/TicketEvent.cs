using System.Text.Json.Serialization;
using Helpdesk.Core.Conditions;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Tickets.Relations;
using NodaTime;

namespace Helpdesk.Core.Tickets;

/// <summary>What happened to a ticket. A closed family; <see cref="Ticket.Evolve"/> applies any of them and refuses none.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(Opened), "opened")]
[JsonDerivedType(typeof(MessageReceived), "message-received")]
[JsonDerivedType(typeof(ReplySent), "reply-sent")]
[JsonDerivedType(typeof(NoteAdded), "note-added")]
[JsonDerivedType(typeof(StatusChanged), "status-changed")]
[JsonDerivedType(typeof(Assigned), "assigned")]
[JsonDerivedType(typeof(Unassigned), "unassigned")]
[JsonDerivedType(typeof(Transferred), "transferred")]
[JsonDerivedType(typeof(PriorityChanged), "priority-changed")]
[JsonDerivedType(typeof(Tagged), "tagged")]
[JsonDerivedType(typeof(Untagged), "untagged")]
[JsonDerivedType(typeof(CloseWarned), "close-warned")]
[JsonDerivedType(typeof(SlaApplied), "sla-applied")]
[JsonDerivedType(typeof(SlaWarned), "sla-warned")]
[JsonDerivedType(typeof(SlaBreached), "sla-breached")]
[JsonDerivedType(typeof(SlaFulfilled), "sla-fulfilled")]
[JsonDerivedType(typeof(SlaReviewed), "sla-reviewed")]
[JsonDerivedType(typeof(RuleDue), "rule-due")]
[JsonDerivedType(typeof(RuleFired), "rule-fired")]
[JsonDerivedType(typeof(AutomationDenied), "automation-denied")]
[JsonDerivedType(typeof(MacroRun), "macro-run")]
[JsonDerivedType(typeof(TypeChanged), "type-changed")]
[JsonDerivedType(typeof(FieldsChanged), "fields-changed")]
[JsonDerivedType(typeof(LifecycleChanged), "lifecycle-changed")]
[JsonDerivedType(typeof(Followed), "followed")]
[JsonDerivedType(typeof(Unfollowed), "unfollowed")]
[JsonDerivedType(typeof(SubjectAdded), "subject-added")]
[JsonDerivedType(typeof(SubjectRemoved), "subject-removed")]
[JsonDerivedType(typeof(ParticipantAdded), "participant-added")]
[JsonDerivedType(typeof(ParticipantRemoved), "participant-removed")]
[JsonDerivedType(typeof(Forwarded), "forwarded")]
[JsonDerivedType(typeof(Escalated), "escalated")]
[JsonDerivedType(typeof(Rated), "rated")]
[JsonDerivedType(typeof(Linked), "linked")]
[JsonDerivedType(typeof(Unlinked), "unlinked")]
[JsonDerivedType(typeof(CloseAgreed), "close-agreed")]
[JsonDerivedType(typeof(MergedInto), "merged-into")]
[JsonDerivedType(typeof(Absorbed), "absorbed")]
[JsonDerivedType(typeof(Unmerged), "unmerged")]
[JsonDerivedType(typeof(Released), "released")]
[JsonDerivedType(typeof(MessagesMoved), "messages-moved")]
[JsonDerivedType(typeof(MessagesTaken), "messages-taken")]
[JsonDerivedType(typeof(PersonErased), "person-erased")]
[JsonDerivedType(typeof(TimerRefused), "timer-refused")]
[JsonDerivedType(typeof(PostponementChanged), "postponement-changed")]
[JsonDerivedType(typeof(DeliveryChanged), "delivery-changed")]
[JsonDerivedType(typeof(CallChanged), "call-changed")]
public abstract record TicketEvent
{
    private TicketEvent()
    {
    }

    /// <summary>The ticket began. Always the first event and never a later one.</summary>
    public sealed record Opened : TicketEvent
    {
        /// <summary>Its id.</summary>
        public required TicketId Id { get; init; }

        /// <summary>The human number.</summary>
        public required TicketReference Reference { get; init; }

        /// <summary>What it is about.</summary>
        public required string Subject { get; init; }

        /// <summary>Whose request it is.</summary>
        public required Address Requester { get; init; }

        /// <summary>Who may write to it besides the requester.</summary>
        public IReadOnlyList<Address> Participants { get; init; } = [];

        /// <summary>By which channel the request came.</summary>
        public required ChannelAddress Channel { get; init; }

        /// <summary>Where it is worked on.</summary>
        public required DepartmentId Department { get; init; }

        /// <summary>What type of ticket it is.</summary>
        public TicketTypeId? Type { get; init; }

        /// <summary>How pressing it is.</summary>
        public required Priority Priority { get; init; }

        /// <summary>The first status.</summary>
        public required StatusId Status { get; init; }

        /// <summary>The category of the first status.</summary>
        public required StatusCategory Category { get; init; }

        /// <summary>Where a ticket that begins as spam goes when it is found to be none; null for any other.</summary>
        public RememberedStatus? IfNotSpam { get; init; }

        /// <summary>The version of the lifecycle that the ticket obeys.</summary>
        public required string LifecycleVersion { get; init; }

        /// <summary>The ticket that this one comes from: it goes on from it or was split off.</summary>
        public TicketLink? ComesFrom { get; init; }
    }

    /// <summary>A message came in.</summary>
    /// <param name="Message">Which one.</param>
    /// <param name="From">Who wrote it.</param>
    /// <param name="Kind">What sort it is; only a human one counts as the customer speaking.</param>
    /// <param name="Via">The merged ticket that it was addressed to; null when it was this one.</param>
    public sealed record MessageReceived(MessageId Message, Address From, MessageKind Kind, TicketId? Via = null) : TicketEvent
    {
        /// <inheritdoc cref="TicketCommand.Receive.IsInternal"/>
        public bool IsInternal { get; init; }
    }

    /// <summary>An agent answered in public.</summary>
    /// <param name="Message">Which message.</param>
    public sealed record ReplySent(MessageId Message) : TicketEvent;

    /// <summary>An internal note was written.</summary>
    /// <param name="Message">Which message.</param>
    public sealed record NoteAdded(MessageId Message) : TicketEvent
    {
        /// <summary>The agents that it mentions.</summary>
        public IReadOnlyList<AgentId> Mentions { get; init; } = [];
    }

    /// <summary>The status changed.</summary>
    /// <param name="From">The status before.</param>
    /// <param name="To">The status since.</param>
    /// <param name="Category">The category of <paramref name="To"/>.</param>
    /// <param name="Trigger">What moved it.</param>
    /// <param name="Until">When a postponed ticket comes back.</param>
    public sealed record StatusChanged(
        StatusId From,
        StatusId To,
        StatusCategory Category,
        TriggerId Trigger,
        Instant? Until = null) : TicketEvent;

    /// <summary>The ticket got an agent.</summary>
    /// <param name="Agent">Who.</param>
    public sealed record Assigned(AgentId Agent) : TicketEvent;

    /// <summary>The ticket lost its agent.</summary>
    public sealed record Unassigned : TicketEvent;

    /// <summary>The ticket went to another department, without an agent.</summary>
    /// <param name="Department">Where it is now.</param>
    public sealed record Transferred(DepartmentId Department) : TicketEvent;

    /// <summary>The priority changed.</summary>
    /// <param name="Priority">The priority since.</param>
    public sealed record PriorityChanged(Priority Priority) : TicketEvent;

    /// <summary>Tags were added.</summary>
    /// <param name="Tags">The tags that were not there before.</param>
    public sealed record Tagged(IReadOnlyList<string> Tags) : TicketEvent;

    /// <summary>Tags were removed.</summary>
    /// <param name="Tags">The tags that were there before.</param>
    public sealed record Untagged(IReadOnlyList<string> Tags) : TicketEvent;

    /// <summary>The customer was told that the ticket is about to close.</summary>
    public sealed record CloseWarned : TicketEvent;

    /// <summary>Another SLA policy applies from now on.</summary>
    /// <param name="Policy">Which.</param>
    public sealed record SlaApplied(SlaPolicyId Policy) : TicketEvent;

    /// <summary>An SLA clock came to a point of warning. Recorded once a cycle and level.</summary>
    /// <param name="Metric">The metric, such as <c>firstReply</c>.</param>
    /// <param name="Level">The name of the point.</param>
    /// <param name="At">When it came there, however late it was found.</param>
    /// <param name="DueAt">When the target is due if nothing happens; null for never.</param>
    public sealed record SlaWarned(string Metric, string Level, Instant At, Instant? DueAt) : TicketEvent
    {
        /// <summary>The policy that promises it.</summary>
        public SlaPolicyId? Policy { get; init; }

        /// <summary>Which cycle of the metric it was.</summary>
        public int Cycle { get; init; } = 1;
    }

    /// <summary>An SLA target was missed. Recorded once a cycle, as soon as more time was used than there was.</summary>
    /// <param name="Metric">The metric, such as <c>firstReply</c>.</param>
    /// <param name="DueAt">When it was due.</param>
    public sealed record SlaBreached(string Metric, Instant DueAt) : TicketEvent
    {
        /// <summary>The edge after which it was missed, however late that was found: the first open instant at or after the due time.</summary>
        public Instant? At { get; init; }

        /// <summary>The policy that promises it.</summary>
        public SlaPolicyId? Policy { get; init; }

        /// <summary>Which cycle of the metric it was.</summary>
        public int Cycle { get; init; } = 1;
    }

    /// <summary>
    /// An SLA target was fulfilled, in time when no more was used than there was. A cycle that goes on after a reopening is
    /// fulfilled again: the last one counts.
    /// </summary>
    /// <param name="Metric">The metric, such as <c>firstReply</c>.</param>
    /// <param name="Target">How much time there was, in the hours that count.</param>
    /// <param name="Elapsed">How much was used.</param>
    public sealed record SlaFulfilled(string Metric, Duration Target, Duration Elapsed) : TicketEvent
    {
        /// <summary>The policy that promised it.</summary>
        public required SlaPolicyId Policy { get; init; }

        /// <summary>Which cycle of the metric it was.</summary>
        public int Cycle { get; init; } = 1;
    }

    /// <summary>The SLA clocks were looked at anew, because policies or schedules were edited.</summary>
    /// <param name="Mode">What that does to clocks.</param>
    public sealed record SlaReviewed(SlaEdit Mode) : TicketEvent;

    /// <summary>A time rule came due. It does not come due again for the same moments.</summary>
    /// <param name="Rule">Which rule.</param>
    /// <param name="Episode">The moments that its condition counts from.</param>
    public sealed record RuleDue(RuleId Rule, string Episode) : TicketEvent;

    /// <summary>A rule fired that may fire only so often, or that sent something.</summary>
    /// <param name="Rule">Which rule.</param>
    public sealed record RuleFired(RuleId Rule) : TicketEvent
    {
        /// <summary>The moments that its condition counts from, if it fires once for them; empty otherwise.</summary>
        public string Episode { get; init; } = "";

        /// <summary>How much it sent: messages and calls of the host.</summary>
        public int Sent { get; init; }
    }

    /// <summary>An automation would have sent something and was not let: nothing of it happened.</summary>
    /// <param name="Rule">Which rule; null for what the library sends by itself, and for a whole run that came too deep.</param>
    /// <param name="Budget">What was used up: <c>ticket</c>, <c>rule</c>, <c>recipient</c>, <c>depth</c> or <c>reopen</c>.</param>
    public sealed record AutomationDenied(RuleId? Rule, string Budget) : TicketEvent;

    /// <summary>Somebody ran a macro; what it did follows.</summary>
    /// <param name="Macro">Which one.</param>
    public sealed record MacroRun(MacroId Macro) : TicketEvent;

    /// <summary>A postponed ticket comes back at another instant.</summary>
    /// <param name="Until">When.</param>
    public sealed record PostponementChanged(Instant Until) : TicketEvent;

    /// <summary>Something new was reported of the delivery of a message. Each thing is recorded once.</summary>
    /// <param name="News">What.</param>
    public sealed record DeliveryChanged(DeliveryNews News) : TicketEvent;

    /// <summary>A timer rang and its trigger was refused: it does not ring again until the ticket moves or somebody writes.</summary>
    /// <param name="Timer">Which timer.</param>
    /// <param name="Code">The code of the refusal.</param>
    public sealed record TimerRefused(string Timer, string Code) : TicketEvent;

    /// <summary>A call went on.</summary>
    /// <param name="Message">The message that stands for it.</param>
    /// <param name="Caller">Who calls.</param>
    /// <param name="News">What is told of it.</param>
    public sealed record CallChanged(MessageId Message, Address Caller, CallNews News) : TicketEvent;

    /// <summary>The type changed.</summary>
    /// <param name="Type">The type since; null for none.</param>
    public sealed record TypeChanged(TicketTypeId? Type) : TicketEvent;

    /// <summary>Custom fields changed.</summary>
    /// <param name="Values">The fields that changed, by name; null where there is no value since.</param>
    public sealed record FieldsChanged(IReadOnlyDictionary<string, FieldValue?> Values) : TicketEvent;

    /// <summary>The ticket obeys another lifecycle.</summary>
    /// <param name="Version">The version since.</param>
    /// <param name="Status">The status since, by the map between the two.</param>
    /// <param name="Category">Its category.</param>
    /// <param name="Remembered">The statuses to come back to since, the nearest first.</param>
    public sealed record LifecycleChanged(
        string Version,
        StatusId Status,
        StatusCategory Category,
        IReadOnlyList<RememberedStatus> Remembered) : TicketEvent;

    /// <summary>An agent is told what happens from now on.</summary>
    /// <param name="Agent">Who.</param>
    public sealed record Followed(AgentId Agent) : TicketEvent;

    /// <summary>An agent is no longer told.</summary>
    /// <param name="Agent">Who.</param>
    public sealed record Unfollowed(AgentId Agent) : TicketEvent;

    /// <summary>The ticket is about one more entity of the host.</summary>
    /// <param name="Subject">Which.</param>
    public sealed record SubjectAdded(TicketSubject Subject) : TicketEvent;

    /// <summary>The ticket is about one entity less.</summary>
    /// <param name="Subject">Which.</param>
    public sealed record SubjectRemoved(TicketSubject Subject) : TicketEvent;

    /// <summary>Somebody takes part since.</summary>
    /// <param name="Person">Who.</param>
    /// <param name="VerifiedBy">What vouched for it where nobody added the person by hand, such as <c>login</c>; else empty.</param>
    public sealed record ParticipantAdded(Address Person, string VerifiedBy = "") : TicketEvent;

    /// <summary>Somebody takes part no longer.</summary>
    /// <param name="Person">Who.</param>
    public sealed record ParticipantRemoved(Address Person) : TicketEvent;

    /// <summary>Somebody outside was asked; customers do not see it.</summary>
    /// <param name="Message">What was sent.</param>
    /// <param name="To">To whom.</param>
    public sealed record Forwarded(MessageId Message, IReadOnlyList<Address> To) : TicketEvent;

    /// <summary>The ticket was handed up.</summary>
    /// <param name="Tier">The tier since.</param>
    public sealed record Escalated(int Tier) : TicketEvent;

    /// <summary>A customer rated an answer, or changed the rating.</summary>
    /// <param name="Answer">The answer.</param>
    /// <param name="Agent">Whose answer it was.</param>
    /// <param name="Score">From 1, worst, to 5, best.</param>
    /// <param name="Comment">What the customer wrote, or empty.</param>
    public sealed record Rated(MessageId Answer, AgentId Agent, int Score, string Comment) : TicketEvent;

    /// <summary>A link was made; the other ticket records the counterpart.</summary>
    /// <param name="Link">The link.</param>
    public sealed record Linked(TicketLink Link) : TicketEvent;

    /// <summary>A link was removed.</summary>
    /// <param name="Link">The link.</param>
    public sealed record Unlinked(TicketLink Link) : TicketEvent;

    /// <summary>One side asked for the closing, and the other has to.</summary>
    /// <param name="Side">Agent or customer.</param>
    public sealed record CloseAgreed(ActorKind Side) : TicketEvent;

    /// <summary>The ticket goes on in another one.</summary>
    /// <param name="Survivor">The other one.</param>
    /// <param name="Reference">Its human number.</param>
    public sealed record MergedInto(TicketId Survivor, TicketReference Reference) : TicketEvent;

    /// <summary>Another ticket goes on in this one, with those that were merged into it before.</summary>
    /// <param name="Tickets">What each brings; the ticket itself first.</param>
    public sealed record Absorbed(IReadOnlyList<AbsorbedTicket> Tickets) : TicketEvent
    {
        /// <summary>Whether it wakes the survivor: that waits for nobody here, and the ticket that came is an open question.</summary>
        public bool Wakes { get; init; }
    }

    /// <summary>The ticket came back out of a merge.</summary>
    /// <param name="Regained">The messages that came in for it meanwhile, and its answers that were rated meanwhile.</param>
    public sealed record Unmerged(IReadOnlyList<TicketEntry> Regained) : TicketEvent;

    /// <summary>A ticket left this one again, with those that were merged into it before.</summary>
    /// <param name="Tickets">Which tickets; what came with them leaves with them.</param>
    /// <param name="Messages">The later messages that leave with them.</param>
    public sealed record Released(IReadOnlyList<TicketId> Tickets, IReadOnlyList<MessageId> Messages) : TicketEvent;

    /// <summary>Messages were split off.</summary>
    /// <param name="Messages">Those that left; none when copies were made.</param>
    /// <param name="Into">The ticket that has them.</param>
    public sealed record MessagesMoved(IReadOnlyList<MessageId> Messages, TicketLink Into) : TicketEvent;

    /// <summary>The ticket began with messages of another one.</summary>
    /// <param name="Entries">The messages.</param>
    public sealed record MessagesTaken(IReadOnlyList<TicketEntry> Entries) : TicketEvent;

    /// <summary>A person was erased: the stream and the messages before name only the pseudonym.</summary>
    /// <param name="Pseudonym">What stands in the person's place.</param>
    public sealed record PersonErased(Address Pseudonym) : TicketEvent
    {
        /// <summary>The person; known only while the erasure is carried out, never stored.</summary>
        [JsonIgnore]
        public Address? Person { get; init; }
    }
}
