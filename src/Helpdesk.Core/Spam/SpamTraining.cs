using System.Collections.Immutable;

namespace Helpdesk.Core.Spam;

/// <summary>
/// What one lesson adds to a model: counts, positive when taught and negative when taken back. Lessons add up in any order, so a
/// store applies them as <c>count += delta</c>.
/// </summary>
public sealed record SpamTraining
{
    private SpamTraining(SpamFeatures features, int spam, int ham)
    {
        Hashes = features.Hashes;
        SpamMessages = spam;
        HamMessages = ham;
    }

    /// <summary>The hashes whose counts change by <see cref="SpamMessages"/> and <see cref="HamMessages"/>, each once.</summary>
    public ImmutableArray<ulong> Hashes { get; }

    /// <summary>By how much the spam side changes: 1, -1 or 0.</summary>
    public int SpamMessages { get; }

    /// <summary>By how much the ham side changes: 1, -1 or 0.</summary>
    public int HamMessages { get; }

    /// <summary>Has a message count as another class than before, in one lesson; null when that changes nothing.</summary>
    /// <param name="features">The message's features.</param>
    /// <param name="from">As what it counts; null when it does not.</param>
    /// <param name="to">As what it is to count; null when it is not to.</param>
    public static SpamTraining? Between(SpamFeatures features, SpamClass? from, SpamClass? to)
    {
        ArgumentNullException.ThrowIfNull(features);
        return from == to ? null : new SpamTraining(features, Side(SpamClass.Spam), Side(SpamClass.Ham));

        int Side(SpamClass side) => (to == side ? 1 : 0) - (from == side ? 1 : 0);
    }
}
