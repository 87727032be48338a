using System.Buffers;
using Helpdesk.Core.Messages;

namespace Helpdesk.Core.Conversations.Kinds;

/// <summary>
/// Reads bounces of systems that report in words only: who could not be reached stands alone on a line, or in brackets at its start, and a
/// code says why. What is not found is left out, never guessed.
/// </summary>
internal static class BounceWords
{
    private const int MaxText = 64 * 1024;
    private const int MaxRecipients = 100;
    private const int MaxDiagnostic = 500;

    private static readonly SearchValues<char> WordEnds = SearchValues.Create(" \t:;,(");

    private static readonly string[] Labels =
        ["RCPT TO:", "Recipient:", "Recipient address:", "Address:", "To:", "User:", "Failed recipient:", "* "];

    private static readonly string[] Delays =
        ["warning:", "delayed", "delivery delayed", "message delayed", "mail delivery delayed", "delivery status notification (delay)", "(delay)"];

    public static IReadOnlyList<RecipientReport> Read(InboundMessage message)
    {
        var told = message.Text.AsSpan(0, Math.Min(message.Text.Length, MaxText));
        var report = told[..EndOfReport(told)];
        var (status, reply, diagnostic) = Reason(report);
        var action = status is ['4', ..] || (status.Length == 0 && reply is ['4', ..]) || IsDelay(message.Subject) ? DeliveryAction.Delayed : DeliveryAction.Failed;
        return [.. Addresses(message, report).Select(a => new RecipientReport(a, action) { Status = status, Diagnostic = diagnostic })];
    }

    private static bool IsDelay(string subject) => Array.Exists(Delays, d => subject.Contains(d, StringComparison.OrdinalIgnoreCase));

    // Where the message begins that came back: its head tells nothing of what went wrong.
    private static int EndOfReport(ReadOnlySpan<char> text)
    {
        var at = 0;
        foreach (var line in text.EnumerateLines())
        {
            if (line.StartsWith("Received: ", StringComparison.OrdinalIgnoreCase) || line.StartsWith("Return-Path:", StringComparison.OrdinalIgnoreCase)
                || line.StartsWith("Message-ID:", StringComparison.OrdinalIgnoreCase))
            {
                return Math.Min(at, text.Length);
            }

            at += line.Length + 1;
        }

        return text.Length;
    }

    private static (string Status, string Reply, string Diagnostic) Reason(ReadOnlySpan<char> report)
    {
        var (status, reply, diagnostic) = ("", "", "");
        foreach (var line in report.EnumerateLines())
        {
            var (found, code) = (StatusCodes.First(line), StatusCodes.FirstReply(line));
            if (found.Length + code.Length > 0 && diagnostic.Length == 0)
            {
                diagnostic = line.Trim()[..Math.Min(line.Trim().Length, MaxDiagnostic)].ToString();
            }

            status = status.Length > 0 ? status : found;
            reply = reply.Length > 0 ? reply : code;
        }

        return (status, reply, diagnostic);
    }

    private static List<Address> Addresses(InboundMessage message, ReadOnlySpan<char> report)
    {
        var found = new List<Address>();
        foreach (var value in message.Headers.Where(h => h.Name.Equals("X-Failed-Recipients", StringComparison.OrdinalIgnoreCase)).SelectMany(h => h.Value.Split(',')))
        {
            Add(value);
        }

        if (found.Count == 0)
        {
            foreach (var line in report.EnumerateLines())
            {
                Add(AddressOf(line.Trim()));
            }
        }

        return found;

        void Add(ReadOnlySpan<char> text)
        {
            if (found.Count < MaxRecipients && ReportAddress.Read(text.ToString()) is { } address && address.Value.Contains('@', StringComparison.Ordinal)
                && !found.Exists(address.IsSameAs) && !message.To.Any(address.IsSameAs) && !address.IsSameAs(message.From))
            {
                found.Add(address);
            }
        }
    }

    // "<ann@x.example>:", "<ann@x.example>... User unknown", "ann@x.example", "ann@x.example:", "To: ann@x.example", "RCPT TO:<ann@x.example>".
    private static ReadOnlySpan<char> AddressOf(ReadOnlySpan<char> line)
    {
        var at = line.IndexOf('@');
        if (at <= 0 || line.Length > MaxDiagnostic)
        {
            return [];
        }

        foreach (var label in Labels)
        {
            if (line.StartsWith(label, StringComparison.OrdinalIgnoreCase))
            {
                line = line[label.Length..].TrimStart();
                break;
            }
        }

        if (line is ['<', ..])
        {
            var close = line.IndexOf('>');
            return close > 0 ? line[1..close] : [];
        }

        var end = line.IndexOfAny(WordEnds);
        var word = end < 0 ? line : line[..end];
        var rest = end < 0 ? [] : line[end..].TrimStart();
        return word.Contains('@') && (rest.IsEmpty || rest[0] is ':' or '(' or ';') ? word.TrimEnd('.') : [];
    }
}
