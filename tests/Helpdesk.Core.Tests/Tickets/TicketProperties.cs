using FsCheck.Fluent;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Tests.Generators;
using Helpdesk.Core.TestSupport;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Lifecycles;

namespace Helpdesk.Core.Tests.Tickets;

/// <summary>Laws that hold after every step of every story.</summary>
public sealed class TicketProperties
{
    [Fact]
    public void Replaying_the_stream_gives_the_ticket() => AfterEveryStep((story, _, _) =>
        Ticket.Replay(story.Stream).DescribeBut() == story.Ticket.DescribeBut() && story.Ticket.Version == story.Stream.Count);

    [Fact]
    public void The_status_belongs_to_the_lifecycle_and_to_its_category() => AfterEveryStep((story, _, _) =>
        Lifecycle.Default.Find(story.Ticket.Status)?.Category == story.Ticket.Category);

    [Fact]
    public void Each_status_change_begins_where_the_last_one_ended() => AfterEveryStep((story, _, _) =>
    {
        var status = ((TicketEvent.Opened)story.Stream[0].Event).Status;
        foreach (var changed in story.Stream.Select(r => r.Event).OfType<TicketEvent.StatusChanged>())
        {
            if (changed.From != status || changed.To == changed.From)
            {
                return false;
            }

            status = changed.To;
        }

        return status == story.Ticket.Status;
    });

    [Fact]
    public void A_refusal_changes_nothing_and_says_why() => AfterEveryStep((story, before, decision) =>
        decision is not Decision.Refused refused
        || (ReferenceEquals(story.Ticket, before) && refused.Reason.Code.Length > 0 && refused.Reason.Sentence.Length > 0));

    [Fact]
    public void Exactly_a_postponed_ticket_has_an_instant_to_come_back() => AfterEveryStep((story, _, _) =>
        (story.Ticket.Category == StatusCategory.Postponed) == story.Ticket.PostponedUntil.HasValue);

    [Fact]
    public void Exactly_a_ticket_that_was_put_away_remembers_where_it_came_from() => AfterEveryStep((story, _, _) =>
        story.Ticket.Remembered.IsEmpty == story.Ticket.Category
            is not (StatusCategory.Postponed or StatusCategory.Spam or StatusCategory.Merged or StatusCategory.Deleted));

    [Fact]
    public void Spam_and_not_spam_is_no_change_but_of_the_time() => AfterEveryStep((story, _, _) =>
    {
        if (story.Ticket.Category is StatusCategory.Spam or StatusCategory.Merged or StatusCategory.Deleted)
        {
            return true;
        }

        var before = story.Ticket;
        var after = story.Do(new TicketCommand.Fire(Triggers.MarkSpam)).Do(new TicketCommand.Fire(Triggers.NotSpam)).Ticket;
        return before.DescribeBut("Version", "StatusSince") == after.DescribeBut("Version", "StatusSince");
    });

    [Fact]
    public void With_customers_only_no_agent_ever_closes() => AfterEveryStep(
        (story, before, _) => before.Category == StatusCategory.Closed
            || before.Remembered.Any(r => r.Category == StatusCategory.Closed) // restoring is no closing
            || story.Ticket.Category != StatusCategory.Closed
            || story.Stream[^1].By is not Actor.Agent,
        TicketPolicy.Default with { ClosePolicy = ClosePolicy.CustomerOnly });

    [Fact]
    public void Deciding_is_repeatable() => AfterEveryStep((story, _, _) =>
    {
        var command = new TicketCommand.Receive(default, TicketStory.Ann, MessageKind.Human);
        var context = new DecisionContext(Lifecycle.Default, story.Policy, Actor.System, story.Now);
        return Flat(story.Ticket.Decide(command, context)) == Flat(story.Ticket.Decide(command, context));

        static string Flat(Decision decision) =>
            decision is Decision.Accepted accepted ? string.Join(';', accepted.Events) : decision.ToString();
    });

    [Fact]
    public void Every_command_has_an_answer_in_every_category()
    {
        var commands = Gen.Sample(TicketCommands.Command(), 400);
        var reached = new HashSet<StatusCategory>();
        foreach (var path in Paths())
        {
            reached.Add(path().Ticket.Category);
            foreach (var command in commands)
            {
                var story = path();
                Assert.NotNull(story.Try(command(story), TicketStory.Kim));
            }
        }

        Assert.Equal(Enum.GetValues<StatusCategory>(), reached.Order());
    }

    [Fact]
    public void The_stories_reach_every_category_they_can_and_every_answer()
    {
        var categories = new HashSet<StatusCategory>();
        var answers = new HashSet<Type>();
        foreach (var steps in Gen.Sample(TicketCommands.Stories, 500, size: 50))
        {
            var story = new TicketStory();
            foreach (var (wait, command, by) in steps)
            {
                answers.Add(story.Later(wait).Try(command(story), by).GetType());
                categories.Add(story.Ticket.Category);
            }
        }

        Assert.Equal(3, answers.Count);
        Assert.Equal(Enum.GetValues<StatusCategory>().Except([StatusCategory.Live]), categories.Order()); // a mail is never live
    }

    private static IEnumerable<Func<TicketStory>> Paths()
    {
        yield return () => new TicketStory();
        yield return () => new TicketStory(ChannelAddress.Chat);
        yield return () => new TicketStory(isSpam: true);
        yield return () => new TicketStory().AgentReplies();
        yield return () => new TicketStory().AgentReplies().CustomerWrites();
        foreach (var trigger in new[] { Triggers.Hold, Triggers.Resolve, Triggers.Close, Triggers.Delete })
        {
            yield return () => new TicketStory().Do(new TicketCommand.Fire(trigger));
        }

        yield return () => new TicketStory().Do(new TicketCommand.Merge(TicketStory.Other.Id));
        yield return () => new TicketStory().Do(new TicketCommand.Postpone(TicketStory.Monday + NodaTime.Duration.FromDays(1)));
    }

    private static void AfterEveryStep(Func<TicketStory, Ticket, Decision, bool> law, TicketPolicy? policy = null) =>
        Properties.Holds(Prop.ForAll(TicketCommands.Stories.ToArbitrary(), steps =>
        {
            var story = new TicketStory(policy: policy);
            foreach (var (wait, command, by) in steps)
            {
                var before = story.Ticket;
                var decision = story.Later(wait).Try(command(story), by);
                if (!law(story, before, decision))
                {
                    return false;
                }
            }

            return true;
        }));
}
