using CustomLifecycle;
using Helpdesk.Core;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Lifecycles;

var workshop = Workshop.Builder().Build().Require();
if (args.Contains("--json"))
{
    Console.WriteLine(workshop.ToJson());
    return;
}

Console.WriteLine(args.Contains("--dot") ? workshop.ToDot() : workshop.ToMermaid());
Console.WriteLine($"{workshop.Version}, SHA-256 {workshop.ContentHash()}");

Title("Mistakes are found when it is built");
foreach (var fault in Workshop.Broken().Faults)
{
    Console.WriteLine($"{fault.Code} at {fault.Place}: {fault.Sentence}");
}

Title("What differs from the default");
foreach (var difference in Lifecycle.Default.DifferencesTo(workshop))
{
    Console.WriteLine(difference);
}

Title("A ticket that obeys it");
var desk = new Desk(workshop, ChannelAddress.Mail);
Console.WriteLine($"start: {desk.Try(new TicketCommand.Fire(Triggers.Start))}");
Console.WriteLine($"approve: {desk.Try(new TicketCommand.Fire(Workshop.Approve))}");
WhyNot();
Console.WriteLine($"tag: {desk.Try(new TicketCommand.AddTags(["quoted"]))}");
Console.WriteLine($"approve as a manager: {desk.Try(new TicketCommand.Fire(Workshop.Approve), "manager")}");
Console.WriteLine($"wait for parts: {desk.Try(new TicketCommand.Fire(Workshop.WaitForParts))}; tags {string.Join(", ", desk.Ticket.Tags)}");
Console.WriteLine($"permitted now: {string.Join(", ", workshop.Permitted(desk.Ticket.Status, desk.Asked()))}");
Console.WriteLine($"by itself: {workshop.TimerOf(desk.Ticket.Status)!.Fire} after {workshop.TimerOf(desk.Ticket.Status)!.After.TotalDays} days");

Title("Tickets of the default lifecycle come here");
Move("without a map", Workshop.WithoutMap().Build().Require());
Move("with the map", workshop);

void WhyNot()
{
    foreach (var roles in new string[][] { [], ["manager"] })
    {
        foreach (var reason in workshop.WhyNot(desk.Ticket.Status, Workshop.Approve, desk.Asked(roles)))
        {
            Console.WriteLine($"why not, as [{string.Join(", ", roles)}]: {reason.Code}: {reason.Sentence}");
        }
    }
}

static void Move(string how, Lifecycle to)
{
    var repairs = new Dictionary<DepartmentId, string> { [new DepartmentId("repairs")] = to.Version };
    var lifecycles = LifecycleSet.Create([to], repairs, new Dictionary<TicketTypeId, string>()).Require();
    var desk = new Desk(Lifecycle.Default, ChannelAddress.Call, lifecycles);
    Console.WriteLine($"{how}, from '{desk.Ticket.Status}': {desk.Try(new TicketCommand.Migrate())}");
    Console.WriteLine($"  it obeys {desk.Ticket.LifecycleVersion}");
    foreach (var missing in lifecycles.MissingMaps())
    {
        Console.WriteLine($"  no way: {missing.Sentence}");
    }
}

static void Title(string text) => Console.WriteLine($"\n== {text}");
