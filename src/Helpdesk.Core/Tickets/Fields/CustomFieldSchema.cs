using Helpdesk.Core.Conditions;

namespace Helpdesk.Core.Tickets.Fields;

/// <summary>
/// The custom fields of tickets, of contacts and of companies: one form for all three. Immutable; safe from any number of
/// threads.
/// </summary>
/// <param name="Ticket">The fields of tickets; conditions name them <c>field.NAME</c>.</param>
/// <param name="Contact">The fields of the requester's contact; conditions name them <c>contact.NAME</c>.</param>
/// <param name="Company">The fields of the contact's company; conditions name them <c>company.NAME</c>.</param>
public sealed record CustomFieldSchema(
    IReadOnlyList<CustomField> Ticket,
    IReadOnlyList<CustomField> Contact,
    IReadOnlyList<CustomField> Company)
{
    /// <summary>What stands before the name of a ticket's field in conditions.</summary>
    internal const string TicketPrefix = "field.";

    /// <summary>What stands before the name of a contact's field in conditions.</summary>
    internal const string ContactPrefix = "contact.";

    /// <summary>What stands before the name of a company's field in conditions.</summary>
    internal const string CompanyPrefix = "company.";

    /// <summary>No custom fields.</summary>
    public static CustomFieldSchema Empty { get; } = new([], [], []);

    /// <summary>All fields that conditions can name: the library's and the host's.</summary>
    public FieldCatalogue Catalogue { get; } = Over(TicketFields.Catalogue, Ticket, Contact, Company);

    /// <summary>Whether a name is one that a custom field can have.</summary>
    internal static bool HasName(string name) => name.StartsWith(TicketPrefix, StringComparison.Ordinal)
        || name.StartsWith(ContactPrefix, StringComparison.Ordinal) || name.StartsWith(CompanyPrefix, StringComparison.Ordinal);

    /// <summary>The fields of this schema beside those of another catalogue.</summary>
    internal FieldCatalogue Over(FieldCatalogue others) => Over(others, Ticket, Contact, Company);

    /// <summary>What each field of a ticket is at the moment; in the order of the schema.</summary>
    public IReadOnlyList<CustomFieldState> StatesOf(Ticket ticket, IFieldValues values)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        return [.. Ticket.Select(f => StateOf(f, ticket, values))];
    }

    /// <summary>A contact's card with only those values that the schema knows and that fit; the others are named.</summary>
    public (ContactCard Card, IReadOnlyList<Fault> Faults) Fitting(ContactCard card)
    {
        ArgumentNullException.ThrowIfNull(card);
        var faults = new List<Fault>();
        return (card with { Fields = Fit(card.Fields, Contact, ContactPrefix), CompanyFields = Fit(card.CompanyFields, Company, CompanyPrefix) }, faults);

        Dictionary<string, FieldValue> Fit(IReadOnlyDictionary<string, FieldValue> values, IReadOnlyList<CustomField> fields, string prefix)
        {
            var fitting = new Dictionary<string, FieldValue>(StringComparer.Ordinal);
            foreach (var (name, value) in values)
            {
                var field = fields.FirstOrDefault(f => f.Name == name);
                var fault = field is null ? new Fault("unknown-field", $"'{name}' is no such field.") : field.Check(value);
                if (fault is null)
                {
                    fitting[name] = value;
                }
                else
                {
                    faults.Add(fault with { Place = prefix + name });
                }
            }

            return fitting;
        }
    }

    /// <summary>How many required fields of a ticket have no value.</summary>
    internal int Missing(Ticket ticket, IFieldValues values)
    {
        var missing = 0;
        foreach (var field in Ticket)
        {
            var state = field.RequiredWhen is null ? null : StateOf(field, ticket, values);
            missing += state is { IsRequired: true, HasValue: false } ? 1 : 0;
        }

        return missing;
    }

    private static FieldCatalogue Over(
        FieldCatalogue others, IReadOnlyList<CustomField> ticket, IReadOnlyList<CustomField> contact, IReadOnlyList<CustomField> company) =>
        ticket.Count + contact.Count + company.Count == 0
            ? others
            : others.With(
            [
                .. ticket.Select(f => f.AsConditionField(TicketPrefix)),
                .. contact.Select(f => f.AsConditionField(ContactPrefix)),
                .. company.Select(f => f.AsConditionField(CompanyPrefix)),
            ]);

    private static CustomFieldState StateOf(CustomField field, Ticket ticket, IFieldValues values)
    {
        var isVisible = field.VisibleWhen?.Evaluate(values) ?? true;
        var isRequired = isVisible && (field.RequiredWhen?.Evaluate(values) ?? false);
        return new CustomFieldState(field, isVisible, isRequired, ticket.Fields.ContainsKey(field.Name));
    }
}
