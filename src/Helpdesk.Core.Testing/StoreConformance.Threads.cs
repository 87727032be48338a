using Helpdesk.Core.Conversations.Matching;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Tickets;
using static Helpdesk.Core.Testing.ConformanceWorld;

namespace Helpdesk.Core.Testing;

/// <content>How messages find their thread.</content>
public static partial class StoreConformance
{
    private static readonly ChannelAddress Phone = new("whatsapp", "acc1");

    private static async Task ItemsAsync(IHelpdeskStore store)
    {
        var world = new ConformanceWorld(store);
        var copied = Mail("m1") with { Cc = [Address.Mail("carl@customer.example")] };
        var opened = await world.ArriveAsync(copied).ConfigureAwait(false);
        await store.CommitAsync(Tenant, new Commit(opened, "mail:m1")).ConfigureAwait(false);
        var first = opened.State.Ticket.Messages[0].Message;
        var note = world.Do(opened.State, new TicketCommand.AddNote(world.NewMessage()));
        await store.CommitAsync(Tenant, new Commit(note)).ConfigureAwait(false);
        var last = note.State.Ticket.Messages[^1].Message;
        var found = await store.FindThreadsAsync(
            Tenant, new ThreadLookUps { ThreadIds = ["m1"], Messages = [first, last, world.NewMessage()] }).ConfigureAwait(false);
        Expect(found.Count(e => e.Kind == EvidenceKind.Token), 2, "the messages that are there");
        var item = found.Single(e => e.Kind == EvidenceKind.Token && e.Value == first.ToString()).Item!;
        Expect((item.Message, item.Direction, item.IsInternal), (first, MessageDirection.Inbound, false), "the first message");
        Expect(item.Recipients.Select(r => r.Key).SequenceEqual(["support@acme.example", "carl@customer.example"]), "to whom it went");
        Expect(found.Single(e => e.Value == last.ToString()).Item!.IsInternal, "what answers a note is internal");
        Expect(found.Single(e => e.Kind == EvidenceKind.ExternalId).Item!.Message, first, "the message with the id");
        Expect(found.All(e => e.Candidate.Ticket == opened.State.Id), "one ticket");

        var chat = await world.ArriveAsync(Chat("w1")).ConfigureAwait(false);
        await store.CommitAsync(Tenant, new Commit(chat, "w1")).ConfigureAwait(false);
        string[] of = [ThreadIds.OfConversation(Phone, "c1"), ThreadIds.Of(Phone, "w1"), "w1", ThreadIds.OfConversation(Phone with { Account = "acc2" }, "c1")];
        var talked = await store.FindThreadsAsync(Tenant, Ids(of)).ConfigureAwait(false);
        Expect(string.Join('|', talked.Select(e => e.Value).Distinct().Order(StringComparer.Ordinal)), string.Join('|', of.Take(2).Order(StringComparer.Ordinal)), "found by");
        Expect(talked.All(e => e.Candidate.Ticket == chat.State.Id), "its ticket");
    }

    private static async Task UnseenAsync(IHelpdeskStore store)
    {
        var world = new ConformanceWorld(store);
        Commit[] commits =
        [
            .. await Task.WhenAll(Enumerable.Range(1, 6).Select(async i => new Commit(
                await world.ArriveAsync(Chat($"w{i}"), number: 100 + i).ConfigureAwait(false), $"w{i}") { Unseen = [ThreadIds.OfConversation(Phone, "c1")] })).ConfigureAwait(false),
        ];
        var results = await Task.WhenAll(commits.Select(c => Task.Run(() => store.CommitAsync(Tenant, c)))).ConfigureAwait(false);
        Expect(results.Count(r => r == CommitResult.Committed), 1, "winners");
        Expect(results.Count(r => r == CommitResult.Conflict), 5, "losers");
        var taken = await Task.WhenAll(Enumerable.Range(1, 6).Select(i => store.IsKnownAsync(Tenant, $"w{i}"))).ConfigureAwait(false);
        Expect(taken.Count(t => t), 1, "keys taken");
        var ancestor = await world.ArriveAsync(Mail("m2", "root@x")).ConfigureAwait(false);
        Expect(
            await store.CommitAsync(Tenant, new Commit(ancestor, "mail:m2") { Unseen = ["m2", "root@x"] }).ConfigureAwait(false), CommitResult.Committed, "the first");
        var late = await world.ArriveAsync(Mail("m3", "root@x")).ConfigureAwait(false);
        Expect(
            await store.CommitAsync(Tenant, new Commit(late, "mail:m3") { Unseen = ["m3", "root@x"] }).ConfigureAwait(false), CommitResult.Conflict, "an ancestor");
        Expect(
            await store.CommitAsync(Tenant, new Commit(late, "mail:m3") { Unseen = ["m3"] }).ConfigureAwait(false), CommitResult.Committed, "what is unseen");
    }

    private static async Task RedeliveryAsync(IHelpdeskStore store)
    {
        var world = new ConformanceWorld(store);
        var mail = Mail("m1");
        var opened = await world.ArriveAsync(mail).ConfigureAwait(false);
        var first = opened.State.Ticket.Messages[0].Message;
        await store.CommitAsync(Tenant, new Commit(opened, "mail:m1") { Message = first }).ConfigureAwait(false);
        var billing = mail.Channel with { Account = "billing@acme.example" };
        Expect(await store.RedeliverAsync(Tenant, "mail:m9", billing).ConfigureAwait(false) is null, "an unknown key");
        Expect(await store.RedeliverAsync(new TenantId("t2"), "mail:m1", billing).ConfigureAwait(false) is null, "another tenant");
        var again = await store.RedeliverAsync(Tenant, "mail:m1", mail.Channel).ConfigureAwait(false);
        Expect(again!.By.Count, 1, "the same way");
        await store.RedeliverAsync(Tenant, "mail:m1", billing).ConfigureAwait(false);
        var both = await store.RedeliverAsync(Tenant, "mail:m1", billing).ConfigureAwait(false);
        Expect((both!.Ticket, both.Message), (opened.State.Id, first), "the ticket and the message");
        Expect(both.By.SequenceEqual([mail.Channel, billing]), "two ways");
        var aside = new QuarantineEntry("box:3", new Fault("no", "No."), Start, "raw:1", new byte[] { 1 }, new Trace("a", "b", "c"));
        await store.QuarantineAsync(Tenant, aside).ConfigureAwait(false);
        var put = await store.RedeliverAsync(Tenant, "raw:1", billing).ConfigureAwait(false);
        Expect((put!.Ticket, put.Message, put.By.Count), (null, null, 0), "what was put aside");
    }

    private static ThreadLookUps Ids(params string[] ids) => new() { ThreadIds = ids };

    private static InboundMessage Chat(string id) => new()
    {
        Channel = Phone,
        DuplicateKey = id,
        ExternalId = id,
        Conversation = "c1",
        From = new Address(AddressKind.Phone, "+491701"),
        Text = "hi",
    };
}
