using System.Text;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Channels;

namespace Helpdesk.Core.Email.Tests;

/// <summary>Short ways to read a mail.</summary>
internal static class Mails
{
    public static readonly ChannelAddress Channel = new(ChannelAddress.Mail, "support@acme.example");

    /// <summary>Each character of the text is one byte of the mail.</summary>
    public static byte[] Bytes(string latin) => Encoding.Latin1.GetBytes(latin);

    /// <summary>The other way round.</summary>
    public static string Latin(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);

    /// <inheritdoc cref="Bytes"/>
    public static Pickup Read(string latin) => MailReader.Read(Bytes(latin), Channel);

    public static InboundMessage Message(string latin) => Assert.IsType<Pickup.Readable>(Read(latin)).Message;

    /// <summary>A mail with a sender and this header and body.</summary>
    public static InboundMessage With(string header, string body = "") => Message($"From: a@b.example\n{header}\n\n{body}");

    /// <summary>The attachments that the reader finds in a mail.</summary>
    public static IReadOnlyList<Helpdesk.Core.Messages.Attachment> Attachments(ReadOnlyMemory<byte> mail) =>
        ((Pickup.Readable)MailReader.Read(mail, Channel)).Message.Attachments;
}
