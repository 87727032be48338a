using Helpdesk.Core.BusinessTime;
using NodaTime;

namespace Helpdesk.Core.Benchmarks.BusinessTime;

/// <summary>Holds the schedule and the day walk to the same answers, on the benchmark's plan and on odd ones in odd zones.</summary>
internal static class BusinessTimeAgreement
{
    private const int Plans = 150;
    private const int QuestionsEach = 40;

    /// <exception cref="InvalidOperationException">They disagree; the message says about what.</exception>
    public static void Check()
    {
        var random = new Random(20_260_302);
        Check(SupportDesk.Definition, random);
        for (var i = 0; i < Plans; i++)
        {
            Check(OddPlans.Next(random), random);
        }
    }

    private static void Check(ScheduleDefinition plan, Random random)
    {
        var (schedule, walk) = (Schedule.Create(plan).Require(), new DayWalk(plan));
        for (var i = 0; i < QuestionsEach; i++)
        {
            var at = OddPlans.Moment(plan.Zone, random);
            var to = at + Duration.FromMilliseconds(random.Next(2) == 0 ? random.Next(-90_000_000, 90_000_000) : random.NextInt64(-9_000_000_000, 9_000_000_000));
            var amount = Duration.FromMilliseconds(random.NextInt64(-2_000_000_000, 2_000_000_000));
            Require(plan, at, "IsOpen", schedule.IsOpen(at), walk.IsOpen(at));
            Require(plan, at, $"Between to {to}", schedule.Between(at, to), walk.Between(at, to));
            Require(plan, at, $"Add of {amount}", schedule.Add(at, amount), walk.Add(at, amount));
            Require(plan, at, "NextOpen", schedule.NextOpen(at), walk.NextOpen(at));
            Require(plan, at, "NextClose", schedule.NextClose(at), walk.NextClose(at));
        }
    }

    private static void Require<T>(ScheduleDefinition plan, Instant at, string question, T ours, T walked)
    {
        if (!EqualityComparer<T>.Default.Equals(ours, walked))
        {
            throw new InvalidOperationException(
                $"{question} at {at}: the schedule says {ours}, the walk {walked}. Zone {plan.Zone}; week {string.Join(", ", plan.Weekly)}; "
                + $"holidays {string.Join(", ", plan.Holidays)}; overrides {string.Join(", ", plan.Overrides)}; closures {string.Join(", ", plan.Closures)}.");
        }
    }
}
