using Helpdesk.Core.Sla;
using Helpdesk.Core.Tickets;
using NodaTime;

namespace Helpdesk.Core.Tests.Sla.Examples;

/// <summary>What an example expects of the clocks when its story is over, in words.</summary>
internal static class ExampleExpectation
{
    /// <summary>Everything that is not as expected.</summary>
    public static IEnumerable<string> Complaints(ExamplePlay play, string expected)
    {
        var date = play.Date;
        foreach (var clause in expected.Split(';', StringSplitOptions.TrimEntries))
        {
            var words = new ExampleText(clause, date);
            var complaints = (words.Word(), words) switch
            {
                ("nothing", _) when words.Takes("due") => Same("due", play.State.Clocks.FirstOrDefault(c => c.DueAt is not null)?.Metric, null),
                ("first", _) => Same("due", play.State.Next?.DueAt, words.Takes("due") ? words.Moment() : null),
                ("next", _) => Wake(play, words),
                var (metric, _) => Clock(play, metric, words),
            };
            foreach (var complaint in complaints)
            {
                yield return $"{clause}: {complaint}";
            }

            date = words.Date;
        }
    }

    // A breach is told the smallest moment after its edge.
    private static string[] Wake(ExamplePlay play, ExampleText words)
    {
        var (at, expected) = (play.State.NextWakeAt, words.Takes("wake") ? words.Moment() : null);
        return at == expected || at == expected + Duration.FromTicks(1) ? [] : [$"wake {at}, not {expected}"];
    }

    private static List<string> Clock(ExamplePlay play, string metric, ExampleText words)
    {
        var complaints = new List<string>();
        var clock = words.Takes("cycle") ? Cycle(play, metric, words.Number()) : play.State.Find(metric);
        if (clock is null)
        {
            return [.. Same("clock", "none", words.Takes("none") ? "none" : "one")];
        }

        var status = SlaStatus.Of(clock, play.Now, play.Policies);
        while (!words.IsAtEnd)
        {
            complaints.AddRange(words.Choice<SlaStanding>() is { } standing
                ? Same("standing", status.Standing, standing)
                : Fact(play, clock, status, words.Word(), words));
        }

        return complaints;
    }

    private static IEnumerable<string> Fact(ExamplePlay play, SlaClock clock, SlaStatus status, string what, ExampleText words) => what switch
    {
        "due" => Same(what, clock.DueAt, words.Moment()),
        "undue" => Same(what, clock.DueAt, null),
        "used" => Same(what, status.Elapsed, words.Length()),
        "left" => Same(what, status.Remaining, words.Length()),
        "target" => Same(what, clock.Target, words.Length()),
        "edge" => Same(what, clock.BreachAt, words.Moment()),
        "late" => Same(what, clock.BreachedAt, words.Moment()),
        "warns" => Same(what, clock.WarnAt, words.Moment()),
        "is" => Same(what, clock.Cycle, words.Number()),
        "ran" => Same(what, string.Join(' ', Runs(clock)), string.Join(' ', Spans(words).Select(s => new Interval(s.Start, s.End)))),
        "results" => Same(what, play.Stream.Count(e => e.Event is TicketEvent.SlaFulfilled f && f.Metric == clock.Metric), words.Number()),
        "breaches" => Same(what, play.Stream.Count(e => e.Event is TicketEvent.SlaBreached b && b.Metric == clock.Metric), words.Number()),
        "longest" => Same(what, Longest(play, clock.Metric), words.Length()),
        _ => throw new FormatException($"Nothing is called '{what}'."),
    };

    private static IEnumerable<Interval> Runs(SlaClock clock) => clock.Segments.Select(s => new Interval(s.Start, s.End));

    private static IEnumerable<(Instant Start, Instant End)> Spans(ExampleText words)
    {
        while (!words.IsAtEnd)
        {
            var ends = words.Word().Split('-');
            yield return (words.Moment(ends[0]), words.Moment(ends[1]));
        }
    }

    private static SlaClock? Cycle(ExamplePlay play, string metric, int number)
    {
        var history = SlaHistory.Read(play.Stream, play.Policies);
        return history.Past.Concat(history.State.Clocks).SingleOrDefault(c => c.Metric == metric && c.Cycle == number);
    }

    private static Duration? Longest(ExamplePlay play, string metric)
    {
        var figures = new SlaCompliance(play.Stream[0].At, Instant.MaxValue);
        foreach (var recorded in play.Stream)
        {
            figures.Add(play.Ticket.Id, recorded);
        }

        return figures.Rows().SingleOrDefault(r => r.Policy == ExamplePromise.Id && r.Metric == metric)?.Longest;
    }

    private static IEnumerable<string> Same<T>(string what, T actual, T expected) =>
        EqualityComparer<T>.Default.Equals(actual, expected) ? [] : [$"{what} is {actual}, not {expected}"];
}
