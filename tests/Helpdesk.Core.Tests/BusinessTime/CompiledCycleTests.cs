using Helpdesk.Core.BusinessTime;
using NodaTime;
using static Helpdesk.Core.Tests.BusinessTime.CompiledSchedules;

namespace Helpdesk.Core.Tests.BusinessTime;

/// <summary>The table ends before the time does; beyond it 400 years are like any other.</summary>
public sealed class CompiledCycleTests
{
    private static readonly Duration Cycle = Duration.FromDays(146_097); // 400 Gregorian years, whole weeks
    private static readonly Instant Regular = Instant.FromUtc(2202, 12, 1, 0, 0);

    [Fact]
    public void No_zone_changes_before_1800()
    {
        foreach (var zone in Zones())
        {
            var first = zone.GetZoneInterval(Instant.FromUtc(1, 1, 1, 0, 0));
            Assert.False(first.HasStart);
            Assert.True(!first.HasEnd || first.End > Instant.FromUtc(1800, 1, 1, 0, 0), zone.Id);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(17)]
    public void After_2203_every_zone_repeats_itself_every_400_years(int cycles)
    {
        foreach (var zone in Zones())
        {
            Assert.Equal(Changes(zone, Regular), Changes(zone, Regular + (Cycle * cycles), Cycle * cycles));
        }
    }

    // The oracle asks NodaTime's wall clock; it knows of no cycles.
    [Fact]
    public void In_every_century_open_is_what_the_wall_clock_says()
    {
        foreach (var id in new[] { "Europe/Berlin", "Pacific/Apia", "Australia/Lord_Howe", "Africa/Casablanca", "America/St_Johns" })
        {
            var plan = OfficePlan(id) with { Weekly = [.. OfficePlan(id).Weekly, (IsoDayOfWeek.Sunday, new PlanInterval(5_400, 9_000))] };
            var schedule = Of(plan);
            for (var at = Instant.FromUtc(1, 1, 4, 0, 7); at < Instant.FromUtc(9998, 12, 28, 0, 0); at += Duration.FromHours(9_999))
            {
                Assert.Equal(PlanOracle.IsOpen(plan, at), schedule.IsOpen(at));
            }
        }
    }

    // Before 1893 Berlin is 53 min 28 s ahead of UTC; the oracle counts whole minutes of the wall clock.
    [Theory]
    [InlineData("0001-01-03T00:00:32Z")]
    [InlineData("1399-08-01T00:00:32Z")] // around the beginning of the table
    [InlineData("1799-09-27T00:00:32Z")]
    [InlineData("2603-05-20T00:00:00Z")] // around its end
    [InlineData("9998-12-20T00:00:00Z")]
    public void Far_away_every_question_agrees_with_the_wall_clock(string start)
    {
        var plan = OfficePlan("Europe/Berlin");
        var schedule = Of(plan);
        for (var i = 0; i < 12; i++)
        {
            var from = At(start) + Duration.FromHours(i * 17);
            var to = from + Duration.FromDays(1);
            var worked = PlanOracle.Between(plan, from, to);
            Assert.Equal(worked, schedule.Between(from, to));
            Assert.Equal(worked, schedule.Stretches(from, to).Aggregate(Duration.Zero, (sum, x) => sum + x.Duration));
            Assert.True(worked == Duration.Zero || schedule.Between(from, schedule.Add(from, worked)!.Value) == worked);
            Assert.True(schedule.NextOpen(from) is { } opens && PlanOracle.IsOpen(plan, opens) && schedule.Between(from, opens) == Duration.Zero);
            Assert.True(schedule.NextClose(from) is { } closes && !PlanOracle.IsOpen(plan, closes) && PlanOracle.IsOpen(plan, closes - Duration.Epsilon));
        }
    }

    [Fact]
    public void Between_two_ends_of_time_lie_all_stretches()
    {
        var schedule = Days("UTC", 1, 2, 3, 4, 5, 6, 7);
        var (first, last) = (Instant.FromUtc(1, 1, 3, 0, 0), Instant.FromUtc(9998, 12, 29, 0, 0));
        Assert.Equal(last - first, schedule.Between(Instant.MinValue, Instant.MaxValue));
        Assert.Equal(first - last, schedule.Between(Instant.MaxValue, Instant.MinValue));
        Assert.Equal(new Interval(first, last), Assert.Single(schedule.Stretches(Instant.MinValue, Instant.MaxValue)));
        Assert.Equal(last, schedule.Add(Instant.MinValue, last - first));
        Assert.Equal(first, schedule.Add(Instant.MaxValue, first - last));
        Assert.Null(schedule.Add(first, last - first + Duration.Epsilon));
        Assert.Equal(first, schedule.NextOpen(Instant.MinValue));
        Assert.Equal(last, schedule.PreviousOpen(Instant.MaxValue));
        Assert.Null(schedule.PreviousOpen(Instant.MinValue));
    }

    private static IEnumerable<DateTimeZone> Zones() => DateTimeZoneProviders.Tzdb.Ids.Select(id => DateTimeZoneProviders.Tzdb[id]);

    private static List<(Instant, Offset)> Changes(DateTimeZone zone, Instant from, Duration back = default) =>
        [.. zone.GetZoneIntervals(from, from + Cycle).Skip(1).Select(x => (x.Start - back, x.WallOffset))];
}
