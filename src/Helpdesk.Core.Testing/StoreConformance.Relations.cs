using Helpdesk.Core.Conversations.Matching;
using Helpdesk.Core.Engine;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Presence;
using Helpdesk.Core.Tickets.Relations;
using NodaTime;
using static Helpdesk.Core.Testing.ConformanceWorld;

namespace Helpdesk.Core.Testing;

public static partial class StoreConformance
{
    private static readonly Actor Kim = new Actor.Agent(new AgentId("kim"));

    private static async Task TogetherAsync(IHelpdeskStore store)
    {
        var world = new ConformanceWorld(store);
        var a = await world.OpenAsync("m1").ConfigureAwait(false);
        var b = await world.OpenAsync("m2").ConfigureAwait(false);
        var merge = world.Do(a, new TicketCommand.Merge(b.Id), null, b);
        Expect(merge.Others.Single().State.Id, b.Id, "the survivor is concerned");
        var note = world.Do(b, new TicketCommand.AddNote(world.NewMessage()));
        Expect(await store.CommitAsync(Tenant, new Commit(note)).ConfigureAwait(false), CommitResult.Committed);
        Expect(await store.CommitAsync(Tenant, new Commit(merge, "key")).ConfigureAwait(false), CommitResult.Conflict);
        Expect((await LoadAsync(store, a.Id).ConfigureAwait(false)).Ticket.Version, a.Ticket.Version, "nothing of a lost merge is left");
        Expect(!await store.IsKnownAsync(Tenant, "key").ConfigureAwait(false), "a lost merge takes no key");

        var again = world.Do(a, new TicketCommand.Merge(b.Id), null, note.State);
        Expect(await store.CommitAsync(Tenant, new Commit(again, "key")).ConfigureAwait(false), CommitResult.Committed);
        Expect((await LoadAsync(store, a.Id).ConfigureAwait(false)).Ticket.MergedInto?.Other, b.Id, "merged into");
        Expect((await LoadAsync(store, b.Id).ConfigureAwait(false)).Ticket.Absorbed.Single().Ticket, a.Id, "absorbed");
    }

    private static async Task LookedAtAsync(IHelpdeskStore store)
    {
        var world = new ConformanceWorld(store);
        var a = await world.OpenAsync("m1").ConfigureAwait(false);
        var b = await world.OpenAsync("m2").ConfigureAwait(false);
        var c = await world.OpenAsync("m3").ConfigureAwait(false);
        var link = world.Do(a, new TicketCommand.Link(LinkType.ParentOf, b.Id), null, b, c);
        Expect(link.LookedAt.Single(), new KeyValuePair<TicketId, long>(c.Id, c.Ticket.Version), "looked at");
        await store.CommitAsync(Tenant, new Commit(world.Do(c, new TicketCommand.AddNote(world.NewMessage())))).ConfigureAwait(false);
        Expect(await store.CommitAsync(Tenant, new Commit(link)).ConfigureAwait(false), CommitResult.Conflict);
        Expect((await LoadAsync(store, b.Id).ConfigureAwait(false)).Ticket.Links.Count, 0, "links after a conflict");
    }

