namespace Helpdesk.Core.Evaluation;

/// <summary>Answers the lines of one kind of question.</summary>
internal interface ILineAnswerer
{
    /// <summary>Writes what a line is answered with: one line, or none for a line that only tells something.</summary>
    /// <param name="line">UTF-8 without the line break, not blank; anything may stand in it.</param>
    /// <param name="answers">Where the answer goes.</param>
    void Answer(ReadOnlySpan<byte> line, AnswerWriter answers);
}
