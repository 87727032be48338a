using Helpdesk.Core.Conditions;
using Helpdesk.Core.Conditions.Stored;
using Helpdesk.Core.Engine;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Tickets;
using NodaTime;
using static Helpdesk.Core.Testing.ConformanceWorld;

namespace Helpdesk.Core.Testing;

/// <content>Questions for tickets.</content>
public static partial class StoreConformance
{
    private static readonly StoredTest Everything = new StoredTest.Constant(true);

    // One of each kind of test, with what the evaluation in memory must agree to.
    private static readonly string[] Questions =
    [
        """{"all":[]}""", """{"any":[]}""",
        """{"field":"ticket.subject","op":"containsText","value":"PRINTER"}""",
        """{"field":"ticket.subject","op":"containsText","value":"PRINTER","caseSensitive":true}""",
        """{"field":"ticket.subject","op":"containsWord","value":["printer","none"]}""",
        """{"field":"ticket.subject","op":"containsWord","value":"print"}""",
        """{"field":"ticket.subject","op":"startsWith","value":"printer"}""",
        """{"field":"ticket.subject","op":"endsWith","value":"BROKEN"}""",
        """{"not":{"field":"ticket.assignee","op":"isSet"}}""",
        """{"field":"ticket.assignee","op":"eq","value":"@none"}""",
        """{"field":"ticket.assignee","op":"in","value":["KIM","lee"]}""",
        """{"field":"ticket.priority","op":"ge","value":"high"}""", """{"field":"ticket.priority","op":"lt","value":"high"}""",
        """{"field":"ticket.category","op":"in","value":["new","open"]}""",
        """{"field":"ticket.tags","op":"hasAny","value":["VIP","x"]}""", """{"field":"ticket.tags","op":"hasAll","value":["vip","x"]}""",
        """{"field":"ticket.tags","op":"hasOnly","value":["vip"]}""", """{"field":"ticket.tags","op":"hasAtMost","value":0}""",
        """{"not":{"field":"ticket.tags","op":"hasAtLeast","value":1}}""",
        """{"field":"ticket.messageCount","op":"gt","value":1}""", """{"field":"ticket.messageCount","op":"between","value":[1,2]}""",
        """{"field":"ticket.createdAt","op":"olderThan","value":"PT1H"}""", """{"not":{"field":"ticket.lastReplyAt","op":"youngerThan","value":"P1D"}}""",
        """{"field":"sla.dueAt","op":"dueWithin","value":"P1D"}""", """{"field":"ticket.createdAt","op":"before","value":"2026-03-02T09:00:00Z"}""",
        """{"none":[{"field":"rating.score","op":"ge","value":1},{"field":"requester.domain","op":"eq","value":"other.example"}]}""",
    ];

    private static async Task QueriesAsync(IHelpdeskStore store)
    {
        var world = new ConformanceWorld(store);
        var states = await OpenSeveralAsync(store, world).ConfigureAwait(false);
        var now = Start + Duration.FromHours(2);
        foreach (var json in Questions)
        {
            var condition = Condition.Parse(json, TicketFields.Catalogue).Require();
            var expected = states.Where(s => condition.Evaluate(new TicketFieldValues(null, s.Ticket, null, MessageKind.Human, now)
            {
                Promise = new TicketPromise("", s.Sla.Next?.DueAt),
            })).Select(s => s.Ticket.Reference.Value).Order(StringComparer.Ordinal);
            var page = await store.QueryAsync(
                Tenant, new TicketQuery(StoredTest.Of(condition, StoredFields.Has, now).Require(), TicketSort.Reference, 100)).ConfigureAwait(false);
            Expect(string.Join(' ', page.Rows.Select(r => r.Reference.Value)), string.Join(' ', expected), json);
            Expect(page.Next is null, "nothing comes after everything");
        }

        var row = (await store.QueryAsync(Tenant, new TicketQuery(Everything, TicketSort.Newest, 1)).ConfigureAwait(false)).Rows.Single();
        Expect(row, TicketRow.Of(states.Single(s => s.Id == row.Id)), "row");
        Expect((await store.QueryAsync(new TenantId("t2"), new TicketQuery(Everything, TicketSort.Reference, 9)).ConfigureAwait(false)).Rows.Count, 0, "another tenant has none");
        var many = new StoredTest.Any([.. Enumerable.Range(0, 4_000).Select(i => (StoredTest)new StoredTest.Equal("ticket.tier", [$"{i}"])), Everything]);
        Expect((await store.QueryAsync(Tenant, new TicketQuery(many, TicketSort.Reference, 9)).ConfigureAwait(false)).Rows.Count, states.Count, "thousands of parts");
    }

