using System.Text;
using System.Text.Json;
using Helpdesk.Core.Conversations.Replies;
using Helpdesk.Core.Email;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Channels;

namespace Helpdesk.Core.Evaluation.Mail;

/// <summary>Answers names of files that hold a reply with what is new in it. Every file is taken for a reply, whatever its subject says.</summary>
internal sealed class ReplyAnswerer : FileAnswerer
{
    protected override void Write(Utf8JsonWriter json, string file, byte[] raw) =>
        json.WriteString("kept"u8, ReplyView.Of(TextOf(file, raw)).NewText);

    // Text and HTML are read as the only part of a mail.
    private static string TextOf(string file, byte[] raw) => Path.GetExtension(file).ToLowerInvariant() switch
    {
        ".txt" => MailText([.. Head("text/plain"), .. raw]),
        ".html" or ".htm" => MailText([.. Head("text/html"), .. raw]),
        _ => MailText(raw),
    };

    private static byte[] Head(string type) => Encoding.ASCII.GetBytes($"From: a@x.example\nContent-Type: {type}; charset=utf-8\n\n");

    private static string MailText(byte[] raw) =>
        MailReader.Read(raw, new ChannelAddress(ChannelAddress.Mail)) is Pickup.Readable readable ? readable.Message.Text : "";
}
