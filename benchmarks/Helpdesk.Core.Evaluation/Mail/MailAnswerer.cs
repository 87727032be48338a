using System.Text;

namespace Helpdesk.Core.Evaluation.Mail;

/// <summary>Answers names of mail files with what stands in them, as <c>docs/mail.md</c> describes.</summary>
internal sealed class MailAnswerer : ILineAnswerer
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
            MailFacts.Write(json, raw);
        }

        answers.End();
    }
}
