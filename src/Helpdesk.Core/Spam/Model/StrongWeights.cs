using System.Numerics;
using System.Runtime.InteropServices;

namespace Helpdesk.Core.Spam.Model;

/// <summary>What weights come to. Several are added at a time, in no particular order: sums of <see cref="FeatureWeights"/> are exact.</summary>
/// <param name="Known">How many features have a weight.</param>
/// <param name="Kept">How many of them are strong.</param>
/// <param name="Sum">The sum of the strong ones.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct StrongWeights(int Known, int Kept, double Sum)
{
    /// <summary>Weights closer to zero say nothing; where it comes from stands in <c>docs/spam.md</c>.</summary>
    public const double Weak = 1.5;

    /// <param name="weights">At most <see cref="CountTable.Block"/> weights; not a number where nothing is known.</param>
    public static StrongWeights Of(ReadOnlySpan<double> weights)
    {
        var (known, kept, sum) = (Vector<long>.Zero, Vector<long>.Zero, Vector<double>.Zero);
        var weak = new Vector<double>(Weak);
        var vectors = MemoryMarshal.Cast<double, Vector<double>>(weights);
        foreach (var vector in vectors)
        {
            // A comparison gives -1 where it holds; not a number is neither itself nor strong.
            var isStrong = Vector.GreaterThanOrEqual(Vector.Abs(vector), weak);
            known -= Vector.Equals(vector, vector);
            kept -= isStrong;
            sum += Vector.ConditionalSelect(isStrong, vector, Vector<double>.Zero);
        }

        var all = new StrongWeights((int)Vector.Sum(known), (int)Vector.Sum(kept), Vector.Sum(sum));
        foreach (var weight in weights[(vectors.Length * Vector<double>.Count)..])
        {
            var isStrong = Math.Abs(weight) >= Weak;
            all = new StrongWeights(
                all.Known + (double.IsNaN(weight) ? 0 : 1), all.Kept + (isStrong ? 1 : 0), all.Sum + (isStrong ? weight : 0));
        }

        return all;
    }
}
