using System.Text;
using Helpdesk.Core.Engine;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Presence;
using Helpdesk.Core.Tickets.Ratings;
using NodaTime;

namespace Helpdesk.Core.Sqlite.Tests;

/// <summary>What concerns people: ratings, erasure, collisions, what customers see.</summary>
public sealed class PeopleEndToEndTests : IDisposable
{
    private static readonly TenantId Tenant = new("default");
    private static readonly AgentId Lee = new("lee");

    private static readonly string Rated = Desk.Configuration.Replace(
        "\"notices\"", "\"ratings\":{\"link\":\"https://portal.example/rate/\",\"prompt\":\"Happy?\",\"validFor\":\"P10D\"},\"notices\"", StringComparison.Ordinal);

    private readonly Desk _desk = new(Rated);

    public void Dispose() => _desk.Dispose();

    // Golden scenario 11: each answer is rated by one click; a second click changes the rating.
    [Fact]
    public async Task The_links_under_an_answer_rate_it_and_a_second_click_changes_the_rating()
    {
        var ticket = await _desk.OpenAsync();
        await _desk.ReplyAsync(ticket);
        var tokens = await TokensAsync(ticket);
        Assert.Equal(5, tokens.Count);
        Assert.IsType<Outcome.Changed>(await _desk.Get<TicketDesk>().RateAsync(tokens[0], "Great."));
        Assert.Equal((Desk.Kim, 5, "Great."), Known(Assert.Single((await _desk.TicketAsync(ticket)).Ratings.Values)));
        await _desk.Get<TicketDesk>().RateAsync(tokens[4]);
        Assert.Equal((Desk.Kim, 1, ""), Known(Assert.Single((await _desk.TicketAsync(ticket)).Ratings.Values)));

        static (AgentId, int, string) Known(Rating rating) => (rating.Agent, rating.Score, rating.Comment);
    }

    [Fact]
    public async Task A_rating_finds_its_answer_wherever_it_was_merged_to()
    {
        var ticket = await _desk.OpenAsync();
        await _desk.ReplyAsync(ticket);
        var token = (await TokensAsync(ticket))[1];
        var survivor = await _desk.OpenAsync();
        await _desk.DoAsync(ticket, new TicketCommand.Merge(survivor));
        Assert.IsType<Outcome.Changed>(await _desk.Get<TicketDesk>().RateAsync(token));
        Assert.Equal(4, Assert.Single((await _desk.TicketAsync(survivor)).Ratings.Values).Score);
    }

    [Fact]
    public async Task An_answer_that_an_agent_gives_by_mail_is_rated_too()
    {
        var ticket = await _desk.OpenAsync();
        await _desk.ReceiveAsync($"Re: [{(await _desk.TicketAsync(ticket)).Reference}]", "Try again.", from: Address.Mail("kim@acme.example"));
        Assert.IsType<Outcome.Changed>(await _desk.Get<TicketDesk>().RateAsync((await TokensAsync(ticket))[2]));
        Assert.Equal(3, Assert.Single((await _desk.TicketAsync(ticket)).Ratings.Values).Score);
    }

    [Fact]
    public async Task Old_and_forged_links_are_refused()
    {
        var ticket = await _desk.OpenAsync();
        await _desk.ReplyAsync(ticket);
        var token = (await TokensAsync(ticket))[0];
        Assert.Equal("bad-token", Code(await _desk.Get<TicketDesk>().RateAsync("x" + token[1..])));
        Assert.Equal("bad-token", Code(await _desk.Get<TicketDesk>().RateAsync("")));
        await _desk.LaterAsync(Duration.FromDays(10) + Duration.FromSeconds(1));
        Assert.Equal("token-expired", Code(await _desk.Get<TicketDesk>().RateAsync(token)));
        Assert.Empty((await _desk.TicketAsync(ticket)).Ratings);
    }

