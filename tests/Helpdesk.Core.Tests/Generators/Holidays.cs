using FsCheck;
using FsCheck.Fluent;
using Helpdesk.Core.BusinessTime;
using NodaTime;

namespace Helpdesk.Core.Tests.Generators;

/// <summary>Valid holidays of every kind.</summary>
internal static class Holidays
{
    private static readonly Gen<LocalDate> Dates = Gen.Choose(0, 300 * 365).Select(d => new LocalDate(1900, 1, 1).PlusDays(d));

    private static readonly Gen<HolidayDate> Kinds = Gen.OneOf(
        Dates.Select(d => (HolidayDate)new HolidayDate.Once(d)),
        Gen.Elements((12, 25), (1, 1), (2, 29), (12, 31)).Select(d => (HolidayDate)new HolidayDate.Yearly(d.Item1, d.Item2)),
        from offset in Gen.Choose(-100, 100)
        from orthodox in Gen.Elements(true, false)
        select (HolidayDate)new HolidayDate.Easter(offset, orthodox),
        from month in Gen.Choose(1, 12)
        from day in Gen.Choose(1, 7)
        from nth in Gen.Elements(1, 2, 3, 4, 5, -1, -2, -5)
        from plus in Gen.Elements(0, 1, -3, 31)
        select (HolidayDate)new HolidayDate.Weekday(month, (IsoDayOfWeek)day, nth, plus));

    private static readonly Gen<Holiday> One =
        from date in Kinds
        from name in Gen.Elements("", "Christmas", "Tag der \"Einheit\"\n\u00e9\ud83c\udf84")
        from isOn in Gen.Elements(true, true, false)
        from days in Gen.Elements(1, 1, 2, 14)
        from part in Gen.Elements<(int, int)?>(null, null, (43_200, 86_400), (0, 3_601))
        from year in Gen.Choose(1900, 2100)
        from every in Gen.Elements(1, 1, 2, 4)
        from observed in Gen.Elements(Enum.GetValues<ObservedRule>())
        from except in Dates.ArrayOf().Select(e => e.Take(3).ToArray())
        from bounded in Gen.Elements(true, false)
        let again = date is not HolidayDate.Once
        select new Holiday(date)
        {
            Name = name,
            IsOn = isOn,
            Days = days,
            Part = part,
            FromYear = again && (bounded || every > 1) ? year : null,
            UntilYear = again && bounded ? year + 50 : null,
            EveryYears = again ? every : 1,
            Observed = days == 1 ? observed : ObservedRule.None,
            Except = again ? except : [],
        };

    /// <summary>Up to five holidays.</summary>
    public static Gen<Holiday[]> Lists { get; } = One.ArrayOf().Select(h => h.Take(5).ToArray());
}
