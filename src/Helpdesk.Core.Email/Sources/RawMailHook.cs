using System.Text;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Channels;

namespace Helpdesk.Core.Email.Sources;

/// <summary>
/// Reads the mail that stands whole inside the JSON of a provider's web hook. The host verifies the signature over the bytes first
/// and answers the hook when the pickup was stored.
/// </summary>
/// <param name="Member">The member that holds the mail.</param>
/// <param name="IsBase64">Whether it is base64, ordinary or for addresses (RFC 4648, 5); otherwise it is text.</param>
public sealed record RawMailHook(string Member, bool IsBase64)
{
    /// <summary>Postmark's inbound hook with its option to include the raw mail.</summary>
    public static RawMailHook Postmark { get; } = new("RawEmail", IsBase64: false);

    /// <summary>A message of the Gmail API in format <c>raw</c>.</summary>
    public static RawMailHook Gmail { get; } = new("raw", IsBase64: true);

    /// <summary>Reads a body.</summary>
    /// <param name="json">The body of the request.</param>
    /// <param name="channel">The channel and our account on it.</param>
    /// <param name="limits">How much of the mail is read; null for <see cref="MailLimits.Default"/>.</param>
    /// <returns>
    /// As <see cref="MailReader.Read"/>; also <see cref="Pickup.Unreadable"/> with code <c>not-json</c> or <c>no-mail</c> and the body.
    /// </returns>
    public Pickup Read(ReadOnlyMemory<byte> json, ChannelAddress channel, MailLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(channel);
        if (!JsonBody.TryParse(json, out var document, out var fault))
        {
            return JsonBody.Unreadable(fault, json);
        }

        using (document)
        {
            return JsonBody.Text(document.RootElement, Member) is { } text && Bytes(text) is { } raw
                ? MailReader.Read(raw, channel, Member, limits)
                : JsonBody.Unreadable(new Fault("no-mail", $"'{Member}' holds no mail.", $"/{Member}"), json);
        }
    }

    private byte[]? Bytes(string text)
    {
        if (!IsBase64)
        {
            return Encoding.UTF8.GetBytes(text);
        }

        var base64 = text.Replace('-', '+').Replace('_', '/').TrimEnd('=');
        var bytes = new byte[(base64.Length * 3 / 4) + 3];
        return Convert.TryFromBase64String(base64.PadRight((base64.Length + 3) / 4 * 4, '='), bytes, out var length) ? bytes[..length] : null;
    }
}
