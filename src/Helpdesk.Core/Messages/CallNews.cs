using NodaTime;

namespace Helpdesk.Core.Messages;

/// <summary>What a telephone system tells of a call at a moment. Names nobody outside.</summary>
/// <param name="State">How far it is.</param>
public sealed record CallNews(CallState State)
{
    /// <summary>Who answered, by the name that the telephone system has, or empty.</summary>
    public string AnsweredBy { get; init; } = "";

    /// <summary>How long it took, if it is over.</summary>
    public Duration? Length { get; init; }

    /// <summary>Where a recording is, or empty.</summary>
    public string Recording { get; init; } = "";
}
