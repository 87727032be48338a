using FsCheck.Fluent;
using Helpdesk.Core.Engine;
using Helpdesk.Core.Messages;
using Helpdesk.Core.TestSupport;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Runtime.Tests;

/// <summary>Laws of finding the ticket, through intake and desk on the in-memory store.</summary>
public sealed class MatchingProperties
{
    private static FsCheck.Gen<MatchingStep> Steps { get; } =
        from who in Gen.Elements("ann@customer.example", "bob@customer.example", "eve@elsewhere.example")
        from act in Gen.Elements(Enum.GetValues<MatchingAct>())
        from of in Gen.Choose(0, 20)
        select new MatchingStep(who, act, of);

    // A stranger's words never stand in public on a ticket that is not the stranger's own, whatever ids, references and forged tokens are
    // written into the mail.
    [Fact]
    public void Without_a_token_no_stranger_is_ever_read_on_somebody_elses_ticket() => Holds(async steps =>
    {
        var world = new MatchingWorld();
        await world.PlayAsync(steps);
        foreach (var ticket in await world.TicketsAsync())
        {
            var messages = await world.MessagesAsync(ticket.Id);
            if (!ticket.IsParticipant(MatchingWorld.Eve) && messages.Any(m => m.Direction != MessageDirection.Note && m.From.IsSameAs(MatchingWorld.Eve)))
            {
                return false;
            }
        }

        return true;
    });

    // What a stranger sends changes nothing about where others' mail goes, nor to whom answers go.
    [Fact]
    public void A_strangers_mail_changes_nothing_for_others() => Holds(async steps =>
    {
        var (with, without) = (new MatchingWorld(), new MatchingWorld());
        await with.PlayAsync(steps);
        await without.PlayAsync([.. steps.Select(s => s.Who == MatchingWorld.Eve.Value && s.Act is not (MatchingAct.Reply or MatchingAct.Note) ? s with { Act = MatchingAct.Pause } : s)]);
        return await with.PartitionAsync(m => !m.From.IsSameAs(MatchingWorld.Eve)) == await without.PartitionAsync(_ => true)
            && (await with.TicketsAsync()).All(t => t.Requester.IsSameAs(MatchingWorld.Eve) || !t.IsParticipant(MatchingWorld.Eve));
    });

    // Delivered again, in another mailbox and in another order: no ticket, no message and no mail more.
    [Fact]
    public void What_comes_again_is_there_once() => Holds(async steps =>
    {
        var world = new MatchingWorld();
        await world.PlayAsync(steps);
        var before = await world.CountAsync();
        var again = world.Received.AsEnumerable().Reverse().ToList();
        foreach (var mail in again)
        {
            var result = await world.Intake.ReceiveAsync(
                mail with { Channel = new ChannelAddress(ChannelAddress.Mail, "billing@acme.example") }, world.Now);
            if (result is not IntakeResult.Duplicate)
            {
                return false;
            }
        }

        return before == await world.CountAsync();
    });

    // Threads whose mails name all that went before come out the same in whatever order they arrive.
    [Fact]
    public void The_order_of_arrival_does_not_change_the_threads() => Properties.Holds(
        Prop.ForAll(
            (from parents in Gen.Choose(-1, 7).ArrayOf(8)
             from order in Gen.Shuffle(Enumerable.Range(0, 8).ToArray())
             select (parents, order)).ToArbitrary(),
            story => ThreadsHoldAsync(story.parents, story.order).GetAwaiter().GetResult()),
        100);

    // An answer to any message of a merged ticket lands where the merges lead.
    [Fact]
    public void Answers_follow_merges_to_their_end() => Properties.Holds(
        Prop.ForAll(
            (from source in Gen.Choose(0, 4)
             from target in Gen.Choose(0, 4)
             select (source, target)).ArrayOf(6).ToArbitrary(),
            merges => MergesHoldAsync(merges).GetAwaiter().GetResult()),
        60);

