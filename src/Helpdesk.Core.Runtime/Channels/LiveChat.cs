using Helpdesk.Core.Messages;
using NodaTime;

namespace Helpdesk.Core.Runtime.Channels;

/// <summary>
/// A chat whose lines the host brings: in by the events that this makes, out by what the host does with an answer. Safe for concurrent
/// calls.
/// </summary>
public sealed class LiveChat : IOutboundChannel
{
    private readonly ChannelAddress _address;
    private readonly ChannelCapabilities _can;
    private readonly Func<OutboundMessage, CancellationToken, Task<SendResult>> _send;
    private readonly Duration? _window;

    /// <summary>Makes a chat.</summary>
    /// <param name="account">The name of the chat, such as that of the website; one channel name may have several.</param>
    /// <param name="send">
    /// Brings an answer to the visitor; <see cref="OutboundMessage.Conversation"/> says in which chat. It says <see cref="SendResult.Unknown"/>
    /// when it cannot know.
    /// </param>
    /// <param name="can">What the chat can do; null for any length of text, and no key.</param>
    /// <param name="window">How long after the visitor last wrote an answer may be sent; null for ever.</param>
    /// <param name="channel">The name of the channel: <c>chat</c>, or one of the host such as <c>whatsapp</c>.</param>
    public LiveChat(
        string account,
        Func<OutboundMessage, CancellationToken, Task<SendResult>> send,
        ChannelCapabilities? can = null,
        Duration? window = null,
        string channel = ChannelAddress.Chat)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(send);
        ArgumentException.ThrowIfNullOrWhiteSpace(channel);
        (_address, _send, _window) = (new ChannelAddress(channel, account), send, window);
        _can = can ?? new ChannelCapabilities();
    }

    /// <inheritdoc />
    public string Channel => _address.Channel;

    /// <summary>The visitor wrote a line.</summary>
    /// <param name="conversation">The key of the chat.</param>
    /// <param name="id">The id of the line, the same should it come again.</param>
    /// <param name="visitor">Who wrote.</param>
    /// <param name="text">What.</param>
    /// <param name="at">When, by the clock of the chat; null when that is not known.</param>
    public ChannelEvent Said(string conversation, string id, ChatVisitor visitor, string text, Instant? at = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(conversation);
        ArgumentException.ThrowIfNullOrEmpty(id);
        ArgumentNullException.ThrowIfNull(visitor);
        ArgumentNullException.ThrowIfNull(text);
        var message = new InboundMessage
        {
            Channel = _address,
            DuplicateKey = string.Join('\n', "chat", _address.Channel, _address.Account, id),
            ExternalId = id,
            Conversation = conversation,
            References = [conversation],
            From = visitor.AddressOn(_address),
            Claims = visitor.Claims,
            Subject = FirstLine(text),
            Text = text,
            SentAt = at,
        };
        return new ChannelEvent.MessageReceived(message) { Channel = _address, OccurredAt = at };
    }

    /// <summary>The visitor left.</summary>
    /// <param name="conversation">The key of the chat.</param>
    /// <param name="visitor">Who left.</param>
    /// <param name="at">When, by the clock of the chat; null when that is not known.</param>
    public ChannelEvent Ended(string conversation, ChatVisitor visitor, Instant? at = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(conversation);
        ArgumentNullException.ThrowIfNull(visitor);
        return new ChannelEvent.ConversationEnded(conversation, visitor.AddressOn(_address)) { Channel = _address, OccurredAt = at };
    }

    /// <summary>The chat reports what became of an answer.</summary>
    /// <param name="key">The <see cref="OutboundMessage.IdempotencyKey"/> under which the chat got it.</param>
    /// <param name="state">How far it got.</param>
    /// <param name="at">When, by the clock of the chat; null when that is not known.</param>
    public ChannelEvent Reported(string key, DeliveryState state, Instant? at = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return new ChannelEvent.DeliveryChanged(key, state) { Channel = _address, OccurredAt = at };
    }

    /// <inheritdoc />
    public ValueTask<ChannelCapabilities> AskAsync(Destination destination, Instant at, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        return ValueTask.FromResult(_window is { } window && destination.LastHeard is { } heard ? _can with { Until = heard + window } : _can);
    }

    /// <inheritdoc />
    public Task<SendResult> SendAsync(OutboundMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        cancellationToken.ThrowIfCancellationRequested();
        return _send(message, cancellationToken);
    }

    private static string FirstLine(string text)
    {
        const int maxSubject = 80;
        var line = text.AsSpan().Trim();
        var end = line.IndexOfAny('\r', '\n');
        var first = (end < 0 ? line : line[..end]).ToString();
        return TextPieces.Split(first, new TextLimit(maxSubject, TextUnit.Characters))[0].TrimEnd();
    }
}
