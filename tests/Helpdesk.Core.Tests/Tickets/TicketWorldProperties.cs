using Helpdesk.Core.Tests.Generators;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Tests.Tickets;

/// <summary>Laws of the aggregate that hold after every step of every story of several tickets.</summary>
public sealed class TicketWorldProperties
{
    [Fact]
    public void Replaying_each_stream_gives_each_ticket() => StoryLaws.Hold(step => step.After.Tickets.All(t =>
        t.Version == step.After.Stream(t.Id).Count
        && (t.Version == VersionBefore(step, t.Id)
            || ObjectText.WithPrivate(Ticket.Replay(step.After.Stream(t.Id))) == ObjectText.WithPrivate(t))));

    [Fact]
    public void Any_past_instant_gives_the_ticket_of_that_time() => StoryLaws.Hold(_ => true, atTheEnd: world =>
        world.Tickets.All(t => world.Past(t.Id).GroupBy(p => p.At).Select(g => g.Last()).All(p =>
            ObjectText.WithPrivate(Ticket.At(world.Stream(t.Id), p.At)) == ObjectText.WithPrivate(p.Ticket))
            && Ticket.At(world.Stream(t.Id), t.CreatedAt - NodaTime.Duration.Epsilon) is null));

    [Fact]
    public void A_refusal_changes_nothing_and_says_why() => StoryLaws.Hold(step =>
        step.Decision is Decision.Accepted
        || (step.After.Tickets.Zip(step.Before.Tickets).All(p => ReferenceEquals(p.First, p.Second))
            && (step.Decision is not Decision.Refused { Reason: var reason }
                || (reason.Code.Length > 0 && reason.Sentence.Length > 0 && !reason.Code.Any(char.IsUpper)))));

    [Fact]
    public void Deciding_again_gives_the_same_and_changes_nothing() => StoryLaws.Hold(step =>
    {
        var ticket = step.Before[step.Ticket];
        var text = ObjectText.WithPrivate(ticket);
        var context = step.Before.Context(ticket, step.By);
        return ObjectText.Of(ticket.Decide(step.Command, context)) == ObjectText.Of(step.Decision)
            && ObjectText.WithPrivate(ticket) == text;
    });

    [Fact]
    public void What_is_done_already_is_done_without_an_event() => StoryLaws.Hold(step =>
    {
        var isOnce = step.Command is TicketCommand.Assign or TicketCommand.Unassign or TicketCommand.Transfer or TicketCommand.SetPriority
            or TicketCommand.SetType or TicketCommand.SetFields or TicketCommand.AddTags or TicketCommand.RemoveTags or TicketCommand.Follow
            or TicketCommand.Unfollow or TicketCommand.AddSubject or TicketCommand.RemoveSubject or TicketCommand.Rate or TicketCommand.Link
            or TicketCommand.Unlink or TicketCommand.Erase;
        return !isOnce || step.Decision is not Decision.Accepted
            || step.After.Fork().Try(step.Ticket, step.Command, step.By) is Decision.Accepted { Events.Count: 0, Others.Count: 0 };
    });

    [Fact]
    public void Exactly_a_postponed_ticket_has_an_end_and_it_is_to_come_when_it_is_set() => StoryLaws.Hold(step =>
        step.After.Tickets.All(t => (t.Category == StatusCategory.Postponed) == t.PostponedUntil.HasValue)
        && (step.Command is not TicketCommand.Postpone || step.Decision is not Decision.Accepted
            || step.After[step.Ticket].PostponedUntil > step.After.Now));

    [Fact]
    public void Putting_away_and_taking_back_is_no_change_but_of_the_time() => StoryLaws.Hold(step => step.After.Tickets.All(t =>
        new[] { (Triggers.MarkSpam, Triggers.NotSpam), (Triggers.Delete, Triggers.Restore) }.All(pair =>
        {
            var world = step.After.Fork();
            if (world.Try(t.Id, new TicketCommand.Fire(pair.Item1)) is not Decision.Accepted)
            {
                return true;
            }

            world.Fire(t.Id, pair.Item2);
            return ObjectText.Of(t, "Version", "StatusSince") == ObjectText.Of(world[t.Id], "Version", "StatusSince");
        })));

