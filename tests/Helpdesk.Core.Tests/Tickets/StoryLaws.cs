using FsCheck.Fluent;
using Helpdesk.Core.Tests.Generators;
using Helpdesk.Core.TestSupport;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Relations;

namespace Helpdesk.Core.Tests.Tickets;

/// <summary>Plays random stories of several tickets and asks a law after every step.</summary>
internal static class StoryLaws
{
    /// <summary>Holds after every step, and at the end.</summary>
    /// <param name="law">What holds of a step.</param>
    /// <param name="policy">The policy of every department.</param>
    /// <param name="tests">How many stories.</param>
    /// <param name="atTheEnd">What holds of the world at the end.</param>
    /// <param name="commands">The commands of the stories, where only some matter; null for all of them.</param>
    public static void Hold(
        Func<PlayedStep, bool> law,
        TicketPolicy? policy = null,
        int tests = 150,
        Func<TicketWorld, bool>? atTheEnd = null,
        string[]? commands = null) =>
        Properties.Holds(
            Prop.ForAll(WorldSteps.Stories(commands), steps =>
            {
                var world = WorldSteps.Begin(policy);
                foreach (var step in steps)
                {
                    if (!law(Play(world, step)))
                    {
                        return false;
                    }
                }

                return atTheEnd?.Invoke(world) ?? true;
            }),
            tests);

    public static PlayedStep Play(TicketWorld world, WorldStep step)
    {
        world.Later(NodaTime.Duration.FromHours(step.WaitHours));
        var before = world.Fork();
        var (ticket, command, by) = WorldSteps.Of(step, world);
        return new PlayedStep(before, world, ticket, command, by, world.Try(ticket, command, by));
    }

    /// <summary>The tickets at the other end of links of some type, merges followed.</summary>
    public static IEnumerable<TicketId> Next(TicketWorld world, Ticket ticket, LinkType type) =>
        ticket.Links.Where(l => l.Type == type).Select(l => world.Survivor(l.Other).Id).Where(o => o != ticket.Id).Distinct();
}
