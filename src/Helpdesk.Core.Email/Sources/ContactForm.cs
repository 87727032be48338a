using System.Security.Cryptography;
using Helpdesk.Core.Email.Headers;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Channels;

namespace Helpdesk.Core.Email.Sources;

/// <summary>
/// Reads what a contact form on a website sends as a JSON object. What a form says of its author is a claim: anybody can type any
/// address.
/// </summary>
public sealed record ContactForm
{
    /// <summary>The member with the author's address.</summary>
    /// <value><c>email</c>.</value>
    public string Email { get; init; } = "email";

    /// <summary>The member with the author's name; it may lack.</summary>
    /// <value><c>name</c>.</value>
    public string Name { get; init; } = "name";

    /// <summary>The member with the subject; it may lack.</summary>
    /// <value><c>subject</c>.</value>
    public string Subject { get; init; } = "subject";

    /// <summary>The member with the text.</summary>
    /// <value><c>message</c>.</value>
    public string Message { get; init; } = "message";

    /// <summary>
    /// The member with an id that the form made once for each time it is filled in, so that sending twice is known again; without it
    /// the same words of the same author are the same.
    /// </summary>
    /// <value><c>id</c>.</value>
    public string Id { get; init; } = "id";

    /// <summary>Reads a body.</summary>
    /// <param name="json">The body of the request.</param>
    /// <param name="channel">The channel and the form on it.</param>
    /// <returns>
    /// The message; or <see cref="Pickup.Unreadable"/> with code <c>not-json</c>, <c>no-sender</c> or <c>no-text</c> and the body.
    /// </returns>
    public Pickup Read(ReadOnlyMemory<byte> json, ChannelAddress channel)
    {
        ArgumentNullException.ThrowIfNull(channel);
        if (!JsonBody.TryParse(json, out var document, out var fault))
        {
            return JsonBody.Unreadable(fault, json);
        }

        using (document)
        {
            var root = document.RootElement;
            var text = JsonBody.Text(root, Message) ?? "";
            if (MailAddresses.Read($"<{JsonBody.Text(root, Email)}>", 1) is not [var mailbox] || !mailbox.Value.Contains('@', StringComparison.Ordinal))
            {
                return JsonBody.Unreadable(new Fault("no-sender", $"'{Email}' is no address.", $"/{Email}"), json);
            }

            if (string.IsNullOrWhiteSpace(text))
            {
                return JsonBody.Unreadable(new Fault("no-text", $"'{Message}' says nothing.", $"/{Message}"), json);
            }

            var id = JsonBody.Text(root, Id) ?? "";
            var from = Address.Mail(mailbox.Value, EncodedWords.Decode(JsonBody.Text(root, Name) ?? ""));
            var message = new InboundMessage
            {
                Channel = channel,
                DuplicateKey = "form:" + Convert.ToHexStringLower(SHA256.HashData(
                    System.Text.Encoding.UTF8.GetBytes(string.Join('\n', channel.Channel, channel.Account, id.Length > 0 ? "id\n" + id : from.Key + "\n" + text)))),
                ExternalId = id,
                From = from,
                Subject = EncodedWords.Decode(JsonBody.Text(root, Subject) ?? ""),
                Text = text.ReplaceLineEndings("\n"),
            };
            return new Pickup.Readable(message, ArrivedAt: null) { Place = channel.Account, Raw = json };
        }
    }
}
