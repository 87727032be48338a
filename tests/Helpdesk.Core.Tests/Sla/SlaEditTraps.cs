using Helpdesk.Core.Tests.Sla.Examples;
using Helpdesk.Core.Tickets;
using NodaTime;
using static Helpdesk.Core.Tests.Sla.Examples.Told;

namespace Helpdesk.Core.Tests.Sla;

/// <summary>Where other help desks lost count when policies, hours or priorities changed, each with the issue that tells of it.</summary>
public sealed class SlaEditTraps
{
    // glpi-project/glpi#6902, #15605: the pause was lost when the SLA changed. Half an hour is used, whatever the change.
    [Theory]
    [InlineData("11:00 edit resolution 8h", "due 19:30")]
    [InlineData("11:00 edit resolution 8h forward", "due 19:30")]
    [InlineData("11:00 edit resolution 8h retroactive", "due 19:30")]
    [InlineData("11:00 hours 9-17 forward", "due 15:30")]
    [InlineData("11:00 hours 9-17 retroactive", "due 15:30")]
    [InlineData("11:00 priority urgent", "due 13:30")]
    public void A_pause_outlives_a_change_of_the_policy(string change, string due) => Holds(
        "24/7", "resolution 4h urgent 2h",
        $"2026-03-02 10:00 opened; 10:30 status on-hold; {change}; 12:00 status open",
        $"resolution used 30m {due}");

    // zammad/zammad#4353: the SLA was removed and the escalation stayed.
    [Theory]
    [InlineData("11:00 drop resolution forward")]
    [InlineData("11:00 drop resolution retroactive")]
    [InlineData("11:00 drop resolution; 11:10 note")]
    public void What_is_no_longer_promised_is_no_longer_due(string change) => Holds(
        "24/7", "firstReply 1h, resolution 4h",
        $"2026-03-02 10:00 opened; 10:30 reply; {change}; 2026-03-03 10:00 wake",
        "nothing due; next wake; resolution cancelled breaches 0 results 0");

    // The same when the whole policy goes: only the internal answer within a week is left, for the place in the queue.
    [Fact]
    public void Without_its_policy_a_ticket_waits_for_an_answer_and_nothing_else() => Holds(
        "24/7", "firstReply 1h, resolution 4h",
        "2026-03-02 10:00 opened; 10:30 remove forward",
        "resolution cancelled; firstReply target 7d due 2026-03-09 10:00; first due 10:00");

    // zammad/zammad#4037: editing an SLA touched updated_at of every ticket.
    [Fact]
    public void A_review_touches_nothing_of_the_ticket_but_its_version()
    {
        const string Before = "2026-03-02 10:00 opened; 10:30 reply; 11:00 customer; 11:30 status on-hold";
        var (before, after) = (new ExamplePlay("24/7", "resolution 4h", Before).Ticket,
            new ExamplePlay("24/7", "resolution 4h", $"{Before}; 13:00 edit resolution 8h retroactive").Ticket);
        Assert.All(
            typeof(Ticket).GetProperties().Where(p => p.PropertyType == typeof(Instant) || p.PropertyType == typeof(Instant?)),
            p => Assert.Equal(p.GetValue(before), p.GetValue(after)));
        Assert.Equal(before.Version + 1, after.Version);
    }

    // Zendesk's users: an edited policy does not show until the next update. Ours likewise, or at once by a review.
    [Theory]
    [InlineData("11:00 edit firstReply 2h; 11:30 look", "due 14:00")]
    [InlineData("11:00 edit firstReply 2h; 11:30 note", "due 12:00")]
    [InlineData("11:00 edit firstReply 2h forward", "due 12:00")]
    public void An_edit_comes_with_the_next_event_or_with_a_review(string change, string due) => Holds(
        "24/7", "firstReply 4h", $"2026-03-02 10:00 opened; {change}", $"firstReply {due}");

    // zammad/zammad#5624: passed to where only other promises hold, the ticket kept the update time of before.
    [Fact]
    public void What_another_policy_does_not_promise_is_not_due() => Holds(
        "24/7", "for normal: firstReply 1h, periodicUpdate 4h",
        "2026-03-02 10:00 opened; 10:30 reply; 11:00 priority high; 2026-03-04 10:00 wake",
        "firstReply met; periodicUpdate undue breaches 0; nothing due; next wake");

    // The policy says itself what its edits do when a ticket follows with its next event.
    [Theory]
    [InlineData("keep", "due 14:00 target 4h")]
    [InlineData("forward", "due 12:00 target 2h")]
    [InlineData("retroactive", "due 12:00 target 2h")]
    public void A_policy_says_what_its_edits_do(string mode, string shown) => Holds(
        "24/7", $"on edit {mode}: firstReply 4h",
        "2026-03-02 10:00 opened; 11:00 edit firstReply 2h; 11:30 note; 11:40 status on-hold; 11:50 status open",
        $"firstReply {shown}");

    // fivetran/dbt_zendesk: what was finished was judged by the priority of today.
    [Fact]
    public void What_is_finished_keeps_the_target_of_its_priority() => Holds(
        "24/7", "firstReply 4h urgent 30m, resolution 8h urgent 4h",
        "2026-03-02 10:00 opened urgent; 10:40 reply; 11:00 priority low",
        "firstReply target 30m left -10m breached; resolution target 8h due 18:00");

    // Zendesk: a target that is looked up anew can be missed at once. A target lowered below what is used is missed from then on, not before.
    [Fact]
    public void Lowered_forward_it_is_missed_by_the_edit() => Holds(
        "24/7", "resolution 8h",
        "2026-03-02 10:00 opened; 13:00 edit resolution 2h forward; 13:30 wake",
        "resolution overdue used 3h30m left -90m late 13:00 breaches 1");

    // Raised again, the clock is in time again; that it was missed stays told.
    [Fact]
    public void Raised_it_runs_in_time_again() => Holds(
        "24/7", "resolution 2h",
        "2026-03-02 10:00 opened; 12:30 wake; 13:00 edit resolution 8h forward; 14:00 status resolved",
        "resolution used 4h met breaches 1 results 1");
}
