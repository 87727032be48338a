using System.Text.Json;

namespace Helpdesk.Core.Evaluation.Mail;

/// <summary>Answers names of mail files with what stands in them, as <c>docs/mail.md</c> describes.</summary>
internal sealed class MailAnswerer : FileAnswerer
{
    protected override void Write(Utf8JsonWriter json, string file, byte[] raw) => MailFacts.Write(json, raw);
}