    [Fact]
    public async Task An_erased_person_is_in_no_byte_of_the_file()
    {
        var ticket = await _desk.OpenAsync();
        Assert.IsType<IntakeResult.Appended>(await _desk.ReceiveAsync(
            "Re: Printer broken", "My secretword is xyzzy.", (await _desk.Store.ReadMessagesAsync(Tenant, ticket))[^1].ExternalId));
        await _desk.ReplyAsync(ticket);
        var survivor = Assert.IsType<IntakeResult.Opened>(await _desk.ReceiveAsync("Mine", "Keep this.", from: Address.Mail("bob@other.example", "Bob"))).Ticket;
        await _desk.DoAsync(ticket, new TicketCommand.Merge(survivor));
        Assert.Contains("secretword", Bytes(), StringComparison.Ordinal);

        Assert.Equal(2, await _desk.Get<TicketDesk>().EraseAsync(Desk.Ann, new Actor.Agent(Desk.Kim)));
        Assert.Equal(0, await _desk.Get<TicketDesk>().EraseAsync(Desk.Ann, new Actor.Agent(Desk.Kim)));
        var kept = await _desk.TicketAsync(survivor);
        Assert.Equal((4, "Bob"), (kept.MessageCount, kept.Requester.DisplayName));
        Assert.Contains("Keep this.", await _desk.TextsAsync(survivor));
        var left = Bytes();
        Assert.Contains("Keep this.", left, StringComparison.Ordinal);
        foreach (var trace in new[] { "secretword", "ann@customer.example", "It does not print" })
        {
            Assert.DoesNotContain(trace, left, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task Agents_see_who_else_is_there_and_nobody_answers_over_an_unseen_message()
    {
        var desk = _desk.Get<TicketDesk>();
        var ticket = await _desk.OpenAsync();
        Assert.Empty(await desk.StayAsync(ticket, Desk.Kim, LeaseKind.Replying));
        Assert.Equal((Desk.Kim, LeaseKind.Replying), Key(Assert.Single(await desk.StayAsync(ticket, Lee, LeaseKind.Viewing))));
        Assert.Equal((Desk.Kim, LeaseKind.Replying), Key(Assert.Single((await desk.LookAsync(ticket, Lee))!.Beside)));

        var seen = (await _desk.TicketAsync(ticket)).Messages[^1].Message;
        Assert.IsType<Outcome.Changed>(await desk.ReplyAsync(ticket, Desk.Kim, "Try again.", lastSeen: seen));
        Assert.Equal(Lee, Assert.Single(await desk.StayAsync(ticket, Desk.Kim, LeaseKind.Viewing)).Agent); // Kim's reply ended Kim's lease, not Lee's
        Assert.Equal("unseen-message", Code(await desk.ReplyAsync(ticket, Lee, "Me too.", lastSeen: seen)));
        Assert.IsType<Outcome.Changed>(await desk.ReplyAsync(ticket, Lee, "Me too."));
        await _desk.LaterAsync(TicketDesk.LeaseLength);
        Assert.Empty((await desk.LookAsync(ticket, Lee))!.Beside);

        static (AgentId, LeaseKind) Key(Lease lease) => (lease.Agent, lease.Kind);
    }

    [Fact]
    public async Task Customers_see_the_conversation_and_nothing_internal()
    {
        var ticket = await _desk.OpenAsync();
        await _desk.Get<TicketDesk>().NoteAsync(ticket, Desk.Kim, "internalnote", [Lee]);
        await _desk.DoAsync(ticket, new TicketCommand.AddTags(["internaltag"]));
        await _desk.ReplyAsync(ticket);
        await _desk.FireAsync(ticket, Triggers.Close);

        // Refused as an answer, so it becomes a note, though it came in by mail.
        var reference = (await _desk.TicketAsync(ticket)).Reference;
        await _desk.ReceiveAsync($"Re: [{reference}]", "internalmail", from: Address.Mail("kim@acme.example"));
        await _desk.AnswerAsync(ticket, new MessageHeader("Content-Type", "multipart/report; report-type=delivery-status"));

        var seen = (await _desk.Get<TicketDesk>().LookAsCustomerAsync(ticket, Desk.Ann))!;
        Assert.Equal(("Closed", reference), (seen.Status, seen.Reference));
        Assert.Equal(["It does not print.", "Thank you, Ann.", "Try again."], seen.Messages.Select(m => m.Text.Split('\n')[0]));
        Assert.Equal(["Ann", "", "kim"], seen.Messages.Select(m => m.Author));
        Assert.False(seen.CanClose);
        Assert.Null(await _desk.Get<TicketDesk>().LookAsCustomerAsync(ticket, Address.Mail("eve@other.example")));
        Assert.Null(await _desk.Get<TicketDesk>().LookAsCustomerAsync(new TicketId(Guid.NewGuid()), Desk.Ann));
    }

    [Fact]
    public async Task Every_event_says_who_for_whom_why_and_when()
    {
        var ticket = await _desk.OpenAsync();
        await _desk.LaterAsync(Duration.FromMinutes(1));
        await _desk.Get<TicketDesk>().ExecuteAsync(ticket, new TicketCommand.Fire(Triggers.Resolve), new Actor.Agent(Desk.Kim), new Actor.Customer(Desk.Ann));
        var last = (await _desk.Store.ReadEventsAsync(Tenant, ticket)).Last(e => e.Event is TicketEvent.StatusChanged);
        Assert.Equal((new Actor.Agent(Desk.Kim), (Actor)new Actor.Customer(Desk.Ann), _desk.Now), (last.By, last.OnBehalfOf!, last.At));
        Assert.StartsWith("command:", last.CausationId, StringComparison.Ordinal);
        Assert.Equal("new", (await _desk.Get<TicketDesk>().AtAsync(ticket, _desk.Now - Duration.FromTicks(1)))!.Status.Value);
        Assert.Null(await _desk.Get<TicketDesk>().AtAsync(ticket, Instant.MinValue));
    }

    private static string Code(Outcome? outcome) => Assert.IsType<Outcome.Refused>(outcome).Reason.Code;

    private async Task<List<string>> TokensAsync(TicketId ticket)
    {
        const string link = "https://portal.example/rate/";
        var answer = (await _desk.Store.ReadMessagesAsync(Tenant, ticket)).Last(m => m.Direction == MessageDirection.Outbound && m.Kind == MessageKind.Human);
        Assert.Contains("\n\nHappy?\n5/5: ", answer.Text, StringComparison.Ordinal);
        return [.. answer.Text.Split('\n').Where(l => l.Contains(link, StringComparison.Ordinal)).Select(l => l[(l.IndexOf(link, StringComparison.Ordinal) + link.Length)..])];
    }

    // The file and its log, as anybody with the disk would read them.
    private string Bytes()
    {
        var all = new StringBuilder();
        foreach (var file in new[] { _desk.Database, _desk.Database + "-wal" }.Where(File.Exists))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            all.Append(Encoding.Latin1.GetString(bytes));
        }

        return all.ToString();
    }
}
