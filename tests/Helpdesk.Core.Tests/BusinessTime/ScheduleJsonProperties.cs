using FsCheck.Fluent;
using Helpdesk.Core.BusinessTime;
using Helpdesk.Core.Tests.Generators;
using Helpdesk.Core.TestSupport;

namespace Helpdesk.Core.Tests.BusinessTime;

public sealed class ScheduleJsonProperties
{
    [Fact]
    public void What_was_written_reads_back_to_the_same_text_and_hash() => Holds((plan, schedule, read) =>
        read.ToJson() == schedule.ToJson() && read.ContentHash() == schedule.ContentHash());

    [Fact]
    public void What_was_written_reads_back_to_the_same_answers() => Properties.Holds(
        Prop.ForAll(Schedules.Questions.ToArbitrary(), Holidays.Lists.ToArbitrary(), (q, holidays) =>
        {
            var schedule = Schedule.Create(q.Plan with { Holidays = [.. q.Plan.Holidays, .. holidays] }).Require();
            var read = Schedule.Parse(schedule.ToJson()).Require();
            return read.Between(q.A, q.B) == schedule.Between(q.A, q.B) && read.IsOpen(q.C) == schedule.IsOpen(q.C)
                && read.NextOpen(q.B) == schedule.NextOpen(q.B) && read.ZoneId == schedule.ZoneId;
        }));

    [Fact]
    public void In_whatever_order_it_was_laid_down_the_text_is_the_same() => Holds((plan, schedule, _) =>
        Schedule.Create(plan with
        {
            Weekly = [.. plan.Weekly.Reverse().Concat(plan.Weekly).Select(w => (w.Day, w.Interval with { Breaks = [.. w.Interval.Breaks.Reverse()] }))],
            Holidays = [.. plan.Holidays.Reverse().Select(h => h with { Except = [.. h.Except.Reverse()] })],
            Overrides = [.. plan.Overrides.Reverse()],
            Closures = [.. plan.Closures.Reverse()],
        }).Require().ContentHash() == schedule.ContentHash());

    [Fact]
    public void The_holidays_are_valid_and_of_every_kind()
    {
        var holidays = Gen.Sample(Holidays.Lists, 200).SelectMany(h => h).ToList();
        Assert.Equal(4, holidays.Select(h => h.Date.GetType()).Distinct().Count());
        Assert.Contains(holidays, h => h.Except.Count > 0);
        Assert.Contains(holidays, h => h.Part is not null);
        Assert.Contains(holidays, h => h.Observed != ObservedRule.None);
        Assert.Empty(Schedule.Create(new ScheduleDefinition { Zone = "UTC", Holidays = [.. holidays.Take(1_000)] }).Faults);
    }

    private static void Holds(Func<ScheduleDefinition, Schedule, Schedule, bool> law) => Properties.Holds(
        Prop.ForAll(Schedules.Questions.ToArbitrary(), Holidays.Lists.ToArbitrary(), (q, holidays) =>
        {
            var plan = q.Plan with { Holidays = [.. q.Plan.Holidays, .. holidays] };
            var schedule = Schedule.Create(plan).Require();
            return law(plan, schedule, Schedule.Parse(schedule.ToJson()).Require());
        }));
}
