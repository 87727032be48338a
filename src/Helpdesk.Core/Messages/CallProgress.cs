using NodaTime;

namespace Helpdesk.Core.Messages;

/// <summary>
/// What is known of one call: the join of all that was told of it. News may come in any order and more than once; how far the call is comes out
/// the same. Immutable.
/// </summary>
public sealed record CallProgress
{
    /// <summary>Nothing was told but that it rings.</summary>
    public static CallProgress None { get; } = new();

    /// <summary>Whether somebody here talked with the caller.</summary>
    public bool IsAnswered { get; init; }

    /// <summary>Whether it is told to be over.</summary>
    public bool IsOver { get; init; }

    /// <summary>Whether it is told to have been missed: at one telephone, perhaps, while it was answered at another.</summary>
    public bool IsMissed { get; init; }

    /// <summary>Who answered, or empty.</summary>
    public string AnsweredBy { get; init; } = "";

    /// <summary>How long it took; null while that is not known.</summary>
    public Duration? Length { get; init; }

    /// <summary>Where a recording is, or empty.</summary>
    public string Recording { get; init; } = "";

    /// <summary>How far it is.</summary>
    public CallState State => IsAnswered ? IsOver ? CallState.Ended : CallState.Answered
        : IsMissed ? CallState.Missed
        : IsOver ? CallState.Ended
        : CallState.Ringing;

    /// <summary>The same with some more news; it is the same object when they say nothing new.</summary>
    public CallProgress With(CallNews news)
    {
        ArgumentNullException.ThrowIfNull(news);
        var next = this with
        {
            IsAnswered = IsAnswered || news.State == CallState.Answered,
            IsOver = IsOver || news.State == CallState.Ended,
            IsMissed = IsMissed || news.State == CallState.Missed,
            AnsweredBy = Later(AnsweredBy, news.AnsweredBy),
            Length = Length is { } known && news.Length is { } told ? Duration.Max(known, told) : Length ?? news.Length,
            Recording = Later(Recording, news.Recording),
        };
        return next == this ? this : next;
    }

    // Of two texts the greater one, whichever came first.
    private static string Later(string known, string told) => string.CompareOrdinal(known, told) >= 0 ? known : told;
}
