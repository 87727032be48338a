using Helpdesk.Core.Conditions;
using Helpdesk.Core.Engine;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Rules;
using Helpdesk.Core.Sla;
using Helpdesk.Core.Spam;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Lifecycles;
using NodaTime;

namespace Helpdesk.Core.Tests.Tickets;

public sealed class TicketFieldValuesTests
{
    private const string Configuration = """
        {"version":1,"departments":[{"id":"support"}],"mailboxes":[{"address":"a@acme.example","department":"support"}],
         "schedules":{"office":{"zone":"UTC","weekly":[{"day":1,"start":"09:00","end":"17:00"}]}},
         "fields":{"ticket":[{"name":"order","type":"text","required":{"field":"clock.now","op":"inBusinessHours","value":"office"}}]},
         "lifecycles":[],
         "rules":[{"id":"r","on":["ticket.created"],"when":CONDITION,"then":[{"do":"addTags","tags":["hit"]}]}]}
        """;

    private static readonly Field SubjectLength = new("host.subjectLength", FieldType.Number)
    {
        Accessor = values => values is TicketFieldValues { Ticket.Subject.Length: var length } ? new FieldValue.Number(length) : null,
    };

    [Fact]
    public void Every_field_of_the_catalogue_is_answered()
    {
        var story = new TicketStory().CustomerWrites().AgentReplies();
        var begun = story.Ticket;
        story.CustomerWrites().Do(new TicketCommand.Assign(new AgentId("kim"))).Do(new TicketCommand.AddTags(["vip"]));
        var values = Values(begun, story) with
        {
            Clock = new TicketEvent.SlaWarned("firstReply", "late", TicketStory.Monday, null),
            Promise = new TicketPromise("running", TicketStory.Monday),
            Spam = new SpamDecision
            {
                IsSpam = false,
                Verdict = new SpamVerdict(SpamVerdictKind.Unsure, 0.25, 0, 0, 0),
                Features = SpamFeatures.FromHashes([]),
                Server = SpamClass.Ham,
                Traces = [],
            },
            Contact = new ContactCard("c", new Dictionary<string, FieldValue>(), "acme", new Dictionary<string, FieldValue>()),
        };
        string[] unanswered = [.. TicketFields.Catalogue.Names.Where(n => values.Current(n) is null)];
        Assert.Equal(
            [
                "rating.agent", "rating.comment", "rating.score", "sla.policy", "ticket.account", "ticket.closedAt", "ticket.postponedUntil",
                "ticket.resolvedAt", "ticket.type",
            ],
            unanswered.Order(StringComparer.Ordinal));
        Assert.All(TicketFields.Catalogue.Fields, f => Assert.True(values.Current(f.Name) is null || Fits(f.Type, values.Current(f.Name)!), f.Name));
    }

    [Fact]
    public void The_events_at_hand_say_what_happened_who_did_it_and_what_changed()
    {
        var story = new TicketStory();
        var before = story.Ticket;
        story.Do(new TicketCommand.Assign(new AgentId("kim"))).Do(new TicketCommand.SetPriority(Priority.High));
        var values = Values(before, story);
        Assert.True(Holds("""{"field":"event.kind","op":"hasAll","value":["ticket.assigned","priority.changed"]}""", values));
        Assert.True(Holds("""{"field":"event.actor","op":"eq","value":"kim"}""", values));
        Assert.True(Holds("""{"field":"event.actorKind","op":"eq","value":"agent"}""", values));
        Assert.True(Holds("""{"field":"ticket.assignee","op":"changedTo","value":"@actor"}""", values));
        Assert.True(Holds("""{"field":"ticket.assignee","op":"changedFrom","value":"@none"}""", values));
        Assert.True(Holds("""{"field":"event.changed","op":"hasAll","value":["ticket.assignee","ticket.priority"]}""", values));
        foreach (var name in TicketFields.Catalogue.Names.Where(n => n.StartsWith("ticket.", StringComparison.Ordinal)))
        {
            // Law: what is among the changed is what has changed.
            Assert.True(!Holds($$"""{"field":"event.changed","op":"hasAny","value":"{{name}}"}""", values) || Holds($$"""{"field":"{{name}}","op":"changed"}""", values));
        }
    }

    [Fact]
    public void A_status_change_says_its_trigger_and_a_customer_is_no_agent()
    {
        var story = new TicketStory();
        var before = story.Ticket;
        story.Do(new TicketCommand.Fire(Triggers.Resolve));
        Assert.True(Holds("""{"field":"event.trigger","op":"eq","value":"resolve"}""", Values(before, story)));
        Assert.True(Holds("""{"field":"ticket.resolvedAt","op":"isSet"}""", Values(before, story)));
        var written = story.Ticket;
        story.CustomerWrites();
        Assert.False(Holds("""{"field":"event.actor","op":"isSet"}""", Values(written, story)));
        Assert.True(Holds("""{"field":"event.actorKind","op":"eq","value":"customer"}""", Values(written, story)));
    }

