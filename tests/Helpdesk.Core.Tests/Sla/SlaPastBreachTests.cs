using static Helpdesk.Core.Tests.Sla.Examples.Told;

namespace Helpdesk.Core.Tests.Sla;

/// <summary>Breaches that a new view of the past brings to light: they are told at once, and no timer is set into the past.</summary>
public sealed class SlaPastBreachTests
{
    // Plain warns of it: a thread that is reopened after its target was over is missed at once. It is dated to the moment
    // at which the time was used up.
    [Fact]
    public void Reopened_after_the_total_time_it_is_missed_at_once() => Holds(
        "24/7", "totalResolution 2h warn 30m",
        "2026-03-02 10:00 opened; 11:00 status resolved; 14:00 customer + status open",
        "totalResolution used 4h overdue due 12:00 late 12:00 breaches 1");

    // Lowered from the beginning it was missed when the new time was used up.
    [Theory]
    [InlineData("13:00 edit resolution 2h retroactive", "overdue used 3h")]
    [InlineData("13:00 status on-hold; 13:10 edit resolution 2h retroactive; 13:30 status open", "overdue used 3h")] // told when it runs again
    [InlineData("12:30 status on-hold; 12:50 status open; 13:10 edit resolution 2h retroactive", "overdue used 2h50m")]
    [InlineData("11:30 status on-hold; 12:00 status open; 13:00 edit resolution 90m retroactive", "overdue used 2h30m")]
    public void Lowered_from_the_beginning_it_is_missed_at_its_true_moment(string change, string standing) => Holds(
        "24/7", "resolution 8h warn 30m",
        $"2026-03-02 10:00 opened; {change}",
        $"resolution {standing} late 12:00 breaches 1");
}
