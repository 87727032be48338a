using System.Diagnostics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using NodaTime;

namespace Helpdesk.Core.BusinessTime;

/// <summary>
/// Writes a schedule in its one canonical JSON form: fixed order, no member that says nothing, nothing twice. Entries whose order
/// has no meaning are sorted.
/// </summary>
internal static class ScheduleWriter
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write(Schedule schedule) => Text(ScheduleTerm.Of(schedule).Write, Options);

    /// <summary>What is written, without line breaks unless the options ask for them.</summary>
    public static string Text(Action<Utf8JsonWriter> write, JsonWriterOptions options = default)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, options))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    public static void Write(Utf8JsonWriter writer, ScheduleDefinition definition)
    {
        writer.WriteStartObject();
        writer.WriteString("zone", definition.Zone);
        writer.WriteStartArray("weekly");
        Items(writer, definition.Weekly.OrderBy(w => w.Day).ThenBy(w => w.Interval.Start).ThenBy(w => w.Interval.End), Weekly);
        writer.WriteEndArray();
        List(writer, "holidays", definition.Holidays.OrderBy(Place), HolidayWriter.Write);
        List(writer, "overrides", definition.Overrides.OrderBy(o => o.Date), Override);
        List(writer, "closures", definition.Closures.OrderBy(c => c.From).ThenBy(c => c.To), Closure);
        writer.WriteEndObject();
    }

    // Single dates first, then what comes again by its place in the year.
    private static (int, int, int, int) Place(Holiday holiday) => holiday.Date switch
    {
        HolidayDate.Once { Date: var date } => (0, date.Year, date.Month, date.Day),
        HolidayDate.Yearly yearly => (1, yearly.Month, yearly.Day, 0),
        HolidayDate.Easter easter => (2, easter.IsOrthodox ? 1 : 0, easter.Offset, 0),
        HolidayDate.Weekday weekday => (3, weekday.Month, weekday.Nth, (int)weekday.Day),
        _ => throw new UnreachableException(),
    };

    private static void Weekly(Utf8JsonWriter writer, (IsoDayOfWeek Day, PlanInterval Interval) entry)
    {
        writer.WriteStartObject();
        writer.WriteNumber("day", (int)entry.Day);
        Interval(writer, entry.Interval);
        writer.WriteEndObject();
    }

    private static void Override(Utf8JsonWriter writer, (LocalDate Date, IReadOnlyList<PlanInterval> Intervals) entry)
    {
        writer.WriteStartObject();
        writer.WriteString("date", WallClockText.Of(entry.Date));
        writer.WriteStartArray("intervals");
        Items(writer, entry.Intervals.OrderBy(i => i.Start).ThenBy(i => i.End), Whole);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Closure(Utf8JsonWriter writer, (LocalDateTime From, LocalDateTime To) closure)
    {
        writer.WriteStartObject();
        writer.WriteString("from", WallClockText.Of(closure.From));
        writer.WriteString("to", WallClockText.Of(closure.To));
        writer.WriteEndObject();
    }

    private static void Whole(Utf8JsonWriter writer, PlanInterval interval)
    {
        writer.WriteStartObject();
        Interval(writer, interval);
        writer.WriteEndObject();
    }

    private static void Interval(Utf8JsonWriter writer, PlanInterval interval)
    {
        writer.WriteString("start", WallClockText.Of(interval.Start));
        writer.WriteString("end", WallClockText.Of(interval.End));
        List(writer, "breaks", interval.Breaks.OrderBy(interval.Place), Break);
    }

    private static void Break(Utf8JsonWriter writer, (int Start, int End) pause)
    {
        writer.WriteStartArray();
        writer.WriteStringValue(WallClockText.Of(pause.Start));
        writer.WriteStringValue(WallClockText.Of(pause.End));
        writer.WriteEndArray();
    }

    private static void List<T>(Utf8JsonWriter writer, string name, IOrderedEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        if (items.Any())
        {
            writer.WriteStartArray(name);
            Items(writer, items, write);
            writer.WriteEndArray();
        }
    }

    // What the order leaves open is decided by the text; what has the same text is there once.
    private static void Items<T>(Utf8JsonWriter writer, IOrderedEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        string Compact(T item) => Text(w => write(w, item));
        foreach (var item in items.ThenBy(Compact, StringComparer.Ordinal).DistinctBy(Compact, StringComparer.Ordinal))
        {
            write(writer, item);
        }
    }
}
