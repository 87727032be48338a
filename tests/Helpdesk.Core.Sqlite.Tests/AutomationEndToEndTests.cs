using Helpdesk.Core.Conditions;
using Helpdesk.Core.Engine;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime;
using Helpdesk.Core.Runtime.Channels;
using Helpdesk.Core.Tickets;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Helpdesk.Core.Sqlite.Tests;

/// <summary>Macros, bulk commands, calls of the host and budgets, from the configuration to the outbox of a real database.</summary>
public sealed class AutomationEndToEndTests
{
    // The beginning of every configuration; each test ends it.
    private const string Head =
        """
        {"version":1,"departments":[{"id":"support"},{"id":"billing"}],"mailboxes":[{"address":"support@acme.example","department":"support"}],
        "agents":[{"id":"kim","name":"Kim","address":"kim@acme.example","departments":["support"]},
                  {"id":"lee","name":"Lee","address":"lee@acme.example","departments":["billing"]}],
        "templates":{"refund":{"subject":"-","text":"We refund {{ticket.reference}}."},"memo":{"subject":"Memo","text":"See {{ticket.subject}}."},
                     "ack":{"subject":"Got it","text":"Thank you."}},
        """;

    private static readonly TenantId Tenant = new("default");
    private static readonly Actor Kim = new Actor.Agent(new AgentId("kim"));

    [Fact]
    public async Task A_macro_does_all_its_actions_in_the_name_of_the_agent_who_runs_it()
    {
        using var desk = new Desk(
            Head + """
             "macros":[
              {"id":"note","then":[{"do":"addNote","template":"memo"}]},
              {"id":"refund","when":{"not":{"field":"ticket.category","op":"eq","value":"closed"}},
               "then":[{"do":"assign","agent":"@actor"},{"do":"runMacro","macro":"note"},{"do":"reply","template":"refund","then":"resolve"},
                       {"do":"notify","template":"memo","to":["agent:lee"]}]}]}
            """);
        var ticket = await desk.OpenAsync();
        var preview = Assert.IsType<Outcome.Changed>(await desk.Get<TicketDesk>().PreviewAsync(ticket, Refund, Kim));
        Assert.Equal("new", await desk.StatusAsync(ticket));
        Assert.Equal(2, preview.Effects.Count);

        Assert.Equal(["note", "refund"], await MacrosAsync());
        var done = await desk.DoAsync(ticket, Refund);
        Assert.Equal(preview.Events.Select(e => e.Event.GetType()), done.Events.Select(e => e.Event.GetType()));
        Assert.Equal("resolved", await desk.StatusAsync(ticket));
        Assert.All(done.Events.Take(3), e => Assert.Equal(Kim, e.By));
        Assert.Equal(["ann@customer.example", "lee@acme.example"], done.Effects.Select(e => e.To[0].Value));
        Assert.Equal([false, true], done.Effects.Select(e => e.IsAutomatic));
        Assert.Contains("We refund HD-", done.Effects[0].Text, StringComparison.Ordinal);

        await desk.FireAsync(ticket, Triggers.Close);
        Assert.Equal(["note"], await MacrosAsync());
        Assert.Equal("macro-not-available", await desk.RefusalAsync(ticket, Refund));

        // What colleagues are told is nothing that the customer reads.
        var seen = await desk.Get<TicketDesk>().LookAsCustomerAsync(ticket, Address.Mail("ann@customer.example"));
        Assert.DoesNotContain(seen!.Messages, m => m.Text.StartsWith("See", StringComparison.Ordinal));

        async Task<IEnumerable<string>> MacrosAsync() =>
            (await desk.Get<TicketDesk>().LookAsync(ticket, new AgentId("kim")))!.Possible!.Macros.Select(m => m.Id.Value);
    }

    [Fact]
    public async Task A_macro_that_one_action_cannot_do_does_nothing()
    {
        using var desk = new Desk(
            Head + """ "macros":[{"id":"refund","then":[{"do":"addTags","tags":["x"]},{"do":"fire","trigger":"not-spam"},{"do":"addTags","tags":["y"]}]}]}""");
        var ticket = await desk.OpenAsync();
        var refused = Assert.IsType<Outcome.Refused>(await desk.Get<TicketDesk>().ExecuteAsync(ticket, Refund, Kim));
        Assert.Equal("refund/then/1", refused.Reason.Place);
        Assert.Empty((await desk.TicketAsync(ticket)).Tags);
        Assert.Equal("unknown-macro", await desk.RefusalAsync(ticket, new TicketCommand.RunMacro(new MacroId("none"))));
    }

    [Fact]
    public async Task A_bulk_command_gives_a_result_a_ticket_and_its_preview_the_same_without_doing_it()
    {
        using var desk = new Desk(Head + """ "macros":[{"id":"refund","then":[{"do":"fire","trigger":"close"}]}]}""");
        TicketId[] tickets = [await desk.OpenAsync(), await desk.OpenAsync(), new TicketId(Guid.CreateVersion7())];
        await desk.FireAsync(tickets[1], Triggers.Close);
        var previewed = await CodesAsync(desk.Get<TicketDesk>().PreviewAllAsync(tickets, Refund, Kim));
        Assert.Equal("new", await desk.StatusAsync(tickets[0]));
        var done = await CodesAsync(desk.Get<TicketDesk>().ExecuteAllAsync([.. tickets, tickets[0]], Refund, Kim));
        Assert.Equal(["executed", "not-permitted", "none"], done);
        Assert.Equal(previewed, done);
        Assert.Equal("closed", await desk.StatusAsync(tickets[0]));
    }