    // What was said in a note, and whatever answers it by mail, no customer sees.
    [Fact]
    public void What_is_internal_stays_internal() => Holds(async steps =>
    {
        var world = new MatchingWorld();
        await world.PlayAsync(steps);
        foreach (var ticket in await world.TicketsAsync())
        {
            foreach (var notice in (await world.MessagesAsync(ticket.Id)).Where(m => m is { Direction: MessageDirection.Note, To.Count: > 0, AnswersArePublic: false }).ToList())
            {
                await world.Intake.ReceiveAsync(world.Mail(notice.To[0], MatchingWorld.Secret) with { InReplyTo = [notice.ExternalId] }, world.Now);
            }
        }

        foreach (var ticket in await world.TicketsAsync())
        {
            var seen = await world.Desk.LookAsCustomerAsync(ticket.Id, ticket.Requester);
            if (seen is not null && seen.Messages.Any(m => m.Text.Contains(MatchingWorld.Secret, StringComparison.Ordinal)))
            {
                return false;
            }
        }

        var waiting = await world.Store.ClaimOutboxAsync(MatchingWorld.Tenant, world.Now, NodaTime.Duration.FromMinutes(1), 1_000);
        return !waiting.Any(o => o.Message.To[0].Domain == "customer.example" && o.Message.Text.Contains(MatchingWorld.Secret, StringComparison.Ordinal));
    });

    [Fact]
    public async Task After_a_rotation_old_tokens_still_count_and_after_the_secret_is_dropped_weaker_evidence_does()
    {
        var world = new MatchingWorld();
        await world.PlayAsync([new("ann@customer.example", MatchingAct.Fresh, 0), new("", MatchingAct.Reply, 0)]);
        var sent = (await world.MessagesAsync((await world.TicketsAsync())[0].Id))[^1];
        const string Fresh = "a new secret of the host";
        (string[] Secrets, string By, Address Who)[] cases =
        [
            ([Fresh, MatchingWorld.HostSecret], "append-by-token", MatchingWorld.Eve),
            ([Fresh], "append-by-external-id", MatchingWorld.Ann),
            ([Fresh], "new-linked-stranger", MatchingWorld.Eve),
        ];
        foreach (var (secrets, by, who) in cases)
        {
            var intake = world.IntakeWith(MatchingWorld.TokensOf(secrets));
            var result = await intake.ReceiveAsync(world.Mail(who, "again") with { InReplyTo = [sent.ExternalId] }, world.Now);
            var ticket = result is IntakeResult.Appended appended ? appended.Ticket : Assert.IsType<IntakeResult.Opened>(result).Ticket;
            var trace = (await world.Store.ReadTracesAsync(MatchingWorld.Tenant, ticket))[^1];
            Assert.Contains(trace.Steps, s => s.Code == by);
        }
    }

