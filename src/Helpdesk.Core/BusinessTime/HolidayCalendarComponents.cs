using System.Globalization;

namespace Helpdesk.Core.BusinessTime;

/// <summary>The events of an iCalendar text; what is inside of them (an alarm) or beside them (a zone) is passed over.</summary>
internal sealed class HolidayCalendarComponents
{
    private const int MaxDepth = 16;

    private readonly List<string> _open = [];

    /// <summary>The events in the order of the text.</summary>
    public List<HolidayCalendarEvent> Events { get; } = [];

    /// <summary>Reads the text.</summary>
    /// <returns>Why it is no calendar, or null.</returns>
    public Fault? Read(string text)
    {
        var hasCalendar = false;
        foreach (var line in HolidayCalendarLine.All(text))
        {
            var kind = line.Name is "BEGIN" or "END" ? line.Value.Trim().ToUpperInvariant() : "";
            hasCalendar |= line.Name == "BEGIN" && kind == "VCALENDAR" && _open.Count == 0;
            if (!hasCalendar)
            {
                return No("The text does not begin with BEGIN:VCALENDAR.", line);
            }

            if ((line.Name == "BEGIN" ? Begin(kind, line) : line.Name == "END" ? End(kind, line) : Inside(line)) is { } fault)
            {
                return fault;
            }
        }

        return !hasCalendar ? new Fault("not-icalendar", "The text has no BEGIN:VCALENDAR.")
            : _open.Count > 0 ? new Fault("cut-off", $"The text ends before END:{_open[^1]}: it is not whole.")
            : null;
    }

    private static Fault No(string sentence, HolidayCalendarLine line) =>
        new("not-icalendar", sentence, "line " + line.Number.ToString(CultureInfo.InvariantCulture));

    private Fault? Begin(string kind, HolidayCalendarLine line)
    {
        if (_open.Count == MaxDepth)
        {
            return No($"Components lie at most {MaxDepth} deep.", line);
        }

        if (kind == "VEVENT" && _open is ["VCALENDAR"])
        {
            if (Events.Count == HolidayCalendar.MaxEvents)
            {
                return new Fault("too-many", $"The calendar has more than {HolidayCalendar.MaxEvents} events.");
            }

            Events.Add(new HolidayCalendarEvent(line.Number));
        }

        _open.Add(kind);
        return null;
    }

    private Fault? End(string kind, HolidayCalendarLine line)
    {
        if (_open.Count == 0 || _open[^1] != kind)
        {
            return No($"END:{kind} ends nothing that is open.", line);
        }

        _open.RemoveAt(_open.Count - 1);
        return null;
    }

    private Fault? Inside(HolidayCalendarLine line)
    {
        if (_open is ["VCALENDAR", "VEVENT"])
        {
            Events[^1].Add(line);
        }

        return null;
    }
}
