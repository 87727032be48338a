using System.Text.Json;
using Helpdesk.Core.Messages;
using NodaTime;
using NodaTime.Text;

namespace Helpdesk.Core.Runtime.Channels;

/// <summary>
/// Reads the events of any program that can sign a JSON object: the form stands in <c>docs/channels.md</c>. The signature is made sure of
/// over the exact bytes before anything is read. Thread-safe.
/// </summary>
public sealed class WebHookSource
{
    private const int MaxDepth = 16;

    private readonly WebHookSecrets _secrets;
    private readonly ChannelAddress _channel;

    /// <summary>Makes a source.</summary>
    /// <param name="secrets">Who may tell.</param>
    /// <param name="channel">The channel and the account on it.</param>
    public WebHookSource(WebHookSecrets secrets, ChannelAddress channel)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        ArgumentNullException.ThrowIfNull(channel);
        (_secrets, _channel) = (secrets, channel);
    }

    /// <summary>Reads a request.</summary>
    /// <param name="signature">What the header <see cref="WebHookSecrets.Header"/> says, or empty.</param>
    /// <param name="body">The body, byte for byte.</param>
    /// <param name="now">Our time.</param>
    public WebHookRead Read(string signature, ReadOnlyMemory<byte> body, Instant now)
    {
        ArgumentNullException.ThrowIfNull(signature);
        if (_secrets.Refusal(signature, body.Span, now) is { } refusal)
        {
            return new WebHookRead.Refused(refusal);
        }

        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = MaxDepth });
            return new WebHookRead.Happened(Read(document.RootElement, body));
        }
        catch (JsonException exception)
        {
            return Unreadable(new Fault("not-json", $"The body is no JSON: {exception.Message}"), body);
        }
        catch (UnusableException exception)
        {
            return Unreadable(exception.Reason, body);
        }
    }

    private ChannelEvent Read(JsonElement root, ReadOnlyMemory<byte> body) => Text(root, "event", isNeeded: true) switch
    {
        "message" => new ChannelEvent.MessageReceived(Message(root)) { Channel = _channel, OccurredAt = At(root), Raw = body },
        "delivery" => new ChannelEvent.DeliveryChanged(Text(root, "message", isNeeded: true), State(root))
        {
            Channel = _channel,
            OccurredAt = At(root),
            Raw = body,
            Reason = Text(root, "reason") is { Length: > 0 } code ? new Fault(Code(code), "The other side says that it did not arrive.") : null,
        },
        "ended" => new ChannelEvent.ConversationEnded(Text(root, "conversation", isNeeded: true), Author(root).AddressOn(_channel))
        {
            Channel = _channel,
            OccurredAt = At(root),
            Raw = body,
        },
        _ => throw new UnusableException(new Fault("unknown-event", "The event is none of message, delivery and ended.", "/event")),
    };

    private InboundMessage Message(JsonElement root)
    {
        var (id, author) = (Text(root, "id", isNeeded: true), Author(root));
        return new InboundMessage
        {
            Channel = _channel,
            DuplicateKey = string.Join('\n', "hook", _channel.Channel, _channel.Account, id),
            ExternalId = id,
            Conversation = Text(root, "conversation"),
            References = Text(root, "conversation") is { Length: > 0 } conversation ? [conversation] : [],
            InReplyTo = Text(root, "inReplyTo") is { Length: > 0 } answered ? [answered] : [],
            From = author.AddressOn(_channel),
            Claims = author.Claims,
            Subject = Text(root, "subject"),
            Text = Text(root, "text", isNeeded: true),
            SentAt = At(root),
        };
    }

    private static ChatVisitor Author(JsonElement root)
    {
        if (!root.TryGetProperty("from", out var from) || from.ValueKind != JsonValueKind.Object)
        {
            throw new UnusableException(new Fault("no-sender", "Nobody is said to have sent it.", "/from"));
        }

        var claims = new List<IdentityClaim>();
        Add("email", AddressKind.Mail);
        Add("phone", AddressKind.Phone);
        Add("user", AddressKind.HostUser);
        return new ChatVisitor(Text(from, "id", isNeeded: true), Text(from, "name")) { Claims = claims };

        // One member for what is only claimed and one for what the sender vouches for, so that neither is taken for the other.
        void Add(string name, AddressKind kind)
        {
            if (Text(from, name) is { Length: > 0 } claimed)
            {
                claims.Add(new IdentityClaim(new Address(kind, claimed)));
            }

            if (Text(from, "verified" + char.ToUpperInvariant(name[0]) + name[1..]) is { Length: > 0 } verified)
            {
                claims.Add(new IdentityClaim(new Address(kind, verified), "web-hook"));
            }
        }
    }

    private static DeliveryState State(JsonElement root) => Text(root, "state", isNeeded: true) switch
    {
        "sent" => DeliveryState.Sent,
        "failed" => DeliveryState.Failed,
        "delivered" => DeliveryState.Delivered,
        "read" => DeliveryState.Read,
        _ => throw new UnusableException(new Fault("unknown-state", "The state is none of sent, failed, delivered and read.", "/state")),
    };

    private static string Code(string text) => text.Length <= 40 && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? text : "other";

    private static Instant? At(JsonElement root) =>
        InstantPattern.ExtendedIso.Parse(Text(root, "at")) is { Success: true } parsed ? parsed.Value : null;

    private static string Text(JsonElement of, string member, bool isNeeded = false)
    {
        var text = "";
        if (of.ValueKind == JsonValueKind.Object && of.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String)
        {
            try
            {
                text = value.GetString() ?? "";
            }
            catch (InvalidOperationException)
            {
                throw new UnusableException(new Fault("bad-text", $"'{member}' holds half a character.", "/" + member));
            }
        }

        return text.Length > 0 || !isNeeded ? text : throw new UnusableException(new Fault("missing", $"'{member}' is needed, a text.", "/" + member));
    }

    private static WebHookRead.Unreadable Unreadable(Fault reason, ReadOnlyMemory<byte> body) =>
        new(new Pickup.Unreadable(reason) { Place = reason.Place, Raw = body });

    private sealed class UnusableException(Fault reason) : Exception
    {
        public Fault Reason { get; } = reason;
    }
}
