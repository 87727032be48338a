using System.Net;
using System.Text;
using System.Text.Json;
using Helpdesk.Core.Email;
using Helpdesk.Core.Email.Sending;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Channels;

namespace Channels;

/// <summary>The world outside: it prints what reaches it. Nothing goes over a network.</summary>
internal sealed class Outside(WebHookSecrets secrets, Clock clock) : HttpMessageHandler, IMailTransport
{
    /// <summary>What the chat program and the telephone system do with an answer.</summary>
    public static Task<SendResult> TakeAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        var template = message.Template.Length > 0 ? $", template {message.Template}" : "";
        Print($"{message.Channel.Channel} {message.Conversation}{template}", message.Text);
        return Task.FromResult<SendResult>(new SendResult.Accepted { ExternalIds = [message.IdempotencyKey] });
    }

    /// <summary>A mail server.</summary>
    public Task<SendResult> SendAsync(MailEnvelope envelope, ReadOnlyMemory<byte> mail, CancellationToken cancellationToken = default)
    {
        var read = (Pickup.Readable)MailReader.Read(mail, new ChannelAddress(ChannelAddress.Mail));
        var with = read.Message.Attachments is [var attachment, ..] ? $", with {attachment.Name}" : "";
        Print($"mail {string.Join(", ", envelope.To)}{with}", read.Message.Text.Split('\n')[0].TrimEnd());
        return Task.FromResult<SendResult>(new SendResult.Accepted());
    }

    /// <summary>The program that is told by web hooks: it makes sure of the signature, as it should.</summary>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
        if (secrets.Refusal(request.Headers.GetValues(WebHookSecrets.Header).Single(), body, clock.Now) is not null)
        {
            return new HttpResponseMessage(HttpStatusCode.Unauthorized);
        }

        using var json = JsonDocument.Parse(body);
        Print($"crm {json.RootElement.GetProperty("conversation").GetString()}, signed", json.RootElement.GetProperty("text").GetString()!);
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("""{"ids":["crm-out-1"]}""", Encoding.UTF8, "application/json") };
    }

    private static void Print(string to, string text) => Console.WriteLine($"  out → {to}: {text}");
}
