using Helpdesk.Core.BusinessTime;
using NodaTime;
using static Helpdesk.Core.Tests.BusinessTime.CompiledSchedules;

namespace Helpdesk.Core.Tests.BusinessTime;

public sealed class CompiledCombinationTests
{
    // Berlin's office is open 08:00Z to 11:30Z and 12:30Z to 16:00Z in winter, New York's 14:00Z to 17:30Z and 18:30Z to 22:00Z.
    [Theory]
    [InlineData("2026-03-03T10:00:00Z", true, false)]
    [InlineData("2026-03-03T12:00:00Z", false, false)] // lunch in Berlin
    [InlineData("2026-03-03T15:00:00Z", true, true)]
    [InlineData("2026-03-03T20:00:00Z", true, false)]
    [InlineData("2026-03-03T23:00:00Z", false, false)]
    [InlineData("2026-03-07T15:00:00Z", false, false)]
    public void A_union_is_open_with_either_an_intersection_with_both(string at, bool either, bool both)
    {
        var (berlin, newYork) = (Office("Europe/Berlin"), Office("America/New_York"));
        Assert.Equal(either, berlin.Union(newYork).IsOpen(At(at)));
        Assert.Equal(both, berlin.Intersect(newYork).IsOpen(At(at)));
    }

    // In March America changes its clocks three weeks before Europe: the common hours grow from 2 to 3.
    [Theory]
    [InlineData("2026-03-03T00:00:00Z", 120)]
    [InlineData("2026-03-10T00:00:00Z", 180)]
    [InlineData("2026-03-31T00:00:00Z", 120)]
    public void Each_part_keeps_its_own_clock(string day, int minutes)
    {
        var common = Office("Europe/Berlin").Intersect(Office("America/New_York"));
        Assert.Equal(Duration.FromMinutes(minutes), common.Between(At(day), At(day) + Duration.FromDays(1)));
    }

    [Theory]
    [InlineData("Europe/Berlin", "Europe/Berlin")]
    [InlineData("Europe/Berlin", "Asia/Kolkata")]
    public void What_either_and_both_open_is_what_each_opens(string first, string second)
    {
        var (a, b) = (Office(first), Of(OfficePlan(second) with { Weekly = [(IsoDayOfWeek.Sunday, new PlanInterval(79_200, 36_000))] }));
        var (either, both) = (a.Union(b), a.Intersect(b));
        for (var i = 0; i < 500; i++)
        {
            var from = Instant.FromUtc(2026, 1, 1, 0, 0) + Duration.FromSeconds(i * 54_321L);
            var to = from + Duration.FromSeconds(i * 12_345L);
            Assert.Equal(a.Between(from, to) + b.Between(from, to), either.Between(from, to) + both.Between(from, to));
            Assert.Equal((a.IsOpen(from) || b.IsOpen(from), a.IsOpen(from) && b.IsOpen(from)), (either.IsOpen(from), both.IsOpen(from)));
        }
    }

    [Theory]
    [InlineData("Europe/Berlin", "Europe/Berlin")]
    [InlineData("Etc/GMT+5", "Etc/GMT-5")] // between zones only counting through a whole cycle can tell
    public void Days_that_never_meet_are_never_open_together(string first, string second)
    {
        var never = Days(first, 1).Intersect(Days(second, 4));
        var at = At("2026-03-03T00:00:00Z");
        Assert.Null(never.NextOpen(at));
        Assert.Null(never.PreviousOpen(at));
        Assert.Null(never.NextClose(at));
        Assert.Null(never.Add(at, Duration.FromSeconds(1)));
        Assert.Null(never.Add(at, Duration.FromSeconds(-1)));
        Assert.Empty(never.Stretches(Instant.MinValue, Instant.MaxValue));
    }

    [Theory]
    [InlineData("Europe/Berlin", "Europe/Berlin")]
    [InlineData("Etc/GMT+5", "Etc/GMT-5")]
    public void Days_that_leave_nothing_out_never_close(string first, string second)
    {
        var always = Days(first, 1, 2, 3, 4).Union(Days(second, 4, 5, 6, 7, 1));
        var at = At("2026-03-03T00:00:00Z");
        Assert.Null(always.NextClose(at));
        Assert.Null(always.NextClose(At("9000-03-03T00:00:00Z")));
        Assert.Null(always.NextClose(At("0500-03-03T00:00:00Z")));
        Assert.Equal(Duration.FromDays(9), always.Between(at, at + Duration.FromDays(9)));
        Assert.Single(always.Stretches(Instant.MinValue, Instant.MaxValue));
    }

    [Fact]
    public void A_combination_has_32_parts_at_most_and_the_zone_of_the_first()
    {
        var all = Days("Asia/Tokyo", 1);
        for (var i = 1; i < Schedule.MaxParts; i++)
        {
            all = all.Union(Days("UTC", 1 + (i % 7)));
        }

        Assert.Equal("Asia/Tokyo", all.ZoneId);
        Assert.True(all.IsOpen(At("2026-03-03T12:00:00Z")));
        Assert.Throws<ArgumentException>("other", () => all.Union(Days("UTC", 1)));
        Assert.Throws<ArgumentException>("other", () => Days("UTC", 1).Intersect(all));
        Assert.Throws<ArgumentNullException>("other", () => all.Union(null!));
    }
}
