using System.Text;
using System.Text.Json;

namespace Helpdesk.Core.Evaluation.Threads;

/// <summary>Writes the mail of a step, so that it is read as any other mail is.</summary>
internal static class ScenarioMail
{
    public static byte[] Write(JsonElement step, ScenarioNames names)
    {
        var mail = new StringBuilder();
        foreach (var header in step.GetProperty("headers").EnumerateArray())
        {
            mail.Append(header[0].GetString()).Append(": ").Append(names.Expand(header[1].GetString()!)).Append("\r\n");
        }

        mail.Append("\r\n");
        if (!step.TryGetProperty("parts", out var parts))
        {
            return Encoding.UTF8.GetBytes(mail.Append(names.Expand(step.GetProperty("body").GetString() ?? "")).ToString());
        }

        foreach (var part in parts.EnumerateArray())
        {
            mail.Append("--b\r\nContent-Type: ").Append(part.GetProperty("type").GetString()).Append("\r\n\r\n")
                .Append(names.Expand(part.GetProperty("body").GetString()!)).Append("\r\n");
        }

        return Encoding.UTF8.GetBytes(mail.Append("--b--\r\n").ToString());
    }
}
