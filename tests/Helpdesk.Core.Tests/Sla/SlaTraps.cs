using static Helpdesk.Core.Tests.Sla.Examples.Told;

namespace Helpdesk.Core.Tests.Sla;

/// <summary>
/// Where the clocks of other help desks failed, each with the issue that tells of it: pauses, ends and returns, actors. Edits and
/// breaches are in <see cref="SlaEditTraps"/> and <see cref="SlaBreachTraps"/>, schedules in <see cref="BusinessTime.ScheduleTraps"/>.
/// </summary>
public sealed class SlaTraps
{
    // frappe/helpdesk PR 2449, #1554, #1675: the time on hold was added to the creation by the wall clock. Half an hour is used on
    // Friday, 65 wall-clock hours are held over the weekend, an hour and a half is left from Monday 10:30.
    [Fact]
    public void Time_on_hold_is_not_added_to_wall_clock_time() => Holds(
        "10-18", "resolution 2h",
        "2026-03-06 17:00 opened; 17:30 status on-hold; 2026-03-09 10:30 status open",
        "resolution used 30m due 12:00");

    // glpi-project/glpi#10594, PR 14937: the pause was counted by the calendar and the target in working time.
    [Fact]
    public void A_pause_within_closed_hours_costs_and_gives_nothing() => Holds(
        "10-18", "resolution 4h",
        "2026-03-02 16:00 opened; 19:00 status on-hold; 21:00 status open",
        "resolution used 2h due 2026-03-03 12:00");

    // fivetran/dbt_zendesk PR 217: minutes were too coarse. Ten seconds three times, with two pauses within one minute.
    [Fact]
    public void Pauses_within_one_minute_keep_their_seconds() => Holds(
        "24/7", "resolution 1h",
        "2026-03-02 10:00:00 opened; 10:00:10 status pending; 10:00:20 status open; 10:00:30 status on-hold; 10:00:50 status open; 10:01:00 status resolved",
        "resolution used 30s met ran 10:00:00-10:00:10 10:00:20-10:00:30 10:00:50-10:01:00");

    // The same issues: one hold follows another without work in between, and must not be counted twice.
    [Fact]
    public void Holds_that_follow_each_other_are_one() => Holds(
        "24/7", "resolution 4h",
        "2026-03-02 10:00 opened; 10:10 status pending; 10:20 status on-hold; 10:25 status postponed; 10:30 status open; 11:00 look",
        "resolution used 40m due 14:20");

    // zammad/zammad#188: only some states stopped the clock; osTicket/osTicket#3034 asks for it.
    [Theory]
    [InlineData("pending")]
    [InlineData("answered")]
    [InlineData("on-hold")]
    [InlineData("postponed")]
    public void Every_status_of_waiting_pauses_the_resolution(string status) => Holds(
        "24/7", "resolution 4h",
        $"2026-03-02 10:00 opened; 10:30 status {status}; 2026-03-04 10:00 wake",
        "resolution used 30m paused undue breaches 0; nothing due; next wake");

    // zammad/zammad#2579: the statistics of closing were never written.
    [Theory]
    [InlineData("status resolved", "30m")]
    [InlineData("status closed", "30m")]
    [InlineData("status pending; 11:00 status closed", "30m")]
    [InlineData("status resolved; 11:00 status closed", "30m")]
    public void However_a_ticket_is_closed_its_resolution_has_a_result(string end, string used) => Holds(
        "24/7", "resolution 4h",
        $"2026-03-02 10:00 opened; 10:30 {end}",
        $"resolution used {used} met results 1 longest {used}");

    // zammad/zammad#904: a ticket that had been merged into another one escalated.
    [Theory]
    [InlineData("merged")]
    [InlineData("deleted")]
    [InlineData("spam")]
    public void What_is_put_away_escalates_no_more(string status) => Holds(
        "24/7", "firstReply 1h, resolution 4h",
        $"2026-03-02 10:00 opened; 10:30 status {status}; 2026-03-03 10:00 wake",
        "nothing due; next wake; firstReply cancelled breaches 0 results 0; resolution cancelled breaches 0 results 0");

    // The same issue, the other way round: the merge was a mistake. The hour and a half away does not count.
    [Fact]
    public void What_comes_back_goes_on_where_it_stood() => Holds(
        "24/7", "firstReply 1h, resolution 4h",
        "2026-03-02 10:00 opened; 10:30 status merged; 12:00 status open",
        "firstReply is 1 used 30m due 12:30; resolution is 1 used 30m due 15:30");

    [Fact]
    public void Reopened_it_goes_on_with_what_was_used() => Holds(
        "24/7", "resolution 4h, totalResolution 8h",
        "2026-03-02 10:00 opened; 11:00 status resolved; 14:00 customer + status open",
        "resolution is 1 used 1h due 17:00; totalResolution is 1 used 4h due 18:00");

    // zammad/zammad#3140: it escalated although the agent had answered last.
    [Fact]
    public void Nothing_escalates_when_the_agent_answered_last() => Holds(
        "24/7", "firstReply 1h, nextReply 1h",
        "2026-03-02 10:00 opened; 10:10 reply; 10:20 customer; 10:30 reply; 2026-03-04 10:00 wake",
        "nothing due; next wake; firstReply met breaches 0; nextReply met breaches 0 used 10m");

    // zammad/zammad#3140: machines and colleagues are nobody who answers or asks.
    [Fact]
    public void Robots_and_notes_neither_answer_nor_ask() => Holds(
        "24/7", "firstReply 1h, nextReply 1h",
        "2026-03-02 10:00 opened; 10:01 robot; 10:05 note; 10:10 reply; 10:20 machine; 10:30 note",
        "firstReply used 10m met; nextReply none; nothing due");

    // zammad/zammad#5177: the update target came before the first response.
    [Fact]
    public void An_update_is_not_due_before_the_first_answer() => Holds(
        "24/7", "firstReply 4h, nextReply 1h, periodicUpdate 1h",
        "2026-03-02 10:00 opened; 10:30 customer; 11:00 look",
        "first due 14:00; next wake 14:00; nextReply none; periodicUpdate none");

    // zammad/zammad#2082: the due time changed only with the second answer of the agent.
    [Fact]
    public void The_first_answer_takes_its_due_time_away_at_once() => Holds(
        "24/7", "firstReply 1h, periodicUpdate 4h",
        "2026-03-02 10:00 opened; 10:30 reply",
        "firstReply undue met; first due 14:30; next wake 14:30");

    // Zendesk's rule: the oldest unanswered message counts, not the last.
    [Fact]
    public void Asking_again_does_not_put_off_the_answer() => Holds(
        "24/7", "firstReply 1h, nextReply 1h",
        "2026-03-02 10:00 opened; 10:10 reply; 10:20 customer; 10:50 customer; 11:10 customer",
        "nextReply is 1 used 50m due 11:20");

    // glpi-project/glpi#1911 asks for the time of each group; osTicket/osTicket#407 for the time since the last update.
    [Fact]
    public void Each_department_has_the_ticket_for_a_time_of_its_own() => Holds(
        "24/7", "groupOwnership 2h, periodicUpdate 4h",
        "2026-03-02 10:00 opened; 11:00 reply; 11:30 transferred; 12:00 look",
        "groupOwnership cycle 1 used 90m met; groupOwnership is 2 used 30m due 13:30; periodicUpdate due 15:00");
}
