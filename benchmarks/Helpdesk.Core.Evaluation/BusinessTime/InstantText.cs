using NodaTime;

namespace Helpdesk.Core.Evaluation.BusinessTime;

/// <summary>
/// Instants as <c>2026-03-02T09:00:00Z</c>, with up to nine decimals of a second. Years 0001 to 9999. By hand, because a general
/// pattern costs more than the answer.
/// </summary>
internal static class InstantText
{
    /// <summary>The longest form.</summary>
    public const int MaxBytes = 30;

    private const int Whole = 19; // up to the seconds

    public static bool TryParse(ReadOnlySpan<byte> text, out Instant instant)
    {
        instant = default;
        if (text.Length is < Whole + 1 or > MaxBytes
            || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[^1] != 'Z'
            || !TryNumber(text[..4], out var year) || year < 1
            || !TryNumber(text[5..7], out var month) || month is < 1 or > 12
            || !TryNumber(text[8..10], out var day) || day < 1 || day > DateTime.DaysInMonth(year, month)
            || !TryNumber(text[11..13], out var hour) || hour > 23
            || !TryNumber(text[14..16], out var minute) || minute > 59
            || !TryNumber(text[17..Whole], out var second) || second > 59
            || !TryFraction(text[Whole..^1], out var nanoseconds))
        {
            return false;
        }

        instant = Instant.FromUtc(year, month, day, hour, minute, second).PlusNanoseconds(nanoseconds);
        return true;
    }

    /// <summary>Writes an instant with as many decimals as it needs, and returns how many bytes that took.</summary>
    public static int Write(Instant instant, Span<byte> to)
    {
        var at = instant.InUtc().LocalDateTime;
        "0000-00-00T00:00:00Z"u8.CopyTo(to);
        WriteNumber(at.Year, to[..4]);
        WriteNumber(at.Month, to[5..7]);
        WriteNumber(at.Day, to[8..10]);
        WriteNumber(at.Hour, to[11..13]);
        WriteNumber(at.Minute, to[14..16]);
        WriteNumber(at.Second, to[17..Whole]);
        if (at.NanosecondOfSecond == 0)
        {
            return Whole + 1;
        }

        var length = Whole + WriteFraction(at.NanosecondOfSecond, to[Whole..]);
        to[length] = (byte)'Z';
        return length + 1;
    }

    /// <summary>Writes a point and the decimals of a second without zeros at the end; returns how many bytes.</summary>
    public static int WriteFraction(int nanoseconds, Span<byte> to)
    {
        to[0] = (byte)'.';
        WriteNumber(nanoseconds, to[1..10]);
        return to[..10].TrimEnd((byte)'0').Length;
    }

    private static bool TryFraction(ReadOnlySpan<byte> text, out int nanoseconds)
    {
        nanoseconds = 0;
        if (text.IsEmpty)
        {
            return true;
        }

        if (text.Length < 2 || text[0] != '.' || !TryNumber(text[1..], out nanoseconds))
        {
            return false;
        }

        for (var digits = text.Length - 1; digits < 9; digits++)
        {
            nanoseconds *= 10;
        }

        return true;
    }

    private static bool TryNumber(ReadOnlySpan<byte> digits, out int number)
    {
        number = 0;
        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'9')
            {
                return false;
            }

            number = (number * 10) + (digit - '0');
        }

        return true;
    }

    private static void WriteNumber(int number, Span<byte> to)
    {
        for (var i = to.Length - 1; i >= 0; i--)
        {
            to[i] = (byte)('0' + (number % 10));
            number /= 10;
        }
    }
}
