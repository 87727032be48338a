using Helpdesk.Core.Conditions;
using Helpdesk.Core.Tickets.Lifecycles;

namespace Helpdesk.Core.Engine;

/// <summary>Gathers what a configuration says about lifecycles: which there are, and which departments and types use which.</summary>
internal sealed class LifecycleSettings
{
    private const int Many = 1_000;

    private readonly List<(Lifecycle Lifecycle, JsonSection Place)> _lifecycles = [];
    private readonly Dictionary<DepartmentId, string> _departments = [];
    private readonly Dictionary<TicketTypeId, string> _types = [];
    private readonly HashSet<string> _versions = new(StringComparer.Ordinal) { Lifecycle.Default.Version };
    private readonly bool _isComplete = true;

    public LifecycleSettings(JsonSection? list, FieldCatalogue catalogue)
    {
        foreach (var item in list?.Items(Many) ?? [])
        {
            if (LifecycleReader.Read(item, catalogue) is { } lifecycle)
            {
                _lifecycles.Add((lifecycle, item));
                _versions.Add(lifecycle.Version);
            }
            else
            {
                _isComplete = false;
            }
        }
    }

    /// <summary>The host's own triggers, of all lifecycles.</summary>
    public IReadOnlyList<string> Triggers =>
        [.. _lifecycles.SelectMany(l => l.Lifecycle.Definition.Triggers).Select(t => t.Id.Value).Distinct(StringComparer.Ordinal)];

    /// <summary>The statuses of all lifecycles, the library's own first.</summary>
    public IReadOnlyList<string> Statuses =>
        [.. _lifecycles.Select(l => l.Lifecycle).Prepend(Lifecycle.Default).SelectMany(l => l.Definition.Statuses).Select(s => s.Id.Value).Distinct(StringComparer.Ordinal)];

    public void Use(DepartmentId department, JsonSection? place)
    {
        if (Version(place) is { } version)
        {
            _departments[department] = version;
        }
    }

    public void Use(TicketTypeId type, JsonSection? place)
    {
        if (Version(place) is { } version)
        {
            _types[type] = version;
        }
    }

    /// <summary>Reports effects that send a template which is not there.</summary>
    public void VerifyTemplates(IReadOnlyCollection<string> templates)
    {
        foreach (var (lifecycle, place) in _lifecycles)
        {
            var unknown = lifecycle.Definition.Transitions.SelectMany(t => t.Effects).OfType<TransitionEffect.Notify>()
                .Select(n => n.Template).Where(t => !templates.Contains(t)).Distinct(StringComparer.Ordinal);
            foreach (var template in unknown)
            {
                place.Fault("unknown-template", $"An effect sends '{template}', which is no template.");
            }
        }
    }

    /// <summary>The set; null when a part of it was wrong.</summary>
    public LifecycleSet? Resolve(JsonSection root)
    {
        var made = LifecycleSet.Create([.. _lifecycles.Select(l => l.Lifecycle)], _departments, _types);
        root.Report(made.Faults);
        return made.Value;
    }

    private string? Version(JsonSection? place)
    {
        if (place?.Name() is not { } version)
        {
            return null;
        }

        if (_versions.Contains(version))
        {
            return version;
        }

        // A lifecycle that could not be read has said so itself.
        if (_isComplete)
        {
            place.Fault("unknown-lifecycle", $"'{version}' is no lifecycle. Known: {string.Join(", ", _versions)}.");
        }

        return null;
    }
}