    [Fact]
    public async Task A_call_of_the_host_leaves_with_its_key_and_a_chain_through_the_host_ends()
    {
        var hook = new Hook();
        using var desk = new Desk(
            Head + """ "rules":[{"id":"ping","on":["ticket.created","tags.changed"],"then":[{"do":"call","action":"crm","with":{"level":"gold"}}]}]}""",
            services => services.AddSingleton<IHostAction>(hook));
        var ticket = await desk.OpenAsync();
        for (var i = 0; i < 20 && await desk.Get<Delivery>().RunAsync() > 0; i++)
        {
            var call = hook.Calls[^1].Call;
            Assert.Equal("gold", call.With["level"]);
            await desk.Get<TicketDesk>().ExecuteAsync(ticket, new TicketCommand.AddTags([$"t{i}"]), Actor.System, depth: call.Depth);
        }

        Assert.Equal(Enumerable.Range(1, 8), hook.Calls.Select(c => c.Call.Depth));
        Assert.Equal(hook.Calls.Count, hook.Calls.Select(c => c.Key).Distinct().Count());
        Assert.Equal("depth", (await DenialsAsync(desk, ticket)).Single());
    }

    // Two robots that answer each other and do not say that they are robots: without budgets they never stop.
    [Fact]
    public async Task A_loop_of_mails_with_a_machine_that_hides_ends_by_the_budget_of_the_ticket()
    {
        using var desk = new Desk(
            Head + """ "rules":[{"id":"auto","on":["message.received"],"then":[{"do":"notify","template":"ack"}]}]}""");
        var ticket = await desk.OpenAsync();
        for (var i = 0; i < 40; i++)
        {
            await desk.AnswerAsync(ticket);
        }

        var sent = (await desk.Store.ReadMessagesAsync(Tenant, ticket)).Count(m => m.Direction == MessageDirection.Outbound);
        Assert.Equal(10, sent); // the first step of the ladder: 10 in 10 minutes
        Assert.All(await DenialsAsync(desk, ticket), d => Assert.Equal("ticket", d));
        await desk.LaterAsync(Duration.FromMinutes(11));
        await desk.AnswerAsync(ticket);
        Assert.Equal(sent + 1, (await desk.Store.ReadMessagesAsync(Tenant, ticket)).Count(m => m.Direction == MessageDirection.Outbound));
    }

    // A robot that forgets the thread opens a ticket with each mail; only the address knows.
    [Fact]
    public async Task A_loop_over_new_tickets_ends_by_the_budget_of_the_recipient()
    {
        using var desk = new Desk(
            Head + """ "notices":{"acknowledgement":"ack"},"budgets":{"perRecipient":[{"most":3,"within":"PT1H"}]}}""");
        var denied = 0;
        for (var i = 0; i < 8; i++)
        {
            denied += (await DenialsAsync(desk, await desk.OpenAsync())).Count(d => d == "recipient");
        }

        Assert.Equal(5, denied);
        Assert.Equal(3, (await desk.Store.ReadNoticesAsync(Tenant, [Address.Mail("ann@customer.example")], Instant.MinValue)).Single().Value.Count);
    }

    [Fact]
    public async Task A_rule_can_keep_the_library_silent_towards_the_requester()
    {
        using var desk = new Desk(
            Head + """
             "notices":{"acknowledgement":"ack"},
             "rules":[{"id":"hush","on":["ticket.created"],"then":[{"do":"suppress"},{"do":"notify","template":"memo","to":["@department"]}]}]}
            """);
        var ticket = await desk.OpenAsync();
        var waiting = await desk.Store.ClaimOutboxAsync(Tenant, Instant.FromUtc(2026, 3, 3, 0, 0), Duration.FromMinutes(1), 9);
        Assert.Equal(["kim@acme.example"], waiting.Select(o => o.Message.To[0].Value));
        Assert.DoesNotContain(await desk.Store.ReadMessagesAsync(Tenant, ticket), m => m.Direction == MessageDirection.Outbound);
    }

    // A field of the host takes part once the host names it.
    [Fact]
    public async Task A_field_that_the_host_answers_is_named_in_the_options()
    {
        using var desk = new Desk(
            Head + """ "rules":[{"id":"a","on":["ticket.created"],"when":{"field":"shop.orders","op":"gt","value":2},"then":[{"do":"addTags","tags":["loyal"]}]}]}""",
            options: o => o.Fields.Add(new Field("shop.orders", FieldType.Number) { Accessor = v => v.Current("requester.domain") is null ? null : new FieldValue.Number(3) }));
        Assert.Equal(["loyal"], (await desk.TicketAsync(await desk.OpenAsync())).Tags);
    }

    private static TicketCommand Refund { get; } = new TicketCommand.RunMacro(new MacroId("refund"));

    private static async Task<IReadOnlyList<string>> DenialsAsync(Desk desk, TicketId ticket) =>
        [.. (await desk.Store.ReadEventsAsync(Tenant, ticket)).Select(e => e.Event).OfType<TicketEvent.AutomationDenied>().Select(d => d.Budget)];

    private static async Task<List<string>> CodesAsync(IAsyncEnumerable<BulkResult> results)
    {
        var codes = new List<string>();
        await foreach (var result in results)
        {
            codes.Add(result.Outcome?.Trace.Code ?? "none");
        }

        return codes;
    }

    private sealed class Hook : IHostAction
    {
        public List<(MessageId Key, HostCall Call)> Calls { get; } = [];

        public string Name => "crm";

        public Task<SendResult> RunAsync(MessageId key, HostCall call, CancellationToken cancellationToken = default)
        {
            Calls.Add((key, call));
            return Task.FromResult<SendResult>(new SendResult.Accepted());
        }
    }
}
