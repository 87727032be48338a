using FsCheck;
using FsCheck.Fluent;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Sla;
using Helpdesk.Core.Tests.Tickets;
using Helpdesk.Core.TestSupport;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Lifecycles;
using NodaTime;

namespace Helpdesk.Core.Tests.Sla;

/// <summary>Random stories for the laws of SLA clocks.</summary>
internal static class SlaCases
{
    private static readonly Actor Ann = new Actor.Customer(TicketStory.Ann);
    private static readonly MessageId Message = new(new Guid(1, 0, 0, new byte[8]));

    private static readonly StatusCategory[] Categories =
    [
        .. Enum.GetValues<StatusCategory>(), StatusCategory.Open, StatusCategory.Open, StatusCategory.WaitingOnCustomer, StatusCategory.Resolved,
    ];

    private static readonly Gen<(TicketEvent Event, Actor By)[]> Deeds = Gen.Frequency(
        (4, Gen.Elements(MessageKind.Human, MessageKind.Human, MessageKind.AutoReply).Select(k => One(Written(k), Ann))),
        (1, Gen.Constant(Many((Written(MessageKind.Human), Ann), (Status(StatusCategory.Open), Ann)))),
        (3, Gen.Constant(One(Reply, TicketStory.Kim))),
        (2, Gen.Elements(Categories).Select(c => Many((Reply, TicketStory.Kim), (Status(c), TicketStory.Kim)))),
        (1, Gen.Elements(new Actor.Rule(new RuleId("r")), Actor.System).Select(a => One(Reply, a))),
        (1, Gen.Constant(One(new TicketEvent.NoteAdded(Message), TicketStory.Kim))),
        (7, Gen.Elements(Categories).Select(c => One(Status(c), TicketStory.Kim))),
        (1, Gen.Elements(Categories).Select(c => One(new TicketEvent.LifecycleChanged("2", new StatusId("x"), c, []), Actor.System))),
        (2, Gen.Elements("kim", "lee").Select(a => One(new TicketEvent.Assigned(new AgentId(a)), TicketStory.Kim))),
        (2, Gen.Elements("support", "billing", "sales").Select(d => One(new TicketEvent.Transferred(new DepartmentId(d)), TicketStory.Kim))),
        (2, Gen.Elements(Enum.GetValues<Priority>()).Select(p => One(new TicketEvent.PriorityChanged(p), TicketStory.Kim))),
        (1, Gen.Constant(One(new TicketEvent.Escalated(2), TicketStory.Kim))),
        (1, from p in Gen.Elements(Enum.GetValues<Priority>())
            from c in Gen.Elements(Categories)
            select Many((new TicketEvent.PriorityChanged(p), Actor.System), (Status(c), Actor.System))));

    private static readonly Gen<int> Waits = Gen.Frequency(
        (4, Gen.Elements(0, 1, 60, 1800)), (4, Gen.Choose(1, 3 * 86_400)), (2, Gen.Elements(-1, -2, -3, -4)), (1, Gen.Elements(86_400, 172_800)));

    private static readonly Gen<(TicketEvent Event, Actor By)[]> Openings = Gen.Frequency(
        (4, Gen.Constant(Many((Opened(StatusCategory.New), Ann)))),
        (1, Gen.Constant(Many((Opened(StatusCategory.Open), TicketStory.Kim), (Reply, TicketStory.Kim)))),
        (1, Gen.Constant(Many((Opened(StatusCategory.Spam), Ann)))),
        (1, Gen.Constant(Many((Opened(StatusCategory.Live), Ann)))));

    private static readonly SlaWarning[] Warnings =
    [
        new("half") { Fraction = 0.5 }, new("late") { Fraction = 1.5 }, new("full") { Fraction = 1 }, new("soon") { Before = Duration.FromMinutes(20) },
        new("over") { Before = -Duration.FromMinutes(20) }, new("at once") { Before = Duration.FromDays(100) },
    ];

    // Every metric is promised by one policy at least: what none promises is not measured.
    public static Gen<SlaPromises> Promises(int without) =>
        from hours in Gen.Choose(0, SlaOpenHours.All.Count - 1)
        from minutes in Gen.Frequency((without, Gen.Constant(0)), (4, Gen.Choose(1, 120)), (4, Gen.Choose(120, 3000))).ArrayOf(SlaPlan.Metrics.Count)
        from warnings in Gen.SubListOf(Warnings)
        select new SlaPromises(hours, minutes, [.. warnings]);

    public static Gen<SlaPlan> Plans { get; } = from s in Promises(0) from g in Promises(1) select new SlaPlan(s, g);

    public static Gen<Instant> Starts { get; } =
        from near in Gen.Elements(
            Instant.FromUtc(2026, 3, 27, 8, 0), Instant.FromUtc(2026, 10, 23, 8, 0), Instant.FromUtc(2026, 4, 3, 9, 0), Instant.FromUtc(2026, 10, 2, 9, 0))
        from seconds in Gen.Choose(0, 3 * 86_400)
        select near + Duration.FromSeconds(seconds);

    public static Gen<SlaStep> Steps { get; } = from wait in Waits from deed in Deeds select new SlaStep(wait, deed);

    public static Arbitrary<SlaCase> Any { get; } = Arb.From(
        from plan in Plans
        from start in Starts
        from opening in Openings
        from count in Gen.Choose(0, 14)
        from steps in Steps.ArrayOf(count)
        select new SlaCase(plan, start, [new SlaStep(0, opening), .. steps]),
        Shrink);

    public static TicketEvent Reply => new TicketEvent.ReplySent(Message);

    public static TicketEvent Note => new TicketEvent.NoteAdded(Message);

    public static void Hold(Func<SlaCase, bool> law, int tests = 40) => Properties.Holds(Prop.ForAll(Any, law), tests);

    public static TicketEvent Written(MessageKind kind) => new TicketEvent.MessageReceived(Message, TicketStory.Ann, kind);

    public static TicketEvent Status(StatusCategory to) => new TicketEvent.StatusChanged(new("x"), new(to.ToString()), to, Triggers.Start);

    public static TicketEvent Opened(StatusCategory category) => new TicketEvent.Opened
    {
        Id = new TicketId(new Guid(1, 0, 0, new byte[8])),
        Reference = TicketReference.Format(TicketReference.DefaultPrefix, 1),
        Subject = "Printer broken",
        Requester = TicketStory.Ann,
        Channel = new ChannelAddress(ChannelAddress.Mail),
        Department = new DepartmentId("support"),
        Priority = Priority.Normal,
        Status = new StatusId(category.ToString()),
        Category = category,
        LifecycleVersion = Lifecycle.Default.Version,
    };

    private static IEnumerable<SlaCase> Shrink(SlaCase one)
    {
        for (var i = 1; i < one.Steps.Count; i++)
        {
            yield return one with { Steps = [.. one.Steps.Where((_, n) => n != i)] };
        }

        if (one.Plan.Standard.Warnings.Count > 0)
        {
            yield return one with { Plan = one.Plan with { Standard = one.Plan.Standard with { Warnings = [] } } };
        }
    }

    private static (TicketEvent Event, Actor By)[] One(TicketEvent happened, Actor by) => [(happened, by)];

    private static (TicketEvent Event, Actor By)[] Many(params (TicketEvent Event, Actor By)[] events) => events;
}
