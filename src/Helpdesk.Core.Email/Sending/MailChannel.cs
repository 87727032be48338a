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
    // A mail server takes the same mail twice, so what may have left is not sent again.
    private static readonly ChannelCapabilities Capabilities = new();

    private readonly IMailTransport _transport;
    private readonly TimeProvider _time;

    /// <summary>Makes the channel.</summary>
    /// <param name="transport">What carries the mail.</param>
    /// <param name="time">The clock, for the date of the mail.</param>
    public MailChannel(IMailTransport transport, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(transport);
        ArgumentNullException.ThrowIfNull(time);
        (_transport, _time) = (transport, time);
    }

    /// <inheritdoc />
    public string Channel => ChannelAddress.Mail;

    /// <inheritdoc />
    public ValueTask<ChannelCapabilities> AskAsync(Destination destination, Instant at, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Capabilities);

    /// <inheritdoc />
    public async Task<SendResult> SendAsync(OutboundMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        var to = new List<MailPath>();
        foreach (var address in message.To)
        {
            if (address.Kind != AddressKind.Mail || !MailPath.TryParse(address.Value.Trim(), out var path))
            {
                return new SendResult.Rejected(new Fault(SendFaults.RecipientGone, "A recipient has no address that mail can be sent to."));
            }

            to.Add(path.Value);
        }

        if (ReturnPath(message) is not { } from)
        {
            return new SendResult.Rejected(new Fault(SendFaults.NotAllowed, $"'{message.Channel.Account}' is no address to send mail from."));
        }

        var mail = MailComposer.Compose(message, Instant.FromDateTimeOffset(_time.GetUtcNow()));
        return await _transport.SendAsync(new MailEnvelope(from, to), mail, cancellationToken).ConfigureAwait(false);
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
