using FsCheck;
using FsCheck.Fluent;
using Helpdesk.Core.TestSupport;
using Helpdesk.Core.Tickets.Presence;
using NodaTime;

namespace Helpdesk.Core.Tests.Tickets.Presence;

/// <summary>Who is on a ticket, against a plain list of what everybody did.</summary>
public sealed class TicketLeasesProperties
{
    private static readonly Instant Start = Instant.FromUtc(2026, 3, 2, 9, 0);
    private static readonly AgentId[] Agents = [new("kim"), new("lee"), new("")];

    private static Gen<(AgentId Agent, int Wait, LeaseKind? Kind, int Lasting)[]> Steps { get; } =
        (from agent in Gen.Elements(Agents)
         from wait in Gen.Elements(0, 0, 1, 30, 90)
         from kind in Gen.Elements<LeaseKind?>(null, LeaseKind.Viewing, LeaseKind.Viewing, LeaseKind.Replying)
         from lasting in Gen.Elements(1, 30, 90)
         select (agent, wait, kind, lasting)).ArrayOf();

    // Law: an agent is there exactly from the last step that says so until it runs out or the agent leaves.
    [Fact]
    public void Those_are_there_who_came_and_have_neither_left_nor_run_out() => Properties.Holds(
        Prop.ForAll(Steps.ToArbitrary(), steps =>
        {
            var (leases, now) = Play(steps);
            return Agents.All(agent =>
            {
                var last = Last(steps, agent);
                var isThere = last is { Kind: not null } && last.Value.At + Duration.FromSeconds(last.Value.Lasting) > now;
                return isThere == leases.Find(agent, now) is not null
                    && leases.At(now).Count(l => l.Agent == agent) == (isThere ? 1 : 0)
                    && (!isThere || leases.Find(agent, now)!.Kind == last!.Value.Kind)
                    && leases.Beside(agent, now).All(l => l.Agent != agent);
            });
        }));

    // Law: renewing in time keeps the beginning; doing something else, or coming back too late, begins anew.
    [Fact]
    public void Since_is_when_it_began_without_a_break() => Properties.Holds(
        Prop.ForAll(Steps.ToArbitrary(), Gen.Choose(0, 120).ToArbitrary(), (steps, wait) =>
        {
            var (leases, now) = Play(steps);
            var later = now + Duration.FromSeconds(wait);
            var held = leases.Find(Agents[0], later);
            var next = leases.Next(Agents[0], LeaseKind.Viewing, later, Duration.FromSeconds(90));
            return next.Until == later + Duration.FromSeconds(90)
                && next.Since == (held is { Kind: LeaseKind.Viewing } ? held.Since : later);
        }));

    [Fact]
    public void Those_who_reply_come_first_then_those_who_came_first()
    {
        var leases = TicketLeases.Of(
        [
            new Lease(new("a"), LeaseKind.Viewing, Start, Start + Duration.FromHours(1)),
            new Lease(new("b"), LeaseKind.Replying, Start + Duration.FromMinutes(2), Start + Duration.FromHours(1)),
            new Lease(new("c"), LeaseKind.Replying, Start + Duration.FromMinutes(1), Start + Duration.FromHours(1)),
        ]);
        Assert.Equal(["c", "b", "a"], leases.Beside(new("d"), Start + Duration.FromMinutes(5)).Select(l => l.Agent.Value));
        Assert.Empty(leases.At(Start + Duration.FromHours(1))); // exclusive
        Assert.Throws<ArgumentOutOfRangeException>(() => leases.Next(new("d"), LeaseKind.Viewing, Start, Duration.Zero));
    }

    private static (TicketLeases Leases, Instant Now) Play((AgentId Agent, int Wait, LeaseKind? Kind, int Lasting)[] steps)
    {
        var (leases, now) = (TicketLeases.None, Start);
        foreach (var (agent, wait, kind, lasting) in steps)
        {
            now += Duration.FromSeconds(wait);
            leases = kind is { } what ? leases.With(leases.Next(agent, what, now, Duration.FromSeconds(lasting))) : leases.Without(agent);
        }

        return (leases, now);
    }

    private static (Instant At, LeaseKind? Kind, int Lasting)? Last((AgentId Agent, int Wait, LeaseKind? Kind, int Lasting)[] steps, AgentId agent)
    {
        var index = Array.FindLastIndex(steps, s => s.Agent == agent);
        return index < 0 ? null : (Start + Duration.FromSeconds(steps.Take(index + 1).Sum(s => s.Wait)), steps[index].Kind, steps[index].Lasting);
    }
}
