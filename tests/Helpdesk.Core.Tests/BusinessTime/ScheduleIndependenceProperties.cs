using Helpdesk.Core.BusinessTime;
using Helpdesk.Core.Tests.Generators;
using NodaTime;

namespace Helpdesk.Core.Tests.BusinessTime;

/// <summary>On what an answer does not depend: other questions, other threads, rules about other days (15, 16).</summary>
public sealed class ScheduleIndependenceProperties
{
    // 16: answers on the past stay comparable only when it is known by which data they were given.
    [Fact]
    public void The_version_of_the_zone_data_can_be_seen() =>
        Assert.Matches("^TZDB: 20[0-9]{2}[a-z]", Schedule.ZoneDataVersion);

    [Fact]
    public void Answers_in_parallel_are_the_answers_in_turn() => ScheduleLaw.Holds(
        (s, q) =>
        {
            var asked = Asked(q);
            var inTurn = asked.Select(x => ScheduleLaw.Answers(s, x).ToList()).ToList();
            var fresh = ScheduleLaw.Made(q.Plan);
            return asked.AsParallel().AsOrdered().WithDegreeOfParallelism(4)
                .Select(x => ScheduleLaw.Answers(fresh, x).ToList())
                .AsSequential()
                .Zip(inTurn)
                .All(p => p.First.SequenceEqual(p.Second));
        },
        tests: 12);

    // No hidden memory: asked alone, in turn and the other way round (seatgeek/businesstime PR 29).
    [Fact]
    public void The_order_of_questions_changes_nothing() => ScheduleLaw.Holds(
        (s, q) => Asked(q).Reverse().All(x => ScheduleLaw.Same(s, ScheduleLaw.Made(q.Plan), x)),
        tests: 12);

    // Two dates of distance, as a clock may show a date again and a zone may skip one.
    [Fact]
    public void Rules_for_later_dates_change_nothing_before_them() => ScheduleLaw.Holds((s, q) =>
    {
        var (from, _, to) = q.Ordered;
        var later = to.InZone(q.Zone).Date.PlusDays(2);
        if (later.Year is < 1900 or > 2190)
        {
            return true;
        }

        var changed = ScheduleLaw.Made(q.Plan with
        {
            Holidays = [.. q.Plan.Holidays.Where(h => ((HolidayDate.Once)h.Date).Date < later), later, later.PlusYears(1)],
            Overrides = [.. q.Plan.Overrides.Where(o => o.Date < later), (later.PlusDays(1), [new PlanInterval(3_600, 3_600)])],
            Closures = [.. q.Plan.Closures.Where(c => c.From.Date < later), (later.AtMidnight(), later.PlusDays(40).AtMidnight())],
        });
        return changed.Between(from, to) == s.Between(from, to)
            && changed.IsOpen(to) == s.IsOpen(to)
            && changed.Stretches(from, to).SequenceEqual(s.Stretches(from, to))
            && changed.Add(to, -q.Amount) == s.Add(to, -q.Amount)
            && UpTo(to, changed.Add(from, q.Amount)) == UpTo(to, s.Add(from, q.Amount))
            && UpTo(to, changed.NextOpen(from)) == UpTo(to, s.NextOpen(from))
            && UpTo(to, changed.NextClose(from)) == UpTo(to, s.NextClose(from));
    });

    private static Instant? UpTo(Instant end, Instant? answer) => answer <= end ? answer : null;

    private static ScheduleQuestion[] Asked(ScheduleQuestion q) =>
    [
        .. Enumerable.Range(0, 5).Select(n => q with
        {
            A = q.A + Duration.FromHours(7 * n),
            B = q.B - Duration.FromDays(90 * n),
            Far = q.Far + Duration.FromDays(100 * n),
        }),
    ];
}
