using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Channels;
using NodaTime;

namespace Helpdesk.Core.Email.Sending;

/// <summary>
/// Sends mail: composes it, addresses its envelope and gives it to a transport. What a person wrote returns, if it cannot be delivered, to an
/// address that names the message and its recipient (VERP); what a machine wrote returns to nobody. Safe for concurrent calls.
/// </summary>
public sealed class MailChannel : IOutboundChannel
{
    internal const int MaxAttachments = 100;
    internal const long MaxAttachmentBytes = 15 * 1024 * 1024;

    private readonly IMailTransport _transport;
    private readonly TimeProvider _time;
    private readonly ChannelCapabilities _can;

    /// <summary>Makes the channel.</summary>
    /// <param name="transport">What carries the mail.</param>
    /// <param name="time">The clock, for the date of the mail.</param>
    /// <param name="maxAttachmentBytes">How much the attachments of a mail may have together; 15 MB by default, which are 20 MB in a mail.</param>
    public MailChannel(IMailTransport transport, TimeProvider time, long maxAttachmentBytes = MaxAttachmentBytes)
    {
        ArgumentNullException.ThrowIfNull(transport);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentOutOfRangeException.ThrowIfNegative(maxAttachmentBytes);
        (_transport, _time) = (transport, time);

        // A mail server takes the same mail twice, so what may have left is not sent again.
        _can = new ChannelCapabilities { MaxAttachments = MaxAttachments, MaxAttachmentBytes = maxAttachmentBytes };
    }

    /// <inheritdoc />
    public string Channel => ChannelAddress.Mail;

    /// <inheritdoc />
    public ValueTask<ChannelCapabilities> AskAsync(Destination destination, Instant at, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(_can);

    /// <inheritdoc />
    public async Task<SendResult> SendAsync(OutboundMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (!MailComposer.TryCompose(message, Instant.FromDateTimeOffset(_time.GetUtcNow()), out var mail, out var reason))
        {
            return new SendResult.Rejected(reason);
        }

        if (ReturnPath(message) is not { } from)
        {
            return new SendResult.Rejected(new Fault(SendFaults.NotAllowed, "The return path is no address."));
        }

        var envelope = new MailEnvelope(from, mail.To) { NeedsUtf8 = mail.IsInternational };
        return await _transport.SendAsync(envelope, mail.Content, cancellationToken).ConfigureAwait(false);
    }

    // What a machine wrote is never answered by one, not even by a report (RFC 3834 §3.3).
    private static MailPath? ReturnPath(OutboundMessage message)
    {
        if (message.IsAutomatic)
        {
            return default(MailPath);
        }

        return MailPath.TryParse(message.ReturnPath?.Value ?? message.Channel.Account, out var path) ? path : null;
    }
}