    [Fact]
    public async Task Of_the_same_mail_at_the_same_time_one_is_taken_and_of_a_conversation_one_ticket_begins()
    {
        for (var round = 0; round < 20; round++)
        {
            var world = new MatchingWorld();
            var mail = world.Mail(MatchingWorld.Ann, "hello");
            var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => world.Intake.ReceiveAsync(mail, world.Now))));
            Assert.Equal((1, 7), (results.Count(r => r is IntakeResult.Opened), results.Count(r => r is IntakeResult.Duplicate)));
            InboundMessage[] album = [.. Enumerable.Range(0, 6).Select(i => Picture(i))];
            var taken = await Task.WhenAll(album.Select(p => Task.Run(() => world.Intake.ReceiveAsync(p, world.Now))));
            Assert.Equal((1, 5), (taken.Count(r => r is IntakeResult.Opened), taken.Count(r => r is IntakeResult.Appended)));
        }

        static InboundMessage Picture(int number) => new()
        {
            Channel = new ChannelAddress("whatsapp", "acc1"),
            DuplicateKey = $"w{number}",
            ExternalId = $"w{number}",
            Conversation = "c",
            From = new Address(AddressKind.Phone, "+491701"),
            Text = $"{number}",
        };
    }

    [Fact]
    public async Task A_notice_of_what_customers_see_is_answered_in_public_and_one_of_a_note_is_not()
    {
        var world = new MatchingWorld();
        await world.PlayAsync([new("ann@customer.example", MatchingAct.Fresh, 0), new("", MatchingAct.Note, 0), new("ann@customer.example", MatchingAct.AnswerKnown, 0)]);
        var ticket = (await world.TicketsAsync())[0];
        var notices = (await world.MessagesAsync(ticket.Id)).Where(m => m.Direction == MessageDirection.Note && m.To.Any(t => t.Key == "lee@acme.example")).ToList();
        Assert.Equal([false, true], notices.Select(n => n.AnswersArePublic));
        foreach (var notice in notices)
        {
            await world.Intake.ReceiveAsync(world.Mail(Address.Mail("lee@acme.example"), $"answer to {notice.AnswersArePublic}") with { InReplyTo = [notice.ExternalId] }, world.Now);
        }

        var seen = (await world.Desk.LookAsCustomerAsync(ticket.Id, MatchingWorld.Ann))!.Messages.Select(m => m.Text).ToList();
        Assert.Contains("answer to True", seen);
        Assert.DoesNotContain("answer to False", seen);
    }

    private static void Holds(Func<MatchingStep[], Task<bool>> law) =>
        Properties.Holds(Prop.ForAll(Steps.ArrayOf().ToArbitrary(), steps => law(steps).GetAwaiter().GetResult()), 120);

    private static async Task<bool> ThreadsHoldAsync(int[] parents, int[] order)
    {
        var world = new MatchingWorld();
        string[][] chains = new string[parents.Length][];
        for (var i = 0; i < parents.Length; i++)
        {
            chains[i] = parents[i] >= 0 && parents[i] < i ? [.. chains[parents[i]], $"t{parents[i]}@x"] : [];
        }

        foreach (var i in order)
        {
            await world.Intake.ReceiveAsync(
                world.Mail(MatchingWorld.Ann, "thread") with { ExternalId = $"t{i}@x", References = chains[i], InReplyTo = [.. chains[i].TakeLast(1)] }, world.Now);
        }

        var wanted = Enumerable.Range(0, parents.Length).GroupBy(i => chains[i] is [var root, ..] ? root : $"t{i}@x")
            .Select(g => string.Join(' ', g.Select(i => $"t{i}@x").Order(StringComparer.Ordinal)));
        return await world.PartitionAsync(_ => true) == string.Join('|', wanted.Order(StringComparer.Ordinal));
    }

    private static async Task<bool> MergesHoldAsync((int From, int Into)[] merges)
    {
        var world = new MatchingWorld();
        for (var i = 0; i < 5; i++)
        {
            await world.PlayAsync([new("ann@customer.example", MatchingAct.Fresh, 0), new("", MatchingAct.Reply, i)]);
        }

        var tickets = (await world.TicketsAsync()).Select(t => t.Id).ToArray();
        var sent = new List<string>();
        foreach (var ticket in tickets)
        {
            sent.Add((await world.MessagesAsync(ticket)).Last(m => m.Direction == MessageDirection.Outbound).ExternalId);
        }

        var into = Enumerable.Range(0, 5).ToArray();
        foreach (var (from, to) in merges)
        {
            if (await world.Desk.ExecuteAsync(tickets[from], new TicketCommand.Merge(tickets[to]), MatchingWorld.Kim) is Outcome.Changed)
            {
                into[from] = to;
            }
        }

        for (var i = 0; i < 5; i++)
        {
            var end = i;
            while (into[end] != end)
            {
                end = into[end];
            }

            var result = await world.Intake.ReceiveAsync(world.Mail(MatchingWorld.Ann, "more") with { InReplyTo = [sent[i]] }, world.Now);
            if (result is not IntakeResult.Appended appended || appended.Ticket != tickets[end])
            {
                return false;
            }
        }

        return true;
    }
}
