using System.Text;
using Helpdesk.Core.BusinessTime;

namespace Helpdesk.Core.Evaluation.BusinessTime;

/// <summary>
/// The schedules met so far: those with a name for good, those that stood in a question by their text, the older of which are
/// forgotten. Invalid ones are kept with their faults, so that every question about one says what is wrong with it.
/// </summary>
internal sealed class ScheduleShelf
{
    private const int MaxTexts = 256; // of each of the two generations
    private const int MaxTextBytes = 16 * 1024 * 1024;

    private readonly Dictionary<string, Parsed<Schedule>> _names = new(StringComparer.Ordinal);
    private Dictionary<byte[], Parsed<Schedule>> _younger = new(BytesComparer.Instance);
    private Dictionary<byte[], Parsed<Schedule>> _older = new(BytesComparer.Instance);
    private int _youngerBytes;

    /// <summary>Names a schedule; the same name again means the newer one from there on.</summary>
    public void Name(string name, Parsed<Schedule> schedule) => _names[name] = schedule;

    /// <summary>The schedule of that name; null when no line before gave one.</summary>
    public Parsed<Schedule>? Named(string name) => _names.GetValueOrDefault(name);

    /// <summary>The schedule that the JSON describes.</summary>
    public Parsed<Schedule> Written(ReadOnlySpan<byte> json)
    {
        if (_younger.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(json, out var schedule))
        {
            return schedule;
        }

        if (!_older.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(json, out schedule))
        {
            schedule = Schedule.Parse(Encoding.UTF8.GetString(json));
        }

        if (_younger.Count >= MaxTexts || _youngerBytes + json.Length > MaxTextBytes)
        {
            (_older, _younger, _youngerBytes) = (_younger, new(BytesComparer.Instance), 0);
        }

        _younger.Add(json.ToArray(), schedule);
        _youngerBytes += json.Length;
        return schedule;
    }
}
