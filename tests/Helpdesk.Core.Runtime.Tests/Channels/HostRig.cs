using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Channels;
using Helpdesk.Core.Testing;

namespace Helpdesk.Core.Runtime.Tests.Channels;

/// <summary>A chat or a telephone system of a host, with what the host got.</summary>
internal sealed class HostRig : IChannelRig
{
    private readonly List<string> _arrived = [];
    private readonly Lock _lock = new();
    private readonly LiveChat? _chat;
    private readonly string _channel;
    private ChannelTrouble _trouble;

    private HostRig(string channel) => _channel = channel;

    public IOutboundChannel? Outbound { get; private init; }

    public IReadOnlyList<string> Arrived
    {
        get
        {
            lock (_lock)
            {
                return [.. _arrived];
            }
        }
    }

    public IReadOnlyList<string> Secrets => [];

    public static HostRig Chat()
    {
        HostRig rig = null!;
        var chat = new LiveChat("web", (m, _) => rig.SendAsync(m), new ChannelCapabilities { MaxText = new TextLimit(1_000, TextUnit.Characters) });
        rig = new HostRig(ChannelAddress.Chat, chat);
        return rig;
    }

    public static HostRig Calls()
    {
        HostRig rig = null!;
        var calls = new PhoneCalls("pbx", (m, _) => rig.SendAsync(m));
        rig = new HostRig(ChannelAddress.Call) { Outbound = calls };
        return rig;
    }

    public static HostRig CallsInOnly() => new(ChannelAddress.Call) { Outbound = new PhoneCalls("pbx") };

    public OutboundMessage Message(string text) => new()
    {
        Id = new MessageId(Guid.NewGuid()),
        Channel = new ChannelAddress(_channel, "web"),
        Conversation = "c1",
        To = [new Address(AddressKind.Handle, "chat:web:v1")],
        Subject = "Re: it",
        Text = text,
        ExternalId = "x",
    };

    public bool Make(ChannelTrouble trouble)
    {
        _trouble = trouble;
        return _chat is not null;
    }

    public ChannelEvent? Write(string id, string text, string claimedMail) => _chat?.Said(
        "c1", id, new ChatVisitor("v1", "Ann") { Claims = [new IdentityClaim(Address.Mail(claimedMail))] }, text);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private HostRig(string channel, LiveChat chat)
        : this(channel) => (_chat, Outbound) = (chat, chat);

    private Task<SendResult> SendAsync(OutboundMessage message)
    {
        lock (_lock)
        {
            if (_trouble is ChannelTrouble.None or ChannelTrouble.BreaksAfterTaking)
            {
                _arrived.Add(message.Text);
            }

            return Task.FromResult<SendResult>(_trouble switch
            {
                ChannelTrouble.Busy => new SendResult.Deferred(NodaTime.Duration.Zero, new Fault(SendFaults.Throttled, "Busy.")),
                ChannelTrouble.Refuses => new SendResult.Rejected(new Fault(SendFaults.Blocked, "No.")),
                ChannelTrouble.BreaksAfterTaking => new SendResult.Unknown(new Fault(SendFaults.Unsure, "Who knows.")),
                _ => new SendResult.Accepted(),
            });
        }
    }
}
