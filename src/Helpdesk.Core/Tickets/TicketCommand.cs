using Helpdesk.Core.Conditions;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Tickets.Relations;
using NodaTime;

namespace Helpdesk.Core.Tickets;

/// <summary>
/// What someone wants of a ticket. A closed family; <see cref="Ticket.Decide"/> gives events or a refusal. In which category
/// each is possible stands in <c>docs/spec/commands.md</c>.
/// </summary>
public abstract record TicketCommand
{
    private TicketCommand()
    {
    }

    /// <summary>Take a message that was found to belong to this ticket.</summary>
    /// <param name="Message">Its id.</param>
    /// <param name="From">Who wrote it.</param>
    /// <param name="Kind">What sort it is: everything but a human one is recorded and moves nothing.</param>
    /// <param name="Via">The merged ticket that it was addressed to; null when it was this one.</param>
    public sealed record Receive(MessageId Message, Address From, MessageKind Kind, TicketId? Via = null) : TicketCommand
    {
        /// <summary>Whether customers must not see it: then it is recorded like a note and moves nothing.</summary>
        public bool IsInternal { get; init; }
    }

    /// <summary>Answer in public.</summary>
    /// <param name="Message">The id of the answer.</param>
    /// <param name="Then">
    /// A trigger to fire instead of <see cref="Triggers.AgentReply"/>, such as <see cref="Triggers.Resolve"/>.
    /// </param>
    /// <param name="LastSeen">
    /// The last message that the author has seen: if others wrote since, the answer is refused. Null to answer whatever was written.
    /// </param>
    public sealed record Reply(MessageId Message, TriggerId? Then = null, MessageId? LastSeen = null) : TicketCommand;

    /// <summary>Write an internal note.</summary>
    /// <param name="Message">The id of the note.</param>
    public sealed record AddNote(MessageId Message) : TicketCommand
    {
        /// <summary>The agents that it mentions: they follow the ticket from then on.</summary>
        public IReadOnlyList<AgentId> Mentions { get; init; } = [];
    }

    /// <summary>Fire a trigger of the lifecycle: resolve, close, reopen, hold, mark as spam and so on.</summary>
    /// <param name="Trigger">The trigger; those that need more than themselves have commands of their own.</param>
    public sealed record Fire(TriggerId Trigger) : TicketCommand;

    /// <summary>Set the status by the one permitted trigger that leads there.</summary>
    /// <param name="Status">The wanted status.</param>
    public sealed record SetStatus(StatusId Status) : TicketCommand;

    /// <summary>Put off until an instant.</summary>
    /// <param name="Until">When it comes back; later than now.</param>
    public sealed record Postpone(Instant Until) : TicketCommand;

    /// <summary>Give the ticket to an agent.</summary>
    /// <param name="Agent">Who.</param>
    public sealed record Assign(AgentId Agent) : TicketCommand;

    /// <summary>Take the ticket oneself; only for agents.</summary>
    public sealed record Take : TicketCommand;

    /// <summary>Take the ticket from its agent.</summary>
    public sealed record Unassign : TicketCommand;

    /// <summary>Move the ticket to another department; its agent is dropped.</summary>
    /// <param name="Department">Where to.</param>
    public sealed record Transfer(DepartmentId Department) : TicketCommand;

    /// <summary>Change the priority.</summary>
    /// <param name="Priority">The new one.</param>
    public sealed record SetPriority(Priority Priority) : TicketCommand;

    /// <summary>Change the type.</summary>
    /// <param name="Type">The new one; null for none.</param>
    public sealed record SetType(TicketTypeId? Type) : TicketCommand;

    /// <summary>Set custom fields, all or none of them.</summary>
    /// <param name="Values">By name; null takes the value away.</param>
    public sealed record SetFields(IReadOnlyDictionary<string, FieldValue?> Values) : TicketCommand;

    /// <summary>Move to the lifecycle that holds for its department and type now, such as a newer version.</summary>
    public sealed record Migrate : TicketCommand;

    /// <summary>Add tags; those that are there already are no fault.</summary>
    /// <param name="Tags">Compared ordinally.</param>
    public sealed record AddTags(IReadOnlyList<string> Tags) : TicketCommand;

    /// <summary>Remove tags; those that are not there are no fault.</summary>
    /// <param name="Tags">Compared ordinally.</param>
    public sealed record RemoveTags(IReadOnlyList<string> Tags) : TicketCommand;

    /// <summary>Have an agent told what happens.</summary>
    /// <param name="Agent">Who.</param>
    public sealed record Follow(AgentId Agent) : TicketCommand;

    /// <summary>Have an agent no longer told.</summary>
    /// <param name="Agent">Who.</param>
    public sealed record Unfollow(AgentId Agent) : TicketCommand;

