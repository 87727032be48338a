using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Relations;

namespace Helpdesk.Core.Tests.Tickets.Relations;

/// <summary>Links have two ends, and some must not run in a circle; merges do not change that.</summary>
public sealed class LinkProperties
{
    // What makes and unmakes links and joins tickets; nothing else can break these laws, and among all commands it is too rare.
    private static readonly string[] Linking = ["Link", "Link", "Link", "Unlink", "Merge", "Merge", "Unmerge", "Split"];

    [Fact]
    public void Every_link_has_its_counterpart_on_the_other_side() => Hold(step => Living(step.After).All(t => t.Links.All(link =>
    {
        var other = step.After.Survivor(link.Other);
        return other.Id == t.Id
            || other.Links.Any(l => l.Type == TicketLink.Counterpart(link.Type) && step.After.Survivor(l.Other).Id == t.Id);
    })));

    [Theory]
    [InlineData(LinkType.ParentOf)]
    [InlineData(LinkType.ChildOf)]
    [InlineData(LinkType.Blocks)]
    [InlineData(LinkType.BlockedBy)]
    [InlineData(LinkType.DuplicateOf)]
    [InlineData(LinkType.DuplicatedBy)]
    public void No_ticket_is_above_itself(LinkType type) => Hold(step => Living(step.After).All(t =>
    {
        var reached = new HashSet<TicketId>();
        var waiting = new Stack<TicketId>(StoryLaws.Next(step.After, t, type));
        while (waiting.TryPop(out var at))
        {
            foreach (var next in reached.Add(at) ? StoryLaws.Next(step.After, step.After[at], type) : [])
            {
                waiting.Push(next);
            }
        }

        return !reached.Contains(t.Id);
    }));

    [Fact]
    public void A_ticket_has_one_parent_at_most() => Hold(step =>
        Living(step.After).All(t => StoryLaws.Next(step.After, t, LinkType.ChildOf).Count() <= 1));

    [Fact]
    public void A_link_that_was_removed_is_gone_on_both_sides() => Hold(step =>
        step.Command is not TicketCommand.Unlink unlink || step.Decision is not Decision.Accepted
        || (!StoryLaws.Next(step.After, step.After[step.Ticket], unlink.Type).Contains(step.After.Survivor(unlink.Other).Id)
            && !StoryLaws.Next(step.After, step.After.Survivor(unlink.Other), TicketLink.Counterpart(unlink.Type)).Contains(step.Ticket)));

    private static void Hold(Func<PlayedStep, bool> law)
    {
        StoryLaws.Hold(law);
        StoryLaws.Hold(law, tests: 400, commands: Linking);
    }

    private static IEnumerable<Ticket> Living(TicketWorld world) => world.Tickets.Where(t => t.MergedInto is null);
}
