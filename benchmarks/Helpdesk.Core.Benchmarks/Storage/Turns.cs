using System.Diagnostics;
using System.Globalization;

namespace Helpdesk.Core.Benchmarks.Storage;

/// <summary>
/// Two ways of doing the same, in turns: a disk and a shared machine change from one minute to the next, so each turn of one is compared with the turn
/// of the other beside it. The middle of the ratios is told, with the least and the most.
/// </summary>
internal static class Turns
{
    private const int Warmups = 8;

    /// <summary>Measures and prints a line of a table.</summary>
    /// <param name="what">What is measured.</param>
    /// <param name="operations">How many operations a turn has.</param>
    /// <param name="turns">How many pairs of turns are measured, beside eight that are not, in which the code is compiled as it stays.</param>
    /// <param name="byHand">Readies a turn of the loop by hand, and gives it.</param>
    /// <param name="store">Readies a turn of the store, and gives it.</param>
    public static async Task CompareAsync(string what, int operations, int turns, Func<Func<Task>> byHand, Func<Func<Task>> store)
    {
        var pairs = new List<(double ByHand, double Store)>();
        for (var i = -Warmups; i < turns; i++)
        {
            // Who goes first changes too.
            var first = await TimeAsync(i % 2 == 0 ? byHand : store);
            var second = await TimeAsync(i % 2 == 0 ? store : byHand);
            if (i >= 0)
            {
                pairs.Add(i % 2 == 0 ? (first, second) : (second, first));
            }
        }

        double[] ratios = [.. pairs.Select(p => p.ByHand / p.Store).Order()];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {what} | {Each(pairs.Select(p => p.ByHand), operations)} | {Each(pairs.Select(p => p.Store), operations)} | {Middle(ratios):P0} | {ratios[0]:P0} to {ratios[^1]:P0} |"));
    }

    private static async Task<double> TimeAsync(Func<Func<Task>> ready)
    {
        var run = ready();
        GC.Collect();
        var start = Stopwatch.GetTimestamp();
        await run();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static string Each(IEnumerable<double> seconds, int operations)
    {
        var micros = Middle([.. seconds.Order()]) / operations * 1e6;
        return string.Create(CultureInfo.InvariantCulture, $"{micros:F1} µs, {1e6 / micros:N0}/s");
    }

    private static double Middle(double[] ordered) => ordered[ordered.Length / 2];
}
