using Helpdesk.Core.BusinessTime;

namespace Helpdesk.Core.Tests.BusinessTime;

/// <summary>What is written and read back answers as before (15 in the list of invariants).</summary>
public sealed class SavedScheduleProperties
{
    [Fact]
    public void A_schedule_read_back_gives_every_answer_again() =>
        ScheduleLaw.Holds((s, q) => ScheduleLaw.Same(s, Schedule.Parse(s.ToJson()).Require(), q));

    [Fact]
    public void Equal_schedules_have_equal_hashes_in_whatever_order_they_were_laid_down() => ScheduleLaw.Holds((s, q) =>
        s.ContentHash() == ScheduleLaw.Made(q.Plan with
        {
            Weekly = [.. q.Plan.Weekly.Reverse()],
            Holidays = [.. q.Plan.Holidays.Reverse()],
            Overrides = [.. q.Plan.Overrides.Reverse()],
            Closures = [.. q.Plan.Closures.Reverse()],
        }).ContentHash()
        && s.ContentHash() == Schedule.Parse(s.ToJson()).Require().ContentHash());

    [Fact]
    public void Schedules_that_answer_differently_have_different_hashes() => ScheduleLaw.Holds((s, q) =>
    {
        var other = ScheduleLaw.Made(q.Plan with { Weekly = [.. q.Plan.Weekly.Skip(1)] });
        return ScheduleLaw.Same(s, other, q) || s.ContentHash() != other.ContentHash();
    });
}
