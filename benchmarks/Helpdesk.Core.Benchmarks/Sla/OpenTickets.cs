using Helpdesk.Core.Benchmarks.BusinessTime;
using Helpdesk.Core.BusinessTime;
using Helpdesk.Core.Conditions;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Sla;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Lifecycles;
using NodaTime;

namespace Helpdesk.Core.Benchmarks.Sla;

/// <summary>
/// Open tickets with four promises each: next reply, requester's wait, agents' work and total resolution, in the hours of the
/// support desk, with a warning each. Every ticket was answered once and waits for the second answer; instants are pseudo-random in 2014.
/// </summary>
internal static class OpenTickets
{
    public static readonly string[] Metrics =
        [SlaMetrics.AgentWork.Id, SlaMetrics.NextReply.Id, SlaMetrics.RequesterWait.Id, SlaMetrics.TotalResolution.Id];

    private static readonly SlaMetric[] Promised =
        [SlaMetrics.NextReply, SlaMetrics.RequesterWait, SlaMetrics.AgentWork, SlaMetrics.TotalResolution];

    private static readonly Address Ann = Address.Mail("ann@customer.example");
    private static readonly Actor Kim = new Actor.Agent(new AgentId("kim"));

    public static SlaPolicySet Policies { get; } = new([new SlaPolicy(new("p"), 0, Condition.Always, [.. Promised.Select(Target)])]);

    /// <summary>The clocks of so many tickets, and a moment at which to look at each.</summary>
    public static (SlaState State, Instant Now)[] Make(int count)
    {
        var random = new Random(2_014);
        return [.. Enumerable.Range(0, count).Select(_ => One(random))];
    }

    private static SlaTarget Target(SlaMetric metric) =>
        new(metric, Enum.GetValues<Priority>().ToDictionary(p => p, p => Duration.FromHours(40 / (1 + (int)p))))
        {
            Schedule = Schedule.Create(SupportDesk.Definition).Require(),
            Warnings = [new SlaWarning("soon") { Fraction = 0.8 }],
        };

    private static (SlaState State, Instant Now) One(Random random)
    {
        var at = Instant.FromUtc(2014, 1, 1, 0, 0) + Duration.FromSeconds(random.Next(330 * 86_400));
        var opening = new TicketOpening
        {
            Id = new TicketId(Guid.NewGuid()),
            Reference = new TicketReference("HD-1"),
            Subject = "s",
            Requester = Ann,
            Channel = new ChannelAddress(ChannelAddress.Mail, "support@acme.example"),
            Department = new DepartmentId("support"),
            Message = new MessageId(Guid.NewGuid()),
        };
        var state = SlaState.Empty;
        Ticket? ticket = null;
        Happens(Ticket.Open(opening, Lifecycle.Default), new Actor.Customer(Ann));
        Happens([new TicketEvent.ReplySent(new MessageId(Guid.NewGuid())), Moved("open", "answered", StatusCategory.WaitingOnCustomer)], Kim);
        Happens(
            [new TicketEvent.MessageReceived(new MessageId(Guid.NewGuid()), Ann, MessageKind.Human), Moved("answered", "open", StatusCategory.Open)],
            new Actor.Customer(Ann));
        return (state, at + Duration.FromSeconds(random.Next(7 * 86_400)));

        void Happens(IReadOnlyList<TicketEvent> events, Actor by)
        {
            at += Duration.FromSeconds(random.Next(3 * 86_400));
            var before = ticket;
            var recorded = new List<RecordedEvent>();
            foreach (var happened in events)
            {
                recorded.Add(new RecordedEvent((ticket?.Version ?? 0) + 1, at, by, $"c{ticket?.Version}", 0, happened));
                ticket = ticket is null ? Ticket.Replay([recorded[^1]]) : ticket.Evolve(recorded[^1]);
            }

            state = SlaTimekeeper.Advance(state, before, ticket!, recorded, new TicketFieldValues(before, ticket!, null, default, at), Policies).State;
        }
    }

    private static TicketEvent.StatusChanged Moved(string from, string to, StatusCategory category) =>
        new(new StatusId(from), new StatusId(to), category, Triggers.Reopen);
}
