namespace Helpdesk.Core.Samples.Tests;

public sealed class RulesTests
{
    private const string Rules = "rules.dll";

    // What it finds in the proposed rules was put there on purpose; the sample mailbox has four mails of the big customer.
    [Fact]
    public async Task It_analyses_explains_and_simulates_over_the_database_of_the_first_sample()
    {
        using var sample = new Sample();
        Assert.Equal(0, (await Sample.RunAsync("--db", sample.Path("desk.db"))).ExitCode);
        var before = await File.ReadAllBytesAsync(sample.Path("desk.db"));
        var (code, output, _) = await SampleProcess.RunAsync(Rules, "--db", sample.Path("desk.db"));
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
    public async Task Without_a_database_it_says_where_to_get_one()
    {
        var (code, _, error) = await SampleProcess.RunAsync(Rules, "--db", "none.db");
        Assert.Equal(1, code);
        Assert.Contains("There is no database 'none.db'", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rules_with_faults_are_named_with_their_places()
    {
        using var sample = new Sample();
        await File.WriteAllTextAsync(sample.Path("desk.db"), "");
        await File.WriteAllTextAsync(sample.Path("bad.json"), """[{"id":"a","on":["ticket.born"],"then":[{"do":"fly"}]}]""");
        var (code, _, error) = await SampleProcess.RunAsync(Rules, "--db", sample.Path("desk.db"), "--rules", sample.Path("bad.json"));
        Assert.Equal(1, code);
        Assert.Contains("/0/on/0", error, StringComparison.Ordinal);
        Assert.Contains("/0/then/0/do", error, StringComparison.Ordinal);
    }
}
