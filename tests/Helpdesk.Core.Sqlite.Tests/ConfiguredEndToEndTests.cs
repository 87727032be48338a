using System.Text.Json.Nodes;
using Helpdesk.Core.Conditions;
using Helpdesk.Core.Engine;
using Helpdesk.Core.Runtime;
using Helpdesk.Core.Runtime.Contacts;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Lifecycles;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Helpdesk.Core.Sqlite.Tests;

/// <summary>What a host lays down: its own lifecycle, fields, types, roles, references.</summary>
public sealed class ConfiguredEndToEndTests : IDisposable
{
    private static readonly Lifecycle Workshop = new LifecycleBuilder("workshop-1", Lifecycle.Default)
        .Status("parts", StatusCategory.OnHold, "Waiting for parts", "In progress")
        .Trigger("order-parts", "Order parts")
        .Trigger("approve", "Approve")
        .Guard("is-incident", Condition.Parse("""{"field":"ticket.type","op":"eq","value":"incident"}""", TicketFields.Catalogue).Require())
        .On(new TriggerId("order-parts"), t => t.From(StatusCategory.New, StatusCategory.Open).To("parts").Then(new TransitionEffect.Notify("parts"), new TransitionEffect.AddTags(["parts"])))
        .On(new TriggerId("approve"), t => t.From(StatusCategory.New, StatusCategory.Open).To("in-progress").By(ActorKind.Agent).As("lead").If("is-incident"))
        .After("parts", Duration.FromDays(2), Triggers.Reopen)
        .Map("default-1")
        .Build().Require();

    private readonly Desk _desk = new(Configuration(), s => s.AddSingleton<IContactDirectory>(new Directory()));

    public void Dispose() => _desk.Dispose();

    [Fact]
    public async Task A_lifecycle_of_the_host_rules_its_department_with_effects_and_timers()
    {
        var ticket = await _desk.OpenAsync(to: "strict@acme.example");
        Assert.Equal("workshop-1", (await _desk.TicketAsync(ticket)).LifecycleVersion);
        await _desk.FireAsync(ticket, new TriggerId("order-parts"));
        var waiting = await _desk.TicketAsync(ticket);
        Assert.Equal(("parts", StatusCategory.OnHold), (waiting.Status.Value, waiting.Category));
        Assert.Equal(["parts"], waiting.Tags);
        Assert.Equal("Parts are on their way.", (await _desk.Store.ReadMessagesAsync(new TenantId("default"), ticket))[^1].Text);
        await _desk.LaterAsync(Duration.FromDays(2) - Duration.FromTicks(1));
        Assert.Equal("parts", await _desk.StatusAsync(ticket));
        await _desk.LaterAsync(Duration.FromDays(1));
        Assert.Equal("open", await _desk.StatusAsync(ticket));
        Assert.Equal(waiting.StatusSince + Duration.FromDays(2), (await _desk.TicketAsync(ticket)).StatusSince);
    }

    [Fact]
    public async Task A_transition_asks_for_the_role_and_the_guard_and_says_which_is_missing()
    {
        var ticket = await _desk.OpenAsync(to: "strict@acme.example");
        var approve = new TriggerId("approve");
        Assert.Equal("actor-not-allowed", Code(await _desk.TryAsync(ticket, approve, new Actor.Agent(new AgentId("lee")))));
        Assert.Equal("guard-failed", Code(await _desk.TryAsync(ticket, approve)));
        var view = (await _desk.Get<TicketDesk>().LookAsync(ticket, Desk.Kim))!;
        Assert.Equal("is-incident", Assert.Single(view.Possible!.Refused[approve]).Place);
        Assert.DoesNotContain(approve, view.Possible.Permitted);
        await _desk.DoAsync(ticket, new TicketCommand.SetType(new TicketTypeId("incident")));
        Assert.Contains(approve, (await _desk.Get<TicketDesk>().LookAsync(ticket, Desk.Kim))!.Possible!.Permitted);
        await _desk.FireAsync(ticket, approve);
        Assert.Equal("in-progress", await _desk.StatusAsync(ticket));
    }

    [Fact]
    public async Task A_move_between_departments_maps_the_status_or_names_what_has_no_place()
    {
        var ticket = await _desk.OpenAsync();
        await _desk.FireAsync(ticket, Triggers.Start);
        await _desk.DoAsync(ticket, new TicketCommand.Transfer(new DepartmentId("strict")));
        var moved = await _desk.TicketAsync(ticket);
        Assert.Equal(("workshop-1", "in-progress", "strict"), (moved.LifecycleVersion, moved.Status.Value, moved.Department.Value));
        var refused = Assert.IsType<Outcome.Refused>(await _desk.Get<TicketDesk>().ExecuteAsync(
            ticket, new TicketCommand.Transfer(new DepartmentId("support")), new Actor.Agent(Desk.Kim)));
        Assert.Equal("unmapped-statuses", refused.Reason.Code);
        Assert.Contains("parts", refused.Reason.Sentence, StringComparison.Ordinal);
    }

