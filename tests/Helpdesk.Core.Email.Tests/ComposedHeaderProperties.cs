using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Helpdesk.Core.Email.Sending;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Channels;
using Helpdesk.Core.TestSupport;
using NodaTime;

namespace Helpdesk.Core.Email.Tests;

/// <summary>
/// Whatever stands in a message, the mail has the fields that it should have and no other, lines within the limit, and nothing but ASCII. The
/// lines are looked at as bytes: nothing of the reader decides.
/// </summary>
public sealed class ComposedHeaderProperties
{
    private static readonly string[] Nasty =
    [
        "\r\nBcc: evil@victim.example", "\nX-Evil: 1", "\rX-Evil: 1", "\r\n\r\nbody", "\0", "\u0085X-Evil: 1", "\u2028X-Evil: 1", "\u2029", "\v", "\f", "\u001b",
        "=?utf-8?B?DQpCY2M6IGV2aWxAdmljdGltLmV4YW1wbGU=?=", "=?utf-8?Q?=0D=0ABcc:_x@y.example?=", "=?x", "?=", "\"", "\\", "\\\"", "(", ")", "<", ">", ",", ";", ":", "@",
        " ", "\t", "\u00a0", "\u202e", "\u200b", "\ud800", "\udc00", "😀", "日本語", "e\u0301", "Grüße", "plain", ".", "--", "%0D%0A", new('x', 1_200), new('ü', 700),
    ];

    private static readonly HashSet<string> Fields = new(StringComparer.Ordinal)
    {
        "Date", "From", "Reply-To", "To", "Subject", "Message-ID", "In-Reply-To", "References", "Auto-Submitted", "X-Auto-Response-Suppress",
        "MIME-Version", "Content-Type", "Content-Transfer-Encoding",
    };

    private static Gen<string> Text { get; } = Gen.Elements(Nasty).ListOf().Select(string.Concat);

    private static Gen<string> Local { get; } = Gen.OneOf(Gen.Constant("ann"), Gen.Constant("jörg"), Gen.Constant("a.b+c"), Text);

    private static Gen<string> Host { get; } = Gen.OneOf(Gen.Constant("customer.example"), Gen.Constant("bücher.example"), Text);

    private static Gen<Address> Person { get; } =
        from local in Local from host in Host from name in Text select Address.Mail($"{local}@{host}", name);

    private static Gen<OutboundMessage> Message { get; } =
        from to in Person.NonEmptyListOf()
        from texts in Text.ArrayOf(6)
        from references in Text.ListOf()
        from replyTo in Gen.OneOf(Gen.Constant<Address?>(null), Person.Select(p => (Address?)p))
        from account in Gen.Frequency((5, Gen.Constant("support@acme.example")), (1, Text))
        from isAutomatic in Gen.Elements(true, false)
        from attached in Gen.Choose(0, 2)
        select new OutboundMessage
        {
            Id = new MessageId(Guid.Empty),
            Channel = new ChannelAddress(ChannelAddress.Mail, account),
            To = [.. to],
            Subject = texts[0],
            Text = texts[1],
            ExternalId = texts[2],
            Marker = texts[3],
            References = [.. references],
            ReplyTo = replyTo,
            IsAutomatic = isAutomatic,
            Attachments = [.. Enumerable.Range(0, attached).Select(_ => new Attachment(texts[4], texts[5], Encoding.UTF8.GetBytes(texts[1])))],
        };

