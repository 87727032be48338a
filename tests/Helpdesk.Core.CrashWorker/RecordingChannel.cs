using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Channels;
using NodaTime;

namespace Helpdesk.Core.CrashWorker;

/// <summary>The outside world: it writes down what it takes by its key, and takes each key once.</summary>
internal sealed class RecordingChannel(Journal journal) : IOutboundChannel
{
    private static readonly ChannelCapabilities Can = new() { IsIdempotent = true };

    public string Channel => ChannelAddress.Mail;

    public ValueTask<ChannelCapabilities> AskAsync(Destination destination, Instant at, CancellationToken cancellationToken = default) => new(Can);

    public Task<SendResult> SendAsync(OutboundMessage message, CancellationToken cancellationToken = default)
    {
        journal.Write("sent", message.Id.ToString(), message.IdempotencyKey);
        return Task.FromResult<SendResult>(new SendResult.Accepted { ExternalIds = [$"{message.IdempotencyKey}@acme.example"] });
    }
}
