using System.Text;
using System.Text.Json;

namespace Helpdesk.Core.Samples.Tests;

/// <summary>How lines come in and answers go out, whatever they are about.</summary>
public sealed class EvaluationTests
{
    private const string Question =
        """{"id":1,"schedule":{"zone":"UTC","weekly":[]},"op":"isOpen","at":"2026-03-02T09:00:00Z"}""";

    private const string Answer = """{"id":1,"value":false}""";

    [Theory]
    [InlineData]
    [InlineData("mail-time")]
    [InlineData("business-time", "more")]
    public async Task Wrong_arguments_give_the_usage_and_an_exit_code(params string[] arguments)
    {
        using var process = EvaluationProcess.Start(arguments);
        using var limit = new CancellationTokenSource(EvaluationProcess.Patience);
        process.StandardInput.Close();
        Assert.Contains("Usage: ", await process.StandardError.ReadToEndAsync(limit.Token), StringComparison.Ordinal);
        await process.WaitForExitAsync(limit.Token);
        Assert.Equal(2, process.ExitCode);
    }

    [Fact]
    public async Task Nothing_asked_is_nothing_answered() => Assert.Empty(await EvaluationProcess.AnswerAsync(Array.Empty<byte>()));

    [Fact]
    public async Task Each_answer_comes_before_the_next_question_is_asked()
    {
        using var process = EvaluationProcess.Start("business-time");
        using var limit = new CancellationTokenSource(EvaluationProcess.Patience);
        for (var i = 0; i < 3; i++)
        {
            await process.StandardInput.WriteAsync(Question + "\n");
            await process.StandardInput.FlushAsync(limit.Token);
            Assert.Equal(Answer, await process.StandardOutput.ReadLineAsync(limit.Token));
        }

        process.StandardInput.Close();
        await process.WaitForExitAsync(limit.Token);
        Assert.Equal(0, process.ExitCode);
    }

    [Fact]
    public async Task A_byte_order_mark_blank_lines_carriage_returns_and_a_missing_last_line_break_do_not_matter() =>
        Assert.Equal([Answer, Answer], await EvaluationProcess.AnswerAsync("\uFEFF" + Question + "\r", "", " \t\r", Question));

    [Fact]
    public async Task A_line_that_is_too_long_is_refused_and_the_next_is_read()
    {
        var filler = new string('x', 4 * 1024 * 1024);
        var longest = Question[..^1] + ",\"x\":\"" + filler[(Question.Length + 7)..] + "\"}";
        var answers = await EvaluationProcess.AnswerAsync(longest, "{\"x\":\"" + filler + "\"}", filler + filler + filler, Question);
        Assert.Equal(4 * 1024 * 1024, longest.Length);
        const string refusal = """{"id":null,"error":"The line is longer than 4194304 bytes."}""";
        Assert.Equal([Answer, refusal, refusal, Answer], answers);
    }

    [Fact]
    public async Task What_is_not_text_is_refused() => Assert.Equal(
        ["""{"id":null,"error":"The line is not UTF-8."}""", Answer],
        await EvaluationProcess.AnswerAsync((byte[])[.. "{\"id\":\""u8, 0xFF, .. "\"}\n"u8, .. Encoding.UTF8.GetBytes(Question)]));

    // A law rather than examples: whatever is done to a line, it is answered by one line of JSON, or by none if it names a schedule.
    [Fact]
    public async Task Damaged_lines_are_answered_one_by_one()
    {
        var random = new Random(20_260_302);
        var lines = Enumerable.Range(0, 3_000).Select(_ =>
        {
            var bytes = Encoding.UTF8.GetBytes(Question);
            for (var changes = random.Next(1, 4); changes > 0; changes--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(' ', 256);
            }

            return bytes;
        });
        var answers = await EvaluationProcess.AnswerAsync((byte[])[.. lines.SelectMany(l => l.Append((byte)'\n'))]);
        Assert.Equal(3_000, answers.Length);
        Assert.All(answers, a => JsonDocument.Parse(a).Dispose());
    }
}