    [Fact]
    public void What_is_finished_or_put_away_is_not_worked_on() => StoryLaws.Hold(step => step.After.Tickets.All(t =>
    {
        var before = VersionBefore(step, t.Id);
        var category = before == 0 ? StatusCategory.New : step.Before[t.Id].Category;
        return step.After.Stream(t.Id).Skip(before == 0 ? int.MaxValue : (int)before)
            .TakeWhile(r => category is StatusCategory.Closed or StatusCategory.Merged or StatusCategory.Deleted or StatusCategory.Spam)
            .All(r =>
            {
                var mayBe = MayHappen(r.Event, category);
                category = r.Event is TicketEvent.StatusChanged changed ? changed.Category : category;
                return mayBe;
            });
    }));

    [Fact]
    public void The_stories_reach_every_command_every_event_and_every_category_they_can()
    {
        var accepted = new HashSet<string>();
        var refused = new HashSet<string>();
        var events = new HashSet<Type>();
        var categories = new HashSet<StatusCategory>();
        StoryLaws.Hold(
            step =>
            {
                (step.Decision is Decision.Accepted ? accepted : refused).Add(step.Command.GetType().Name);
                categories.UnionWith(step.After.Tickets.Select(t => t.Category));
                events.UnionWith(step.After.Stream(step.Ticket).Select(r => r.Event.GetType()));
                return true;
            },
            TicketPolicy.Default with { ClosePolicy = ClosePolicy.Both, WarnBeforeClosing = NodaTime.Duration.FromDays(1) },
            tests: 500);
        Assert.Equal(CommandNames, accepted.Order());
        Assert.Equal(Enum.GetValues<StatusCategory>().Except([StatusCategory.Live]), categories.Order());
        Type[] ofClocks =
        [
            typeof(TicketEvent.SlaApplied), typeof(TicketEvent.SlaWarned), typeof(TicketEvent.SlaBreached), typeof(TicketEvent.SlaFulfilled),
            typeof(TicketEvent.TimerRefused), typeof(TicketEvent.RuleDue), typeof(TicketEvent.RuleFired),
            typeof(TicketEvent.AutomationDenied),
        ];
        var all = typeof(TicketEvent).GetNestedTypes().Except(ofClocks);
        Assert.Equal(all.Select(e => e.Name).Order(), events.Select(e => e.Name).Order());
        Assert.True(refused.Count > 15, $"Only {string.Join(", ", refused)} were refused.");
    }

    [Fact]
    public void Every_command_has_a_maker() => Assert.Equal(CommandNames, WorldSteps.Makers.Keys.Order());

    private static IEnumerable<string> CommandNames =>
        typeof(TicketCommand).GetNestedTypes().Where(t => t.IsSubclassOf(typeof(TicketCommand))).Select(t => t.Name).Order();

    private static long VersionBefore(PlayedStep step, TicketId id) => step.Before.Tickets.FirstOrDefault(t => t.Id == id)?.Version ?? 0;

    // Work is what an agent does on a request; what goes on about it goes on also when it is finished.
    private static bool MayHappen(TicketEvent happened, StatusCategory category) => happened switch
    {
        TicketEvent.ReplySent or TicketEvent.Assigned or TicketEvent.Unassigned or TicketEvent.Transferred or TicketEvent.PriorityChanged
            or TicketEvent.TypeChanged or TicketEvent.FieldsChanged or TicketEvent.Escalated or TicketEvent.CloseWarned
            or TicketEvent.CloseAgreed or TicketEvent.Opened or TicketEvent.PostponementChanged => false,
        TicketEvent.StatusChanged { Trigger: var t } when category == StatusCategory.Deleted => t == Triggers.Restore,
        TicketEvent.StatusChanged { Trigger: var t } when category == StatusCategory.Merged => t == Triggers.Unmerge,
        TicketEvent.StatusChanged { Trigger: var t } when category == StatusCategory.Spam => t == Triggers.NotSpam || t == Triggers.Delete,
        TicketEvent.MessageReceived or TicketEvent.NoteAdded or TicketEvent.Linked or TicketEvent.Rated => category != StatusCategory.Merged,
        _ => true,
    };
}
