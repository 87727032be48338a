using System.Text.Json;

namespace Helpdesk.Core.Samples.Tests;

public sealed class ThreadsEvaluationTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("helpdesk-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Mails_of_a_mailbox_file_go_by_date_to_the_tickets_that_they_belong_to()
    {
        var file = Path.Combine(_folder.FullName, "list.mbox");
        await File.WriteAllTextAsync(file, """
            From a@x Mon Oct  5 10:00:00 2026
            From: Ann <ann@x.example>
            Subject: Re: one
            Date: Mon, 5 Oct 2026 10:00:00 +0000
            Message-ID: <2@x>
            References: <never-seen@x>

            second

            From b@x Mon Oct  5 09:00:00 2026
            From: Bob <bob@x.example>
            Subject: Re: one
            Date: Mon, 5 Oct 2026 09:00:00 +0000
            Message-ID: <1@x>
            In-Reply-To: <never-seen@x>

            first

            From c@x Mon Oct  5 11:00:00 2026
            From: Carl <carl@x.example>
            Subject: Re: one
            Date: Mon, 5 Oct 2026 11:00:00 +0000
            Message-ID: <3@x>

            another
            """);
        Assert.Equal(
            [
                """{"file":"list.mbox","index":1,"ticket":"T1"}""",
                """{"file":"list.mbox","index":0,"ticket":"T1"}""",
                """{"file":"list.mbox","index":2,"ticket":"T2"}""",
            ],
            await AnswerAsync("threads", file));
    }

    [Fact]
    public async Task A_story_says_what_came_otherwise_than_written()
    {
        var file = Path.Combine(_folder.FullName, "stories.json");
        const string Given = """
            "given":{"now":"2026-03-02T09:00:00Z","mailboxes":[{"address":"help@acme.example","queue":"help"}],"agents":[{"id":"kim","address":"kim@acme.example"}]}
            """;
        const string First = """
            {"receive":"email","mailbox":"help@acme.example","headers":[["From","Ann <ann@x.example>"],["To","help@acme.example"],["Subject","Printer"],["Message-ID","<1@x>"]],
             "body":"broken","expect":{"outcome":"created","ticket":"A","autoResponse":true}},{"send":"agentReply","ticket":"A","agent":"kim","body":"Try again.","save":"r1"}
            """;
        await File.WriteAllTextAsync(file, string.Join(
            '\n',
            $$"""[{"id":"S1",{{Given}},"steps":[{{First}},""",
            Answer("r1.messageId", """{"outcome":"appended","ticket":"A","by":"token","flags":["nonParticipant"]}"""),
            $$"""]},{"id":"S2",{{Given}},"steps":[{{First}},""",
            Answer("forge:r1.messageId", """{"outcome":"appended","ticket":"B"}"""),
            "]}]"));
        Assert.Equal(
            [
                """{"id":"S1","ok":true,"deviations":[]}""",
                """{"id":"S2","ok":false,"deviations":[{"step":2,"fact":"outcome","expected":"\"appended\"","came":"\"created\""}]}""",
            ],
            await AnswerAsync("scenarios", file));
    }

    [Fact]
    public async Task The_stories_beside_the_repository_come_out_as_written()
    {
        var answers = await AnswerAsync("scenarios", Path.Combine(Shared(), "threading-scenarios.json"));
        var failed = answers.Select(a => JsonSerializer.Deserialize<JsonElement>(a)).Where(a => !a.GetProperty("ok").GetBoolean());
        Assert.Empty(failed.Select(a => a.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task The_mailing_lists_beside_the_repository_come_out_as_their_threads()
    {
        var shared = Shared();
        foreach (var list in JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(Path.Combine(shared, "threads.json"))).EnumerateArray())
        {
            var answers = (await AnswerAsync("threads", Path.Combine(shared, list.GetProperty("file").GetString()!))).Select(a => JsonSerializer.Deserialize<JsonElement>(a));
            var found = answers.GroupBy(a => a.GetProperty("ticket").GetString()).Select(g => string.Join(' ', g.Select(a => a.GetProperty("index").GetInt32()).Order()));
            var wanted = list.GetProperty("threads").EnumerateArray().Select(t => string.Join(' ', t.EnumerateArray().Select(i => i.GetInt32()).Order()));
            Assert.Equal(wanted.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
        }
    }

    private static string Answer(string name, string expected) =>
        """{"receive":"email","mailbox":"help@acme.example","headers":[["From","Eve <eve@y.example>"],["To","help@acme.example"],["Message-ID","<2@y>"],"""
        + "[\"In-Reply-To\",\"<{" + name + "}>\"]],\"body\":\"hi\",\"expect\":" + expected + "}";

    private static string Shared()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var folder = Path.Combine(at.FullName, "shared", "data", "mail");
            if (Directory.Exists(folder))
            {
                return folder;
            }
        }

        Assert.Skip("There is no ../shared/data/mail beside the repository.");
        return "";
    }

    private static async Task<string[]> AnswerAsync(params string[] arguments)
    {
        using var process = EvaluationProcess.Start(arguments);
        using var limit = new CancellationTokenSource(EvaluationProcess.Patience);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var error = process.StandardError.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        Assert.Equal((0, ""), (process.ExitCode, await error));
        return (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
