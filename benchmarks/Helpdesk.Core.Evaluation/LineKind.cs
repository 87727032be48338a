namespace Helpdesk.Core.Evaluation;

/// <summary>What a <see cref="LineReader"/> found.</summary>
internal enum LineKind
{
    /// <summary>A line.</summary>
    Line,

    /// <summary>A line that is longer than allowed; it was skipped.</summary>
    TooLong,

    /// <summary>The end of the input.</summary>
    End,
}
