using System.Text;
using FsCheck.Fluent;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Channels;
using Helpdesk.Core.TestSupport;
using NodaTime;

namespace Helpdesk.Core.Email.Tests;

public sealed class MailProperties
{
    private static readonly string[] Pieces =
    [
        "From: a@x.example\n", "Subject: =?utf-8?B?", "?=", "\n", "\r\n", "\r", "\n\n", "Content-Type: multipart/mixed; boundary=b\n", "--b\n", "--b--\n",
        "Content-Transfer-Encoding: base64\n", "Content-Transfer-Encoding: quoted-printable\n", "=", "=3", "\u00ff", "\0", "<", ">", "\"", "(", ")", ":", ";", ",",
        "Content-Type: text/plain; charset=", "iso-2022-jp\n", "utf-16\n", "name*0*=x''%", "Date: Mon, 99 Oct\n", "Received: ;", " ", "\t", "From ", ">From x\n",
        "References: <a@b> <", "To: a:b;c,d<e\n", "Content-Disposition: attachment; filename=\"", "=?iso-2022-jp?B?GyRC", "=?a?q??=",
    ];

    private static FsCheck.Gen<string> Hostile { get; } = Gen.Elements(Pieces).ListOf().Select(p => string.Concat(p));

    private static FsCheck.Gen<string> Words { get; } = Gen.Elements(
        "Hello", "Grüße", "日本語", "😀", "a\r\nBcc: evil@x", "=?x?q?y?=", " ", "\t", "\"", "<b>", ",", "very long words that go on and on and on", "\0", "ﬁ")
        .ListOf().Select(w => string.Join(' ', w));

    // Law: no bytes make the reader throw, and what it reads it reads again.
    [Fact]
    public void No_bytes_make_it_throw() => Properties.Holds(Prop.ForAll(Hostile.ToArbitrary(), text =>
    {
        var pickup = Mails.Read("From: a@x.example\n" + text);
        return pickup is not Pickup.Readable readable
            || readable.Message.DuplicateKey == ((Pickup.Readable)Mails.Read("From: a@x.example\n" + text)).Message.DuplicateKey;
    }), 500);

    // Law: what the composer writes the reader reads: subject and names with control characters as blanks, text with LF.
    [Fact]
    public void What_is_written_is_read_back() => Properties.Holds(Prop.ForAll(
        (from subject in Words from text in Words from name in Words from automatic in Gen.Elements(true, false) select (subject, text, name, automatic)).ToArbitrary(),
        x =>
        {
            var outbound = new OutboundMessage
            {
                Id = new MessageId(Guid.Empty),
                Channel = Mails.Channel,
                To = [Address.Mail("ann@customer.example", x.name)],
                Subject = x.subject,
                Text = x.text,
                ExternalId = "id@acme.example",
                References = ["a@x", "b@x"],
                IsAutomatic = x.automatic,
            };
            Assert.True(MailComposer.TryCompose(outbound, Instant.FromUtc(2026, 10, 5, 8, 0), out var mail, out _));
            var raw = mail.Content.ToArray();
            var read = ((Pickup.Readable)MailReader.Read(raw, Mails.Channel)).Message;
            return read.Subject == Blank(x.subject)
                && read.To is [var to] && to.Value == "ann@customer.example" && to.DisplayName == Blank(x.name)
                && read.Text.TrimEnd('\n') == x.text.ReplaceLineEndings("\n").TrimEnd('\n')
                && read.ExternalId == "id@acme.example"
                && read.InReplyTo is ["b@x"] && read.References is ["a@x", "b@x"]
                && read.Header("Bcc") is null
                && (read.Header("Auto-Submitted") is not null) == x.automatic
                && Encoding.ASCII.GetString(raw).Split("\r\n").All(l => l.Length <= 998);
        }),
        500);

    private static string Blank(string text) =>
        string.Join(' ', new string([.. text.Select(c => char.IsControl(c) ? ' ' : c)]).Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