    private static async Task PagesAsync(IHelpdeskStore store)
    {
        var world = new ConformanceWorld(store);
        var states = await OpenSeveralAsync(store, world).ConfigureAwait(false);
        foreach (var sort in Enum.GetValues<TicketSort>())
        {
            var expected = states.OrderBy(s => TicketOrder.KeyOf(sort, s)).ThenBy(s => s.Ticket.Reference.Value, StringComparer.Ordinal).Select(s => s.Id).ToList();
            foreach (var size in new[] { 1, 2, 3, 100 })
            {
                var read = new List<TicketId>();
                TicketCursor? after = null;
                do
                {
                    var page = await store.QueryAsync(Tenant, new TicketQuery(Everything, sort, size, after)).ConfigureAwait(false);
                    Expect(page.Rows.Count <= size, "no page is longer than asked for");
                    read.AddRange(page.Rows.Select(r => r.Id));
                    after = page.Next;
                }
                while (after is not null && read.Count <= expected.Count);
                Expect(read.SequenceEqual(expected), $"{sort} in pages of {size} gives every ticket once, in order");
            }
        }

        // Under change: what comes in before the cursor disturbs nothing, what comes after it is there.
        var first = await store.QueryAsync(Tenant, new TicketQuery(Everything, TicketSort.Reference, 2)).ConfigureAwait(false);
        await OpenOneAsync(store, world, 90, "early@customer.example").ConfigureAwait(false);
        var late = await OpenOneAsync(store, world, -90, "late@customer.example").ConfigureAwait(false);
        await store.CommitAsync(
            Tenant, new Commit(world.Do(states[0], new TicketCommand.AddTags(["moved"])))).ConfigureAwait(false);
        var rest = await store.QueryAsync(Tenant, new TicketQuery(Everything, TicketSort.Reference, 100, first.Next)).ConfigureAwait(false);
        Expect(
            first.Rows.Concat(rest.Rows).Select(r => r.Id).SequenceEqual(
                states.Append(late).OrderBy(s => s.Ticket.Reference.Value, StringComparer.Ordinal).Select(s => s.Id)),
            "pages go on where they ended");
    }

    private static async Task<List<TicketState>> OpenSeveralAsync(IHelpdeskStore store, ConformanceWorld world)
    {
        var states = new List<TicketState>();
        TicketCommand[] commands =
        [
            new TicketCommand.AddTags(["vip"]), new TicketCommand.AddTags(["Vip", "x"]), new TicketCommand.SetPriority(Priority.High),
            new TicketCommand.Reply(new MessageId(Guid.CreateVersion7()), Triggers.Resolve), new TicketCommand.AddNote(new MessageId(Guid.CreateVersion7())),
        ];
        for (var i = 0; i <= commands.Length; i++)
        {
            var state = await OpenOneAsync(store, world, i, i % 2 == 0 ? "ann@customer.example" : "bob@other.example").ConfigureAwait(false);
            if (i < commands.Length)
            {
                var outcome = world.Do(state, commands[i]);
                Expect(await store.CommitAsync(Tenant, new Commit(outcome)).ConfigureAwait(false), CommitResult.Committed);
                state = outcome.State;
            }

            states.Add(state);
        }

        return states;
    }

    private static async Task<TicketState> OpenOneAsync(IHelpdeskStore store, ConformanceWorld world, int number, string from)
    {
        var outcome = await world.ArriveAsync(Mail($"q{number}") with { From = Address.Mail(from) }, number: 100 - number).ConfigureAwait(false);
        Expect(await store.CommitAsync(Tenant, new Commit(outcome, $"q{number}")).ConfigureAwait(false), CommitResult.Committed);
        return outcome.State;
    }
}
