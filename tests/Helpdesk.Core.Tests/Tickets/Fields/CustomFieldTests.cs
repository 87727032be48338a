using Helpdesk.Core.Conditions;
using Helpdesk.Core.Engine;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Fields;
using NodaTime;

namespace Helpdesk.Core.Tests.Tickets.Fields;

public sealed class CustomFieldTests
{
    private const string Least = """{"version":1,"departments":[{"id":"a"}],"mailboxes":[{"address":"a@acme.example","department":"a"}],"fields":FIELDS}""";

    private static readonly FieldValue[] Values =
    [
        new FieldValue.Text("red"), new FieldValue.Number(1.5), new FieldValue.Flag(true),
        new FieldValue.Moment(Instant.FromUtc(2026, 3, 2, 0, 0)), new FieldValue.TextSet(["red", "blue"]),
    ];

    [Theory]
    [InlineData(CustomFieldType.Text, 0)]
    [InlineData(CustomFieldType.Number, 1)]
    [InlineData(CustomFieldType.Flag, 2)]
    [InlineData(CustomFieldType.Date, 3)]
    [InlineData(CustomFieldType.Choice, 0)]
    [InlineData(CustomFieldType.MultiChoice, 4)]
    [InlineData(CustomFieldType.Reference, 0)]
    public void A_field_holds_values_of_its_type_and_no_others(CustomFieldType type, int fitting)
    {
        var field = new CustomField("f", "F", type) { Choices = ["red", "blue"] };
        Assert.Equal(Enumerable.Range(0, Values.Length).Select(i => i == fitting ? null : "wrong-type"), Values.Select(v => field.Check(v)?.Code));
    }

    [Theory]
    [InlineData(CustomFieldType.Choice, "Red", "unknown-choice")]
    [InlineData(CustomFieldType.Text, "", "wrong-type")]
    public void A_choice_is_exact_and_a_text_is_not_empty(CustomFieldType type, string value, string code) =>
        Assert.Equal(code, new CustomField("f", "F", type) { Choices = ["red"] }.Check(new FieldValue.Text(value))!.Code);

    [Fact]
    public void Bounds_are_kept()
    {
        var text = new CustomField("f", "F", CustomFieldType.Text);
        Assert.Null(text.Check(new FieldValue.Text(new string('x', 10_000))));
        Assert.Equal("too-long", text.Check(new FieldValue.Text(new string('x', 10_001)))!.Code);
        Assert.Equal("wrong-type", new CustomField("f", "F", CustomFieldType.Number).Check(new FieldValue.Number(double.NaN))!.Code);
        Assert.Equal(
            "wrong-type", new CustomField("f", "F", CustomFieldType.Date).Check(new FieldValue.Moment(Instant.FromUtc(2026, 3, 2, 12, 0)))!.Code);
        Assert.Equal(
            "unknown-choice",
            new CustomField("f", "F", CustomFieldType.MultiChoice) { Choices = ["red"] }.Check(new FieldValue.TextSet(["red", "green"]))!.Code);
    }

    [Theory]
    [InlineData("""{"ticket":[{"name":"a b","type":"text"}]}""", "/fields/ticket/0", "bad-name")]
    [InlineData("""{"ticket":[{"name":"a","type":"text"},{"name":"a","type":"flag"}]}""", "/fields/ticket/1", "duplicate")]
    [InlineData("""{"ticket":[{"name":"a","type":"choice"}]}""", "/fields/ticket/0", "bad-choices")]
    [InlineData("""{"ticket":[{"name":"a","type":"text","choices":["x"]}]}""", "/fields/ticket/0", "bad-choices")]
    [InlineData("""{"ticket":[{"name":"a","type":"colour"}]}""", "/fields/ticket/0/type", "unknown-value")]
    [InlineData("""{"ticket":[{"name":"a","type":"text","visible":{"field":"field.b","op":"isSet"}}]}""", "/fields/ticket/0/visible/field", "unknown-field")]
    [InlineData("""{"ticket":[{"name":"a","type":"text","required":"yes"}]}""", "/fields/ticket/0/required", "wrong-type")]
    public void Every_mistake_of_a_schema_is_named_with_its_place(string fields, string place, string code) =>
        Assert.Contains(
            HelpdeskConfiguration.Parse(Least.Replace("FIELDS", fields, StringComparison.Ordinal)).Faults, f => f.Place == place && f.Code == code);

    [Fact]
    public void One_form_serves_tickets_contacts_and_companies_and_conditions_see_all_three()
    {
        const string field = """[{"name":"level","type":"choice","choices":["low","high"]}]""";
        var fields = HelpdeskConfiguration.Parse(
            Least.Replace("FIELDS", $$"""{"ticket":{{field}},"contact":{{field}},"company":{{field}}}""", StringComparison.Ordinal)).Require().Fields;
        Assert.Equal(
            (fields.Ticket[0].Name, fields.Ticket[0].Type), (fields.Company[0].Name, fields.Contact[0].Type));
        var high = new Dictionary<string, FieldValue> { ["level"] = new FieldValue.Text("high") };
        var (card, faults) = fields.Fitting(new ContactCard("c", high, "acme", new Dictionary<string, FieldValue> { ["size"] = new FieldValue.Number(3) }));
        Assert.Equal(("company.size", "unknown-field"), (Assert.Single(faults).Place, faults[0].Code));
        var values = new TicketFieldValues(null, new TicketStory().Ticket, null, default, TicketStory.Monday) { Contact = card };
        foreach (var (name, holds) in new[] { ("contact.level", true), ("field.level", false), ("company.level", false) })
        {
            var condition = Condition.Parse($$"""{"field":"{{name}}","op":"ge","value":"high"}""", fields.Catalogue).Require();
            Assert.Equal(holds, condition.Evaluate(values));
        }
    }
}
