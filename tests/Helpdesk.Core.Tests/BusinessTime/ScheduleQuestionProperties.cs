using FsCheck.Fluent;
using Helpdesk.Core.BusinessTime;
using Helpdesk.Core.Tests.Generators;
using Helpdesk.Core.TestSupport;
using NodaTime;

namespace Helpdesk.Core.Tests.BusinessTime;

/// <summary>The questions that the laws are tried on are valid and reach what is interesting.</summary>
public sealed class ScheduleQuestionProperties
{
    [Fact]
    public void Every_question_and_every_smaller_one_has_a_valid_definition() => Properties.Holds(
        Prop.ForAll(Schedules.Shrinking, q => ScheduleShrinker.Shrink(q).Append(q).All(x => Schedule.Create(x.Plan).IsValid)),
        tests: 100);

    [Fact]
    public void Smaller_questions_end() => Properties.Holds(
        Prop.ForAll(Schedules.Shrinking, q =>
        {
            // The last candidates are the instants, which shrink a definition's least.
            var steps = 0;
            for (var next = q; ScheduleShrinker.Shrink(next).LastOrDefault() is { } smaller; next = smaller)
            {
                steps++;
                if (steps > 1_000)
                {
                    return false;
                }
            }

            return true;
        }),
        tests: 50);

    // The instants are from the IANA data (as in the comments there), not from what NodaTime says when asked near them.
    [Fact]
    public void Every_known_odd_moment_is_the_first_of_a_new_offset() => Assert.All(OddMoments.Known, k =>
    {
        var zone = DateTimeZoneProviders.Tzdb[k.Zone];
        Assert.NotEqual(zone.GetUtcOffset(k.Near), zone.GetUtcOffset(k.Near - Duration.Epsilon));
    });

    [Fact]
    public void Questions_reach_what_breaks_calendars()
    {
        var questions = Gen.Sample(Schedules.Questions, 400).ToList();
        var intervals = questions.SelectMany(q => q.Plan.Weekly.Select(w => w.Interval)).ToList();
        AtLeast(0.2, questions, q => new SecondOracle(q.Plan).IsOpen(q.A));
        AtLeast(0.2, questions, q => !new SecondOracle(q.Plan).IsOpen(q.A));
        AtLeast(0.2, questions, q => q.Zone.GetUtcOffset(q.Ordered.First) != q.Zone.GetUtcOffset(q.Ordered.Third));
        AtLeast(0.02, questions, q => q.Plan.Weekly.Count == 0);
        AtLeast(0.02, questions, q => q.A.InUtc().Year is 1850 or 2500);
        AtLeast(0.05, questions, q => q.A.ToUnixTimeTicks() % NodaConstants.TicksPerSecond != 0);
        AtLeast(0.1, questions, q => q.Plan.Holidays.Any(h => h == (Holiday)q.Today));
        AtLeast(0.1, questions, q => q.Plan.Overrides.Any(o => o.Date == q.Today));
        AtLeast(0.02, questions, q => q.Plan.Overrides.Any(o => q.Plan.Holidays.Contains(o.Date)));
        AtLeast(0.05, questions, q => q.Plan.Closures.Any(c => c.From.Date == q.Today));
        AtLeast(0.1, intervals, i => i.Breaks.Count > 0);
        AtLeast(0.01, intervals, i => i.Breaks.Any(b => b.Start < i.Start));
        AtLeast(0.1, intervals, i => i.End <= i.Start);
        AtLeast(0.03, intervals, i => i.End == 86_400);
        AtLeast(0.05, intervals, i => i.Start == 0);
    }

    private static void AtLeast<T>(double share, IReadOnlyCollection<T> all, Func<T, bool> isSuch) =>
        Assert.InRange(all.Count(isSuch), share * all.Count, all.Count);
}
