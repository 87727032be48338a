using FsCheck;
using FsCheck.Fluent;
using Helpdesk.Core.Conditions;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Tests.Tickets;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Relations;
using NodaTime;

namespace Helpdesk.Core.Tests.Generators;

/// <summary>Random stories of several tickets, with every command in them.</summary>
internal static class WorldSteps
{
    private const int MaxTickets = 6;

    private static readonly TriggerId[] Fired =
    [
        Triggers.Resolve, Triggers.Resolve, Triggers.Close, Triggers.Close, Triggers.Close, Triggers.MarkSpam, Triggers.NotSpam, Triggers.Delete, Triggers.Restore, Triggers.Reopen,
        Triggers.Wake, Triggers.Hold, Triggers.AwaitCustomer, Triggers.Start, Triggers.CloseUnsuccessful, Triggers.MarkAnswered,
        Triggers.AutoClose, Triggers.Merge, Triggers.Postpone, new("ask-bank"),
    ];

    private static readonly LinkType[] Types = Enum.GetValues<LinkType>();

    private static readonly string[] Often =
    [
        "Merge", "Merge", "Merge", "Unmerge", "Unmerge", "Split", "Link", "Link", "Link", "Postpone", "Fire", "Fire", "Fire", "Fire",
        "Receive", "Receive", "Receive", "Reply", "Reply", "SetFields",
    ];

    private static readonly IReadOnlyDictionary<string, FieldValue?>[] Values =
    [
        new Dictionary<string, FieldValue?> { ["area"] = new FieldValue.Text("hardware") },
        new Dictionary<string, FieldValue?> { ["area"] = new FieldValue.Text("software") },
        new Dictionary<string, FieldValue?> { ["serial"] = new FieldValue.Text("X-17") },
        new Dictionary<string, FieldValue?> { ["serial"] = null },
        new Dictionary<string, FieldValue?> { ["cause"] = new FieldValue.Text("rain"), ["area"] = null },
        new Dictionary<string, FieldValue?> { ["area"] = new FieldValue.Text("plants") },
    ];

