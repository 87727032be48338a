using Helpdesk.Core.Messages;
using NodaTime;

namespace Helpdesk.Core.Runtime.Channels;

/// <summary>
/// Calls of which the host's telephone system tells. An answer goes to the host, which makes a call or a note of it; without that it does
/// not leave. Safe for concurrent calls.
/// </summary>
public sealed class PhoneCalls : IOutboundChannel
{
    private readonly ChannelAddress _address;
    private readonly Func<OutboundMessage, CancellationToken, Task<SendResult>>? _callBack;

    /// <summary>Makes the channel.</summary>
    /// <param name="account">The name of the telephone system; there may be several.</param>
    /// <param name="callBack">Has somebody call back with an answer; null when nobody does.</param>
    public PhoneCalls(string account = "", Func<OutboundMessage, CancellationToken, Task<SendResult>>? callBack = null)
    {
        ArgumentNullException.ThrowIfNull(account);
        (_address, _callBack) = (new ChannelAddress(ChannelAddress.Call, account), callBack);
    }

    /// <inheritdoc />
    public string Channel => ChannelAddress.Call;

    /// <summary>Something happened to a call.</summary>
    /// <param name="call">The call as it is now.</param>
    /// <param name="at">When, by the clock of the telephone system; null when that is not known.</param>
    public ChannelEvent Happened(PhoneCall call, Instant? at = null)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentException.ThrowIfNullOrEmpty(call.Id, nameof(call));
        return new ChannelEvent.CallChanged(call) { Channel = _address, OccurredAt = at };
    }

    /// <inheritdoc />
    public ValueTask<ChannelCapabilities> AskAsync(Destination destination, Instant at, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(_callBack is null ? ChannelCapabilities.InboundOnly : new ChannelCapabilities());

    /// <inheritdoc />
    public Task<SendResult> SendAsync(OutboundMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        cancellationToken.ThrowIfCancellationRequested();
        return _callBack is null
            ? Task.FromResult<SendResult>(new SendResult.Rejected(new Fault(SendFaults.NotOutbound, "Nobody calls back.")))
            : _callBack(message, cancellationToken);
    }
}