    // Golden scenario 10: a required field that a condition hides blocks nothing.
    [Fact]
    public async Task Required_fields_block_agents_only_while_they_are_visible()
    {
        var ticket = await _desk.OpenAsync();
        await _desk.DoAsync(ticket, new TicketCommand.SetType(new TicketTypeId("incident")));
        Assert.Equal("guard-failed", Code(await _desk.TryAsync(ticket, Triggers.Resolve)));
        var state = Assert.Single((await _desk.Get<TicketDesk>().LookAsync(ticket, Desk.Kim))!.Possible!.Fields, f => f.Field.Name == "cause");
        Assert.Equal((true, true, false), (state.IsVisible, state.IsRequired, state.HasValue));
        Assert.Equal("unknown-choice", await _desk.RefusalAsync(ticket, Set("cause", "magic")));
        await _desk.DoAsync(ticket, Set("cause", "wear"));
        await _desk.FireAsync(ticket, Triggers.Resolve);

        var question = await _desk.OpenAsync(); // no incident: the field is hidden
        await _desk.FireAsync(question, Triggers.Resolve);
        Assert.Equal("resolved", await _desk.StatusAsync(question));

        var fields = (await _desk.Get<TicketDesk>().LookAsCustomerAsync(ticket, Desk.Ann))!.Fields;
        Assert.Equal(("Cause", "wear"), (Assert.Single(fields).Label, fields[0].Value.Shown));
    }

    [Fact]
    public async Task Rules_see_what_the_host_knows_of_a_contact_and_what_does_not_fit_is_left_out_by_name()
    {
        var ticket = await _desk.OpenAsync();
        Assert.Equal(Priority.Urgent, (await _desk.TicketAsync(ticket)).Priority);
        var trace = (await _desk.Store.ReadTracesAsync(new TenantId("default"), ticket))[0];
        Assert.Contains(trace.Steps, s => s.Code == "misfits" && s.Facts.Any(f => f.Name == "contact.size"));
    }

    // Of several tickets that one command concerns, each is judged by its own requester.
    [Fact]
    public async Task Nobody_is_judged_by_what_the_host_knows_of_somebody_else()
    {
        var bob = Address.Mail("bob@other.example");
        var ticket = Assert.IsType<IntakeResult.Opened>(await _desk.ReceiveAsync("Bob's", from: bob)).Ticket;
        Assert.Equal(Priority.Normal, (await _desk.TicketAsync(ticket)).Priority);
        var anns = await _desk.OpenAsync();
        await _desk.DoAsync(anns, new TicketCommand.Link(Tickets.Relations.LinkType.RelatedTo, ticket));
        Assert.Equal(Priority.Normal, (await _desk.TicketAsync(ticket)).Priority);
        await _desk.DoAsync(ticket, new TicketCommand.Link(Tickets.Relations.LinkType.DuplicateOf, anns));
        Assert.Equal((Priority.Normal, Priority.Urgent), ((await _desk.TicketAsync(ticket)).Priority, (await _desk.TicketAsync(anns)).Priority));
    }

    [Fact]
    public async Task A_close_policy_of_a_type_beats_that_of_the_department()
    {
        var ticket = await _desk.OpenAsync();
        await _desk.DoAsync(ticket, new TicketCommand.SetType(new TicketTypeId("contract")));
        Assert.Equal("guard-failed", Code(await _desk.TryAsync(ticket, Triggers.Close, new Actor.Customer(Desk.Ann))));
        await _desk.FireAsync(ticket, Triggers.Close);
    }

    [Fact]
    public async Task A_timer_whose_trigger_is_refused_says_so_once()
    {
        using var desk = new Desk(Configuration(childrenBlock: true));
        var parent = await desk.OpenAsync(to: "strict@acme.example");
        await desk.DoAsync(parent, new TicketCommand.Link(Tickets.Relations.LinkType.ParentOf, await desk.OpenAsync()));
        await desk.FireAsync(parent, new TriggerId("order-parts"));
        await desk.LaterAsync(Duration.FromDays(5));
        await desk.LaterAsync(Duration.FromDays(5));
        var refused = Assert.Single(await desk.Store.ReadEventsAsync(new TenantId("default"), parent), e => e.Event is TicketEvent.TimerRefused);
        Assert.Equal("guard-failed", ((TicketEvent.TimerRefused)refused.Event).Code);
        Assert.Equal("parts", await desk.StatusAsync(parent));
    }

