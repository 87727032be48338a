using System.Net.Sockets;
using Helpdesk.Core.Runtime.Channels;
using NodaTime;

namespace Helpdesk.Core.Email.Sending;

/// <summary>
/// Hands mail to a mail server, each over a connection of its own. The mail goes byte for byte as it was composed. Safe for concurrent
/// calls.
/// </summary>
/// <remarks>
/// 4xx answers and trouble on the way before the end of the mail are <see cref="SendResult.Deferred"/>; so is a server that we may not use as
/// things are (no TLS, a bad certificate, a refused password): that is put right by people. 5xx answers are
/// <see cref="SendResult.Rejected"/>. Trouble after the end of the mail is <see cref="SendResult.Unknown"/>.
/// </remarks>
public sealed class SmtpTransport : IMailTransport
{
    private readonly SmtpOptions _options;

    /// <summary>Makes a transport.</summary>
    /// <param name="options">How to reach the server; not to be changed any more.</param>
    /// <exception cref="ArgumentException">They do not fit together; every fault is named.</exception>
    public SmtpTransport(SmtpOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        string[] faults = [.. options.Faults()];
        _options = faults.Length == 0 ? options : throw new ArgumentException(string.Join(' ', faults), nameof(options));
    }

    /// <inheritdoc />
    public async Task<SendResult> SendAsync(MailEnvelope envelope, ReadOnlyMemory<byte> mail, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        if (envelope.To.Count == 0 || envelope.To.Any(p => p.Value.Length == 0))
        {
            return new SendResult.Rejected(new Fault(SendFaults.RecipientGone, "The mail has no recipient."));
        }

        using var connection = new SmtpConnection();
        try
        {
            await connection.ConnectAsync(_options, cancellationToken).ConfigureAwait(false);
            var session = new SmtpSession(_options, connection, cancellationToken);
            await session.BeginAsync().ConfigureAwait(false);
            await session.HandOverAsync(envelope, mail).ConfigureAwait(false);
            await session.EndAsync().ConfigureAwait(false);
            await session.LeaveAsync().ConfigureAwait(false);
            return new SendResult.Accepted();
        }
        catch (SmtpTroubleException trouble)
        {
            return trouble.Result;
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            return new SendResult.Deferred(Duration.Zero, new Fault(SendFaults.Unreachable, $"The mail server cannot be reached: {exception.Message}"));
        }
    }
}
