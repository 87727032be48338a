namespace Helpdesk.Core.Samples.Tests;

public sealed class BusinessTimeTests : IAsyncLifetime
{
    private string[] _rows = [];

    public async ValueTask InitializeAsync()
    {
        var (code, output, _) = await SampleProcess.RunAsync("business-time.dll");
        Assert.Equal(0, code);
        _rows = output.ReplaceLineEndings("\n").Split('\n');
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    // The answers are worked out by hand from the hours in Desks.cs.
    [Fact]
    public void It_shows()
    {
        (string Question, string Answer)[] expected =
        [
            ("Open at lunch", " no"),
            ("Worked from Friday 16:00 to Monday 09:30", " 1:30 h"),
            ("The other way round", " -1:30 h"),
            ("Friday 16:30 and an hour of work", "Mon 2026-03-09 09:30"),
            ("Friday 16:00 and an hour", "Fri 2026-03-06 17:00"),
            ("Two hours of work before Monday 10:00", "Fri 2026-03-06 16:00"),
            ("Next close from Wednesday", "Wed 2026-03-04 12:30"),
            ("Thursday before Easter 16:00 and two hours", "Tue 2026-04-07 10:00"),
            ("Worked on Christmas Eve", " 3:00 h"),
            ("Worked on the day of the move", " 4:00 h"),
            ("Tuesday 05:00 and two hours of work", "Tue 2026-03-03 23:00"),
            ("Open at 02:00 on the holiday?", " yes"),
            ("Open at 02:00 on the day after?", " no"),
            ("The clock goes from 02:00 to 03:00", " 23:00 h"),
            ("The clock goes from 03:00 back to 02:00", " 25:00 h"),
            ("The night without 02:00 to 03:00", " 7:00 h"),
            ("The night with 01:00 to 02:00 twice", " 9:00 h"),
            ("Left out: not-all-day at line", "."),
            ("Thursday before Easter 2038, 16:00", "Tue 2038-04-27 10:00"), // Easter 2038 is 25 April
            ("Open on New Year's Day 2030?", " no"),
            ("Open on 11 November 2026", " yes"),
            ("Worked in the week of the works holidays", " 0:00 h"),
            ("A date in Berlin: worked there", " 7:00 h"),
            ("A date in Berlin: worked in New York", " 8:00 h"), // 22:00 to 06:00 there is 04:00 to 12:00 here
            ("A date in Berlin: somebody works", " 12:00 h"),
            ("A date in Berlin: both work", " 3:00 h"),
            ("Both are there from, for", "Wed 2026-03-04 09:00, 180 minutes"),
            ("Around the clock: next close", " never"),
            ("No hours at all: next opening", " never"),
            ("not-a-time at /weekly/0/start", "or 24:00."),
            ("not-a-date at /holidays/0", "2026-12-24."),
            ("unknown-zone at /zone", "is no IANA time zone."),
            ("ends-before-start at /closures/0", "A closure ends after it begins."),
        ];
        foreach (var (question, answer) in expected)
        {
            var row = Assert.Single(_rows, r => r.StartsWith(question, StringComparison.Ordinal));
            Assert.EndsWith(answer, row, StringComparison.Ordinal);
        }
    }
}
