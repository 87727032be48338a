using System.Collections.Immutable;

namespace Helpdesk.Core.Spam;

/// <summary>
/// What a filter was taught: a multiset of counts. The order of lessons does not matter, and taking one back leaves exactly
/// what was before. Immutable; safe from any number of threads.
/// </summary>
public sealed class SpamModel
{
    private readonly ImmutableDictionary<ulong, (int Spam, int Ham)> _counts;

    private SpamModel(ImmutableDictionary<ulong, (int Spam, int Ham)> counts, int spam, int ham, long spamTotal, long hamTotal)
    {
        _counts = counts;
        SpamCount = spam;
        HamCount = ham;
        SpamFeatureTotal = spamTotal;
        HamFeatureTotal = hamTotal;
    }

    /// <summary>A model that was taught nothing.</summary>
    public static SpamModel Empty { get; } = new(ImmutableDictionary<ulong, (int, int)>.Empty, 0, 0, 0, 0);

    /// <summary>How many spam messages were taught.</summary>
    public int SpamCount { get; }

    /// <summary>How many ham messages were taught.</summary>
    public int HamCount { get; }

    /// <summary>The sum over all spam messages of their distinct traits.</summary>
    public long SpamFeatureTotal { get; }

    /// <summary>The sum over all ham messages of their distinct traits.</summary>
    public long HamFeatureTotal { get; }

    /// <summary>Builds a model from stored counts.</summary>
    /// <exception cref="ArgumentException">
    /// A count is negative or exceeds its number of messages, or a hash is there twice.
    /// </exception>
    public static SpamModel FromCounts(int spamMessages, int hamMessages, IEnumerable<(ulong Hash, int Spam, int Ham)> counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        ArgumentOutOfRangeException.ThrowIfNegative(spamMessages);
        ArgumentOutOfRangeException.ThrowIfNegative(hamMessages);
        var builder = ImmutableDictionary.CreateBuilder<ulong, (int, int)>();
        var (spamTotal, hamTotal) = (0L, 0L);
        foreach (var (hash, spam, ham) in counts.Where(c => c.Spam != 0 || c.Ham != 0))
        {
            if (spam < 0 || ham < 0 || spam > spamMessages || ham > hamMessages)
            {
                throw new ArgumentException("A count is negative or exceeds its number of messages.", nameof(counts));
            }

            builder.Add(hash, (spam, ham));
            spamTotal += spam;
            hamTotal += ham;
        }

        return new SpamModel(builder.ToImmutable(), spamMessages, hamMessages, spamTotal, hamTotal);
    }

    /// <summary>In how many spam and ham messages a trait was seen.</summary>
    public (int Spam, int Ham) Count(ulong hash) => _counts.GetValueOrDefault(hash);

    /// <summary>The model after a lesson; null when it takes back what was never taught: then nothing of it applies.</summary>
    public SpamModel? Apply(SpamTraining training)
    {
        ArgumentNullException.ThrowIfNull(training);
        var (spam, ham) = (training.SpamMessages, training.HamMessages);
        if (SpamCount + spam < 0 || HamCount + ham < 0)
        {
            return null;
        }

        var counts = _counts.ToBuilder();
        foreach (var hash in training.Hashes)
        {
            var old = counts.GetValueOrDefault(hash);
            var (a, b) = (old.Spam + spam, old.Ham + ham);
            if (a < 0 || b < 0)
            {
                return null;
            }

            if (a == 0 && b == 0)
            {
                counts.Remove(hash);
            }
            else
            {
                counts[hash] = (a, b);
            }
        }

        var size = training.Hashes.Count;
        return new SpamModel(
            counts.ToImmutable(), SpamCount + spam, HamCount + ham, SpamFeatureTotal + ((long)size * spam), HamFeatureTotal + ((long)size * ham));
    }
}