    // Law: every mail that is written has just the fields of a mail, each once, on lines of at most 998 octets, ended by CRLF, in ASCII unless an
    // address needs more; every recipient is one who was named. What cannot be written is refused for the address that cannot.
    [Fact]
    public void No_value_adds_a_field() => Properties.Holds(Prop.ForAll(Message.ToArbitrary(), message =>
    {
        if (!MailComposer.TryCompose(message, Instant.FromUtc(2026, 10, 5, 8, 0), out var mail, out var reason))
        {
            return (reason.Code is SendFaults.RecipientGone && message.To.Any(a => !MailPath.TryParse(a.Value.Trim(), out _)))
                || (reason.Code is SendFaults.NotAllowed
                    && (!MailPath.TryParse(message.Channel.Account.Trim(), out _) || (message.ReplyTo is { } r && !MailPath.TryParse(r.Value.Trim(), out _))));
        }

        var raw = Encoding.Latin1.GetString(mail.Content.Span);
        var lines = raw.Split("\r\n");
        var head = lines.TakeWhile(l => l.Length > 0).ToArray();
        string[] names = [.. head.Where(l => l[0] is not (' ' or '\t')).Select(l => l[..l.IndexOf(':', StringComparison.Ordinal)])];
        return lines.All(l => l.Length <= 998 && !l.Contains('\r', StringComparison.Ordinal) && !l.Contains('\n', StringComparison.Ordinal) && !l.Contains('\0', StringComparison.Ordinal))
            && names.All(Fields.Contains) && names.Distinct(StringComparer.Ordinal).Count() == names.Length
            && (mail.IsInternational || raw.All(char.IsAscii))
            && mail.To.Count == message.To.Count
            && Mails.Attachments(mail.Content).Count == message.Attachments.Count;
    }), 1_000);

    // Law: names, subject and file names arrive as they were, control characters and line ends as blanks.
    [Fact]
    public void What_is_written_arrives() => Properties.Holds(Prop.ForAll(
        (from subject in Text from name in Text from file in Text select (subject, name, file)).ToArbitrary(),
        x =>
        {
            var message = new OutboundMessage
            {
                Id = new MessageId(Guid.Empty),
                Channel = new ChannelAddress(ChannelAddress.Mail, "support@acme.example"),
                To = [Address.Mail("ann@bücher.example", x.name)],
                Subject = x.subject,
                Text = "t",
                ExternalId = "1@acme.example",
                Attachments = [new Attachment(x.file, "text/csv", new byte[] { 1, 2, 3 })],
            };
            Assert.True(MailComposer.TryCompose(message, Instant.FromUtc(2026, 10, 5, 8, 0), out var mail, out _));
            var read = ((Pickup.Readable)MailReader.Read(mail.Content, Mails.Channel)).Message;
            return Blank(read.Subject) == Blank(x.subject)
                && read.To is [var to] && to.Value == "ann@xn--bcher-kva.example" && Blank(to.DisplayName) == Blank(x.name)
                && read.Attachments is [var attachment] && Blank(attachment.Name) == Blank(x.file, 255) && attachment.Content.Span.SequenceEqual<byte>([1, 2, 3]);
        }), 500);

    [Theory]
    [InlineData("ann@bücher.example", "<ann@xn--bcher-kva.example>", false)]
    [InlineData("jörg@customer.example", "<jörg@customer.example>", true)]
    [InlineData("ann@customer.example", "<ann@customer.example>", false)]
    public void A_domain_becomes_ascii_and_a_name_before_it_stays(string address, string written, bool isInternational)
    {
        Assert.True(MailComposer.TryCompose(To(address), Instant.FromUtc(2026, 10, 5, 8, 0), out var mail, out _));
        Assert.Contains($"To: {written}\r\n", Encoding.UTF8.GetString(mail.Content.Span), StringComparison.Ordinal);
        Assert.Equal(isInternational, mail.IsInternational);
    }

    [Theory]
    [InlineData("\"a b\"@customer.example")]
    [InlineData("ann@customer.example\r\nBcc: x@y.example")]
    [InlineData("ann")]
    [InlineData("ann@")]
    [InlineData("")]
    public void An_address_that_cannot_be_written_is_refused(string address)
    {
        Assert.False(MailComposer.TryCompose(To(address), Instant.FromUtc(2026, 10, 5, 8, 0), out _, out var reason));
        Assert.Equal(SendFaults.RecipientGone, reason.Code);
    }

    private static OutboundMessage To(string address) => new()
    {
        Id = new MessageId(Guid.Empty),
        Channel = new ChannelAddress(ChannelAddress.Mail, "support@acme.example"),
        To = [Address.Mail(address)],
        Subject = "s",
        Text = "t",
        ExternalId = "1@acme.example",
    };

    // What a reader makes of it: control characters and line ends are blanks, blanks are one, and no surrogate is alone.
    private static string Blank(string text, int most = 4_000)
    {
        var cut = text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];
        var whole = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(cut));
        var plain = new string([.. whole.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c)]);
        return string.Join(' ', plain.Split((char[])[' ', '\u00a0'], StringSplitOptions.RemoveEmptyEntries));
    }
}
