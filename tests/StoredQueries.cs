using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Helpdesk.Core.Conditions;
using Helpdesk.Core.Conditions.Stored;
using Helpdesk.Core.Engine;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Tests.Generators;
using Helpdesk.Core.TestSupport;
using Helpdesk.Core.Tickets;
using NodaTime;
using NodaTime.Text;
using Outcome = Helpdesk.Core.Engine.Outcome;

namespace Helpdesk.Core.Tests;

/// <summary>Random conditions asked of a store with random tickets. Compiled into the tests of every store.</summary>
internal static class StoredQueries
{
    private static readonly TenantId Tenant = new("queries");
    private static readonly Instant Now = Instant.FromUtc(2026, 3, 2, 9, 0);

    private static readonly FieldCatalogue Catalogue = new(
    [
        new("field.text", FieldType.Text),
        new("field.rank", FieldType.Choice, ["low", "normal", "high"]),
        new("field.number", FieldType.Number),
        new("field.flag", FieldType.Flag),
        new("field.moment", FieldType.Moment),
        new("field.set", FieldType.TextSet),
        new("ticket.subject", FieldType.Text),
        new("ticket.tags", FieldType.TextSet),
        new("ticket.assignee", FieldType.Choice) { HoldsAgents = true },
        new("event.actor", FieldType.Choice) { HoldsAgents = true },
        new("ticket.createdAt", FieldType.Moment),
        new("sla.dueAt", FieldType.Moment),
        new("rating.comment", FieldType.Text),
    ]);

    private static readonly HelpdeskEngine Engine = new(HelpdeskConfiguration.Parse(
        """
        {"version":1,"departments":[{"id":"support"}],"mailboxes":[{"address":"support@acme.example","department":"support"}],
         "agents":[{"id":"a","address":"a@acme.example","departments":["support"]}],
         "slaPolicies":[{"id":"p","firstReply":{"all":"PT4H"}}],"templates":{},"notices":{}}
        """).Require());

    private static Gen<string> Text => Gen.Elements([.. ConditionLeaves.Words, "\0", "\u0001", "\u001a", "\ufffe", "\ud800", "\U00010428", "'", "\"", "\\", "%", "_", "\n"])
        .ListOf().Select(string.Concat);

    private static Gen<FieldValue?[]> Values =>
        from text in Text
        from rank in Gen.Elements("low", "LOW", "high", "unheard")
        from number in Gen.Elements(-1e300, -2, -1.5, -0.0, 0, 1, 2, 3, 1e-300, 0.1 + 0.2)
        from flag in Gen.Elements(true, false)
        from moment in Gen.Elements(ConditionLeaves.Moments)
        from tick in Gen.Choose(-1, 1)
        from set in Text.ListOf()
        from missing in Gen.Choose(0, 63)
        let all = new FieldValue?[]
        {
            new FieldValue.Text(text), new FieldValue.Text(rank), new FieldValue.Number(number), new FieldValue.Flag(flag),
            new FieldValue.Moment(InstantPattern.ExtendedIso.Parse(moment).Value + Duration.FromNanoseconds(tick)), new FieldValue.TextSet([.. set.Take(3)]),
        }
        select all.Select((v, i) => (missing & (1 << i)) == 0 || i % 2 == missing % 2 ? v : null).ToArray();

    /// <summary>Holds that a query gives exactly the tickets for which the evaluation in memory says yes.</summary>
    public static async Task HoldAsync(IHelpdeskStore store, int conditions)
    {
        var states = new List<TicketState>();
        foreach (var (values, i) in Values.Sample(40).Select((v, i) => (v, i)))
        {
            states.Add(await OpenAsync(store, values, i).ConfigureAwait(false));
        }

        var askable = ConditionLeaves.Of(Catalogue).Where(json => Translate(json).IsValid);
        Properties.Holds(
            Prop.ForAll(Arb.From(ConditionTrees.Tree(askable, 5)), json =>
            {
                var condition = Condition.Parse(json, Catalogue).Require();
                var expected = states.Where(s => condition.Evaluate(new TicketFieldValues(null, s.Ticket, null, MessageKind.Human, Now)
                {
                    Promise = new TicketPromise("", s.Sla.Next?.DueAt),
                })).Select(s => s.Ticket.Reference.Value).Order(StringComparer.Ordinal);
                var found = store.QueryAsync(Tenant, new TicketQuery(Translate(json).Require(), TicketSort.Reference, 1_000)).GetAwaiter().GetResult();
                Assert.True(expected.SequenceEqual(found.Rows.Select(r => r.Reference.Value)), $"{json} gives {found.Rows.Count} tickets.");
            }),
            conditions);
    }

    private static Parsed<StoredTest> Translate(string json) => StoredTest.Of(Condition.Parse(json, Catalogue).Require(), StoredFields.Has, Now);

    private static async Task<TicketState> OpenAsync(IHelpdeskStore store, FieldValue?[] values, int number)
    {
        var outcome = (Outcome.Changed)Engine.Receive(new Arrival
        {
            Message = new InboundMessage
            {
                Channel = new ChannelAddress(ChannelAddress.Mail, "support@acme.example"),
                DuplicateKey = number.ToString(CultureInfo.InvariantCulture),
                ExternalId = number.ToString(CultureInfo.InvariantCulture) + "@x",
                From = Address.Mail("ann@customer.example"),
                To = [Address.Mail("support@acme.example")],
                Subject = values[0]?.Shown ?? "",
                Text = "?",
            },
            At = Now - Duration.FromMinutes(number),
            Evidence = [],
            Around = Surroundings.None,
            Spam = new Spam.SpamKnowledge(Spam.SpamModel.Empty),
            NewTicket = new TicketId(Guid.CreateVersion7()),
            NewMessage = new MessageId(Guid.CreateVersion7()),
            NewReference = TicketReference.Format("HD-", number + 1),
        });
        string[] names = ["text", "rank", "number", "flag", "moment", "set"];
        var filled = names.Zip(values).Where(v => v.Second is not null).ToDictionary(v => v.First, v => v.Second, StringComparer.Ordinal);
        var version = outcome.State.Ticket.Version;
        RecordedEvent[] more =
        [
            new(version + 1, Now, new Actor.Agent(new AgentId("a")), "t", 0, new TicketEvent.FieldsChanged(filled)),
            new(version + 2, Now, new Actor.Agent(new AgentId("a")), "t", 0, new TicketEvent.Tagged(values[1] is null ? [] : [values[1]!.Shown])),
        ];
        var state = outcome.State with { Ticket = more.Aggregate(outcome.State.Ticket, (t, e) => t.Evolve(e)) };
        Assert.Equal(
            CommitResult.Committed,
            await store.CommitAsync(Tenant, new Commit(outcome with { State = state, Events = [.. outcome.Events, .. more] })).ConfigureAwait(false));
        return state;
    }
}
