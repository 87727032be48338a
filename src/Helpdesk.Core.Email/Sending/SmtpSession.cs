using System.Globalization;
using System.Security.Authentication;
using System.Text;
using Helpdesk.Core.Runtime.Channels;
using NodaTime;

namespace Helpdesk.Core.Email.Sending;

/// <summary>
/// One mail to one server: RFC 5321, STARTTLS (RFC 3207), AUTH PLAIN and LOGIN (RFC 4954, RFC 4616), SIZE (RFC 1870), 8BITMIME (RFC 6152),
/// SMTPUTF8 (RFC 6531). Whatever goes wrong is thrown as <see cref="SmtpTroubleException"/> with the result that it means.
/// </summary>
internal sealed class SmtpSession(SmtpOptions options, SmtpConnection connection, CancellationToken cancellationToken)
{
    private const int MaxSentence = 300;

    private readonly HashSet<string> _offers = new(StringComparer.OrdinalIgnoreCase);

    public async Task BeginAsync()
    {
        if (options.Security == SmtpSecurity.Tls)
        {
            await ProtectAsync().ConfigureAwait(false);
        }

        Demand(await ReadAsync().ConfigureAwait(false), SendFaults.Unreachable, isLasting: false);
        await GreetAsync().ConfigureAwait(false);
        if (options.Security == SmtpSecurity.StartTls)
        {
            if (!_offers.Contains("STARTTLS"))
            {
                throw Later("no-tls", "The server does not offer STARTTLS; nothing is sent without it.");
            }

            Demand(await SayAsync("STARTTLS").ConfigureAwait(false), "no-tls", isLasting: false);
            await ProtectAsync().ConfigureAwait(false);
            await GreetAsync().ConfigureAwait(false);
        }

        if (options.UserName.Length > 0)
        {
            await LogInAsync().ConfigureAwait(false);
        }
    }

    public async Task HandOverAsync(MailEnvelope envelope, ReadOnlyMemory<byte> mail)
    {
        Demand(await SayAsync($"MAIL FROM:<{envelope.From}>{Parameters(envelope, mail)}").ConfigureAwait(false), SendFaults.NotAllowed);
        foreach (var path in envelope.To)
        {
            Demand(await SayAsync($"RCPT TO:<{path}>").ConfigureAwait(false), SendFaults.RecipientGone);
        }

        Demand(await SayAsync("DATA").ConfigureAwait(false), SendFaults.ContentRefused);
        await connection.WriteAsync(DotStuffing.Encode(mail.Span), options.FinalTimeout, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>From here on the mail may have left, and nobody can stop it any more.</summary>
    public async Task EndAsync()
    {
        try
        {
            await connection.WriteAsync(".\r\n"u8.ToArray(), options.Timeout, CancellationToken.None).ConfigureAwait(false);
            Demand(await connection.ReadAsync(options.FinalTimeout, CancellationToken.None).ConfigureAwait(false), SendFaults.ContentRefused);
        }
        catch (IOException exception)
        {
            throw new SmtpTroubleException(new SendResult.Unknown(
                new Fault(SendFaults.Unsure, $"The server had the whole mail and did not say whether it takes it: {exception.Message}")));
        }
    }

    public async Task LeaveAsync()
    {
        try
        {
            await connection.WriteAsync("QUIT\r\n"u8.ToArray(), options.Timeout, CancellationToken.None).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // It has the mail, and said so; how it hangs up is its own affair.
        }
    }

    private async Task GreetAsync()
    {
        _offers.Clear();
        var reply = await SayAsync($"EHLO {options.ClientName}").ConfigureAwait(false);
        Demand(reply, SendFaults.NotAllowed, isLasting: false);
        foreach (var line in reply.Lines.Skip(1))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length > 0)
            {
                _offers.Add(words[0]);
                _offers.UnionWith(words.Skip(1).Select(w => $"{words[0]} {w}"));
            }
        }
    }

    private async Task ProtectAsync()
    {
        try
        {
            await connection.ProtectAsync(options, cancellationToken).ConfigureAwait(false);
        }
        catch (AuthenticationException exception)
        {
            throw Later("bad-certificate", $"The server is not who it should be: {exception.Message}");
        }
    }

