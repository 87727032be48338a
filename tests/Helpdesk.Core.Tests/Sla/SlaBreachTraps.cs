using Helpdesk.Core.Tickets;
using NodaTime;
using static Helpdesk.Core.Tests.Sla.Examples.Told;

namespace Helpdesk.Core.Tests.Sla;

/// <summary>Where other help desks warned, escalated or dated a breach wrongly, each with the issue that tells of it.</summary>
public sealed class SlaBreachTraps
{
    // glpi-project/glpi PR 22678, #15429: a level before the due time came at midnight. Due Monday 09:00; two working hours before
    // that is Friday 17:00.
    [Fact]
    public void A_warning_before_the_due_time_is_counted_in_working_hours() => Holds(
        "8-18", "resolution 4h warn 2h",
        "2026-03-06 15:00 opened",
        "resolution due 2026-03-09 09:00 warns 2026-03-06 17:00; next wake 17:00");

    [Fact]
    public void A_warning_is_told_once_and_moves_with_a_pause() => Holds(
        "8-18", "resolution 4h warn 50%",
        "2026-03-06 15:00 opened; 16:00 status on-hold; 2026-03-09 08:00 status open; 09:00 wake; 09:30 status on-hold; 09:40 status open",
        "resolution used 2h30m warning due 11:10; next wake 11:10");

    // fivetran/dbt_zendesk#116, #142: the time of a breach was the latest of several rows. Woken a day late, and answered later:
    // one breach, at 11:00.
    [Theory]
    [InlineData("2026-03-03 12:00 wake")]
    [InlineData("2026-03-03 12:00 wake; 13:00 wake; 14:00 note; 15:00 reply")]
    [InlineData("2026-03-03 14:00 note; 15:00 reply")]
    [InlineData("2026-03-03 15:00 reply; 16:00 customer; 17:00 reply; 18:00 wake")]
    public void A_breach_is_told_once_with_its_true_moment(string later)
    {
        var play = Holds("24/7", "firstReply 1h", $"2026-03-02 10:00 opened; {later}", "firstReply late 2026-03-02 11:00 breaches 1");
        var told = play.Stream.Select(e => e.Event).OfType<TicketEvent.SlaBreached>().Single();
        Assert.Equal(Instant.FromUtc(2026, 3, 2, 11, 0), told.At);
        Assert.Equal(told.At, told.DueAt);
    }

    // zendesk/biz PR 139 rolls a target used up at closing time to the next opening; Frappe, comparing instants, fails an answer of
    // the Sunday to a target "due Friday 18:00". No working time is used in between: it is met.
    [Theory]
    [InlineData("2026-03-06 18:00 reply", "met")]
    [InlineData("2026-03-08 12:00 reply", "met")]
    [InlineData("2026-03-08 12:00 wake; 13:00 reply", "met")]
    [InlineData("2026-03-09 10:00 reply", "met")]
    [InlineData("2026-03-09 10:00:01 reply", "breached late 2026-03-09 10:00")]
    public void What_is_used_up_at_closing_time_is_missed_only_when_it_is_open_again(string answer, string result) => Holds(
        "10-18", "firstReply 2h", $"2026-03-06 16:00 opened; {answer}", $"firstReply {result}");

    [Fact]
    public void Between_closing_and_opening_it_is_due_and_not_overdue() => Holds(
        "10-18", "firstReply 2h", "2026-03-06 16:00 opened; 2026-03-08 12:00 wake",
        "firstReply running left 0m due 2026-03-06 18:00 edge 2026-03-09 10:00 breaches 0; next wake 10:00");

    // Appfire's order: what stops comes before what is missed.
    [Fact]
    public void An_answer_in_the_due_second_is_in_time() => Holds(
        "24/7", "firstReply 1h", "2026-03-02 10:00 opened; 11:00 wake; 11:00 reply", "firstReply used 1h left 0m met breaches 0");

    // The same issues: what was missed is not missed again after a pause or when the ticket comes back.
    [Fact]
    public void What_was_missed_before_a_pause_is_not_told_again() => Holds(
        "24/7", "resolution 1h",
        "2026-03-02 10:00 opened; 12:00 wake; 12:30 status on-hold; 13:00 status open; 14:00 wake; 14:30 status deleted; 15:00 status open; 16:00 status resolved",
        "resolution used 5h left -4h breached late 11:00 breaches 1 results 1");
}
