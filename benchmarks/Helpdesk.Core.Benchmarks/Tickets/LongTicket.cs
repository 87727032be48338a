using Helpdesk.Core.Messages;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Lifecycles;
using NodaTime;

namespace Helpdesk.Core.Benchmarks.Tickets;

/// <summary>A ticket on which customer and agents go back and forth for long: every event is one that the ticket itself decided.</summary>
internal static class LongTicket
{
    public static readonly Actor Kim = new Actor.Agent(new AgentId("kim"));
    public static readonly Actor Customer = new Actor.Customer(Address.Mail("kai@customer.example"));

    /// <summary>The stream; it ends in a status from which an agent may resolve.</summary>
    public static RecordedEvent[] Stream(int events)
    {
        var opening = new TicketOpening
        {
            Id = new TicketId(new Guid(1, 2, 3, new byte[8])),
            Reference = TicketReference.Format("HD-", 1),
            Subject = "A long story",
            Requester = Address.Mail("kai@customer.example"),
            Channel = World.Channel,
            Department = new DepartmentId("support"),
            Message = Message(0),
        };
        var stream = new List<RecordedEvent>();
        Ticket? ticket = null;
        Record(Ticket.Open(opening, Lifecycle.Default), Customer);
        for (var step = 1; stream.Count < events; step++)
        {
            var (command, by) = Step(step);
            var context = new DecisionContext(Lifecycle.Default, TicketPolicy.Default, by, World.Now + Duration.FromMinutes(step));
            Record(((Decision.Accepted)ticket!.Decide(command, context)).Events, by);
        }

        return [.. stream.Take(events)];

        void Record(IReadOnlyList<TicketEvent> happened, Actor by)
        {
            foreach (var one in happened)
            {
                var recorded = new RecordedEvent(stream.Count + 1, World.Now + Duration.FromMinutes(stream.Count), by, "cause", 0, one);
                ticket = ticket is null ? Ticket.Replay([recorded]) : ticket.Evolve(recorded);
                stream.Add(recorded);
            }
        }
    }

    public static MessageId Message(int number) => new(new Guid(number, 5, 6, new byte[8]));

    public static TicketCommand Receive(int number) =>
        new TicketCommand.Receive(Message(number), Address.Mail("kai@customer.example"), MessageKind.Human);

    // Ten steps, and from the beginning again: messages, answers, notes, tags that come and go, assignments, moves.
    private static (TicketCommand Command, Actor By) Step(int step) => (step % 10) switch
    {
        1 => (new TicketCommand.Assign(new AgentId($"agent{step % 7}")), Kim),
        2 => (new TicketCommand.AddNote(Message(step)), Kim),
        3 => (new TicketCommand.Reply(Message(step)), Kim),
        4 => (Receive(step), Customer),
        5 => (new TicketCommand.AddTags([$"tag{step / 10 % 12}", "waiting"]), Kim),
        6 => (new TicketCommand.Fire(Triggers.Hold), Kim),
        7 => (new TicketCommand.RemoveTags([$"tag{(step / 10 + 5) % 12}", "waiting"]), Kim),
        8 => (new TicketCommand.SetPriority(step % 20 == 8 ? Priority.High : Priority.Normal), Kim),
        9 => (Receive(step), Customer),
        _ => (new TicketCommand.Fire(Triggers.Start), Kim),
    };
}