    /// <summary>Say that the ticket is about an entity of the host.</summary>
    /// <param name="Subject">Which.</param>
    public sealed record AddSubject(TicketSubject Subject) : TicketCommand;

    /// <summary>Say that it is not about it after all.</summary>
    /// <param name="Subject">Which.</param>
    public sealed record RemoveSubject(TicketSubject Subject) : TicketCommand;

    /// <summary>
    /// Have somebody take part: who writes under that identity may write to the ticket, and is answered there. Also how two identities of one
    /// person come together on a ticket, such as a chat and a mail address.
    /// </summary>
    /// <param name="Person">Who.</param>
    public sealed record AddParticipant(Address Person) : TicketCommand;

    /// <summary>Have somebody no longer take part; the requester always does.</summary>
    /// <param name="Person">Who.</param>
    public sealed record RemoveParticipant(Address Person) : TicketCommand;

    /// <summary>
    /// Ask somebody outside by mail, such as a supplier: no customer ever sees it, and what comes back is a note.
    /// </summary>
    /// <param name="Message">The id of what is sent.</param>
    /// <param name="To">Whom: mail addresses, 20 at most, nobody who takes part in the ticket.</param>
    /// <param name="Original">The message to hand on with it, which must not be a note; null for none.</param>
    public sealed record Forward(MessageId Message, IReadOnlyList<Address> To, MessageId? Original = null) : TicketCommand;

    /// <summary>Hand up to the next tier of support.</summary>
    public sealed record Escalate : TicketCommand;

    /// <summary>Rate an agent's answer; a second time changes the rating. The only such command for customers.</summary>
    /// <param name="Answer">The answer.</param>
    /// <param name="Score">From 1, worst, to 5, best.</param>
    /// <param name="Comment">At most 2,000 characters, or empty.</param>
    public sealed record Rate(MessageId Answer, int Score, string Comment = "") : TicketCommand;

    /// <summary>Link to another ticket; the other one gets the counterpart.</summary>
    /// <param name="Type">What this ticket is to the other.</param>
    /// <param name="Other">The other ticket.</param>
    public sealed record Link(LinkType Type, TicketId Other) : TicketCommand;

    /// <summary>Remove a link, on both sides.</summary>
    /// <param name="Type">What this ticket is to the other.</param>
    /// <param name="Other">The other ticket.</param>
    public sealed record Unlink(LinkType Type, TicketId Other) : TicketCommand;

    /// <summary>Go on in another ticket, with everything that belongs to this one.</summary>
    /// <param name="Into">The survivor.</param>
    public sealed record Merge(TicketId Into) : TicketCommand;

    /// <summary>
    /// Come back out of a merge as it was. Messages that came in since return with it when they were addressed to it or to a
    /// ticket merged into it; all others stay with the survivor. So do tags, followers, links and subjects that were added since.
    /// What was split off or unlinked since stays so.
    /// </summary>
    public sealed record Unmerge : TicketCommand;

    /// <summary>Make a new linked ticket of some messages.</summary>
    /// <param name="Ticket">The id of the new ticket.</param>
    /// <param name="Reference">Its human number.</param>
    /// <param name="Subject">What it is about.</param>
    /// <param name="Messages">
    /// Which messages. They leave this ticket, unless they are copied: then each has the id of its copy beside it.
    /// </param>
    public sealed record Split(
        TicketId Ticket,
        TicketReference Reference,
        string Subject,
        IReadOnlyList<SplitMessage> Messages) : TicketCommand;

    /// <summary>Erase what a person wrote and the person's name, keeping counts and history. Cannot be undone.</summary>
    /// <param name="Person">The person, by address.</param>
    public sealed record Erase(Address Person) : TicketCommand;

    /// <summary>Record that the customer was warned of the closing.</summary>
    public sealed record WarnOfClosing : TicketCommand;

    /// <summary>Record what is reported of the delivery of a message; what is known already changes nothing.</summary>
    /// <param name="News">What.</param>
    public sealed record ReportDelivery(DeliveryNews News) : TicketCommand;

    /// <summary>Record what is told of a call; what is known already changes nothing.</summary>
    /// <param name="Message">The message that stands for the call.</param>
    /// <param name="News">What is told.</param>
    public sealed record ReportCall(MessageId Message, CallNews News) : TicketCommand;

    /// <summary>Run a macro of the configuration: its actions follow in the name of who runs it, all of them or none.</summary>
    /// <param name="Macro">Which one.</param>
    public sealed record RunMacro(MacroId Macro) : TicketCommand;

    /// <summary>Looks at the SLA clocks anew after policies or schedules were edited; else they follow with the next event.</summary>
    /// <param name="Mode">What the edit does to clocks, whatever the policy says of edits; keeping is the policy's alone to say.</param>
    public sealed record ReviewSla(SlaEdit Mode) : TicketCommand;
}
