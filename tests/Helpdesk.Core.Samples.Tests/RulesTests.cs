using System.Diagnostics;

namespace Helpdesk.Core.Samples.Tests;

public sealed class RulesTests
{
    // What it finds in the proposed rules was put there on purpose; the sample mailbox has four mails of the big customer.
    [Fact]
    public async Task It_analyses_explains_and_simulates_over_the_database_of_the_first_sample()
    {
        using var sample = new Sample();
        Assert.Equal(0, (await Sample.RunAsync("--db", sample.Path("desk.db"))).ExitCode);
        var before = await File.ReadAllBytesAsync(sample.Path("desk.db"));
        var (code, output) = await RunAsync("--db", sample.Path("desk.db"));
        Assert.Equal(0, code);
        Assert.Contains("contradiction", output, StringComparison.Ordinal);
        Assert.Contains("conflicting-writes", output, StringComparison.Ordinal);
        Assert.Contains("fired: Outages are urgent", output, StringComparison.Ordinal);
        Assert.Contains("not-matched: Invoices go to billing", output, StringComparison.Ordinal);
        Assert.Contains("of 35 tickets would have come out different", output, StringComparison.Ordinal);
        Assert.Matches(@"rule vip fired +\| 4 +\| 4 ", output);
        Assert.Matches(@"rule forgotten fired +\| 0 +\| [1-9]", output);
        Assert.Equal(before, await File.ReadAllBytesAsync(sample.Path("desk.db")));
    }

    [Fact]
    public async Task Without_a_database_it_says_where_to_get_one() => Assert.Equal(1, (await RunAsync("--db", "none.db")).ExitCode);

    private static async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "rules.dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        var output = await process.StandardOutput.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, output);
    }
}
