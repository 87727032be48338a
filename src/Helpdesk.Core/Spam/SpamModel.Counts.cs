using Helpdesk.Core.Spam.Model;

namespace Helpdesk.Core.Spam;

public sealed partial class SpamModel
{
    /// <summary>The model with some of its counts as a store has them now; a store that keeps versions sends only what has changed.</summary>
    /// <param name="spamMessages">How many spam messages were taught.</param>
    /// <param name="hamMessages">How many ham messages were taught.</param>
    /// <param name="counts">Counts that replace those that are there; zeros take a feature away.</param>
    /// <exception cref="ArgumentException">A count is negative or exceeds its number of messages.</exception>
    public SpamModel WithCounts(int spamMessages, int hamMessages, IEnumerable<(ulong Hash, int Spam, int Ham)> counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        ArgumentOutOfRangeException.ThrowIfNegative(spamMessages);
        ArgumentOutOfRangeException.ThrowIfNegative(hamMessages);
        var changes = _changes.ToBuilder();
        var (spamFeatures, hamFeatures) = (Totals.SpamFeatures, Totals.HamFeatures);
        foreach (var (hash, spam, ham) in counts)
        {
            if (spam < 0 || ham < 0 || spam > spamMessages || ham > hamMessages)
            {
                throw new ArgumentException("A count is negative or exceeds its number of messages.", nameof(counts));
            }

            var old = changes.TryGetValue(hash, out var changed) ? changed : _table[hash];
            changes[hash] = new FeatureCount(spam, ham);
            spamFeatures += spam - old.Spam;
            hamFeatures += ham - old.Ham;
        }

        return Settle(changes.ToImmutable(), new SpamTotals(spamMessages, hamMessages, spamFeatures, hamFeatures));
    }
}
