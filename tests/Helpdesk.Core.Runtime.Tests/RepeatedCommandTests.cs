using Helpdesk.Core.Engine;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.TestSupport;
using Helpdesk.Core.Tickets;
using NodaTime;

namespace Helpdesk.Core.Runtime.Tests;

/// <summary>A caller that lost the answer gives its command again.</summary>
public sealed class RepeatedCommandTests
{
    private static readonly TenantId Tenant = new("default");
    private static readonly AgentId Kim = new("kim");

    [Fact]
    public async Task A_command_that_is_given_again_under_its_key_is_carried_out_once()
    {
        var store = new InMemoryStore();
        var (desk, ticket) = await OpenAsync(store);
        Func<Task<Outcome?>>[] commands =
        [
            () => desk.NoteAsync(ticket, Kim, "Look at this.", idempotencyKey: "n"),
            () => desk.ReplyAsync(ticket, Kim, "Try again.", idempotencyKey: "r"),
            () => desk.ExecuteAsync(ticket, new TicketCommand.Fire(Triggers.Resolve), new Actor.Agent(Kim), idempotencyKey: "e"),
        ];
        foreach (var command in commands)
        {
            Assert.IsType<Outcome.Changed>(await command());
            var before = (await store.LoadAsync(Tenant, ticket))!.Ticket.Version;
            Assert.Equal("repeated", Assert.IsType<Outcome.Refused>(await command()).Reason.Code);
            Assert.Equal(before, (await store.LoadAsync(Tenant, ticket))!.Ticket.Version);
        }

        // Without a key, and under another one, it is another command; a key of a message is none of a command.
        Assert.IsType<Outcome.Changed>(await desk.NoteAsync(ticket, Kim, "Look at this."));
        Assert.IsType<Outcome.Changed>(await desk.NoteAsync(ticket, Kim, "Look at this.", idempotencyKey: "m"));
    }

    [Fact]
    public async Task A_command_that_is_refused_takes_no_key()
    {
        var (desk, ticket) = await OpenAsync(new InMemoryStore());
        var close = new TicketCommand.Fire(Triggers.NotSpam);
        Assert.NotEqual("repeated", Assert.IsType<Outcome.Refused>(await desk.ExecuteAsync(ticket, close, new Actor.Agent(Kim), idempotencyKey: "k")).Reason.Code);
        Assert.NotEqual("repeated", Assert.IsType<Outcome.Refused>(await desk.ExecuteAsync(ticket, close, new Actor.Agent(Kim), idempotencyKey: "k")).Reason.Code);
    }

    private static async Task<(TicketDesk Desk, TicketId Ticket)> OpenAsync(InMemoryStore store)
    {
        var configuration = HelpdeskConfiguration.Parse(
            """
            {"version":1,"departments":[{"id":"support"}],"mailboxes":[{"address":"support@acme.example","department":"support"}],
             "agents":[{"id":"kim","address":"kim@acme.example","departments":["support"]}]}
            """).Require();
        var opened = await new Intake(configuration, store, Tenant).ReceiveAsync(
            SupportMail.Of("m@customer.example"),
            Instant.FromUtc(2026, 3, 2, 9, 0));
        return (new TicketDesk(configuration, store, Tenant, TimeProvider.System), Assert.IsType<IntakeResult.Opened>(opened).Ticket);
    }
}
