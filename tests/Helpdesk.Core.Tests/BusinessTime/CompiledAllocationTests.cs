using Helpdesk.Core.BusinessTime;
using NodaTime;

namespace Helpdesk.Core.Tests.BusinessTime;

public sealed class CompiledAllocationTests
{
    [Fact]
    public void A_question_asked_before_allocates_nothing_however_long_its_span()
    {
        var schedule = CompiledSchedules.Office("Europe/Berlin");
        AllocatesNothing(schedule);
        AllocatesNothing(schedule.Union(CompiledSchedules.Office("America/New_York")));
        AllocatesNothing(CompiledSchedules.Days("UTC"));
        AllocatesNothing(CompiledSchedules.Days("Etc/GMT+5", 1).Intersect(CompiledSchedules.Days("Etc/GMT-5", 4)));
    }

    private static void AllocatesNothing(Schedule schedule)
    {
        var at = Instant.FromUtc(2026, 3, 2, 10, 0);
        Ask(schedule, at);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Ask(schedule, at);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Ask(Schedule schedule, Instant at)
    {
        for (var day = 0; day < 60; day++)
        {
            at += Duration.FromHours(25);
            schedule.IsOpen(at);
            schedule.Between(at, at + Duration.FromDays(1));
            schedule.Between(at, at + Duration.FromDays(3_650));
            schedule.Between(Instant.MinValue, Instant.MaxValue);
            schedule.Add(at, Duration.FromHours(8));
            schedule.Add(at, Duration.FromHours(-1_000));
            schedule.Add(at, Duration.FromDays(500_000));
            schedule.Add(at, Duration.FromDays(5_000_000));
            schedule.NextOpen(at);
            schedule.NextClose(at);
            schedule.PreviousOpen(at);
            foreach (var stretch in schedule.Stretches(at, at + Duration.FromDays(400)))
            {
                Assert.True(stretch.HasEnd);
            }
        }
    }
}
