using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Channels;
using Helpdesk.Core.Testing;
using NodaTime;

namespace Helpdesk.Core.Runtime.Tests.Channels;

/// <summary>A channel that keeps every promise but one.</summary>
internal sealed class BrokenRig(string broken) : IChannelRig, IOutboundChannel
{
    private const string Secret = "hunter2";

    private readonly List<(string Key, string Text)> _arrived = [];
    private readonly Lock _lock = new();
    private ChannelTrouble _trouble;
    private int _asked;

    public IOutboundChannel? Outbound => this;

    public string Channel => Is("It has a name") ? "" : "broken";

    public IReadOnlyList<string> Secrets => [Secret];

    public IReadOnlyList<string> Arrived
    {
        get
        {
            lock (_lock)
            {
                return [.. _arrived.Select(a => a.Text)];
            }
        }
    }

    public OutboundMessage Message(string text) => new()
    {
        Id = new MessageId(Guid.NewGuid()),
        Channel = new ChannelAddress("broken"),
        To = [Address.Mail("a@b.example")],
        Subject = "s",
        Text = text,
        ExternalId = "x",
    };

    public bool Make(ChannelTrouble trouble)
    {
        _trouble = trouble;
        return true;
    }

    public ChannelEvent? Write(string id, string text, string claimedMail)
    {
        var channel = new ChannelAddress("broken");
        var isLoose = Is("What somebody claims is only a claim");
        var message = new InboundMessage
        {
            Channel = channel,
            DuplicateKey = Is("The same message has the same key, and another one another") ? "always"
                : Is("The same message at the same time makes one ticket") ? Guid.NewGuid().ToString()
                : id,
            ExternalId = id,
            From = isLoose ? Address.Mail(claimedMail) : new Address(AddressKind.Handle, "u1"),
            Claims = [new IdentityClaim(Address.Mail(claimedMail))],
            Text = Is("What comes in is what was written") ? text.Trim() + "!" : text,
        };
        return new ChannelEvent.MessageReceived(message) { Channel = channel };
    }

    public ValueTask<ChannelCapabilities> AskAsync(Destination destination, Instant at, CancellationToken cancellationToken = default)
    {
        _asked++;
        return ValueTask.FromResult(new ChannelCapabilities
        {
            IsIdempotent = true,
            MaxText = new TextLimit(Is("Asking sends nothing and gives the same answer") ? 1_000 + _asked : 1_000, TextUnit.Characters),
        });
    }

    public Task<SendResult> SendAsync(OutboundMessage message, CancellationToken cancellationToken = default)
    {
        if (!Is("What is cancelled before does not leave"))
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        lock (_lock)
        {
            return Task.FromResult(Send(message));
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private SendResult Send(OutboundMessage message)
    {
        var code = Is("No secret is in what it says") ? "no-" + Secret : "code";
        switch (_trouble)
        {
            case ChannelTrouble.Busy:
                return Is("Who is busy is asked again later") ? new SendResult.Rejected(new Fault(code, "")) : new SendResult.Deferred(Duration.Zero, new Fault(code, ""));
            case ChannelTrouble.Refuses:
                return Is("Who refuses is not asked again") ? new SendResult.Deferred(Duration.Zero, new Fault(code, "")) : new SendResult.Rejected(new Fault(code, ""));
        }

        if (Is("Hostile subjects, names and ids are no trouble") && message.Subject.Contains('\n', StringComparison.Ordinal))
        {
            _arrived.Add((message.IdempotencyKey, message.Subject + message.Text));
            return new SendResult.Accepted();
        }

        if (!message.To[0].IsSameAs(Address.Mail("a@b.example")))
        {
            if (!Is("A hostile recipient is refused or harmless"))
            {
                return new SendResult.Rejected(new Fault(SendFaults.RecipientGone, ""));
            }

            _arrived.Add((Guid.NewGuid().ToString(), message.Text));
        }

        if (Is("A text of the full length leaves") && message.Text.Length >= 1_000)
        {
            return new SendResult.Rejected(new Fault(SendFaults.TooLong, ""));
        }

        var key = Is("Under one key it leaves once, where the channel says so") ? Guid.NewGuid().ToString() : message.IdempotencyKey;
        var isLost = (Is("What it accepts arrives, whole and once") && message.Text == "Hello.") || (Is("Messages at the same time all arrive") && message.Text == "m3");
        if (!isLost && _arrived.TrueForAll(a => a.Key != key))
        {
            _arrived.Add((key, Is("Hostile text arrives as text") ? message.Text.Split('\r')[0] : message.Text));
        }

        return _trouble == ChannelTrouble.BreaksAfterTaking && !Is("What may have left is unknown")
            ? new SendResult.Unknown(new Fault(code, ""))
            : new SendResult.Accepted();
    }

    private bool Is(string check) => broken == check;
}