    private static async Task MovedMessagesAsync(IHelpdeskStore store)
    {
        var world = new ConformanceWorld(store);
        var a = await world.OpenAsync("m1").ConfigureAwait(false);
        var b = await world.OpenAsync("m2").ConfigureAwait(false);
        var merge = world.Do(a, new TicketCommand.Merge(b.Id), null, b);
        await store.CommitAsync(Tenant, new Commit(merge)).ConfigureAwait(false);
        var survivor = merge.Others[0].State;
        Expect(await ExternalIdsAsync(store, b.Id).ConfigureAwait(false), "m1 m2", "the survivor has the messages of both");
        Expect(await ExternalIdsAsync(store, a.Id).ConfigureAwait(false), "m1", "the merged ticket still has its own");
        Expect((await store.ReadMessagesAsync(Tenant, b.Id).ConfigureAwait(false)).Count, 4, "acknowledgements come along");
        Expect((await store.FindThreadsAsync(Tenant, Ids("m1")).ConfigureAwait(false))[0].Candidate.Ticket, a.Id, "what answers it finds the merged ticket");

        // A message addressed to the merged ticket is the survivor's until it is given back.
        var later = await AppendAsync(world, survivor, "m3", via: a.Id).ConfigureAwait(false);
        await store.CommitAsync(Tenant, new Commit(later)).ConfigureAwait(false);
        var third = later.Messages[0].Id;
        Expect(await store.FindTicketOfAsync(Tenant, third).ConfigureAwait(false), b.Id, "it is the survivor's");
        var unmerge = world.Do(merge.State, new TicketCommand.Unmerge(), null, later.State);
        await store.CommitAsync(Tenant, new Commit(unmerge)).ConfigureAwait(false);
        Expect(await ExternalIdsAsync(store, a.Id).ConfigureAwait(false), "m1 m3", "it is given back");
        Expect(await ExternalIdsAsync(store, b.Id).ConfigureAwait(false), "m2", "the survivor has its own");
        Expect(await store.FindTicketOfAsync(Tenant, third).ConfigureAwait(false), a.Id, "it is found where it is");

        var fresh = new TicketId(Guid.CreateVersion7());
        var split = world.Do(
            unmerge.State, new TicketCommand.Split(fresh, TicketReference.Format("HD-", 900), "Another", [new SplitMessage(third)]));
        Expect(await store.CommitAsync(Tenant, new Commit(split)).ConfigureAwait(false), CommitResult.Committed);
        Expect(await ExternalIdsAsync(store, fresh).ConfigureAwait(false), "m3", "it was split off");
        Expect(await ExternalIdsAsync(store, a.Id).ConfigureAwait(false), "m1", "it left");
        Expect((await store.FindThreadsAsync(Tenant, Ids("m3")).ConfigureAwait(false))[0].Candidate.Ticket, fresh, "what answers it goes along");
        Expect(await store.FindTicketOfAsync(Tenant, world.NewMessage()).ConfigureAwait(false) is null, "an unknown message is nowhere");
    }

    private static async Task ErasureAsync(IHelpdeskStore store)
    {
        var world = new ConformanceWorld(store);
        var a = await world.OpenAsync("m1").ConfigureAwait(false);
        var b = await world.OpenAsync("m2").ConfigureAwait(false);
        var answered = world.Do(a, new TicketCommand.Reply(world.NewMessage()));
        await store.CommitAsync(Tenant, new Commit(answered)).ConfigureAwait(false);
        var person = a.Ticket.Requester;
        Expect(
            (await store.FindTicketsOfAsync(Tenant, Address.Mail("ANN@customer.example")).ConfigureAwait(false)).Count, 2, "tickets of the person");
        Expect((await store.FindTicketsOfAsync(Tenant, Address.Mail("bob@customer.example")).ConfigureAwait(false)).Count, 0, "tickets of a stranger");
        var erased = world.Do(answered.State, new TicketCommand.Erase(person));
        Expect(await store.CommitAsync(Tenant, new Commit(erased)).ConfigureAwait(false), CommitResult.Committed);

        var events = await store.ReadEventsAsync(Tenant, a.Id).ConfigureAwait(false);
        Expect(events.Count, (int)erased.State.Ticket.Version, "events stay");
        var ticket = (await LoadAsync(store, a.Id).ConfigureAwait(false)).Ticket;
        var messages = await store.ReadMessagesAsync(Tenant, a.Id).ConfigureAwait(false);
        Expect(messages.Count, 3, "messages stay");
        var opening = messages.Single(m => m.ExternalId == "m1");
        Expect((opening.Text, opening.Subject, opening.Attachments.Count, opening.Headers.Count), ("", "", 0, 0), "content");
        Expect(messages.Single(m => m.Author == Kim).Text, "Try again.", "what others wrote stays");
        var seen = string.Join(' ', events.Select(e => $"{e} {e.Event}").Concat(messages.Select(m => $"{m} {m.From} {string.Join(' ', m.To)}")).Append($"{ticket} {ticket.Subject}"));
        Expect(!seen.Contains(person.Value, StringComparison.OrdinalIgnoreCase), "the address is gone");
        Expect(!seen.Contains("Ünï", StringComparison.Ordinal), "the name is gone");
        Expect((await store.ReadTracesAsync(Tenant, a.Id).ConfigureAwait(false)).Count, 1, "explanations from before are gone");
        Expect(await store.LoadSampleAsync(Tenant, a.Id).ConfigureAwait(false) is null, "kept features are gone");
        Expect((await store.ClaimOutboxAsync(Tenant, Start, Duration.FromMinutes(1), 9).ConfigureAwait(false)).Count, 1, "only what waits for the other ticket");
        Expect((await store.ReadNoticesAsync(Tenant, [person], Start).ConfigureAwait(false)).Count, 0, "nobody knows what was sent to the person");
        Expect((await store.FindTicketsOfAsync(Tenant, person).ConfigureAwait(false)).Single(), b.Id, "the other ticket is untouched");
        // Somebody who has left with an unmerge is still named by the stream of the one that was the survivor.
        var c = await world.OpenAsync("m4", from: Address.Mail("bob@other.example")).ConfigureAwait(false);
        var merged = world.Do(b, new TicketCommand.Merge(c.Id), null, c);
        await store.CommitAsync(Tenant, new Commit(merged)).ConfigureAwait(false);
        await store.CommitAsync(Tenant, new Commit(world.Do(merged.State, new TicketCommand.Unmerge(), null, merged.Others[0].State))).ConfigureAwait(false);
        Expect((await store.FindTicketsOfAsync(Tenant, person).ConfigureAwait(false)).Contains(c.Id), "a former survivor is found");
        var kept = (await store.ReadMessagesAsync(Tenant, b.Id).ConfigureAwait(false)).Single(m => m.ExternalId == "m2");
        Expect(kept.Attachments.Count, 2, "equal attachments of others stay");
    }

