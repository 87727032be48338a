using Helpdesk.Core.BusinessTime;
using NodaTime;

namespace Helpdesk.Core.Tests.BusinessTime;

/// <summary>The first question of a schedule falls into the cycle that stands for all later, or earlier, years.</summary>
public sealed class CompiledCycleStarts
{
    // Shrunk counterexamples: looking for what lies beyond the cycle looked at its beginning, which nobody had counted yet.
    [Theory]
    [InlineData("Africa/Casablanca", "01:59:59", "06:39:59", 2500, 10, 14)]
    [InlineData("Europe/Berlin", "04:10", "14:05", 2500, 10, 31)]
    [InlineData("UTC", "19:05", "21:55", 2500, 4, 13)]
    [InlineData("UTC", "19:05", "21:55", 1450, 4, 13)]
    public void A_moment_within_the_cycle_can_be_the_first_one_asked_about(string zone, string start, string end, int year, int month, int day)
    {
        string Plan(int weekday) => $$"""{"zone":"{{zone}}","weekly":[{"day":{{weekday}},"start":"{{start}}","end":"{{end}}"}]}""";
        Schedule Both() => Schedule.Parse(Plan(1)).Require().Union(Schedule.Parse(Plan(2)).Require());
        var at = Instant.FromUtc(year, month, day, 12, 0);
        foreach (var years in new[] { 900, -900 })
        {
            var amount = Duration.FromHours(5 * 104 * years / 2);
            var reached = Both().Add(at, amount);
            Assert.NotNull(reached);
            Assert.Equal(amount, Both().Between(at, reached.Value));
        }
    }
}
