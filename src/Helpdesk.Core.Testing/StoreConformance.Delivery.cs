using Helpdesk.Core.Conversations.Matching;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Tickets;
using NodaTime;
using static Helpdesk.Core.Testing.ConformanceWorld;

namespace Helpdesk.Core.Testing;

/// <content>What becomes of messages that leave, or do not.</content>
public static partial class StoreConformance
{
    private static async Task DeadLettersAsync(IHelpdeskStore store)
    {
        var world = new ConformanceWorld(store);
        await world.OpenAsync("m1").ConfigureAwait(false);
        await world.OpenAsync("m2").ConfigureAwait(false);
        var lease = Duration.FromMinutes(5);
        var claimed = await store.ClaimOutboxAsync(Tenant, Start, lease, 10).ConfigureAwait(false);
        Expect(claimed.Count, 2, "waiting messages");
        var (lost, sent) = (claimed[0], claimed[1]);
        var reason = new Fault("recipient-gone", "Nobody there.", "a");
        await store.CompleteOutboxAsync(Tenant, sent.Message.Id, sent.Token).ConfigureAwait(false);
        Expect(await store.CompleteOutboxAsync(Tenant, lost.Message.Id, lost.Token, reason).ConfigureAwait(false), "given up");
        Expect(!await store.CompleteOutboxAsync(Tenant, lost.Message.Id, lost.Token, reason).ConfigureAwait(false), "a claim ends once");
        Expect((await store.ClaimOutboxAsync(Tenant, Start + Duration.FromDays(9), lease, 10).ConfigureAwait(false)).Count, 0, "it does not leave by itself");
        var dead = await store.ReadDeadLettersAsync(Tenant, 10).ConfigureAwait(false);
        Expect(dead.Count, 1, "dead letters: what left is none");
        Expect((dead[0].Message.Id, dead[0].Message.Text, dead[0].Reason), (lost.Message.Id, lost.Message.Text, reason), "the letter");
        Expect((await store.ReadDeadLettersAsync(new TenantId("t2"), 10).ConfigureAwait(false)).Count, 0, "of another tenant");
        Expect(!await store.ReviveAsync(Tenant, sent.Message.Id).ConfigureAwait(false), "what left does not leave again");
        Expect(await store.ReviveAsync(Tenant, lost.Message.Id).ConfigureAwait(false), "back");
        Expect(!await store.ReviveAsync(Tenant, lost.Message.Id).ConfigureAwait(false), "back once");
        Expect((await store.ReadDeadLettersAsync(Tenant, 10).ConfigureAwait(false)).Count, 0, "none is left");
        var again = (await store.ClaimOutboxAsync(Tenant, Start, lease, 10).ConfigureAwait(false)).Single();
        Expect(again.Message.Id, lost.Message.Id, "it waits again");
        Expect(again.Token > lost.Token, "the old token stays void");
    }

    private static async Task GivenIdsAsync(IHelpdeskStore store)
    {
        var world = new ConformanceWorld(store);
        var state = await world.OpenAsync("m1").ConfigureAwait(false);
        var answer = world.NewMessage();
        var answered = world.Do(state, new TicketCommand.Reply(answer));
        await store.CommitAsync(Tenant, new Commit(answered)).ConfigureAwait(false);
        var news = new DeliveryNews(answer, DeliveryState.Sent) { Part = 1, Parts = 2, Channel = answered.Effects[0].Channel, ExternalIds = ["given-1", "given-2"], OccurredAt = Start };
        var sent = world.Do(answered.State, new TicketCommand.ReportDelivery(news));
        await store.CommitAsync(Tenant, new Commit(sent)).ConfigureAwait(false);
        var found = await store.FindThreadsAsync(Tenant, Ids("given-1", "given-2", "given-3")).ConfigureAwait(false);
        Expect(found.Count(e => e.Kind == EvidenceKind.ExternalId && e.Candidate.Ticket == state.Id), 2, "found by the given ids");
        Expect(found.Count, 2, "and nothing else");
        var read = (await store.LoadAsync(Tenant, state.Id).ConfigureAwait(false))!.Ticket.DeliveryOf(answer);
        Expect((read.State, read.PartCount, read.PartWith("given-2")), (DeliveryState.Queued, 2, 1), "the first part has not left");
    }
}
