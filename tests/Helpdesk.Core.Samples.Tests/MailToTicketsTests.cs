using System.Globalization;
using System.Text.Json;
using Helpdesk.Core.MailGenerator;
using Helpdesk.Core.Tests;
using Microsoft.Data.Sqlite;

namespace Helpdesk.Core.Samples.Tests;

public sealed class MailToTicketsTests : IDisposable
{
    private readonly Sample _sample = new();

    public void Dispose() => _sample.Dispose();

    // The figures are those of the table in samples/01-mail-to-tickets/mail/README.md, counted by hand.
    [Fact]
    public async Task The_sample_mailbox_is_accounted_for_and_a_second_run_adds_nothing()
    {
        var first = await ReportAsync();
        Assert.Equal((52, 35, 8, 12, 1, 4), Figures(first));
        var second = await ReportAsync();
        Assert.Equal((52, 0, 0, 0, 52, 0), Figures(second));
        Assert.Equal(first.GetProperty("byDepartment").GetRawText(), second.GetProperty("byDepartment").GetRawText());
    }

    [Fact]
    public async Task The_main_job_runs_on_PostgreSQL_with_the_same_figures()
    {
        using var cluster = new PostgreSqlCluster();
        var server = cluster.NewDatabase();
        var onFile = await ReportAsync();
        foreach (var wanted in new[] { (52, 35, 8, 12, 1, 4), (52, 0, 0, 0, 52, 0) })
        {
            var (code, output, error) = await Sample.RunAsync("--db", server, "--json");
            Assert.True(code == 0, error);
            var report = JsonDocument.Parse(output).RootElement;
            Assert.Equal(wanted, Figures(report));
            Assert.Equal(onFile.GetProperty("byDepartment").GetRawText(), report.GetProperty("byDepartment").GetRawText());
        }

        var reference = onFile.GetProperty("mostUrgent")[0].GetProperty("reference").GetString()!;
        Assert.Equal(0, (await Sample.RunAsync("--db", server, "--explain", reference, "--json")).ExitCode);
        var search = await Sample.RunAsync("--db", server, "--search", "printer", "--json");
        Assert.Equal((await Sample.RunAsync("--db", _sample.Path("a.db"), "--search", "printer", "--json")).Output, search.Output);
        var (refused, _, sentence) = await Sample.RunAsync("--db", "Host=127.0.0.1;Port=1;Timeout=5;Password=s3cret");
        Assert.NotEqual(0, refused);
        Assert.Contains("cannot be opened", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_moves_from_SQLite_to_PostgreSQL_and_back_byte_for_byte()
    {
        await ReportAsync();
        var (first, second, third) = (_sample.Path("1.jsonl"), _sample.Path("2.jsonl"), _sample.Path("3.jsonl"));
        using var cluster = new PostgreSqlCluster();
        var server = cluster.NewDatabase();
        await DoneAsync("export", first, "--db", _sample.Path("a.db"));
        await DoneAsync("import", first, "--db", server);
        await DoneAsync("export", second, "--db", server);
        await DoneAsync("import", second, "--db", _sample.Path("b.db"));
        await DoneAsync("export", third, "--db", _sample.Path("b.db"));
        var file = await File.ReadAllBytesAsync(first);
        Assert.Equal(file, await File.ReadAllBytesAsync(second));
        Assert.Equal(file, await File.ReadAllBytesAsync(third));

        // All mails are known there, and a ticket explains itself as before.
        var (code, output, error) = await Sample.RunAsync("--db", _sample.Path("b.db"), "--json");
        Assert.True(code == 0, error);
        Assert.Equal((52, 0, 0, 0, 52, 0), Figures(JsonDocument.Parse(output).RootElement));
        var reference = (await ReportAsync()).GetProperty("mostUrgent")[0].GetProperty("reference").GetString()!;
        Assert.Equal(
            (await Sample.RunAsync("--db", _sample.Path("a.db"), "--explain", reference, "--json")).Output,
            (await Sample.RunAsync("--db", _sample.Path("b.db"), "--explain", reference, "--json")).Output);

        async Task DoneAsync(params string[] arguments)
        {
            var (result, _, sentence) = await Sample.RunAsync(arguments);
            Assert.True(result == 0, sentence);
        }
    }

    [Fact]
    public async Task What_cannot_be_moved_is_said_in_a_sentence()
    {
        await ReportAsync();
        var (db, file, cut) = (_sample.Path("a.db"), _sample.Path("a.jsonl"), _sample.Path("cut.jsonl"));
        Assert.Equal(0, (await Sample.RunAsync("export", file, "--db", db)).ExitCode);
        await File.WriteAllBytesAsync(cut, (await File.ReadAllBytesAsync(file))[..5000]);
        Assert.Contains("has data already", (await Sample.RunAsync("import", file, "--db", db)).Error, StringComparison.Ordinal);
        Assert.Contains("The file ends within a line", (await Sample.RunAsync("import", cut, "--db", _sample.Path("b.db"))).Error, StringComparison.Ordinal);
        Assert.Contains("There is no database", (await Sample.RunAsync("export", file, "--db", _sample.Path("none.db"))).Error, StringComparison.Ordinal);
        var (code, _, error) = await Sample.RunAsync("import", _sample.Path("none.jsonl"), "--db", _sample.Path("b.db"));
        Assert.True(code == 2 && error.Contains("none.jsonl", StringComparison.Ordinal) && error.Split('\n').Length <= 2, error);
    }

    [Fact]
    public async Task A_ticket_explains_every_decision()
    {
        var reference = (await ReportAsync()).GetProperty("mostUrgent")[0].GetProperty("reference").GetString()!;
        var (code, output, _) = await Sample.RunAsync("--db", _sample.Path("a.db"), "--explain", reference, "--json");
        Assert.Equal(0, code);
        var areas = output.Split('"').ToHashSet(StringComparer.Ordinal);
        Assert.Superset(new HashSet<string>(StringComparer.Ordinal) { "threading", "spam", "rules", "routing", "sla", "classification" }, areas);
        var messages = JsonSerializer.Deserialize<JsonElement>(output).GetProperty("messages").EnumerateArray().ToList();
        Assert.All(messages, m => Assert.NotEqual("", m.GetProperty("text").GetString()));
        Assert.NotEmpty(messages);
        Assert.Equal(1, (await Sample.RunAsync("--db", _sample.Path("a.db"), "--explain", "HD-1")).ExitCode);
    }

    [Fact]
    public async Task Messages_are_searched()
    {
        await ReportAsync();
        var (code, output, _) = await Sample.RunAsync("--db", _sample.Path("a.db"), "--search", "printer", "--json");
        Assert.Equal(0, code);
        var hits = JsonDocument.Parse(output).RootElement.GetProperty("hits").EnumerateArray().ToList();
        Assert.Equal(4, hits.Count); // two mails of one ticket, one of another, and the acknowledgement that repeats the subject
        Assert.All(hits, h => Assert.Contains("printer", h.GetProperty("subject").GetString() + h.GetProperty("excerpt").GetString(), StringComparison.OrdinalIgnoreCase));
        var (_, table, _) = await Sample.RunAsync("--db", _sample.Path("a.db"), "--search", "printer");
        Assert.Contains(hits[0].GetProperty("reference").GetString()!, table, StringComparison.Ordinal);
        Assert.Contains("0 messages.", (await Sample.RunAsync("--db", _sample.Path("a.db"), "--search", "unheardof")).Output, StringComparison.Ordinal);
        var (refused, _, sentence) = await Sample.RunAsync("--db", _sample.Path("a.db"), "--search", "-printer");
        Assert.Equal(1, refused);
        Assert.Contains("something that is to be there", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tables_are_the_default()
    {
        var (code, output, _) = await Sample.RunAsync("--db", _sample.Path("a.db"));
        Assert.Equal(0, code);
        Assert.Contains("52 mails: 35 tickets (8 of them spam), 12 appended, 4 quarantined, 1 duplicates", output, StringComparison.Ordinal);
        Assert.Contains("unmatched-bounce", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("missing mail", "There is no file or folder")]
    [InlineData("empty folder", "There is no mail in")]
    [InlineData("corrupt database", "no usable database")]
    [InlineData("missing configuration", "There is no configuration")]
    [InlineData("invalid configuration", "/departments/0/closePolicy")]
    [InlineData("bad instant", "is no instant like")]
    public async Task A_mistake_gives_a_sentence_and_an_exit_code_and_no_stack_trace(string mistake, string sentence)
    {
        Directory.CreateDirectory(_sample.Path("empty"));
        await File.WriteAllTextAsync(_sample.Path("broken.db"), new string('x', 4_096));
        await File.WriteAllTextAsync(
            _sample.Path("bad.json"), """{"version":1,"departments":[{"id":"a","closePolicy":"nobody"}],"mailboxes":[],"agents":[{"id":""}]}""");
        var (code, output, error) = await Sample.RunAsync(mistake switch
        {
            "missing mail" => ["--db", _sample.Path("a.db"), "--mail", _sample.Path("none")],
            "empty folder" => ["--db", _sample.Path("a.db"), "--mail", _sample.Path("empty")],
            "corrupt database" => ["--db", _sample.Path("broken.db")],
            "missing configuration" => ["--db", _sample.Path("a.db"), "--config", _sample.Path("none.json")],
            "invalid configuration" => ["--db", _sample.Path("a.db"), "--config", _sample.Path("bad.json")],
            _ => ["--db", _sample.Path("a.db"), "--now", "tomorrow"],
        });
        Assert.NotEqual(0, code);
        Assert.Contains(sentence, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output + error, StringComparison.Ordinal);
        if (mistake == "invalid configuration")
        {
            Assert.Contains("5 mistake(s)", error, StringComparison.Ordinal); // policy, no mailbox, agent without id, address, departments
        }
    }

    [Fact]
    public async Task Killed_in_the_middle_and_run_again_it_ends_in_the_same_tickets()
    {
        await File.WriteAllBytesAsync(_sample.Path("many.mbox"), Mailbox.Write(1_500));
        string[] arguments = ["--mail", _sample.Path("many.mbox"), "--now", "2026-06-01T00:00:00Z", "--json", "--db"];
        Assert.Equal(0, (await Sample.RunAsync([.. arguments, _sample.Path("calm.db")])).ExitCode);
        for (var kill = 1; kill <= 3; kill++)
        {
            using var process = Sample.Start([.. arguments, _sample.Path("killed.db")]);
            while (!process.HasExited && Count(_sample.Path("killed.db")) < 200 * kill)
            {
                await Task.Delay(5);
            }

            Assert.False(process.HasExited, "It was done before it could be killed.");
            process.Kill(); // SIGKILL
            await process.WaitForExitAsync();
        }

        Assert.Equal(0, (await Sample.RunAsync([.. arguments, _sample.Path("killed.db")])).ExitCode);
        Assert.Equal(Dump(_sample.Path("calm.db")), Dump(_sample.Path("killed.db")));
    }

    private static (int, int, int, int, int, int) Figures(JsonElement report) => (
        report.GetProperty("mails").GetInt32(),
        report.GetProperty("tickets").GetInt32(),
        report.GetProperty("spam").GetInt32(),
        report.GetProperty("appended").GetInt32(),
        report.GetProperty("duplicates").GetArrayLength(),
        report.GetProperty("quarantined").GetInt32());

    private static long Count(string database)
    {
        if (!File.Exists(database))
        {
            return 0;
        }

        try
        {
            return long.Parse(Query(database, "SELECT COUNT(*) FROM tickets"), CultureInfo.InvariantCulture);
        }
        catch (SqliteException)
        {
            return 0; // the tables are not there yet
        }
    }

    // Everything that tells a ticket: its row, its stream, its messages, its timers.
    private static string Dump(string database) => string.Join('\n',
        Query(database, "SELECT group_concat(x, char(10)) FROM (SELECT reference || id || version || status || coalesce(assignee, '') || snapshot AS x FROM tickets ORDER BY reference)"),
        Query(database, "SELECT group_concat(x, char(10)) FROM (SELECT ticket || body AS x FROM events ORDER BY ticket, version)"),
        Query(database, "SELECT group_concat(x, char(10)) FROM (SELECT ticket || id AS x FROM messages ORDER BY ticket, id)"),
        Query(database, "SELECT group_concat(x, char(10)) FROM (SELECT ticket || kind || at AS x FROM timers ORDER BY ticket, kind)"));

    private static string Query(string database, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False;Mode=ReadWrite");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // constant SQL of this file
        command.CommandText = sql;
#pragma warning restore CA2100
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture) ?? "";
    }

    private async Task<JsonElement> ReportAsync()
    {
        var (code, output, error) = await Sample.RunAsync("--db", _sample.Path("a.db"), "--json");
        Assert.True(code == 0, error);
        return JsonDocument.Parse(output).RootElement;
    }
}
