using System.Text.Json;

namespace Helpdesk.Core.BusinessTime;

/// <summary>
/// A schedule as it is written: a plan of its own, or different schedules united or intersected. Unions in a union and
/// intersections in an intersection are resolved, equal parts are there once, in the order of their text.
/// </summary>
internal sealed class ScheduleTerm
{
    private readonly ScheduleDefinition? _definition;
    private readonly IReadOnlyList<ScheduleTerm> _parts = [];
    private readonly bool _isUnion;

    // What it says, without a line break; decides order and equality.
    private readonly string _text;

    private ScheduleTerm(ScheduleDefinition definition)
    {
        _definition = definition;
        _text = ScheduleWriter.Text(w => ScheduleWriter.Write(w, definition));
    }

    private ScheduleTerm(bool isUnion, IReadOnlyList<ScheduleTerm> parts)
    {
        _isUnion = isUnion;
        _parts = parts;
        Depth = 1 + parts.Max(p => p.Depth);
        _text = (isUnion ? "union" : "intersection") + string.Concat(parts.Select(p => "\n" + p._text)) + "\n";
    }

    /// <summary>How deep combinations lie in one another; 0 for a plan of its own.</summary>
    public int Depth { get; }

    /// <summary>The term of a schedule.</summary>
    public static ScheduleTerm Of(Schedule schedule)
    {
        if (schedule.Parts is not var (isUnion, left, right))
        {
            return new ScheduleTerm(schedule.Definition!);
        }

        ScheduleTerm[] parts =
        [
            .. new[] { Of(left), Of(right) }
                .SelectMany(t => t._definition is null && t._isUnion == isUnion ? t._parts : [t])
                .DistinctBy(t => t._text, StringComparer.Ordinal)
                .OrderBy(t => t._text, StringComparer.Ordinal),
        ];
        return parts is [var only] ? only : new ScheduleTerm(isUnion, parts);
    }

    /// <summary>Writes it as JSON.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        if (_definition is not null)
        {
            ScheduleWriter.Write(writer, _definition);
            return;
        }

        writer.WriteStartObject();
        writer.WriteStartArray(_isUnion ? "union" : "intersection");
        foreach (var part in _parts)
        {
            part.Write(writer);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
