using System.Net;
using System.Text;
using System.Text.Json;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Channels;
using Helpdesk.Core.Testing;
using NodaTime;

namespace Helpdesk.Core.Runtime.Tests.Channels;

/// <summary>Web hooks in both directions, with the other side: it makes sure of the signature and takes a key once.</summary>
internal sealed class WebHookRig : IChannelRig
{
    private const string Secret = "a secret of the web hook";

    private static readonly ChannelAddress Address = new("crm", "hook");
    private static readonly Instant Now = Instant.FromUtc(2026, 3, 2, 9, 0);

    private readonly WebHookSecrets _secrets = new([Encoding.UTF8.GetBytes(Secret)]);
    private readonly OtherSide _other;
    private readonly HttpClient _client;

    public WebHookRig()
    {
        _other = new OtherSide(_secrets);
        _client = new HttpClient(_other);
        Outbound = new WebHookChannel("crm", _client, new Uri("https://crm.example/hook"), _secrets, new Clock(Now));
    }

    public IOutboundChannel? Outbound { get; }

    public IReadOnlyList<string> Arrived => _other.Arrived;

    public IReadOnlyList<string> Secrets => [Secret];

    public OutboundMessage Message(string text) => new()
    {
        Id = new MessageId(Guid.NewGuid()),
        Channel = Address,
        Conversation = "c1",
        To = [new Address(AddressKind.Handle, "crm:hook:u1")],
        Subject = "Re: it",
        Text = text,
        ExternalId = "x",
    };

    public bool Make(ChannelTrouble trouble)
    {
        _other.Trouble = trouble;
        return true;
    }

    public ChannelEvent? Write(string id, string text, string claimedMail)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("event", "message");
            json.WriteString("id", id);
            json.WriteString("conversation", "c1");
            json.WriteStartObject("from");
            json.WriteString("id", "u1");
            json.WriteString("email", claimedMail);
            json.WriteEndObject();
            json.WriteString("text", text);
            json.WriteEndObject();
        }

        var body = stream.ToArray();
        return (new WebHookSource(_secrets, Address).Read(_secrets.Sign(body, Now), body, Now) as WebHookRead.Happened)?.Event;
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    private sealed class OtherSide(WebHookSecrets secrets) : HttpMessageHandler
    {
        private readonly Dictionary<string, string> _taken = new(StringComparer.Ordinal);
        private readonly Lock _lock = new();

        public ChannelTrouble Trouble { get; set; }

        public IReadOnlyList<string> Arrived
        {
            get
            {
                lock (_lock)
                {
                    return [.. _taken.Values];
                }
            }
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
            if (secrets.Refusal(request.Headers.GetValues(WebHookSecrets.Header).Single(), body, Now) is not null)
            {
                return new HttpResponseMessage(HttpStatusCode.Unauthorized);
            }

            if (Trouble is ChannelTrouble.Busy or ChannelTrouble.Refuses)
            {
                return new HttpResponseMessage(Trouble == ChannelTrouble.Busy ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.BadRequest);
            }

            using var document = JsonDocument.Parse(body);
            lock (_lock)
            {
                _taken.TryAdd(request.Headers.GetValues("Idempotency-Key").Single(), document.RootElement.GetProperty("text").GetString()!);
            }

            return Trouble == ChannelTrouble.BreaksAfterTaking
                ? throw new HttpRequestException(HttpRequestError.ResponseEnded, "The line broke.")
                : new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("""{"ids":["crm-1"]}""") };
        }
    }
}
