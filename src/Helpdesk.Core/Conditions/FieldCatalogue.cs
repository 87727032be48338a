using System.Collections.Frozen;

namespace Helpdesk.Core.Conditions;

/// <summary>All fields that conditions may name. Immutable; safe from any number of threads.</summary>
public sealed class FieldCatalogue
{
    private readonly FrozenDictionary<string, Field> _fields;

    /// <summary>Makes a catalogue.</summary>
    /// <exception cref="ArgumentException">Two fields have the same name.</exception>
    public FieldCatalogue(IEnumerable<Field> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        Field[] all = [.. fields];
        if (all.GroupBy(f => f.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"Field '{twice.Key}' is there twice.", nameof(fields));
        }

        _fields = all.ToFrozenDictionary(f => f.Name, StringComparer.Ordinal);
    }

    /// <summary>The names in ordinal order.</summary>
    public IEnumerable<string> Names => _fields.Keys.Order(StringComparer.Ordinal);

    /// <summary>A catalogue with more fields.</summary>
    /// <exception cref="ArgumentException">A name is there already.</exception>
    public FieldCatalogue With(IEnumerable<Field> fields) => new(_fields.Values.Concat(fields));

    /// <summary>The field with the name, or null.</summary>
    public Field? Find(string name) => _fields.GetValueOrDefault(name);
}
