using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace MailToTickets;

/// <summary>A bar with rate and time left on a terminal; plain lines on the error stream when redirected.</summary>
internal static class Progress
{
    public static async Task<T> ShowAsync<T>(int total, bool isPlain, Func<IProgress<int>, Task<T>> work)
    {
        if (isPlain || Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Interactive)
        {
            return await work(new Lines(total));
        }

        return await AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                var clock = Stopwatch.StartNew();
                var task = context.AddTask("mails", maxValue: total);
                return await work(new Callback(done =>
                {
                    task.Value = done;
                    task.Description = string.Create(CultureInfo.InvariantCulture, $"{done} of {total}, {done / Math.Max(0.001, clock.Elapsed.TotalSeconds):0} mails/s");
                }));
            });
    }

    private sealed class Callback(Action<int> report) : IProgress<int>
    {
        public void Report(int value) => report(value);
    }

    private sealed class Lines(int total) : IProgress<int>
    {
        private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
        private readonly Stopwatch _clock = Stopwatch.StartNew();
        private TimeSpan _last;

        public void Report(int value)
        {
            var elapsed = _clock.Elapsed;
            if (value < total && elapsed - _last < Pause)
            {
                return;
            }

            _last = elapsed;
            var rate = value / Math.Max(0.001, elapsed.TotalSeconds);
            Console.Error.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{value} of {total} mails, {rate:0}/s, {(total - value) / rate:0} s left"));
        }
    }
}
