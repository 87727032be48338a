using Helpdesk.Core.BusinessTime;
using NodaTime;
using static Helpdesk.Core.Tests.BusinessTime.CompiledSchedules;

namespace Helpdesk.Core.Tests.BusinessTime;

public sealed class CompiledScheduleTests
{
    [Theory]
    [InlineData("2026-03-03T10:00:00.5Z", "2026-03-03T10:00:00.5Z")] // open
    [InlineData("2026-03-03T16:00:00Z", "2026-03-03T16:00:00Z")] // closing
    [InlineData("2026-03-03T16:00:00.000000001Z", "2026-03-03T16:00:00Z")]
    [InlineData("2026-03-03T12:00:00Z", "2026-03-03T11:30:00Z")] // lunch
    [InlineData("2026-03-08T12:00:00Z", "2026-03-06T16:00:00Z")]
    public void The_previous_opening_is_now_or_the_moment_of_closing(string at, string previous) =>
        Assert.Equal(At(previous), Office("Europe/Berlin").PreviousOpen(At(at)));

    [Fact]
    public void Parts_of_a_second_are_counted()
    {
        var office = Office("Europe/Berlin");
        var (early, late) = (At("2026-03-03T07:59:59.75Z"), At("2026-03-03T15:59:59.999999999Z"));
        Assert.Equal(Duration.FromHours(7) - Duration.Epsilon, office.Between(early, late));
        Assert.Equal(late, office.Add(early, Duration.FromHours(7) - Duration.Epsilon));
        Assert.Equal(At("2026-03-04T08:00:00.000000001Z"), office.Add(late, Duration.FromNanoseconds(2L)));
        Assert.Equal(late, office.Add(At("2026-03-04T08:00:00Z"), -Duration.Epsilon));
        Assert.Equal(new Interval(At("2026-03-03T08:00:00Z"), At("2026-03-03T08:00:00.25Z")),
            Assert.Single(office.Stretches(early, At("2026-03-03T08:00:00.25Z"))));
        Assert.Equal(new Interval(late - Duration.Epsilon, late), Assert.Single(office.Stretches(late - Duration.Epsilon, late)));
    }

    // So many stretches a day and a bucket that they are halved, not walked.
    [Fact]
    public void A_plan_of_hundreds_of_intervals_a_day_is_read_right()
    {
        var pieces = Enumerable.Range(0, 480).Select(i => new PlanInterval(i * 180, (i * 180) + 60));
        var plan = new ScheduleDefinition
        {
            Zone = "Europe/Berlin",
            Weekly = [.. pieces.Append(new PlanInterval(0, 18_000)).Select(i => (IsoDayOfWeek.Tuesday, i))],
        };
        var schedule = Of(plan);
        var midnight = At("2026-03-02T23:00:00Z");
        for (var minute = 0; minute < 1_440; minute++)
        {
            var at = midnight + Duration.FromMinutes(minute);
            var worked = schedule.Between(midnight, at);
            Assert.Equal(minute <= 300 ? minute : 300 + ((minute - 300 + 2) / 3), worked.TotalMinutes);
            Assert.Equal(PlanOracle.IsOpen(plan, at), schedule.IsOpen(at));
            Assert.Equal(worked, schedule.Between(midnight, schedule.Add(midnight, worked)!.Value));
            Assert.True(schedule.NextClose(at) is { } closes && !schedule.IsOpen(closes) && schedule.IsOpen(closes - Duration.Epsilon));
        }
    }

    [Fact]
    public void A_stretch_of_years_ends_at_the_one_holiday()
    {
        var schedule = Of(new ScheduleDefinition { Zone = "UTC", Weekly = Around, Holidays = [new LocalDate(2100, 5, 1)] });
        var at = At("2026-03-03T12:00:00Z");
        Assert.Equal(At("2100-05-01T00:00:00Z"), schedule.NextClose(at));
        Assert.Equal(At("2100-05-01T00:00:00Z"), schedule.PreviousOpen(At("2100-05-01T20:00:00Z")));
        Assert.Null(schedule.NextClose(At("2100-05-01T20:00:00Z")));
        Assert.Equal(
            [new Interval(at, At("2100-05-01T00:00:00Z")), new Interval(At("2100-05-02T00:00:00Z"), At("2101-01-01T00:00:00Z"))],
            schedule.Stretches(at, At("2101-01-01T00:00:00Z")));
        Assert.Empty(default(OpenStretches));
    }

