using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Helpdesk.Core.Spam;

namespace Helpdesk.Core.Evaluation.Spam;

/// <summary>
/// Judges messages by a protocol: <c>online</c> judges each and then teaches it, <c>batch</c> teaches the first half and judges the
/// second, <c>steps</c> does what each line says. One line of JSON for each message that is judged.
/// </summary>
internal sealed class SpamCommand(Stream input, Stream output, bool withHeaders) : IDisposable
{
    private const int FullBytes = 64 * 1024;

    private readonly SpamTrainer _trainer = new();
    private readonly ArrayBufferWriter<byte> _lines = new(2 * FullBytes);
    private readonly Utf8JsonWriter _json = new(
        Stream.Null, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });

    public void Dispose() => _json.Dispose();

    /// <summary>Runs a protocol.</summary>
    /// <param name="protocol">online, batch or steps.</param>
    public void Run(string protocol)
    {
        var lines = new LineReader(input, LineLoop.MaxLineBytes, Flush);
        var kept = new List<MailLine>();
        while (Next(lines) is { } mail)
        {
            switch (protocol)
            {
                case "batch":
                    kept.Add(mail);
                    break;
                case "online":
                    Judge(mail);
                    Teach(mail);
                    break;
                default:
                    Step(mail);
                    break;
            }
        }

        foreach (var mail in kept.Take(kept.Count / 2))
        {
            Teach(mail);
        }

        foreach (var mail in kept.Skip(kept.Count / 2))
        {
            Judge(mail);
        }

        Flush();
    }

    private void Flush()
    {
        output.Write(_lines.WrittenSpan);
        output.Flush();
        _lines.ResetWrittenCount();
    }

    // Null at the end. What cannot be read is answered with what is wrong, and the next line is read.
    private MailLine? Next(LineReader lines)
    {
        while (true)
        {
            switch (lines.Next(out var line))
            {
                case LineKind.End:
                    return null;
                case LineKind.TooLong:
                    Error([], $"The line is longer than {LineLoop.MaxLineBytes} bytes.");
                    break;
                default:
                    if (line.IndexOfAnyExcept(" \t\r"u8) < 0)
                    {
                        break;
                    }

                    try
                    {
                        return MailLineReader.Read(line.ToArray(), withHeaders);
                    }
                    catch (Exception e) when (e is JsonException or InvalidOperationException)
                    {
                        Error([], $"The line is no message: {e.Message}");
                    }

                    break;
            }
        }
    }

    private void Step(MailLine mail)
    {
        switch (mail.Step)
        {
            case MailStep.Train:
                Teach(mail);
                break;
            case MailStep.Classify:
                Judge(mail);
                break;
            default:
                Error(mail.Id, "The line says neither 'train' nor 'classify'.");
                break;
        }
    }

    private void Teach(MailLine mail)
    {
        if (mail.Label is { } label)
        {
            _trainer.Teach(SpamFeatures.Of(mail.Content), label);
        }
        else
        {
            Error(mail.Id, "The message has no label 'spam' or 'ham' and teaches nothing.");
        }
    }

    private void Judge(MailLine mail)
    {
        var verdict = _trainer.Judge(SpamFeatures.Of(mail.Content));
        Begin(mail.Id);
        _json.WriteString("verdict"u8, verdict.Kind.ToString());
        _json.WriteNumber("probability"u8, verdict.Probability);
        _json.WriteNumber("score"u8, verdict.Score);
        End();
    }

    private void Error(ReadOnlySpan<byte> id, string sentence)
    {
        Begin(id);
        _json.WriteString("error"u8, sentence);
        End();
    }

    private void Begin(ReadOnlySpan<byte> id)
    {
        _json.Reset(_lines);
        _json.WriteStartObject();
        if (!id.IsEmpty)
        {
            _json.WritePropertyName("id"u8);
            _json.WriteRawValue(id);
        }
    }

    private void End()
    {
        _json.WriteEndObject();
        _json.Flush();
        _lines.Write("\n"u8);
        if (_lines.WrittenCount >= FullBytes)
        {
            Flush();
        }
    }
}
