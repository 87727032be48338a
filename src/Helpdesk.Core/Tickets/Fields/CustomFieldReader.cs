using Helpdesk.Core.Conditions;
using NodaTime.Text;

namespace Helpdesk.Core.Tickets.Fields;

/// <summary>Reads the custom fields of tickets, contacts and companies from a configuration.</summary>
internal static class CustomFieldReader
{
    private const int Many = 1_000;

    public static CustomFieldSchema Read(JsonSection? section, FieldCatalogue others)
    {
        if (section is null || !section.IsObject())
        {
            return CustomFieldSchema.Empty;
        }

        var before = section.FaultCount;
        var (tickets, contacts, companies) =
            (section.Optional("ticket"), section.Optional("contact"), section.Optional("company"));
        section.NothingElse();

        // Names and types come first, so that a condition may look at any field.
        var plain = new CustomFieldSchema(Fields(tickets, null), Fields(contacts, null), Fields(companies, null));
        return section.FaultCount > before ? CustomFieldSchema.Empty : plain with { Ticket = Fields(tickets, plain.Over(others)) };
    }

    /// <summary>A value of a field: a date is a text like 2026-03-02, a multi-choice a list; null and a fault for what does not fit.</summary>
    public static FieldValue? Value(JsonSection place, CustomField field)
    {
        FieldValue? value = field.Type switch
        {
            CustomFieldType.Number => place.Number(double.MinValue, double.MaxValue) is { } number ? new FieldValue.Number(number) : null,
            CustomFieldType.Flag => place.Flag() is { } flag ? new FieldValue.Flag(flag) : null,
            CustomFieldType.MultiChoice => new FieldValue.TextSet(place.Texts(Many)),
            CustomFieldType.Date => Date(place),
            _ => place.Name() is { } text ? new FieldValue.Text(text) : null,
        };
        if (value is not null && field.Check(value) is { } fault)
        {
            place.Fault(fault.Code, fault.Sentence);
            return null;
        }

        return value;
    }

    private static FieldValue.Moment? Date(JsonSection place)
    {
        if (place.Text() is not { } text)
        {
            return null;
        }

        var date = LocalDatePattern.Iso.Parse(text);
        if (!date.Success)
        {
            place.Fault("bad-date", $"'{text}' is no date like 2026-03-02.");
            return null;
        }

        return new FieldValue.Moment(date.Value.AtMidnight().InUtc().ToInstant());
    }

    private static List<CustomField> Fields(JsonSection? place, FieldCatalogue? catalogue)
    {
        var fields = new List<CustomField>();
        foreach (var item in place?.Items(Many) ?? [])
        {
            if (!item.IsObject() || Field(item, catalogue) is not { } field)
            {
                continue;
            }

            if (fields.Any(f => f.Name == field.Name))
            {
                item.Fault("duplicate", $"'{field.Name}' is there twice.");
                continue;
            }

            fields.Add(field);
        }

        return fields;
    }

    private static CustomField? Field(JsonSection section, FieldCatalogue? catalogue)
    {
        var name = section.Required("name")?.Name();
        if (name is not null && (name.Length > 50 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')))
        {
            section.Fault("bad-name", "A name has at most 50 letters, digits, '-' and '_'.");
        }

        var label = section.Optional("label")?.Name() ?? name;
        var type = section.Required("type")?.Choice<CustomFieldType>();
        var choices = section.Optional("choices")?.Texts(Many) ?? [];
        if (type is { } t && (t is CustomFieldType.Choice or CustomFieldType.MultiChoice) != choices.Count > 0)
        {
            section.Fault("bad-choices", "Exactly a choice and a multi-choice have choices.");
        }

        var forCustomers = section.Optional("forCustomers")?.Flag() ?? false;
        var visible = When(section.Optional("visible"), catalogue);
        var required = When(section.Optional("required"), catalogue);
        section.NothingElse();
        return name is null || type is null ? null : new CustomField(name, label!, type.Value)
        {
            Choices = choices,
            ForCustomers = forCustomers,
            VisibleWhen = visible,
            RequiredWhen = required,
        };
    }

    // True stands for always. Without a catalogue the conditions are left for the second reading.
    private static Condition? When(JsonSection? place, FieldCatalogue? catalogue) =>
        place is null || catalogue is null ? null
        : place.IsFlag ? place.Flag() == true ? Condition.Always : new Condition.Not(Condition.Always)
        : ConditionReader.Read(place, catalogue);
}
