using System.Collections.Immutable;
using Helpdesk.Core.Spam.Model;

namespace Helpdesk.Core.Spam;

/// <summary>
/// What a filter was taught: a multiset of counts. The order of lessons does not matter, and taking one back leaves exactly
/// what was before. Immutable; safe from any number of threads. A lesson costs its own features, not the model.
/// </summary>
/// <remarks>
/// It has no memory of messages: teaching one twice counts twice. <see cref="SpamLedger"/> is that memory. For many lessons at
/// once use <see cref="SpamModelBuilder"/>.
/// </remarks>
public sealed partial class SpamModel
{
    /// <summary>
    /// The way in which messages become features. Counts of different versions have nothing to do with each other and are never
    /// mixed.
    /// </summary>
    public const int FeatureVersion = 2;

    private const int FewChanges = 1_024;

    // A large table that models share and nobody changes, and what has changed since; a count of nothing hides one of the table.
    private readonly CountTable _table;
    private readonly ImmutableDictionary<ulong, FeatureCount> _changes;

    private SpamModel(CountTable table, ImmutableDictionary<ulong, FeatureCount> changes, in SpamTotals totals)
    {
        _table = table;
        _changes = changes;
        Totals = totals;
    }

    /// <summary>A model that was taught nothing.</summary>
    public static SpamModel Empty { get; } = new(new CountTable(0), ImmutableDictionary<ulong, FeatureCount>.Empty, default);

    /// <summary>How many messages and features were taught.</summary>
    public SpamTotals Totals { get; }

    /// <summary>How many different features were seen.</summary>
    public int DistinctFeatures => All().Count();

    /// <summary>In how many spam and ham messages a feature was seen.</summary>
    public (int Spam, int Ham) Count(ulong hash)
    {
        var count = Find(hash);
        return (count.Spam, count.Ham);
    }

    /// <summary>The model after a lesson; null when it takes back what was never taught: then nothing of it applies.</summary>
    public SpamModel? Apply(SpamTraining training)
    {
        ArgumentNullException.ThrowIfNull(training);
        if (Totals.After(training) is not { } totals)
        {
            return null;
        }

        var changes = _changes.ToBuilder();
        foreach (var hash in training.Hashes)
        {
            if (Find(hash).Plus(training.SpamMessages, training.HamMessages) is not { } count)
            {
                return null;
            }

            changes[hash] = count;
        }

        return Settle(changes.ToImmutable(), totals);
    }

    /// <summary>Everything that both were taught; null when a count would exceed 2,147,483,647.</summary>
    public SpamModel? Merge(SpamModel other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Combine(other, 1);
    }

    /// <summary>
    /// What is left when everything is taken back that another model was taught; null when this one was not taught all of it. With
    /// one model a month, merged, this forgets the oldest month exactly.
    /// </summary>
    public SpamModel? Subtract(SpamModel other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Combine(other, -1);
    }

    /// <summary>
    /// The model without the features that were seen in fewer messages. Most features are seen once and never again. Messages with
    /// a feature that is gone can no longer be taken back.
    /// </summary>
    /// <param name="minimum">The smallest number of messages, spam and ham together, of a feature that stays.</param>
    public SpamModel Compact(int minimum)
    {
        var builder = new SpamModelBuilder();
        builder.Begin(Totals.SpamMessages, Totals.HamMessages);
        foreach (var (hash, count) in All().Where(c => (long)c.Count.Spam + c.Count.Ham >= minimum))
        {
            builder.Put(hash, count);
        }

        return builder.ToModel();
    }

    internal static SpamModel Over(CountTable table, in SpamTotals totals) =>
        new(table, ImmutableDictionary<ulong, FeatureCount>.Empty, totals);

    internal FeatureCount Find(ulong hash) => !_changes.IsEmpty && _changes.TryGetValue(hash, out var changed) ? changed : _table[hash];

    /// <summary>The counts of at most <see cref="CountTable.Block"/> features.</summary>
    internal void Find(ReadOnlySpan<ulong> hashes, Span<FeatureCount> counts)
    {
        _table.Find(hashes, counts);
        for (var i = 0; !_changes.IsEmpty && i < hashes.Length; i++)
        {
            counts[i] = _changes.TryGetValue(hashes[i], out var changed) ? changed : counts[i];
        }
    }

    internal IEnumerable<(ulong Hash, FeatureCount Count)> All() => _changes.IsEmpty
        ? _table.All()
        : _table.All().Where(c => !_changes.ContainsKey(c.Hash))
            .Concat(_changes.Where(c => !c.Value.IsNone).Select(c => (c.Key, c.Value)));

    internal CountTable CopyTable()
    {
        var copy = _table.Copy(_table.Count + _changes.Count);
        foreach (var (hash, count) in _changes)
        {
            copy.Set(hash, count);
        }

        return copy;
    }

    // Folding costs the whole model, and so it waits until the changes are a good part of it.
    private SpamModel Settle(ImmutableDictionary<ulong, FeatureCount> changes, in SpamTotals totals)
    {
        var next = new SpamModel(_table, changes, totals);
        return changes.Count <= Math.Max(FewChanges, _table.Count / 4) ? next : Over(next.CopyTable(), totals);
    }

    private SpamModel? Combine(SpamModel other, int sign)
    {
        if (Totals.Plus(other.Totals, sign) is not { } totals)
        {
            return null;
        }

        var table = CopyTable();
        foreach (var (hash, count) in other.All())
        {
            if (table[hash].Plus(sign * count.Spam, sign * count.Ham) is not { } sum)
            {
                return null;
            }

            table.Set(hash, sum);
        }

        return Over(table, totals);
    }
}