    [Fact]
    public async Task References_are_unguessable_or_counted_or_the_hosts_own()
    {
        using var counted = new Desk(Desk.Configuration.Replace("\"version\":1,", "\"version\":1,\"referenceStyle\":\"sequential\",", StringComparison.Ordinal));
        using var own = new Desk(Desk.Configuration, s => s.AddSingleton<ReferenceScheme>(new Letters()));
        Assert.Equal(TicketReference.Format("HD-", 1), (await counted.TicketAsync(await counted.OpenAsync())).Reference);
        var first = await own.OpenAsync();
        Assert.Equal("#A", (await own.TicketAsync(first)).Reference.Value);
        Assert.Equal("#B", (await own.TicketAsync(await own.OpenAsync())).Reference.Value);
        Assert.Equal(first, Assert.IsType<IntakeResult.Appended>(await own.ReceiveAsync("Re: #A printer")).Ticket);
        Assert.Equal(13, (await _desk.TicketAsync(await _desk.OpenAsync())).Reference.Value.Length);
    }

    [Fact]
    public async Task A_ticket_under_a_lifecycle_that_is_gone_still_takes_messages()
    {
        using var folder = new TemporaryFolder();
        TicketId ticket;
        using (var before = new Desk(Configuration(), path: folder.Path("a.db")))
        {
            ticket = await before.OpenAsync(to: "strict@acme.example");
        }

        using var after = new Desk(path: folder.Path("a.db"));
        Assert.Equal("unknown-lifecycle", Code(await after.TryAsync(ticket, Triggers.Resolve)));
        Assert.Equal(ticket, Assert.IsType<IntakeResult.Appended>(await after.AnswerAsync(ticket, "x1")).Ticket);
        Assert.Equal(2, (await after.TicketAsync(ticket)).MessageCount);
        Assert.Null((await after.Get<TicketDesk>().LookAsync(ticket, Desk.Kim))!.Possible);
    }

    private static string Code(Outcome? outcome) => Assert.IsType<Outcome.Refused>(outcome).Reason.Code;

    private static TicketCommand.SetFields Set(string name, string value) =>
        new(new Dictionary<string, FieldValue?> { [name] = new FieldValue.Text(value) });

    private static string Configuration(bool childrenBlock = false)
    {
        var lifecycle = childrenBlock
            ? new LifecycleBuilder("workshop-1", Workshop).WithoutTransitions(Triggers.Reopen, StatusCategory.OnHold)
                .On(Triggers.Reopen, t => t.From(StatusCategory.OnHold).To("open").If(LifecycleGuards.OpenChildren)).Map("default-1").Build().Require()
            : Workshop;
        var json = JsonNode.Parse(Desk.Configuration)!;
        json["lifecycles"] = new JsonArray(JsonNode.Parse(lifecycle.ToJson()));
        json["departments"]![1]!["lifecycle"] = "workshop-1";
        json["agents"]![0]!["roles"] = new JsonArray("lead");
        json["types"] = JsonNode.Parse("""[{"id":"incident"},{"id":"contract","closePolicy":"agentOnly"}]""");
        json["templates"]!["parts"] = JsonNode.Parse("""{"subject":"Parts","text":"Parts are on their way."}""");
        json["fields"] = JsonNode.Parse(
            """
            {"ticket":[{"name":"cause","label":"Cause","type":"choice","choices":["wear","use"],"forCustomers":true,"required":true,
                        "visible":{"field":"ticket.type","op":"eq","value":"incident"}},
                       {"name":"cost","type":"number"}],
             "contact":[{"name":"level","type":"choice","choices":["basic","gold"]},{"name":"size","type":"number"}]}
            """);
        json["rules"] = JsonNode.Parse(
            """[{"id":"gold","on":["ticket.created","links.changed"],"when":{"field":"contact.level","op":"eq","value":"gold"},"then":[{"do":"setPriority","value":"urgent"}]}]""");
        return json.ToJsonString();
    }

    private sealed class Directory : IContactDirectory
    {
        public Task<ContactCard?> FindAsync(TenantId tenant, Address address, CancellationToken cancellationToken = default) =>
            Task.FromResult<ContactCard?>(!address.IsSameAs(Desk.Ann) ? null : new ContactCard(
                "c1",
                new Dictionary<string, FieldValue> { ["level"] = new FieldValue.Text("gold"), ["size"] = new FieldValue.Text("big") },
                null,
                new Dictionary<string, FieldValue>()));
    }

    private sealed class Letters : ReferenceScheme
    {
        public override TicketReference Make(TicketId ticket, long number, int attempt) => new($"#{(char)('A' + number + attempt - 1)}");

        public override IReadOnlyList<TicketReference> Find(string text)
        {
            var at = text.IndexOf('#', StringComparison.Ordinal);
            return at < 0 || at + 1 >= text.Length ? [] : [new TicketReference(text.Substring(at, 2))];
        }
    }
}
