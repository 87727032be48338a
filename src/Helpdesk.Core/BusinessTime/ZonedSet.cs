using NodaTime;

namespace Helpdesk.Core.BusinessTime;

/// <summary>The instants at which the wall clock of a zone is inside a set. Instants are seconds since 1970-01-01T00:00Z.</summary>
internal sealed class ZonedSet(OpenSet wall, DateTimeZone zone) : OpenSet
{
    private const int MaxOffset = 18 * 3_600; // NodaTime's bound of an offset

    public OpenSet Wall => wall;

    public DateTimeZone Zone => zone;

    // Within one zone interval the wall clock runs evenly, so stretches on it map to instants by its offset alone. Zone
    // intervals follow one another in time, so what happens twice is met twice and what is skipped is never met.
    public override void Fill(long from, long to, long shift, StretchBuffer into)
    {
        while (from < to)
        {
            var part = zone.GetZoneInterval(Instant.FromUnixTimeSeconds(from));
            var offset = part.WallOffset.Seconds;
            var end = part.HasEnd ? Math.Min(to, part.End.ToUnixTimeSeconds()) : to;
            wall.Fill(from + offset, end + offset, shift - offset, into);
            from = end;
        }
    }

    public override bool? Known(long from, long to) => wall.Known(from - MaxOffset, to + MaxOffset);

    public override bool IsWeekly(long from, long to) => false; // two weeks with a change between them differ
}