    /// <summary>How each command is made for a ticket; the key is its name.</summary>
    public static IReadOnlyDictionary<string, Func<TicketWorld, Ticket, Ticket, int, TicketCommand>> Makers { get; } =
        new Dictionary<string, Func<TicketWorld, Ticket, Ticket, int, TicketCommand>>(StringComparer.Ordinal)
        {
            ["Receive"] = (w, t, _, p) => w.Receiving(w.NextMessage(), t.Id, p % 3 == 0 ? TicketWorld.Bob : t.Requester, Of(p, [MessageKind.Human, MessageKind.Human, MessageKind.Bounce])),
            ["Reply"] = (w, t, _, p) => new TicketCommand.Reply(
                w.NextMessage(),
                Of<TriggerId?>(p, [null, null, Triggers.Resolve, Triggers.Close, Triggers.Postpone]),
                p % 7 == 0 && t.Messages.Count > 0 ? t.Messages[p % t.Messages.Count].Message : null),
            ["AddNote"] = (w, _, _, p) => new TicketCommand.AddNote(w.NextMessage()) { Mentions = p % 2 == 0 ? [] : [Agent(p), Agent(p)] },
            ["Fire"] = (_, _, _, p) => new TicketCommand.Fire(Of(p, Fired)),
            ["SetStatus"] = (_, _, _, p) => new TicketCommand.SetStatus(new StatusId(Of(p, ["open", "closed", "resolved", "on-hold", "spam", "none"]))),
            ["Postpone"] = (w, _, _, p) => new TicketCommand.Postpone(w.Now + Duration.FromHours((p % 40) - 3)),
            ["Assign"] = (_, _, _, p) => new TicketCommand.Assign(Agent(p)),
            ["Take"] = (_, _, _, _) => new TicketCommand.Take(),
            ["Unassign"] = (_, _, _, _) => new TicketCommand.Unassign(),
            ["Transfer"] = (_, _, _, p) => new TicketCommand.Transfer(Of(p, [TicketWorld.Support, TicketWorld.Billing])),
            ["SetPriority"] = (_, _, _, p) => new TicketCommand.SetPriority(Of(p, Enum.GetValues<Priority>())),
            ["SetType"] = (_, _, _, p) => new TicketCommand.SetType(Of<TicketTypeId?>(p, [null, new("incident")])),
            ["SetFields"] = (_, _, _, p) => new TicketCommand.SetFields(Values[p % Values.Length]),
            ["Migrate"] = (_, _, _, _) => new TicketCommand.Migrate(),
            ["AddTags"] = (_, _, _, p) => new TicketCommand.AddTags([$"tag{p % 5}", $"tag{p % 5}"]),
            ["RemoveTags"] = (_, t, _, p) => new TicketCommand.RemoveTags([p % 2 == 0 && t.Tags.Count > 0 ? t.Tags[0] : $"tag{p % 5}"]),
            ["Follow"] = (_, _, _, p) => new TicketCommand.Follow(Agent(p)),
            ["Unfollow"] = (_, t, _, p) => new TicketCommand.Unfollow(p % 4 > 0 && t.Followers.Count > 0 ? t.Followers[0].Agent : Agent(p)),
            ["AddSubject"] = (_, _, _, p) => new TicketCommand.AddSubject(new TicketSubject("order", p % 5 == 0 ? "" : $"{p % 5}")),
            ["RemoveSubject"] = (_, t, _, p) => new TicketCommand.RemoveSubject(
                p % 4 > 0 && t.Subjects.Count > 0 ? t.Subjects[0] : new TicketSubject("order", $"{p % 5}")),
            ["AddParticipant"] = (_, t, _, p) => new TicketCommand.AddParticipant(Of(p, [TicketWorld.Bob, t.Requester, new(AddressKind.Handle, "chat:site:v1"), Address.Mail("")])),
            ["RemoveParticipant"] = (_, t, _, p) => new TicketCommand.RemoveParticipant(Of(p, [TicketWorld.Bob, t.Requester, new(AddressKind.Handle, "chat:site:v1")])),
            ["Forward"] = (w, t, _, p) => new TicketCommand.Forward(
                w.NextMessage(), Of<Address[]>(p, [[], [TicketWorld.Bob], [Address.Mail("parts@supplier.example")]]), p % 2 == 0 ? null : AnyMessage(w, t, p)),
            ["Escalate"] = (_, _, _, _) => new TicketCommand.Escalate(),
            ["RunMacro"] = (_, _, _, _) => new TicketCommand.RunMacro(new MacroId("m")),
            ["ReportDelivery"] = (w, t, _, p) => new TicketCommand.ReportDelivery(new DeliveryNews(AnyMessage(w, t, p), Of(p, Enum.GetValues<DeliveryState>()))),
            ["ReportCall"] = (w, t, _, p) => new TicketCommand.ReportCall(
                AnyMessage(w, t, p), new CallNews(Of(p, Enum.GetValues<CallState>())) { Recording = Of(p, ["", "https://pbx.example/1", "https://pbx.example/2"]) }),
            ["ReviewSla"] = (_, _, _, _) => new TicketCommand.ReviewSla(SlaEdit.Forward),
            ["Rate"] = (w, t, _, p) => new TicketCommand.Rate(AnyMessage(w, t, p), p % 7, "fine"),
            ["Link"] = (_, _, o, p) => new TicketCommand.Link(Of(p, Types), o.Id),
            ["Unlink"] = (_, t, o, p) => t.Links.Count > 0 && p % 4 > 0
                ? new TicketCommand.Unlink(t.Links[p % t.Links.Count].Type, t.Links[p % t.Links.Count].Other)
                : new TicketCommand.Unlink(Of(p, Types), o.Id),
            ["Merge"] = (_, _, o, _) => new TicketCommand.Merge(o.Id),
            ["Unmerge"] = (_, _, _, _) => new TicketCommand.Unmerge(),
            ["Split"] = (w, t, _, p) => Split(w, t, p),
            ["Erase"] = (_, t, _, p) => new TicketCommand.Erase(p % 2 == 0 ? t.Requester : TicketWorld.Bob),
            ["WarnOfClosing"] = (_, _, _, _) => new TicketCommand.WarnOfClosing(),
        };

