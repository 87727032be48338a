namespace Helpdesk.Core.BusinessTime;

/// <summary>
/// Opening hours on the wall clock, half-open. An interval belongs to the date on which it starts; with an end at or before its
/// start it ends on the next date (22:00 to 06:00; 08:00 to 08:00 is 24 hours).
/// </summary>
/// <param name="Start">Seconds after midnight, 0 to 86,399.</param>
/// <param name="End">Seconds after midnight, 0 to 86,400; 86,400 is 24:00, the end of the day.</param>
public sealed record PlanInterval(int Start, int End)
{
    /// <summary>
    /// What is cut out of this interval and no other, as (start, end) in seconds after midnight; a time before the start of
    /// the interval is on the next date.
    /// </summary>
    public IReadOnlyList<(int Start, int End)> Breaks { get; init; } = [];

    /// <summary>A break as seconds after the midnight on which the interval's own date begins.</summary>
    internal (int Start, int End) Place((int Start, int End) pause) => (OnOwnDate(pause.Start), OnOwnDate(pause.End));

    private int OnOwnDate(int second) => second < Start ? second + Plan.Day : second;
}
