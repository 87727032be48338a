using System.Globalization;
using System.Text.Json;
using Helpdesk.Core.BusinessTime;
using NodaTime;

namespace Helpdesk.Core.Evaluation.BusinessTime;

/// <summary>Answers questions about business hours, as <c>docs/business-time.md</c> describes.</summary>
internal sealed class BusinessTimeAnswerer : ILineAnswerer
{
    // More than all the time there is, and within what a Duration holds: such an amount is never reached either.
    private const long MaxSeconds = 1_000_000_000_000;

    private readonly ScheduleShelf _schedules = new();

    public void Answer(ReadOnlySpan<byte> line, AnswerWriter answers)
    {
        var question = QuestionReader.Read(line);
        if (question.Fault is null && Find(ref question) is { } schedule)
        {
            Use(schedule, ref question, answers);
        }

        if (question.Fault is { } fault)
        {
            answers.Error(question.Id, fault);
        }
    }

    private Parsed<Schedule>? Find(ref QuestionLine question)
    {
        if (!question.Schedule.IsEmpty)
        {
            return _schedules.Written(question.Schedule);
        }

        if (question.ScheduleName is not { } name)
        {
            question.Fail("'schedule' is missing.");
            return null;
        }

        var schedule = _schedules.Named(name);
        if (schedule is null)
        {
            question.Fail($"No line before names a schedule '{name}'.");
        }

        return schedule;
    }

    private void Use(Parsed<Schedule> schedule, ref QuestionLine question, AnswerWriter answers)
    {
        if (question is { Op: null, Name: { } name })
        {
            _schedules.Name(name, schedule); // an invalid one too: questions about it shall not meet an older one
        }

        if (!schedule.IsValid)
        {
            question.Fail($"The schedule is invalid: {string.Join("; ", schedule.Faults)}");
        }
        else if (question is { Op: null, Name: null })
        {
            question.Fail("'op' is missing.");
        }
        else if (question.Op is not null)
        {
            try
            {
                Ask(schedule.Value, ref question, answers);
            }
            catch (Exception exception)
            {
                question.Fail($"The library failed: {exception}"); // a defect, which shall not cost the answers to come
            }
        }
    }

    private static void Ask(Schedule schedule, ref QuestionLine question, AnswerWriter answers)
    {
        switch (question.Op)
        {
            case Ops.Between when question is { From: { } from, To: { } to }:
                WriteSeconds(answers.Value(question.Id), schedule.Between(from, to));
                break;
            case Ops.Add when question is { At: { } at, Seconds: { } seconds }:
                WriteInstant(answers.Value(question.Id), schedule.Add(at, Duration.FromSeconds(Math.Clamp(seconds, -MaxSeconds, MaxSeconds))));
                break;
            case Ops.IsOpen when question.At is { } at:
                answers.Value(question.Id).WriteBooleanValue(schedule.IsOpen(at));
                break;
            case Ops.NextOpen when question.At is { } at:
                WriteInstant(answers.Value(question.Id), schedule.NextOpen(at));
                break;
            case Ops.NextClose when question.At is { } at:
                WriteInstant(answers.Value(question.Id), schedule.NextClose(at));
                break;
            default:
                question.Fail(Missing(in question));
                return;
        }

        answers.End();
    }

    private static string Missing(in QuestionLine question) => question.Op switch
    {
        Ops.Between => question.From is null ? "'from' is missing." : "'to' is missing.",
        Ops.Add when question.At is not null => "'seconds' is missing.",
        Ops.Add or Ops.IsOpen or Ops.NextOpen or Ops.NextClose => "'at' is missing.",
        _ => $"'{question.Op}' is no op. Known: {string.Join(", ", Ops.All)}.",
    };

    private static void WriteInstant(Utf8JsonWriter json, Instant? instant)
    {
        if (instant is not { } known)
        {
            json.WriteNullValue();
            return;
        }

        Span<byte> text = stackalloc byte[InstantText.MaxBytes];
        json.WriteStringValue(text[..InstantText.Write(known, text)]);
    }

    // Whole seconds have no decimals; an exact fraction, which only a question with a fraction leads to, has as many as it needs.
    private static void WriteSeconds(Utf8JsonWriter json, Duration duration)
    {
        var nanoseconds = duration.NanosecondOfDay;
        var seconds = (duration.Days * (long)NodaConstants.SecondsPerDay) + (nanoseconds / NodaConstants.NanosecondsPerSecond);
        var fraction = (int)(Math.Abs(nanoseconds) % NodaConstants.NanosecondsPerSecond);
        if (fraction == 0)
        {
            json.WriteNumberValue(seconds);
            return;
        }

        Span<byte> text = stackalloc byte[32];
        var sign = duration < Duration.Zero ? 1 : 0;
        text[0] = (byte)'-';
        Math.Abs(seconds).TryFormat(text[sign..], out var length, provider: CultureInfo.InvariantCulture);
        length += sign;
        length += InstantText.WriteFraction(fraction, text[length..]);
        json.WriteRawValue(text[..length], skipInputValidation: true);
    }
}