    public static Gen<WorldStep> Step { get; } = StepOf([.. Often, .. Makers.Keys]);

    /// <summary>Stories of every command, or of some; they shrink to the steps that matter.</summary>
    public static Arbitrary<WorldStep[]> Stories(string[]? commands = null) =>
        Arb.From((commands is null ? Step : StepOf(commands)).ArrayOf(), Shrink);

    private static Gen<WorldStep> StepOf(string[] commands) =>
        from wait in Gen.Elements(0, 0, 1, 5, 30, 80)
        from command in Gen.Elements(commands)
        from ticket in Gen.Choose(0, 99)
        from other in Gen.Choose(0, 99)
        from pick in Gen.Choose(0, 999)
        from who in Gen.Choose(0, 9)
        select new WorldStep(wait, command, ticket, other, pick, who);

    /// <summary>A world with three tickets to begin with.</summary>
    public static TicketWorld Begin(TicketPolicy? policy)
    {
        var world = new TicketWorld(policy);
        world.Open(participants: [TicketWorld.Bob]);
        world.Open(TicketWorld.Bob);
        world.Open(Address.Mail("cleo@else.example", "Cleo"));
        return world;
    }

    /// <summary>What a step asks for; mostly of the ticket in which the named one goes on, as hosts do.</summary>
    public static (TicketId Ticket, TicketCommand Command, Actor By) Of(WorldStep step, TicketWorld world)
    {
        Ticket[] all = [.. world.Tickets];
        var ticket = all[step.Ticket % all.Length];
        if (step.Command != "Unmerge" && step.Pick % 5 > 0 && step.Command != "Receive")
        {
            ticket = world.Survivor(ticket.Id);
        }

        var command = Makers[step.Command](world, ticket, all[step.Other % all.Length], step.Pick);
        Actor by = step.Command == "Receive" ? new Actor.Customer(((TicketCommand.Receive)command).From)
            : step.Who is 0 or 9 ? new Actor.Customer(ticket.Requester)
            : step.Who == 1 ? Actor.System
            : step.Who == 2 ? new Actor.Rule(new RuleId("r"))
            : TicketWorld.Kim;
        return (step.Command == "Receive" ? world.Survivor(ticket.Id).Id : ticket.Id, command, by);
    }

    private static T Of<T>(int pick, T[] all) => all[pick % all.Length];

    private static AgentId Agent(int pick) => new($"agent{pick % 3}");

    private static MessageId AnyMessage(TicketWorld world, Ticket ticket, int pick) =>
        ticket.Messages.Count == 0 ? world.Written.First() : ticket.Messages[pick % ticket.Messages.Count].Message;

    private static TicketCommand Split(TicketWorld world, Ticket ticket, int pick)
    {
        var number = world.Tickets.Count() + 1;
        var chosen = ticket.Messages.Where((_, i) => ((pick >> (i % 8)) & 1) == 1).Select((m, i) => new SplitMessage(m.Message, (pick + i) % 3 == 0 ? world.NextMessage() : null));
        return number > MaxTickets
            ? new TicketCommand.AddTags(["full"])
            : new TicketCommand.Split(TicketWorld.TicketNumber(number), TicketReference.Format("HD-", number), "Part", [.. chosen]);
    }

    private static IEnumerable<WorldStep[]> Shrink(WorldStep[] steps)
    {
        for (var size = steps.Length / 2; size > 0; size /= 2)
        {
            for (var from = 0; from + size <= steps.Length; from += size)
            {
                yield return [.. steps[..from], .. steps[(from + size)..]];
            }
        }
    }
}
