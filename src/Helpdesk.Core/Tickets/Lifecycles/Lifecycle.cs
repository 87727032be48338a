using System.Security.Cryptography;
using System.Text;

namespace Helpdesk.Core.Tickets.Lifecycles;

/// <summary>
/// The state machine of tickets: versioned, verified data, and the one type that decides whether a transition is
/// permitted. Immutable; safe from any number of threads.
/// </summary>
public sealed partial class Lifecycle
{
    /// <summary>The most triggers that a lifecycle can have, the shipped ones included.</summary>
    public const int MaxTriggers = 128;

    private readonly LifecycleTable _table;

    private Lifecycle(LifecycleDefinition definition)
    {
        Definition = definition;
        _table = new LifecycleTable(definition);
    }

    /// <summary>The shipped lifecycle.</summary>
    public static Lifecycle Default { get; } = Create(DefaultLifecycle.Definition).Require();

    /// <summary>What it was made of.</summary>
    public LifecycleDefinition Definition { get; }

    /// <summary>The version that tickets record.</summary>
    public string Version => Definition.Version;

    /// <summary>Verifies a definition and makes a lifecycle of a copy of it.</summary>
    /// <returns>The lifecycle, or everything that is wrong with the definition.</returns>
    public static Parsed<Lifecycle> Create(LifecycleDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var copy = definition.Copied();
        var faults = LifecycleVerifier.Verify(copy);
        return new Parsed<Lifecycle>(faults.Count == 0 ? new Lifecycle(copy) : null, faults);
    }

    /// <summary>Reads a lifecycle from its JSON form, as <see cref="ToJson"/> writes it; strict.</summary>
    /// <param name="json">The text.</param>
    /// <param name="catalogue">The fields that its guards may look at; null for <see cref="TicketFields.Catalogue"/>.</param>
    /// <returns>The lifecycle, or everything that is wrong with it, each with its JSON pointer.</returns>
    public static Parsed<Lifecycle> Parse(string json, Conditions.FieldCatalogue? catalogue = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        return JsonSection.Read(json, section => LifecycleReader.Read(section, catalogue ?? TicketFields.Catalogue));
    }

    /// <summary>The canonical JSON form: the same content gives the same text.</summary>
    public string ToJson() => LifecycleWriter.Write(Definition);

    /// <summary>SHA-256 of the canonical JSON form in UTF-8, as lower-case hexadecimal digits.</summary>
    public string ContentHash() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ToJson())));

    /// <summary>The status with this id, or null.</summary>
    public Status? Find(StatusId id) => _table.Find(id);

    /// <summary>The status that a category means when it names none.</summary>
    /// <exception cref="InvalidOperationException">The lifecycle has no status of that category.</exception>
    public Status DefaultOf(StatusCategory category) => TryDefaultOf(category)
        ?? throw new InvalidOperationException($"The lifecycle has no status of category {category}.");

    /// <summary>The status that a category means when it names none; null when the lifecycle has none of it.</summary>
    public Status? TryDefaultOf(StatusCategory category) =>
        Definition.Statuses.FirstOrDefault(s => s.Category == category && s.IsDefault)
        ?? Definition.Statuses.FirstOrDefault(s => s.Category == category);

    /// <summary>The timer of a status, or null.</summary>
    public LifecycleTimer? TimerOf(StatusId status) => Definition.Timers.FirstOrDefault(t => t.Status == status);
}
