using FsCheck.Fluent;
using Helpdesk.Core.BusinessTime;
using Helpdesk.Core.Tests.Generators;
using Helpdesk.Core.TestSupport;
using NodaTime;

namespace Helpdesk.Core.Tests.BusinessTime;

/// <summary>States a law of schedules, which holds for every definition and every question.</summary>
internal static class ScheduleLaw
{
    public static void Holds(Func<Schedule, ScheduleQuestion, bool> law, int tests = 300) =>
        Properties.Holds(Prop.ForAll(Schedules.Shrinking, q => law(Made(q.Plan), q)), tests);

    public static Schedule Made(ScheduleDefinition plan) => Schedule.Create(plan).Require();

    /// <summary>An answer as an oracle gives it that sees only what is strictly within a window.</summary>
    public static Instant? Within(Instant? answer, Instant at, Duration window) =>
        answer is { } found && found > at - window && found < at + window ? found : null;

    /// <summary>Whether two definitions mean the same open set, asked in every way.</summary>
    public static bool Same(Schedule one, Schedule other, ScheduleQuestion q) =>
        Answers(one, q).SequenceEqual(Answers(other, q));

    /// <summary>All that a schedule says to a question.</summary>
    public static IEnumerable<object?> Answers(Schedule s, ScheduleQuestion q)
    {
        foreach (var at in new[] { q.A, q.B, q.C })
        {
            yield return s.IsOpen(at);
            yield return s.NextOpen(at);
            yield return s.NextClose(at);
            yield return s.Add(at, q.Amount);
            yield return s.Add(at, -q.Amount);
            yield return s.Between(at, q.Far);
        }

        var (first, _, third) = q.Ordered;
        foreach (var stretch in s.Stretches(first, third))
        {
            yield return stretch;
        }
    }
}
