namespace Helpdesk.Core.BusinessTime;

/// <summary>
/// The holidays of an iCalendar text (RFC 5545), as public feeds and calendar programs give them. Immutable. Feeds name observances
/// on which people work: look through the list and switch those off before it becomes part of a schedule.
/// </summary>
public sealed class HolidayCalendar
{
    /// <summary>The longest text that is read, in characters.</summary>
    public const int MaxCharacters = 4 * 1024 * 1024;

    /// <summary>The most events that are read, and the most holidays that come of them.</summary>
    public const int MaxEvents = 5_000;

    internal HolidayCalendar(IReadOnlyList<Holiday> holidays, IReadOnlyList<Fault> skipped)
    {
        Holidays = holidays;
        Skipped = skipped;
    }

    /// <summary>
    /// The holidays in the order of the text, all of them on. Of one event may come several: a rule with two months, a further date.
    /// A name of more than 200 characters is cut.
    /// </summary>
    public IReadOnlyList<Holiday> Holidays { get; }

    /// <summary>
    /// The events that were left out, with the reason; the place is their first line (<c>line 12</c>). Codes: <c>not-all-day</c>,
    /// <c>unsupported</c> (a rule or property that no holiday can express), <c>not-a-date</c>, <c>missing</c>, <c>twice</c>,
    /// <c>ends-before-start</c>, <c>out-of-range</c>, <c>start-not-in-rule</c>. Cancelled events are meant to be gone and are not
    /// listed.
    /// </summary>
    public IReadOnlyList<Fault> Skipped { get; }

    /// <summary>
    /// Reads the all-day events of an iCalendar text; one odd event does not spoil the others, see <see cref="Skipped"/>. Read are
    /// DTSTART, DTEND (exclusive), DURATION in days or weeks, RRULE with FREQ=YEARLY (INTERVAL, COUNT, UNTIL, BYMONTH, BYMONTHDAY,
    /// BYDAY), RDATE, EXDATE and RECURRENCE-ID by calendar date, STATUS and SUMMARY. The work is linear in the text.
    /// </summary>
    /// <param name="ics">The text; lines may end in CRLF or LF.</param>
    /// <returns>
    /// The calendar, or why the text is none: <c>too-large</c>, <c>too-many</c>, <c>not-icalendar</c>, <c>cut-off</c> (half of a feed
    /// would silently take holidays away).
    /// </returns>
    public static Parsed<HolidayCalendar> Parse(string ics)
    {
        ArgumentNullException.ThrowIfNull(ics);
        if (ics.Length > MaxCharacters)
        {
            return Refused(new Fault("too-large", $"The calendar has {ics.Length} characters, at most {MaxCharacters} are read."));
        }

        var components = new HolidayCalendarComponents();
        if (components.Read(ics) is { } fault)
        {
            return Refused(fault);
        }

        var moved = HolidayCalendarEvent.Moved(components.Events);
        var holidays = new List<Holiday>();
        var skipped = new List<Fault>();
        foreach (var one in components.Events)
        {
            if (one.Read(moved, holidays) is { } reason)
            {
                skipped.Add(reason);
            }

            if (holidays.Count > MaxEvents)
            {
                return Refused(new Fault("too-many", $"The calendar has more than {MaxEvents} holidays.", one.Place));
            }
        }

        return new Parsed<HolidayCalendar>(new HolidayCalendar(holidays, skipped), []);
    }

    private static Parsed<HolidayCalendar> Refused(Fault fault) => new(null, [fault]);
}
