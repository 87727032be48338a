using System.Runtime.CompilerServices;

namespace Helpdesk.Core.Spam.Model;

/// <summary>
/// The log-odds of features, rounded to a multiple of 2⁻³². Sums of such numbers are exact in any order, so that neither the order
/// of a message nor the class that is called spam changes a score by a bit.
/// </summary>
internal sealed class FeatureWeights
{
    private const double Smoothing = 0.1;
    private const double Unit = 4294967296.0;
    private const int Usual = 4_096;

    private static readonly double[] Logarithms = [.. Enumerable.Range(0, Usual).Select(n => Math.Log(n + Smoothing))];

    private readonly SpamModel _own;
    private readonly SpamModel? _shared;
    private readonly double _sharedWeight;
    private readonly double _balance;

    public FeatureWeights(SpamKnowledge knowledge)
    {
        _own = knowledge.Own;
        _shared = knowledge.Shared?.Model;
        _sharedWeight = knowledge.Shared?.Weight ?? 0;
        _balance = Math.Log(knowledge.HamFeatures + 1) - Math.Log(knowledge.SpamFeatures + 1);
    }

    /// <summary>The weights of at most <see cref="CountTable.Block"/> features; not a number where nothing is known.</summary>
    public void Read(ReadOnlySpan<ulong> hashes, Span<double> weights)
    {
        Span<FeatureCount> counts = stackalloc FeatureCount[CountTable.Block];
        _own.Find(hashes, counts);
        for (var i = 0; i < hashes.Length; i++)
        {
            var count = counts[i];
            weights[i] = _shared is not null ? Shared(hashes[i], count)
                : count.IsNone ? double.NaN
                : Round(Log(count.Spam) - Log(count.Ham));
        }
    }

    /// <summary>In how many messages of each class a feature was seen, those of the shared model by their weight.</summary>
    public (double Spam, double Ham) CountOf(ulong hash) => CountOf(hash, _own.Find(hash));

    private double Shared(ulong hash, FeatureCount own)
    {
        var (spam, ham) = CountOf(hash, own);
        return spam + ham > 0 ? Round(Math.Log(spam + Smoothing) - Math.Log(ham + Smoothing)) : double.NaN;
    }

    private (double Spam, double Ham) CountOf(ulong hash, FeatureCount own)
    {
        var shared = _shared?.Find(hash) ?? default;
        return (own.Spam + (shared.Spam * _sharedWeight), own.Ham + (shared.Ham * _sharedWeight));
    }

    private double Round(double odds) => Math.Round((odds + _balance) * Unit) / Unit;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Log(int count) => (uint)count < Usual ? Logarithms[count] : Math.Log(count + Smoothing);
}
