using Helpdesk.Core.Conditions.Terms;

namespace Helpdesk.Core.Conditions;

/// <content>
/// Conditions built in code: <c>fields.Choice("ticket.priority").IsAtLeast("high").And(fields.Text("message.text").ContainsWord("outage"))</c>.
/// </content>
public sealed partial class FieldCatalogue
{
    /// <summary>Begins a comparison of a text.</summary>
    /// <exception cref="ArgumentException">There is no text field of that name.</exception>
    public TextTerm Text(string field) => new(this, Typed(field, FieldType.Text));

    /// <summary>Begins a comparison of a choice.</summary>
    /// <exception cref="ArgumentException">There is no choice field of that name.</exception>
    public ChoiceTerm Choice(string field) => new(this, Typed(field, FieldType.Choice));

    /// <summary>Begins a comparison of a number.</summary>
    /// <exception cref="ArgumentException">There is no number field of that name.</exception>
    public NumberTerm Number(string field) => new(this, Typed(field, FieldType.Number));

    /// <summary>Begins a comparison of a flag.</summary>
    /// <exception cref="ArgumentException">There is no flag field of that name.</exception>
    public FlagTerm Flag(string field) => new(this, Typed(field, FieldType.Flag));

    /// <summary>Begins a comparison of an instant.</summary>
    /// <exception cref="ArgumentException">There is no moment field of that name.</exception>
    public MomentTerm Moment(string field) => new(this, Typed(field, FieldType.Moment));

    /// <summary>Begins a comparison of a set.</summary>
    /// <exception cref="ArgumentException">There is no set field of that name.</exception>
    public SetTerm Set(string field) => new(this, Typed(field, FieldType.TextSet));

    private string Typed(string name, FieldType type)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Find(name) is not { } field ? throw new ArgumentException($"'{name}' is no field.", nameof(name))
            : field.Type != type ? throw new ArgumentException($"'{name}' is a {field.Type}, not a {type}.", nameof(name))
            : name;
    }
}
