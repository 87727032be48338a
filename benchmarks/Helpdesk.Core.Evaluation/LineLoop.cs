using System.Text.Unicode;

namespace Helpdesk.Core.Evaluation;

/// <summary>
/// Reads line after line and has it answered. Answers leave together while there is input at hand, and at once when the next
/// line has to be waited for, so that a person at a terminal and a program that asks one question at a time are served.
/// </summary>
internal static class LineLoop
{
    /// <summary>The longest line that is read, in bytes; a longer one is an error and skipped.</summary>
    public const int MaxLineBytes = 4 * 1024 * 1024;

    public static void Run(Stream input, Stream output, ILineAnswerer answerer)
    {
        using var answers = new AnswerWriter(output);
        var lines = new LineReader(input, MaxLineBytes, answers.Flush);
        while (true)
        {
            switch (lines.Next(out var line))
            {
                case LineKind.End:
                    answers.Flush();
                    return;
                case LineKind.TooLong:
                    answers.Error([], $"The line is longer than {MaxLineBytes} bytes.");
                    break;
                default:
                    Answer(line, answerer, answers);
                    break;
            }
        }
    }

    private static void Answer(ReadOnlySpan<byte> line, ILineAnswerer answerer, AnswerWriter answers)
    {
        if (line.Trim(" \t\r"u8).IsEmpty)
        {
            return;
        }

        if (!Utf8.IsValid(line))
        {
            answers.Error([], "The line is not UTF-8.");
            return;
        }

        answerer.Answer(line, answers);
    }
}
