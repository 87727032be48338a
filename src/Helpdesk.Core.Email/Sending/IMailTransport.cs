using Helpdesk.Core.Runtime.Channels;

namespace Helpdesk.Core.Email.Sending;

/// <summary>
/// What carries a mail away: <see cref="SmtpTransport"/>, or something of the host over another library or a provider's interface.
/// Safe for concurrent calls.
/// </summary>
public interface IMailTransport
{
    /// <summary>
    /// Carries a mail to all its recipients or to none. Cancelling is possible until the mail may have left; from then on it comes to an
    /// end, in bounded time.
    /// </summary>
    /// <param name="envelope">The envelope.</param>
    /// <param name="mail">The mail, byte for byte.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>What became of it; trouble on the way is a value.</returns>
    Task<SendResult> SendAsync(MailEnvelope envelope, ReadOnlyMemory<byte> mail, CancellationToken cancellationToken = default);
}
