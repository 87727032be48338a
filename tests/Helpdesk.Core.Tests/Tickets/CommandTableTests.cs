using FsCheck.Fluent;
using Helpdesk.Core.Conditions;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Tests.Generators;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Relations;
using NodaTime;

namespace Helpdesk.Core.Tests.Tickets;

/// <summary>Every command and every event meets every category; the table stands in <c>docs/spec/commands.md</c>.</summary>
public sealed class CommandTableTests
{
    private static readonly AgentId Lee = new("lee");
    private static readonly StatusCategory[] Categories = Enum.GetValues<StatusCategory>();

    [Fact]
    public void The_table_has_a_row_for_every_command_and_a_column_for_every_category()
    {
        var table = Table();
        Assert.Equal(
            typeof(TicketCommand).GetNestedTypes().Where(t => t.IsSubclassOf(typeof(TicketCommand))).Select(t => t.Name).Order(),
            table.Keys.Order());
        Assert.All(table.Values, row => Assert.Equal(Categories, row.Keys.Order()));
    }

    [Fact]
    public void Every_command_is_answered_in_every_category_as_the_table_says()
    {
        var wrong = new List<string>();
        foreach (var (name, row) in Table())
        {
            foreach (var category in Categories)
            {
                var (world, ticket) = In(category);
                var command = Sample(name, world, world[ticket]);
                var decision = world.Fork().Try(ticket, command);
                if (Said(row[category], decision, world, world[ticket], command) is { } complaint)
                {
                    wrong.Add($"{name} in {category}: {complaint}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void Every_event_can_be_applied_in_every_category()
    {
        var events = new Dictionary<Type, TicketEvent>
        {
            [typeof(TicketEvent.SlaApplied)] = new TicketEvent.SlaApplied(new("p")),
            [typeof(TicketEvent.SlaWarned)] = new TicketEvent.SlaWarned("x", "l", TicketStory.Monday, null),
            [typeof(TicketEvent.SlaBreached)] = new TicketEvent.SlaBreached("x", TicketStory.Monday),
            [typeof(TicketEvent.SlaFulfilled)] = new TicketEvent.SlaFulfilled("x", Duration.Zero, Duration.Zero) { Policy = new("p") },
            [typeof(TicketEvent.RuleDue)] = new TicketEvent.RuleDue(new("r"), "e"),
            [typeof(TicketEvent.RuleFired)] = new TicketEvent.RuleFired(new("r")),
            [typeof(TicketEvent.AutomationDenied)] = new TicketEvent.AutomationDenied(new("r"), "ticket"),
            [typeof(TicketEvent.TimerRefused)] = new TicketEvent.TimerRefused("Wake", "x"),
        };
        foreach (var steps in Gen.Sample(WorldSteps.Step.ArrayOf(), 600, size: 80))
        {
            var world = WorldSteps.Begin(TicketPolicy.Default with { ClosePolicy = ClosePolicy.Both, WarnBeforeClosing = Duration.FromDays(1) });
            Array.ForEach(steps, s => StoryLaws.Play(world, s));
            foreach (var recorded in world.Tickets.SelectMany(t => world.Stream(t.Id)))
            {
                events[recorded.Event.GetType()] = recorded.Event;
            }
        }

        Assert.Equal(
            typeof(TicketEvent).GetNestedTypes().Where(t => t.IsSubclassOf(typeof(TicketEvent))).Select(t => t.Name).Order(),
            events.Keys.Select(e => e.Name).Order());
        foreach (var category in Categories)
        {
            var (world, id) = In(category);
            foreach (var happened in events.Values)
            {
                var after = world[id].Evolve(new RecordedEvent(world[id].Version + 1, world.Now, Actor.System, "test", 0, happened));
                Assert.Equal(world[id].Version + 1, after.Version);
                Assert.Equal(id, after.Id);
            }
        }
    }

    private static string? Said(string cell, Decision decision, TicketWorld world, Ticket ticket, TicketCommand command)
    {
        var code = (decision as Decision.Refused)?.Reason.Code;
        var expected = ticket.Category == StatusCategory.Merged ? "merged" : "not-in-category";
        return cell switch
        {
            "no" => code == expected ? null : $"not refused with {expected} but {code ?? "accepted"}",
            "yes" => code is null or "unknown-message" ? null : $"refused with {code}",
            "lifecycle" when code is "merged" or "not-in-category" => $"refused with {code} before the lifecycle was asked",
            "lifecycle" => (code is null) == Permits(world, ticket, command) ? null : $"{code ?? "accepted"}, and the lifecycle says otherwise",
            _ => $"unknown cell '{cell}'",
        };
    }

    private static bool Permits(TicketWorld world, Ticket ticket, TicketCommand command)
    {
        var context = new Core.Tickets.Lifecycles.TransitionContext(
            ActorKind.Agent, world.Now, world.Policy, ticket.StatusSince, ticket.Remembered.IsEmpty ? null : ticket.Remembered.Peek().Status);
        var lifecycle = Core.Tickets.Lifecycles.Lifecycle.Default;
        return command switch
        {
            TicketCommand.Receive => lifecycle.CanFire(ticket.Status, Triggers.CustomerMessage, context),
            TicketCommand.Reply => lifecycle.CanFire(ticket.Status, Triggers.AgentReply, context),
            TicketCommand.Fire fire => lifecycle.CanFire(ticket.Status, fire.Trigger, context),
            TicketCommand.SetStatus set => ticket.Status == set.Status || lifecycle.TriggerTo(ticket.Status, set.Status, context).Trigger is not null,
            TicketCommand.Postpone => lifecycle.CanFire(ticket.Status, Triggers.Postpone, context),
            TicketCommand.Merge => lifecycle.CanFire(ticket.Status, Triggers.Merge, context),
            TicketCommand.Unmerge => lifecycle.CanFire(ticket.Status, Triggers.Unmerge, context),
            _ => throw new ArgumentException($"{command} moves nothing.", nameof(command)),
        };
    }

    private static TicketCommand Sample(string name, TicketWorld world, Ticket ticket) => name switch
    {
        "Fire" => new TicketCommand.Fire(Triggers.Resolve),
        "SetStatus" => new TicketCommand.SetStatus(new StatusId("open")),
        "Postpone" => new TicketCommand.Postpone(world.Now + Duration.FromDays(1)),
        "Receive" => world.Receiving(world.NextMessage(), ticket.Id, ticket.Requester),
        "Reply" => new TicketCommand.Reply(world.NextMessage()),
        "Transfer" => new TicketCommand.Transfer(TicketWorld.Billing),
        "SetFields" => new TicketCommand.SetFields(new Dictionary<string, FieldValue?> { ["area"] = new FieldValue.Text("software") }),
        "AddSubject" => new TicketCommand.AddSubject(new TicketSubject("order", "4711")),
        "Rate" => new TicketCommand.Rate(ticket.Messages.LastOrDefault(m => m.Direction == MessageDirection.Outbound)?.Message ?? default, 5),
        "Link" => new TicketCommand.Link(LinkType.RelatedTo, TicketWorld.TicketNumber(3)),
        "Unlink" => new TicketCommand.Unlink(LinkType.Blocks, TicketWorld.TicketNumber(3)),
        "Merge" => new TicketCommand.Merge(TicketWorld.TicketNumber(3)),
        "Split" => new TicketCommand.Split(
            TicketWorld.TicketNumber(9), TicketReference.Format("HD-", 9), "Part", [new SplitMessage(ticket.Messages[0].Message)]),
        _ => WorldSteps.Makers[name](world, ticket, world[TicketWorld.TicketNumber(2)], 2),
    };

    // A ticket of each category, old enough to be warned, with two messages, and two others beside.
    private static (TicketWorld World, TicketId Ticket) In(StatusCategory category)
    {
        var world = new TicketWorld(TicketPolicy.Default with { WarnBeforeClosing = Duration.FromDays(1) });
        var ticket = world.Open(channel: category == StatusCategory.Live ? ChannelAddress.Chat : ChannelAddress.Mail);
        var (other, _) = (world.Open(TicketWorld.Bob), world.Open(TicketWorld.Bob));
        world.Do(ticket, new TicketCommand.AddNote(world.NextMessage())).Do(ticket, new TicketCommand.Assign(Lee));
        if (category is not (StatusCategory.New or StatusCategory.Live))
        {
            world.Reply(ticket);
            world.Write(ticket);
        }

        switch (category)
        {
            case StatusCategory.WaitingOnCustomer:
                world.Reply(ticket);
                break;
            case StatusCategory.Postponed:
                world.Do(ticket, new TicketCommand.Postpone(world.Now + Duration.FromDays(9)));
                break;
            case StatusCategory.Merged:
                world.Do(ticket, new TicketCommand.Merge(other));
                break;
            case StatusCategory.OnHold or StatusCategory.Resolved or StatusCategory.Closed or StatusCategory.Spam or StatusCategory.Deleted:
                world.Fire(ticket, category switch
                {
                    StatusCategory.OnHold => Triggers.Hold,
                    StatusCategory.Resolved => Triggers.Resolve,
                    StatusCategory.Closed => Triggers.Close,
                    StatusCategory.Spam => Triggers.MarkSpam,
                    _ => Triggers.Delete,
                });
                break;
            default:
                break;
        }

        Assert.Equal(category, world[ticket].Category);
        return (world.Later(Duration.FromDays(2)), ticket);
    }

    private static Dictionary<string, Dictionary<StatusCategory, string>> Table()
    {
        var file = Repository.Path("docs", "spec", "commands.md");
        string[][] rows =
        [
            .. File.ReadLines(file).Where(l => l.StartsWith('|') && !l.StartsWith("|-", StringComparison.Ordinal))
                .Select(l => l.Trim('|', ' ').Split('|', StringSplitOptions.TrimEntries)),
        ];
        var columns = rows[0].Skip(1).Select(Enum.Parse<StatusCategory>).ToList();
        return rows.Skip(1).ToDictionary(
            r => r[0].Trim('`'),
            r => columns.Zip(r.Skip(1)).ToDictionary(p => p.First, p => p.Second));
    }
}
