using System.Collections.Concurrent;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Helpdesk.Core.Tests.Generators;

/// <summary>Zones, each with an instant near which its wall clock does something odd.</summary>
internal static class OddMoments
{
    private static readonly ConcurrentDictionary<string, Instant[]> ChangesOf = new(StringComparer.Ordinal);

    /// <summary>Changes that are known to break calendars; every instant is the first of a new offset.</summary>
    public static IReadOnlyList<(string Zone, Instant Near)> Known { get; } =
    [
        ("Europe/Berlin", Instant.FromUtc(2024, 3, 31, 1, 0)), // 02:00 to 03:00
        ("Europe/Berlin", Instant.FromUtc(2024, 10, 27, 1, 0)), // 03:00 to 02:00
        ("America/New_York", Instant.FromUtc(2024, 3, 10, 7, 0)),
        ("America/New_York", Instant.FromUtc(2024, 11, 3, 6, 0)),
        ("Australia/Lord_Howe", Instant.FromUtc(2024, 10, 5, 15, 30)), // 02:00 to 02:30
        ("Australia/Lord_Howe", Instant.FromUtc(2024, 4, 6, 15, 0)), // 02:00 to 01:30
        ("Pacific/Apia", Instant.FromUtc(2011, 12, 30, 10, 0)), // a date left out
        ("Pacific/Kwajalein", Instant.FromUtc(1993, 8, 21, 12, 0)), // another one
        ("America/St_Johns", Instant.FromUtc(2010, 11, 7, 2, 31)), // 00:01 to 23:01 of the day before
        ("America/St_Johns", Instant.FromUtc(2010, 3, 14, 3, 31)), // 00:01 to 01:01
        ("Africa/Casablanca", Instant.FromUtc(2024, 3, 10, 2, 0)), // back for Ramadan
        ("Africa/Casablanca", Instant.FromUtc(2024, 4, 14, 2, 0)), // and on again
        ("Asia/Tehran", Instant.FromUtc(2021, 3, 21, 20, 30)), // no midnight
        ("America/Sao_Paulo", Instant.FromUtc(2015, 10, 18, 3, 0)), // no midnight
        ("America/Sao_Paulo", Instant.FromUtc(2015, 2, 22, 2, 0)), // midnight twice
        ("Asia/Kathmandu", Instant.FromUtc(1985, 12, 31, 18, 30)), // a quarter of an hour
        ("Africa/Monrovia", Instant.FromUtc(1972, 1, 7, 0, 44, 30)), // an offset with seconds ends
        ("Antarctica/Troll", Instant.FromUtc(2024, 3, 31, 1, 0)), // two hours
    ];

    private static readonly string[] Zones = [.. Known.Select(k => k.Zone).Distinct()];

    /// <summary>Known changes, changes of known and of any zones, moments without one, and far pasts and futures.</summary>
    public static Gen<(string Zone, Instant Near)> Any { get; } = Gen.Frequency(
        (6, Gen.Elements<(string, Instant)>([.. Known])),
        (2, ChangeOf(Gen.Elements(Zones))),
        (2, ChangeOf(Gen.Elements<string>([.. DateTimeZoneProviders.Tzdb.Ids]))),
        (1, Gen.Elements(("UTC", Instant.FromUtc(2024, 12, 31, 23, 0)), ("Asia/Kolkata", Instant.FromUtc(2024, 3, 31, 1, 0)))),
        (1, from zone in Gen.Elements(Zones)
            from year in Gen.Elements(1850, 2150, 2500)
            from day in Gen.Choose(0, 360)
            select (zone, ChangeAfter(zone, Instant.FromUtc(year, 1, 1, 0, 0) + Duration.FromDays(day)))));

    private static Gen<(string Zone, Instant Near)> ChangeOf(Gen<string> zones) =>
        from zone in zones
        from pick in Gen.Choose(0, 9_999)
        let changes = ChangesOf.GetOrAdd(zone, Changes)
        select (zone, changes.Length == 0 ? Instant.FromUtc(2024, 6, 1, 12, 0) : changes[pick % changes.Length]);

    // From 1905 on, so that dates around the change are dates a definition may name.
    private static Instant[] Changes(string zone) =>
    [
        .. DateTimeZoneProviders.Tzdb[zone]
            .GetZoneIntervals(Instant.FromUtc(1905, 1, 1, 0, 0), Instant.FromUtc(2060, 1, 1, 0, 0))
            .Skip(1)
            .Select(i => i.Start),
    ];

    private static Instant ChangeAfter(string zone, Instant at) =>
        DateTimeZoneProviders.Tzdb[zone].GetZoneInterval(at) is { HasEnd: true } now && now.End < at + Duration.FromDays(400)
            ? now.End
            : at;
}
