using FsCheck;
using FsCheck.Fluent;
using Helpdesk.Core.BusinessTime;
using NodaTime;

namespace Helpdesk.Core.Tests.Generators;

/// <summary>Holidays of every kind that fall on or near a date.</summary>
internal static class KeptHolidays
{
    public static Gen<Holiday> Near(LocalDate today) =>
        from away in Gen.Frequency((3, Gen.Constant(0)), (2, Gen.Choose(-2, 2)), (1, Gen.Choose(-40, 40)))
        let first = today.PlusDays(away)
        from date in Falling(first)
        from isOn in Gen.Frequency((6, Gen.Constant(true)), (1, Gen.Constant(false)))
        from days in Gen.Frequency((4, Gen.Constant(1)), (1, Gen.Choose(2, 4)))
        from part in Gen.Frequency(
            (2, Gen.Constant<(int, int)?>(null)),
            (1, Gen.Elements<(int, int)?>((43_200, 86_400), (0, 43_200), (7_200, 10_800), (9_000, 9_001))))
        from years in Gen.Choose(0, 4)
        from every in Gen.Elements(1, 1, 2, 3)
        from until in Gen.Elements<int?>(null, null, 0, 1, -1)
        from isExcepted in Gen.Frequency((5, Gen.Constant(false)), (1, Gen.Constant(true)))
        let comesAgain = date is not HolidayDate.Once
        select new Holiday(date)
        {
            IsOn = isOn,
            Days = days,
            Part = part,
            FromYear = comesAgain && years > 0 ? first.Year - (years - 1) : null,
            UntilYear = comesAgain && until is { } n && n >= (years > 0 ? 1 - years : n) ? first.Year + n : null,
            EveryYears = comesAgain && years > 0 ? every : 1,
            Except = comesAgain && isExcepted ? [first] : [],
        };

    private static Gen<HolidayDate> Falling(LocalDate date)
    {
        var nth = ((date.Day - 1) / 7) + 1;
        var last = ((CalendarSystem.Iso.GetDaysInMonth(date.Year, date.Month) - date.Day) / 7) + 1;
        var dayBefore = date.PlusDays(-1);
        List<HolidayDate> all =
        [
            new HolidayDate.Once(date),
            new HolidayDate.Yearly(date.Month, date.Day),
            new HolidayDate.Weekday(date.Month, date.DayOfWeek, nth),
            new HolidayDate.Weekday(date.Month, date.DayOfWeek, -last),
        ];
        if (dayBefore.Year == date.Year)
        {
            all.Add(new HolidayDate.Weekday(dayBefore.Month, dayBefore.DayOfWeek, ((dayBefore.Day - 1) / 7) + 1, 1));
        }

        foreach (var isOrthodox in new[] { false, true })
        {
            // Those of the year that lie far from Easter are no feasts of it.
            if (Period.DaysBetween(Tests.BusinessTime.PlainHolidays.EasterSunday(date.Year, isOrthodox), date) is var offset and >= -60 and <= 60)
            {
                all.Add(new HolidayDate.Easter(offset, isOrthodox));
                all.Add(new HolidayDate.Easter(offset, isOrthodox));
            }
        }

        return Gen.Elements<HolidayDate>([.. all]);
    }
}