    private static async Task LeasesAsync(IHelpdeskStore store)
    {
        var world = new ConformanceWorld(store);
        var state = await world.OpenAsync("m1").ConfigureAwait(false);
        var lasting = Duration.FromMinutes(1);
        var none = await store.ReadLeasesAsync(Tenant, state.Id).ConfigureAwait(false);
        Expect(none.At(Start).Count, 0, "nobody");
        foreach (var (agent, kind) in new[] { ("kim", LeaseKind.Viewing), ("lee", LeaseKind.Viewing), ("kim", LeaseKind.Replying) })
        {
            await store.HoldLeaseAsync(Tenant, state.Id, new Lease(new AgentId(agent), kind, Start, Start + lasting)).ConfigureAwait(false);
        }

        var held = await store.ReadLeasesAsync(Tenant, state.Id).ConfigureAwait(false);
        Expect(string.Join(' ', held.At(Start).Select(l => $"{l.Agent}:{l.Kind}")), "kim:Replying lee:Viewing", "one an agent, the last one");
        Expect(held.At(Start)[0], new Lease(new AgentId("kim"), LeaseKind.Replying, Start, Start + lasting), "whole");
        await store.DropLeaseAsync(Tenant, state.Id, new AgentId("kim")).ConfigureAwait(false);
        await store.DropLeaseAsync(Tenant, state.Id, new AgentId("max")).ConfigureAwait(false);
        var left = await store.ReadLeasesAsync(Tenant, state.Id).ConfigureAwait(false);
        Expect(left.At(Start).Single().Agent, new AgentId("lee"), "who is left");
        Expect((await store.ReadLeasesAsync(new TenantId("t2"), state.Id).ConfigureAwait(false)).At(Start).Count, 0, "another tenant");
    }

    private static async Task<TicketState> LoadAsync(IHelpdeskStore store, TicketId ticket) =>
        await store.LoadAsync(Tenant, ticket).ConfigureAwait(false) ?? throw new ConformanceException($"Ticket {ticket} is not there.");

    // What came in, without the acknowledgements.
    private static async Task<string> ExternalIdsAsync(IHelpdeskStore store, TicketId ticket) => string.Join(
        ' ',
        (await store.ReadMessagesAsync(Tenant, ticket).ConfigureAwait(false))
            .Where(m => m.Direction == Messages.MessageDirection.Inbound)
            .Select(m => m.ExternalId));

    private static async Task<Outcome.Changed> AppendAsync(ConformanceWorld world, TicketState state, string id, TicketId via)
    {
        var mail = Mail(id) with { InReplyTo = ["m1"] };
        var merged = new ThreadEvidence(
            EvidenceKind.ExternalId, "m1", new ThreadCandidate(via, state.Ticket.Reference, [state.Ticket.Requester]));
        return await world.ArriveAsync(mail, evidence: merged).ConfigureAwait(false);
    }
}
