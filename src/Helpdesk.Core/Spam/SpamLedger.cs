using System.Collections.Immutable;

namespace Helpdesk.Core.Spam;

/// <summary>
/// The memory that a model lacks: which messages count in it, by id, and as what. With it "mark as spam", "not spam" and "undo" may
/// come twice, late or in any order, and each message counts once. Immutable; safe from any number of threads.
/// </summary>
public sealed class SpamLedger
{
    private readonly ImmutableDictionary<string, SpamClass> _taught;

    private SpamLedger(ImmutableDictionary<string, SpamClass> taught) => _taught = taught;

    /// <summary>No message counts.</summary>
    public static SpamLedger Empty { get; } = new(ImmutableDictionary.Create<string, SpamClass>(StringComparer.Ordinal));

    /// <summary>As what a message counts; null when it does not.</summary>
    public SpamClass? Find(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return _taught.TryGetValue(id, out var known) ? known : null;
    }

    /// <summary>Has a message count as a class from now on, or no longer.</summary>
    /// <param name="id">The message's id; any text, compared exactly.</param>
    /// <param name="features">Its features, the same each time.</param>
    /// <param name="to">As what it is to count; null takes it back.</param>
    /// <returns>The ledger after it, and the lesson that brings a model there; null when it counts so already.</returns>
    public (SpamLedger Ledger, SpamTraining? Training) Mark(string id, SpamFeatures features, SpamClass? to)
    {
        ArgumentNullException.ThrowIfNull(features);
        var training = SpamTraining.Between(features, Find(id), to);
        return training is null ? (this, null) : (new SpamLedger(to is { } known ? _taught.SetItem(id, known) : _taught.Remove(id)), training);
    }
}
