using Helpdesk.Core.Email.Sending;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Channels;
using NodaTime;

namespace Helpdesk.Core.Email;

/// <summary>
/// Sends mail by writing each into a folder as an <c>.eml</c> file, for a mail server that picks up from there. A file appears
/// whole or not at all, and once a message. Safe for concurrent calls.
/// </summary>
public sealed class PickupFolder : IOutboundChannel
{
    // A file is written once a message, however often it comes.
    private static readonly ChannelCapabilities Capabilities = new()
    {
        IsIdempotent = true, MaxAttachments = MailChannel.MaxAttachments, MaxAttachmentBytes = MailChannel.MaxAttachmentBytes,
    };

    private readonly string _folder;
    private readonly TimeProvider _time;

    /// <summary>Uses a folder; it is made when it is not there.</summary>
    public PickupFolder(string folder, TimeProvider time)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        ArgumentNullException.ThrowIfNull(time);
        _folder = folder;
        _time = time;
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
        if (!MailComposer.TryCompose(message, Instant.FromDateTimeOffset(_time.GetUtcNow()), out var mail, out var reason))
        {
            return new SendResult.Rejected(reason);
        }

        var file = Path.Combine(_folder, $"{message.IdempotencyKey}.eml");
        try
        {
            Directory.CreateDirectory(_folder);
            if (!File.Exists(file))
            {
                var draft = Path.Combine(_folder, $".{message.IdempotencyKey}.{Guid.NewGuid():N}.tmp");
                await File.WriteAllBytesAsync(draft, mail.Content, cancellationToken).ConfigureAwait(false);
                File.Move(draft, file, overwrite: true);
            }

            return new SendResult.Accepted();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new SendResult.Deferred(Duration.FromMinutes(1), new Fault("folder", $"The folder cannot be written: {exception.Message}"));
        }
    }
}