    private async Task LogInAsync()
    {
        SmtpReply reply;
        if (_offers.Contains("AUTH PLAIN"))
        {
            reply = await SayAsync($"AUTH PLAIN {Base64($"\0{options.UserName}\0{options.Password}")}").ConfigureAwait(false);
        }
        else if (_offers.Contains("AUTH LOGIN"))
        {
            reply = await SayAsync("AUTH LOGIN").ConfigureAwait(false);
            foreach (var secret in new[] { options.UserName, options.Password })
            {
                if (reply.Code == 334)
                {
                    reply = await SayAsync(Base64(secret)).ConfigureAwait(false);
                }
            }
        }
        else
        {
            throw Later(SendFaults.NotAllowed, "The server offers neither AUTH PLAIN nor AUTH LOGIN.");
        }

        // What the server says of a failed log-in may repeat what it was told.
        if (reply.Code != 235)
        {
            throw Later(SendFaults.NotAllowed, string.Create(CultureInfo.InvariantCulture, $"The server does not let us in ({reply.Code})."));
        }
    }

    private string Parameters(MailEnvelope envelope, ReadOnlyMemory<byte> mail)
    {
        var limit = _offers.Where(o => o.StartsWith("SIZE ", StringComparison.OrdinalIgnoreCase))
            .Select(o => long.TryParse(o.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : 0)
            .FirstOrDefault();
        if (limit > 0 && mail.Length > limit)
        {
            throw Never(SendFaults.TooLong, string.Create(CultureInfo.InvariantCulture, $"The server takes {limit} bytes, and the mail has {mail.Length}."));
        }

        var parameters = new StringBuilder();
        if (_offers.Contains("SIZE"))
        {
            parameters.Append(CultureInfo.InvariantCulture, $" SIZE={mail.Length}");
        }

        if (_offers.Contains("8BITMIME") && !Ascii.IsValid(mail.Span))
        {
            parameters.Append(" BODY=8BITMIME");
        }

        if (envelope.NeedsUtf8 || envelope.To.Append(envelope.From).Any(p => p.IsInternational))
        {
            parameters.Append(_offers.Contains("SMTPUTF8") ? " SMTPUTF8"
                : throw Never(SendFaults.RecipientGone, "The server takes no address with such letters (SMTPUTF8)."));
        }

        return parameters.ToString();
    }

    private async Task<SmtpReply> SayAsync(string command)
    {
        await connection.WriteAsync(Encoding.UTF8.GetBytes(command + "\r\n"), options.Timeout, cancellationToken).ConfigureAwait(false);
        return await ReadAsync().ConfigureAwait(false);
    }

    private Task<SmtpReply> ReadAsync() => connection.ReadAsync(options.Timeout, cancellationToken);

    // What is wrong with the way to the server can be put right and is tried again; what is wrong with the mail cannot.
    private static void Demand(SmtpReply reply, string code, bool isLasting = true)
    {
        if (!reply.IsFine)
        {
            throw reply.IsTemporary || !isLasting
                ? Later(reply.Code is 450 or 451 or 452 ? SendFaults.Throttled : SendFaults.Unreachable, Cut($"The server says not now: {reply}"))
                : Never(CodeOf(reply, code), Cut($"The server says no: {reply}"));
        }
    }

    // RFC 3463: x.1.x addressing, x.2.2 and x.3.4 size, x.7.x policy.
    private static string CodeOf(SmtpReply reply, string code) => reply.Enhanced switch
    {
        "5.1.1" or "5.1.2" or "5.1.3" or "5.1.6" or "5.1.10" or "5.2.1" => SendFaults.RecipientGone,
        "5.2.3" or "5.3.4" => SendFaults.TooLong,
        ['5', '.', '7', '.', ..] when code != SendFaults.NotAllowed => code == SendFaults.RecipientGone ? SendFaults.Blocked : SendFaults.ContentRefused,
        _ => reply.Code == 552 ? SendFaults.TooLong : code,
    };

    private static string Cut(string sentence) => sentence.Length <= MaxSentence ? sentence : sentence[..MaxSentence];

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static SmtpTroubleException Later(string code, string sentence) =>
        new(new SendResult.Deferred(Duration.Zero, new Fault(code, sentence)));

    private static SmtpTroubleException Never(string code, string sentence) => new(new SendResult.Rejected(new Fault(code, sentence)));
}
