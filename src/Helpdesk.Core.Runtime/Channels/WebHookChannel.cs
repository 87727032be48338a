using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Helpdesk.Core.Messages;
using NodaTime;

namespace Helpdesk.Core.Runtime.Channels;

/// <summary>
/// Sends each message as a signed JSON object to one address; the form stands in <c>docs/channels.md</c>. Every request of one message, or
/// of one part of it, carries the same <c>Idempotency-Key</c>. Safe for concurrent calls.
/// </summary>
public sealed class WebHookChannel : IOutboundChannel
{
    private const int MaxAnswerBytes = 64 * 1024;
    private const int MaxIds = 20;

    private readonly HttpClient _client;
    private readonly Uri _address;
    private readonly WebHookSecrets _secrets;
    private readonly TimeProvider _time;
    private readonly ChannelCapabilities _can;

    /// <summary>Makes a channel.</summary>
    /// <param name="channel">The name of the channel.</param>
    /// <param name="client">Makes the requests; its timeout is ours.</param>
    /// <param name="address">Where to.</param>
    /// <param name="secrets">Signs them.</param>
    /// <param name="time">The clock.</param>
    /// <param name="can">What the other side can do; null for any text, with keys that it takes once.</param>
    public WebHookChannel(
        string channel, HttpClient client, Uri address, WebHookSecrets secrets, TimeProvider time, ChannelCapabilities? can = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(channel);
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(secrets);
        ArgumentNullException.ThrowIfNull(time);
        (Channel, _client, _address, _secrets, _time) = (channel, client, address, secrets, time);
        _can = can ?? new ChannelCapabilities { IsIdempotent = true };
    }

    /// <inheritdoc />
    public string Channel { get; }

    /// <inheritdoc />
    public ValueTask<ChannelCapabilities> AskAsync(Destination destination, Instant at, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(_can);

    /// <inheritdoc />
    public async Task<SendResult> SendAsync(OutboundMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        cancellationToken.ThrowIfCancellationRequested();
        var body = Body(message);
        using var request = new HttpRequestMessage(HttpMethod.Post, _address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("Idempotency-Key", message.IdempotencyKey);
        request.Headers.Add(WebHookSecrets.Header, _secrets.Sign(body, Instant.FromDateTimeOffset(_time.GetUtcNow())));
        try
        {
            // From here on it may have left; only the client's own timeout ends it.
            using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, CancellationToken.None).ConfigureAwait(false);
            return await ResultAsync(answer).ConfigureAwait(false);
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError
            is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError)
        {
            return new SendResult.Deferred(Duration.Zero, new Fault(SendFaults.Unreachable, "The other side cannot be reached."));
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or IOException)
        {
            return new SendResult.Unknown(new Fault(SendFaults.Unsure, "The other side did not say whether it takes it."));
        }
    }

    private static async Task<SendResult> ResultAsync(HttpResponseMessage answer)
    {
        var code = (int)answer.StatusCode;
        var sentence = string.Create(CultureInfo.InvariantCulture, $"The other side answers {code}.");
        return answer.StatusCode switch
        {
            >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices => new SendResult.Accepted { ExternalIds = await IdsAsync(answer).ConfigureAwait(false) },
            HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests => new SendResult.Deferred(RetryAfter(answer), new Fault(SendFaults.Throttled, sentence)),
            >= HttpStatusCode.InternalServerError => new SendResult.Deferred(RetryAfter(answer), new Fault(SendFaults.Unreachable, sentence)),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new SendResult.Rejected(new Fault(SendFaults.NotAllowed, sentence)),
            HttpStatusCode.NotFound or HttpStatusCode.Gone => new SendResult.Rejected(new Fault(SendFaults.RecipientGone, sentence)),
            HttpStatusCode.RequestEntityTooLarge => new SendResult.Rejected(new Fault(SendFaults.TooLong, sentence)),
            _ => new SendResult.Rejected(new Fault(SendFaults.ContentRefused, sentence)),
        };
    }

    private static Duration RetryAfter(HttpResponseMessage answer) =>
        answer.Headers.RetryAfter?.Delta is { } delta && delta < TimeSpan.FromDays(1) ? Duration.FromTimeSpan(delta) : Duration.Zero;

    // The other side took it, whatever it says besides: an answer that cannot be read has no ids.
    private static async Task<IReadOnlyList<string>> IdsAsync(HttpResponseMessage answer)
    {
        try
        {
            await answer.Content.LoadIntoBufferAsync(MaxAnswerBytes).ConfigureAwait(false);
            using var document = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync().ConfigureAwait(false));
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("ids", out var ids)
                && ids.ValueKind == JsonValueKind.Array
                    ? [.. ids.EnumerateArray().Where(i => i.ValueKind == JsonValueKind.String).Select(i => i.GetString()!).Where(i => i.Length > 0).Take(MaxIds)]
                    : [];
        }
        catch (Exception exception) when (exception is JsonException or HttpRequestException or IOException or InvalidOperationException)
        {
            return [];
        }
    }

    private static byte[] Body(OutboundMessage message)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("event", "message");
            json.WriteString("id", message.IdempotencyKey);
            json.WriteString("channel", message.Channel.Channel);
            json.WriteString("account", message.Channel.Account);
            json.WriteString("conversation", message.Conversation);
            json.WriteStartArray("to");
            foreach (var to in message.To)
            {
                json.WriteStartObject();
                json.WriteString("kind", to.Kind.ToString().ToLowerInvariant());
                json.WriteString("value", to.Value);
                json.WriteString("name", to.DisplayName);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteString("subject", message.Subject);
            json.WriteString("text", message.Text);
            json.WriteString("inReplyTo", message.References.Count > 0 ? message.References[^1] : "");
            if (message.Template.Length > 0)
            {
                json.WriteString("template", message.Template);
            }

            json.WriteStartArray("attachments");
            foreach (var attachment in message.Attachments)
            {
                json.WriteStartObject();
                json.WriteString("name", attachment.Name);
                json.WriteString("type", attachment.MediaType);
                json.WriteBase64String("content", attachment.Content.Span);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteNumber("part", message.Part);
            json.WriteNumber("parts", message.Parts);
            json.WriteBoolean("automatic", message.IsAutomatic);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }
}