    [Fact]
    public void A_customer_waits_since_the_first_message_after_the_last_answer()
    {
        var story = new TicketStory().Later(Duration.FromHours(1)).CustomerWrites();
        Assert.Equal(new FieldValue.Moment(TicketStory.Monday), Values(null, story).Current("ticket.waitingSince"));
        story.Later(Duration.FromHours(1)).AgentReplies();
        Assert.Null(Values(null, story).Current("ticket.waitingSince"));
        story.Later(Duration.FromHours(1)).CustomerWrites().Later(Duration.FromHours(1)).CustomerWrites();
        Assert.Equal(new FieldValue.Moment(TicketStory.Monday + Duration.FromHours(3)), Values(null, story).Current("ticket.waitingSince"));
        Assert.Equal(new FieldValue.Number(1), Values(null, story).Current("ticket.replyCount"));
        Assert.Equal(new FieldValue.Number(4), Values(null, story).Current("ticket.customerMessageCount"));
    }

    [Fact]
    public void The_states_of_promises_are_the_standings_of_clocks() => Assert.Equal(
        Enum.GetValues<SlaStanding>().Select(s => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(s.ToString())),
        TicketFields.Catalogue.Find("sla.state")!.Choices);

    [Theory]
    [InlineData("""{"field":"host.subjectLength","op":"ge","value":5}""", true)]
    [InlineData("""{"field":"host.subjectLength","op":"gt","value":500}""", false)]
    [InlineData("""{"field":"clock.now","op":"inBusinessHours","value":"office"}""", true)]
    [InlineData("""{"field":"ticket.createdAt","op":"olderThan","value":"PT1H","hours":"office"}""", false)]
    public void A_rule_of_a_configuration_uses_fields_of_the_host_and_schedules(string when, bool fires)
    {
        var read = HelpdeskConfiguration.Parse(Configuration.Replace("CONDITION", when, StringComparison.Ordinal), [SubjectLength]).Require();
        var story = new TicketStory();
        var run = RuleRun.Of(read.Rules, new RuleRunInput
        {
            Before = null,
            Ticket = story.Ticket,
            Events = story.Stream,
            MayAnswer = true,
            ContextOf = (_, by) => new DecisionContext(Lifecycle.Default, TicketPolicy.Default, by, story.Now),
        });
        Assert.Equal(fires, run.Ticket.Tags.Contains("hit"));
        Assert.NotNull(read.Catalogue.Find("host.subjectLength"));
        Assert.NotNull(read.Catalogue.Find("field.order"));
        Assert.Equal(["office"], read.Catalogue.Schedules);
    }

    [Fact]
    public void What_a_host_or_a_configuration_names_wrongly_is_told()
    {
        var text = Configuration.Replace("CONDITION", """{"field":"ticket.createdAt","op":"olderThan","value":"PT1H","hours":"night"}""", StringComparison.Ordinal);
        Assert.Equal("/rules/0/when/hours", Assert.Single(HelpdeskConfiguration.Parse(text).Faults).Place);
        Assert.Throws<ArgumentException>(() => HelpdeskConfiguration.Parse(text, [new Field("host.x", FieldType.Text)]));
        Assert.Throws<ArgumentException>(() => HelpdeskConfiguration.Parse(text, [SubjectLength with { Name = "field.x" }]));
        Assert.Throws<ArgumentException>(() => HelpdeskConfiguration.Parse(text, [SubjectLength with { Name = "ticket.subject" }]));
    }

    private static TicketFieldValues Values(Ticket? before, TicketStory story) => new(
        before,
        story.Ticket,
        new InboundMessage
        {
            Channel = new ChannelAddress(ChannelAddress.Mail),
            DuplicateKey = "1",
            From = TicketStory.Ann,
            Subject = "Again",
            Text = "It does not print.",
            SentAt = TicketStory.Monday,
        },
        MessageKind.Human,
        story.Now)
    {
        Events = [.. story.Stream.Skip((int)(before?.Version ?? 0))],
    };

    private static bool Holds(string json, IFieldValues values) => Condition.Parse(json, TicketFields.Catalogue).Require().Evaluate(values);

    private static bool Fits(FieldType type, FieldValue value) => (type, value) switch
    {
        (FieldType.Text or FieldType.Choice, FieldValue.Text) or (FieldType.Number, FieldValue.Number) or (FieldType.Flag, FieldValue.Flag)
            or (FieldType.Moment, FieldValue.Moment) or (FieldType.TextSet, FieldValue.TextSet) => true,
        _ => false,
    };
}
