using System.Text;
using System.Text.Json;

namespace Helpdesk.Core.Evaluation.Mail;

/// <summary>Answers names of files: an object with the name, and with what stands in the file or why it cannot be read.</summary>
internal abstract class FileAnswerer : ILineAnswerer
{
    public void Answer(ReadOnlySpan<byte> line, AnswerWriter answers)
    {
        var file = Encoding.UTF8.GetString(line.TrimEnd((byte)'\r'));
        byte[]? raw = null;
        string? error = null;
        try
        {
            raw = File.ReadAllBytes(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            error = exception.Message;
        }

        var json = answers.Line();
        json.WriteString("file"u8, file);
        if (raw is null)
        {
            json.WriteString("error"u8, error);
        }
        else
        {
            Write(json, file, raw);
        }

        answers.End();
    }

    /// <summary>Writes what stands in the file as members of an object.</summary>
    protected abstract void Write(Utf8JsonWriter json, string file, byte[] raw);
}
