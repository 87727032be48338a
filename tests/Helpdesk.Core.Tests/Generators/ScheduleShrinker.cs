using Helpdesk.Core.BusinessTime;
using NodaTime;

namespace Helpdesk.Core.Tests.Generators;

/// <summary>Smaller questions that may fail for the same reason: UTC, one interval, no exceptions, round instants.</summary>
internal static class ScheduleShrinker
{
    public static IEnumerable<ScheduleQuestion> Shrink(ScheduleQuestion question) =>
        Plans(question.Plan).Select(p => question with { Plan = p }).Concat(Instants(question));

    private static IEnumerable<ScheduleDefinition> Plans(ScheduleDefinition plan)
    {
        if (plan.Zone != "UTC")
        {
            yield return plan with { Zone = "UTC" };
        }

        foreach (var fewer in Fewer(plan.Holidays))
        {
            yield return plan with { Holidays = fewer };
        }

        foreach (var fewer in Fewer(plan.Overrides))
        {
            yield return plan with { Overrides = fewer };
        }

        foreach (var fewer in Fewer(plan.Closures))
        {
            yield return plan with { Closures = fewer };
        }

        foreach (var fewer in Fewer(plan.Weekly))
        {
            yield return plan with { Weekly = fewer };
        }

        for (var i = 0; i < plan.Weekly.Count; i++)
        {
            var (day, interval) = plan.Weekly[i];
            foreach (var breaks in Fewer(interval.Breaks))
            {
                yield return plan with { Weekly = Replaced(plan.Weekly, i, (day, interval with { Breaks = breaks })) };
            }
        }

        for (var i = 0; i < plan.Overrides.Count; i++)
        {
            var (date, intervals) = plan.Overrides[i];
            foreach (var fewer in Fewer(intervals).Concat(intervals.SelectMany((x, n) =>
                Fewer(x.Breaks).Select(b => Replaced(intervals, n, x with { Breaks = b })))))
            {
                yield return plan with { Overrides = Replaced(plan.Overrides, i, (date, fewer)) };
            }
        }
    }

    private static IEnumerable<ScheduleQuestion> Instants(ScheduleQuestion q)
    {
        ScheduleQuestion[] candidates =
        [
            q with { Far = q.A },
            q with { C = q.A },
            q with { B = q.A },
            q with { A = Round(q.A) },
            q with { B = Round(q.B) },
            q with { Amount = Duration.FromHours(1) },
            q with { More = Duration.Zero },
        ];
        return candidates.Where(c => c != q && (c.Amount == q.Amount || q.Amount > c.Amount));
    }

    private static Instant Round(Instant at) => Instant.FromUnixTimeSeconds(at.ToUnixTimeSeconds() / 60 * 60);

    // All gone, then one half, then each one gone.
    private static IEnumerable<IReadOnlyList<T>> Fewer<T>(IReadOnlyList<T> all)
    {
        if (all.Count > 1)
        {
            yield return [];
            yield return [.. all.Take(all.Count / 2)];
            yield return [.. all.Skip(all.Count / 2)];
        }

        for (var i = 0; i < all.Count; i++)
        {
            yield return [.. all.Take(i), .. all.Skip(i + 1)];
        }
    }

    private static IReadOnlyList<T> Replaced<T>(IReadOnlyList<T> all, int at, T item) => [.. all.Take(at), item, .. all.Skip(at + 1)];
}
