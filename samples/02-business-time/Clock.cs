using NodaTime;
using NodaTime.Text;

namespace OpeningHours;

/// <summary>The wall clock of a place: schedules deal in instants, people do not.</summary>
internal sealed class Clock(string zone)
{
    private static readonly LocalDateTimePattern Written = LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd HH':'mm");
    private static readonly ZonedDateTimePattern Shown = ZonedDateTimePattern.CreateWithInvariantCulture("ddd uuuu'-'MM'-'dd HH':'mm", null);

    private readonly DateTimeZone _zone = DateTimeZoneProviders.Tzdb[zone];

    /// <summary>The instant at which the clock shows that; the earlier one of two.</summary>
    public Instant At(string text) => Written.Parse(text).Value.InZoneLeniently(_zone).ToInstant();

    public string Show(Instant? instant) => instant is { } at ? Shown.Format(at.InZone(_zone)) : "never";
}
