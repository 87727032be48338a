using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;

namespace Helpdesk.Core.Tests.Sla.Examples;

/// <summary>Reads the words of an example one by one. A time without a date is on the date that stands before it.</summary>
internal sealed partial class ExampleText(string text, LocalDate? date = null)
{
    private readonly string[] _words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    private int _at;

    public LocalDate? Date { get; private set; } = date;

    public bool IsAtEnd => _at == _words.Length;

    public string Word() => IsAtEnd ? throw new FormatException($"'{text}' ends too early.") : _words[_at++];

    /// <summary>Takes a word if it is the next one.</summary>
    public bool Takes(string word)
    {
        var isNext = !IsAtEnd && string.Equals(_words[_at], word, StringComparison.Ordinal);
        _at += isNext ? 1 : 0;
        return isNext;
    }

    public T? Choice<T>()
        where T : struct, Enum
    {
        var isOne = !IsAtEnd && char.IsAsciiLetter(_words[_at][0]) && Enum.TryParse<T>(_words[_at], ignoreCase: true, out _);
        return isOne ? Enum.Parse<T>(_words[_at++], ignoreCase: true) : null;
    }

    public int Number() => int.Parse(Word(), CultureInfo.InvariantCulture);

    /// <summary>A moment in UTC such as <c>2013-03-21 09:30</c> or <c>09:30:05</c>, if it is next.</summary>
    public Instant? Moment()
    {
        if (!IsAtEnd && LocalDatePattern.Iso.Parse(_words[_at]) is { Success: true } found)
        {
            (Date, _at) = (found.Value, _at + 1);
        }

        return IsAtEnd || !TimeOfDay().IsMatch(_words[_at]) ? null : Moment(Word());
    }

    public Instant Moment(string time) => LocalDateTimePattern.ExtendedIso
        .Parse($"{LocalDatePattern.Iso.Format(Date!.Value)}T{time}{(time.Length == 5 ? ":00" : "")}").Value.InUtc().ToInstant();

    /// <summary>A length such as <c>90m</c>, <c>1h30m</c> or <c>-5s</c>, if it is next.</summary>
    public Duration? Length()
    {
        if (IsAtEnd || Amount().Match(_words[_at]) is not { Success: true } match)
        {
            return null;
        }

        _at++;
        var sum = Of("d", 86_400) + Of("h", 3_600) + Of("m", 60) + Of("s", 1);
        return match.Groups["sign"].Length > 0 ? -sum : sum;

        Duration Of(string unit, long seconds) =>
            match.Groups[unit] is { Success: true } group ? Duration.FromSeconds(seconds * long.Parse(group.Value, CultureInfo.InvariantCulture)) : Duration.Zero;
    }

    [GeneratedRegex(@"^\d\d:\d\d(:\d\d)?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex TimeOfDay();

    [GeneratedRegex(@"^(?<sign>-)?((?<d>\d+)d)?((?<h>\d+)h)?((?<m>\d+)m)?((?<s>\d+)s)?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Amount();
}
