using System.Collections.Immutable;

namespace Helpdesk.Core.Spam;

/// <summary>
/// The memory that a model lacks: which messages count in it, by id, and as what. With it "mark as spam", "not spam" and "undo" may
/// come twice, late or in any order, and each message counts once. Immutable; safe from any number of threads.
/// </summary>
public sealed class SpamLedger
{
    private readonly ImmutableDictionary<string, (SpamClass Class, long? Features)> _taught;

    private SpamLedger(ImmutableDictionary<string, (SpamClass Class, long? Features)> taught) => _taught = taught;

    /// <summary>No message counts.</summary>
    public static SpamLedger Empty { get; } = new(ImmutableDictionary.Create<string, (SpamClass Class, long? Features)>(StringComparer.Ordinal));

    /// <summary>As what a message counts; null when it does not.</summary>
    public SpamClass? Find(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return _taught.TryGetValue(id, out var known) ? known.Class : null;
    }

    /// <summary>All messages that count, by id, with the digest of the features that each was taught with; null where it is not known.</summary>
    public IEnumerable<(string Id, SpamClass Class, long? Features)> All =>
        _taught.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => (t.Key, t.Value.Class, t.Value.Features));

    /// <summary>A ledger of messages that count already.</summary>
    /// <exception cref="ArgumentException">An id comes twice.</exception>
    public static SpamLedger Of(IEnumerable<(string Id, SpamClass Class, long? Features)> taught)
    {
        ArgumentNullException.ThrowIfNull(taught);
        return new SpamLedger(taught.ToImmutableDictionary(t => t.Id, t => (t.Class, t.Features), StringComparer.Ordinal));
    }

    /// <summary>Has a message count as a class from now on, or no longer.</summary>
    /// <param name="id">The message's id; any text, compared exactly.</param>
    /// <param name="features">Its features, the same each time.</param>
    /// <param name="to">As what it is to count; null takes it back.</param>
    /// <returns>The ledger after it, and the lesson that brings a model there; null when it counts so already.</returns>
    /// <exception cref="InvalidOperationException">It counts as something else now, and was taught with other features.</exception>
    public (SpamLedger Ledger, SpamTraining? Training) Mark(string id, SpamFeatures features, SpamClass? to)
    {
        ArgumentNullException.ThrowIfNull(features);
        var training = SpamTraining.Between(features, Find(id), to);
        if (training is null)
        {
            return (this, null);
        }

        if (_taught.TryGetValue(id, out var taught) && taught.Features is { } other && other != features.Digest)
        {
            throw new InvalidOperationException("The message was taught with other features.");
        }

        return (new SpamLedger(to is { } known ? _taught.SetItem(id, (known, features.Digest)) : _taught.Remove(id)), training);
    }
}