    [Fact]
    public void A_holiday_for_a_part_of_the_day_cuts_what_belongs_to_its_date()
    {
        var schedule = Of(new ScheduleDefinition
        {
            Zone = "UTC",
            Weekly = [(IsoDayOfWeek.Monday, new PlanInterval(79_200, 21_600)), (IsoDayOfWeek.Tuesday, new PlanInterval(3_600, 36_000))],
            Holidays = [new Holiday(new HolidayDate.Once(new LocalDate(2026, 3, 3))) { Part = (0, 28_800) }],
        });
        Assert.Equal(
            [new Interval(At("2026-03-02T22:00:00Z"), At("2026-03-03T06:00:00Z")), new Interval(At("2026-03-03T08:00:00Z"), At("2026-03-03T10:00:00Z"))],
            schedule.Stretches(At("2026-03-02T00:00:00Z"), At("2026-03-05T00:00:00Z")));
    }

    [Fact]
    public void A_holiday_of_several_days_runs_into_the_next_year_and_an_override_beats_it()
    {
        var schedule = Of(new ScheduleDefinition
        {
            Zone = "UTC",
            Weekly = Around,
            Holidays = [new Holiday(new HolidayDate.Once(new LocalDate(2026, 12, 30))) { Days = 4 }, new LocalDate(2027, 1, 2)],
            Overrides = [(new LocalDate(2027, 1, 1), [new PlanInterval(0, 3_600)])],
        });
        Assert.Equal(
            [new Interval(At("2026-12-29T00:00:00Z"), At("2026-12-30T00:00:00Z")), new Interval(At("2027-01-01T00:00:00Z"), At("2027-01-01T01:00:00Z"))],
            schedule.Stretches(At("2026-12-29T00:00:00Z"), At("2027-01-03T00:00:00Z")));
    }

    // 1,100 tables of half a year are more than are kept.
    [Fact]
    public void What_was_asked_before_changes_no_answer()
    {
        var (used, until) = (Office("Europe/Berlin"), At("2026-03-03T12:34:56Z"));
        var times = Enumerable.Range(0, 1_100).Select(i => Instant.FromUtc(1600, 1, 1, 9, 0) + Duration.FromDays(i * 211)).ToList();
        foreach (var at in times)
        {
            used.IsOpen(at);
        }

        foreach (var at in times.Where((_, i) => i % 50 == 0))
        {
            var fresh = Office("Europe/Berlin");
            Assert.Equal(fresh.Between(at, until), used.Between(at, until));
            Assert.Equal(fresh.Add(until, Duration.FromDays(900)), used.Add(until, Duration.FromDays(900)));
            Assert.Equal(fresh.NextClose(at), used.NextClose(at));
        }
    }

    [Fact]
    public void Many_threads_get_the_answers_of_one()
    {
        var times = Enumerable.Range(0, 400).Select(i => Instant.FromUtc(1900, 1, 1, 9, 0) + Duration.FromDays((i * 7_919) % 99_991)).ToList();
        var (alone, shared) = (Office("Europe/Berlin"), Office("Europe/Berlin"));
        var expected = times.Select(t => (alone.Between(times[0], t), alone.Add(t, Duration.FromHours(99)), alone.NextOpen(t))).ToList();
        var answers = times.AsParallel().AsOrdered().WithDegreeOfParallelism(8).WithExecutionMode(ParallelExecutionMode.ForceParallelism)
            .Select(t => (shared.Between(times[0], t), shared.Add(t, Duration.FromHours(99)), shared.NextOpen(t))).ToList();
        Assert.Equal(expected, answers);
    }

    [Fact]
    public void The_version_of_the_time_zone_data_is_told() =>
        Assert.Equal(DateTimeZoneProviders.Tzdb.VersionId, Schedule.ZoneDataVersion);
}
