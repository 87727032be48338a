using FsCheck;
using FsCheck.Fluent;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Tests.Tickets;
using Helpdesk.Core.Tickets;
using NodaTime;

namespace Helpdesk.Core.Tests.Generators;

/// <summary>Steps of random stories: a wait, a command, and who gives it.</summary>
internal static class TicketCommands
{
    private static readonly TriggerId[] All =
    [
        Triggers.Start, Triggers.Hold, Triggers.AwaitCustomer, Triggers.Postpone, Triggers.Wake, Triggers.Resolve,
        Triggers.Reopen, Triggers.Close, Triggers.CloseUnsuccessful, Triggers.AutoClose, Triggers.MarkSpam,
        Triggers.NotSpam, Triggers.Merge, Triggers.Unmerge, Triggers.Delete, Triggers.Restore,
    ];

    public static Gen<Actor> Actors { get; } = Gen.Elements(
        TicketStory.Kim,
        TicketStory.Kim,
        new Actor.Customer(TicketStory.Ann),
        new Actor.Rule(new RuleId("r")),
        Actor.System);

    public static Gen<Duration> Waits { get; } = Gen.Elements(
        Duration.Zero, Duration.FromSeconds(1), Duration.FromHours(5), Duration.FromDays(2), Duration.FromDays(4));

    public static Gen<(Duration Wait, Func<TicketStory, TicketCommand> Command, Actor By)[]> Stories { get; } =
        (from wait in Waits
         from command in Command()
         from who in Actors
         select (wait, command, who)).ArrayOf();

    public static Gen<Func<TicketStory, TicketCommand>> Command() => Gen.Frequency(
        (6, Gen.Elements(All).Select(t => Make(_ => new TicketCommand.Fire(t)))),
        (4, Gen.Elements(MessageKind.Human, MessageKind.Human, MessageKind.AutoReply, MessageKind.Bounce)
            .Select(k => Make(s => new TicketCommand.Receive(s.NextMessage(), TicketStory.Ann, k)))),
        (3, Gen.Elements<TriggerId?>(null, null, Triggers.Resolve, Triggers.AwaitCustomer, Triggers.Postpone)
            .Select(t => Make(s => new TicketCommand.Reply(s.NextMessage(), t)))),
        (1, Gen.Constant(Make(s => new TicketCommand.AddNote(s.NextMessage())))),
        (1, Gen.Constant(Make(_ => new TicketCommand.Merge(TicketStory.Other.Id)))),
        (2, Gen.Constant(Make(_ => new TicketCommand.Unmerge()))),
        (3, Waits.Select(w => Make(s => new TicketCommand.Postpone(s.Now + w)))),
        (1, Gen.Elements("kim", "lee").Select(a => Make(_ => new TicketCommand.Assign(new AgentId(a))))),
        (1, Gen.Constant(Make(_ => new TicketCommand.Unassign()))),
        (1, Gen.Elements("support", "billing").Select(d => Make(_ => new TicketCommand.Transfer(new DepartmentId(d))))),
        (1, Gen.Elements(Enum.GetValues<Priority>()).Select(p => Make(_ => new TicketCommand.SetPriority(p)))),
        (1, Gen.Elements("vip", "", "ÄÖ", "vip ").Select(t => Make(_ => new TicketCommand.AddTags([t, t])))),
        (1, Gen.Elements("vip", "none").Select(t => Make(_ => new TicketCommand.RemoveTags([t])))),
        (1, Gen.Constant(Make(_ => new TicketCommand.WarnOfClosing()))));

    private static Func<TicketStory, TicketCommand> Make(Func<TicketStory, TicketCommand> make) => make;
}
