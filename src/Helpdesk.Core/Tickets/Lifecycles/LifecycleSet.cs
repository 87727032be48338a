namespace Helpdesk.Core.Tickets.Lifecycles;

/// <summary>Which lifecycle holds for which tickets. Immutable; safe from any number of threads.</summary>
public sealed class LifecycleSet
{
    private readonly Dictionary<string, Lifecycle> _byVersion;
    private readonly Dictionary<DepartmentId, Lifecycle> _byDepartment;
    private readonly Dictionary<TicketTypeId, Lifecycle> _byType;

    private LifecycleSet(
        Dictionary<string, Lifecycle> byVersion,
        Dictionary<DepartmentId, Lifecycle> byDepartment,
        Dictionary<TicketTypeId, Lifecycle> byType)
    {
        _byVersion = byVersion;
        _byDepartment = byDepartment;
        _byType = byType;
    }

    /// <summary>The shipped lifecycle for everything.</summary>
    public static LifecycleSet Default { get; } = new(new() { [Lifecycle.Default.Version] = Lifecycle.Default }, [], []);

    /// <summary>Makes a set; <see cref="Lifecycle.Default"/> is always in it.</summary>
    /// <param name="lifecycles">All others, each version once; those that old tickets still obey included.</param>
    /// <param name="departments">The version that holds in a department.</param>
    /// <param name="types">The version that holds for a type; it beats the department's.</param>
    /// <returns>
    /// The set, or faults with code <c>duplicate-version</c>, <c>unknown-lifecycle</c>, or <c>unmapped-statuses</c> for a map
    /// between two of them that leaves statuses out.
    /// </returns>
    public static Parsed<LifecycleSet> Create(
        IReadOnlyList<Lifecycle> lifecycles,
        IReadOnlyDictionary<DepartmentId, string> departments,
        IReadOnlyDictionary<TicketTypeId, string> types)
    {
        ArgumentNullException.ThrowIfNull(lifecycles);
        ArgumentNullException.ThrowIfNull(departments);
        ArgumentNullException.ThrowIfNull(types);
        var faults = new List<Fault>();
        var byVersion = new Dictionary<string, Lifecycle>(StringComparer.Ordinal) { [Lifecycle.Default.Version] = Lifecycle.Default };
        for (var i = 0; i < lifecycles.Count; i++)
        {
            if (!byVersion.TryAdd(lifecycles[i].Version, lifecycles[i]))
            {
                faults.Add(new Fault("duplicate-version", $"Lifecycle '{lifecycles[i].Version}' is there already.", $"/lifecycles/{i}/version"));
            }
        }

        for (var i = 0; i < lifecycles.Count; i++)
        {
            for (var j = 0; j < lifecycles[i].Definition.Maps.Count; j++)
            {
                if (byVersion.TryGetValue(lifecycles[i].Definition.Maps[j].From, out var from))
                {
                    faults.AddRange(lifecycles[i].MapFrom(from).Faults.Select(f => f with { Place = $"/lifecycles/{i}/maps/{j}" }));
                }
            }
        }

        var byDepartment = Resolve(departments, "/departments", byVersion, faults);
        var byType = Resolve(types, "/types", byVersion, faults);
        return new Parsed<LifecycleSet>(faults.Count == 0 ? new LifecycleSet(byVersion, byDepartment, byType) : null, faults);
    }

    /// <summary>The lifecycle of a version, or null.</summary>
    public Lifecycle? Find(string version) => _byVersion.GetValueOrDefault(version);

    /// <summary>The lifecycle that tickets of a department and a type begin with.</summary>
    public Lifecycle Of(DepartmentId department, TicketTypeId? type) =>
        type is { } t && _byType.TryGetValue(t, out var ofType) ? ofType
        : _byDepartment.GetValueOrDefault(department, Lifecycle.Default);

    /// <summary>
    /// The moves between lifecycles that would be refused for want of a map. No fault of the set: not every move is wanted.
    /// </summary>
    /// <returns>Faults with code <c>unmapped-statuses</c>, each naming both lifecycles and the statuses, in ordinal order.</returns>
    public IReadOnlyList<Fault> MissingMaps()
    {
        var targets = _byDepartment.Values.Concat(_byType.Values).Append(Lifecycle.Default).Distinct();
        return
        [
            .. from to in targets.OrderBy(t => t.Version, StringComparer.Ordinal)
               from source in _byVersion.Values.OrderBy(f => f.Version, StringComparer.Ordinal)
               where source != to
               from fault in to.MapFrom(source).Faults
               select fault,
        ];
    }

    private static Dictionary<TKey, Lifecycle> Resolve<TKey>(
        IReadOnlyDictionary<TKey, string> names, string place, Dictionary<string, Lifecycle> known, List<Fault> faults)
        where TKey : notnull
    {
        var resolved = new Dictionary<TKey, Lifecycle>();
        foreach (var (key, version) in names)
        {
            if (known.TryGetValue(version, out var lifecycle))
            {
                resolved[key] = lifecycle;
            }
            else
            {
                faults.Add(new Fault(
                    "unknown-lifecycle",
                    $"'{version}' is no lifecycle. Known: {string.Join(", ", known.Keys)}.",
                    LifecycleTextVerifier.Below(place, key.ToString() ?? "")));
            }
        }

        return resolved;
    }
}
