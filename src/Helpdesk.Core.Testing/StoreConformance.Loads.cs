using Helpdesk.Core.Engine;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Tickets;
using static Helpdesk.Core.Testing.ConformanceWorld;

namespace Helpdesk.Core.Testing;

/// <content>What agents have to do.</content>
public static partial class StoreConformance
{
    private static readonly TicketCommand[] Moves =
    [
        new TicketCommand.Assign(new AgentId("kim")), new TicketCommand.Assign(new AgentId("lee")), new TicketCommand.Unassign(),
        new TicketCommand.Postpone(Start + NodaTime.Duration.FromDays(2)), .. Triggers.All.Where(t => Triggers.IsByHand(t) && t != Triggers.Wake).Select(t => new TicketCommand.Fire(t)),
    ];

    private static async Task LoadsAsync(IHelpdeskStore store)
    {
        var world = new ConformanceWorld(store);
        var random = new Random(14);
        var states = new List<TicketState>();
        var made = new HashSet<TicketCommand>();
        for (var step = 0; step < 1_000; step++)
        {
            // Some get to where nothing leads on; the clock wakes what was postponed.
            if (step % 12 == 0)
            {
                states.Add(await world.OpenAsync($"m{step}").ConfigureAwait(false));
            }

            var (at, move) = (states.Count - 1 - random.Next(Math.Min(states.Count, 4)), Moves[random.Next(Moves.Length)]);
            if (world.Ask(states[at], move) is not Outcome.Changed { Events.Count: > 0 } changed)
            {
                continue;
            }

            Expect(await store.CommitAsync(Tenant, new Commit(changed)).ConfigureAwait(false), CommitResult.Committed);
            states[at] = changed.State;
            made.Add(move);
            await ExpectLoadsAsync(store, states, move.ToString()).ConfigureAwait(false);
            Expect(await store.CommitAsync(Tenant, new Commit(changed)).ConfigureAwait(false), CommitResult.Conflict);
        }

        Expect(Moves.All(made.Contains), "every move was made, but for " + string.Join(", ", Moves.Except(made)));
        var other = new TenantId("t2");
        Expect((await store.LoadsAsync(other).ConfigureAwait(false)).Count, 0, "loads of another tenant");
        var theirs = await world.ArriveAsync(Mail("theirs"), other).ConfigureAwait(false);
        Expect(await store.CommitAsync(other, new Commit(theirs)).ConfigureAwait(false), CommitResult.Committed);
        Expect((await store.LoadsAsync(other).ConfigureAwait(false))[new AgentId("kim")], 1, "load of another tenant");
        await ExpectLoadsAsync(store, states, "what another tenant got").ConfigureAwait(false);
        var into = await world.OpenAsync("into").ConfigureAwait(false);
        var merge = world.Do(await world.OpenAsync("merged").ConfigureAwait(false), new TicketCommand.Merge(into.Id), null, into);
        Expect(await store.CommitAsync(Tenant, new Commit(merge)).ConfigureAwait(false), CommitResult.Committed);
        await ExpectLoadsAsync(store, [.. states, merge.State, into], "a merge").ConfigureAwait(false);
    }

    private static async Task ExpectLoadsAsync(IHelpdeskStore store, IEnumerable<TicketState> states, string what)
    {
        var found = await store.LoadsAsync(Tenant).ConfigureAwait(false);
        var wanted = states.Select(s => s.Ticket)
            .Where(t => t is { Assignee: not null, Category: StatusCategory.New or StatusCategory.Open or StatusCategory.Live })
            .GroupBy(t => t.Assignee!.Value).ToDictionary(g => g.Key, g => g.Count());
        Expect(
            found.Count == wanted.Count && wanted.All(w => found.GetValueOrDefault(w.Key) == w.Value),
            $"loads after {what}: {string.Join(", ", found)} are {string.Join(", ", wanted)}");
    }
}
