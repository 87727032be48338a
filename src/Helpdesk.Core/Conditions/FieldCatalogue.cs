using System.Collections.Frozen;
using Helpdesk.Core.BusinessTime;

namespace Helpdesk.Core.Conditions;

/// <summary>
/// All fields that conditions may name, and the schedules by whose hours they may count. Immutable; safe from any number of threads.
/// </summary>
public sealed partial class FieldCatalogue
{
    private static readonly FrozenDictionary<string, Schedule> NoSchedules = FrozenDictionary<string, Schedule>.Empty;

    private readonly FrozenDictionary<string, Field> _fields;
    private readonly FrozenDictionary<string, Schedule> _schedules;

    /// <summary>Makes a catalogue.</summary>
    /// <exception cref="ArgumentException">Two fields have the same name.</exception>
    public FieldCatalogue(IEnumerable<Field> fields)
        : this(fields, NoSchedules)
    {
    }

    private FieldCatalogue(IEnumerable<Field> fields, FrozenDictionary<string, Schedule> schedules)
    {
        ArgumentNullException.ThrowIfNull(fields);
        Field[] all = [.. fields];
        if (all.GroupBy(f => f.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"Field '{twice.Key}' is there twice.", nameof(fields));
        }

        _fields = all.ToFrozenDictionary(f => f.Name, StringComparer.Ordinal);
        _schedules = schedules;
    }

    /// <summary>The names in ordinal order.</summary>
    public IEnumerable<string> Names => _fields.Keys.Order(StringComparer.Ordinal);

    /// <summary>The fields in ordinal order of their names.</summary>
    public IEnumerable<Field> Fields => _fields.Values.OrderBy(f => f.Name, StringComparer.Ordinal);

    /// <summary>The names of the schedules in ordinal order.</summary>
    public IEnumerable<string> Schedules => _schedules.Keys.Order(StringComparer.Ordinal);

    /// <summary>A catalogue with more fields.</summary>
    /// <exception cref="ArgumentException">A name is there already.</exception>
    public FieldCatalogue With(IEnumerable<Field> fields) => new(_fields.Values.Concat(fields), _schedules);

    /// <summary>The same fields with these schedules, by name, in the place of any before.</summary>
    public FieldCatalogue WithSchedules(IReadOnlyDictionary<string, Schedule> schedules)
    {
        ArgumentNullException.ThrowIfNull(schedules);
        return new FieldCatalogue(_fields.Values, schedules.ToFrozenDictionary(StringComparer.Ordinal));
    }

    /// <summary>The field with the name, or null.</summary>
    public Field? Find(string name) => _fields.GetValueOrDefault(name);

    /// <summary>The schedule with the name, or null.</summary>
    public Schedule? FindSchedule(string name) => _schedules.GetValueOrDefault(name);
}
