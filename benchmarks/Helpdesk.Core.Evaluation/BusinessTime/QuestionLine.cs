using NodaTime;

namespace Helpdesk.Core.Evaluation.BusinessTime;

/// <summary>
/// What stands in one line: a schedule with a name for later (<see cref="Name"/> and no <see cref="Op"/>), or a question. Members
/// that are not known are passed over, so that a file of questions may carry the expected answers along.
/// </summary>
internal ref struct QuestionLine
{
    /// <summary>The raw JSON of <c>id</c>; empty when there is none.</summary>
    public ReadOnlySpan<byte> Id { get; set; }

    /// <summary><c>name</c>: what a schedule is called from here on.</summary>
    public string? Name { get; set; }

    /// <summary>The raw JSON of a <c>schedule</c> that is an object; empty otherwise.</summary>
    public ReadOnlySpan<byte> Schedule { get; set; }

    /// <summary>A <c>schedule</c> that is a name.</summary>
    public string? ScheduleName { get; set; }

    /// <summary><c>op</c>: what is asked.</summary>
    public string? Op { get; set; }

    /// <summary><c>at</c>.</summary>
    public Instant? At { get; set; }

    /// <summary><c>from</c>.</summary>
    public Instant? From { get; set; }

    /// <summary><c>to</c>.</summary>
    public Instant? To { get; set; }

    /// <summary><c>seconds</c>.</summary>
    public long? Seconds { get; set; }

    /// <summary>The first thing that is wrong with the line; null when nothing is.</summary>
    public string? Fault { get; private set; }

    /// <summary>Notes what is wrong, unless something was before.</summary>
    public void Fail(string sentence) => Fault ??= sentence;
}
