using System.Text;
using System.Text.Json;
using Helpdesk.Core.Email.Sources;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Channels;
using NodaTime;

namespace Helpdesk.Core.Email.Tests;

public sealed class JsonSourceTests
{
    private const string Mail = "From: Jürgen <a@x.example>\r\nMessage-ID: <1@x>\r\nDate: Mon, 5 Oct 2026 08:12:00 +0200\r\nSubject: Grüße\r\n\r\nHallo";

    private static readonly ChannelAddress Form = new("form", "contact");

    [Fact]
    public void A_mail_inside_a_hook_is_read_as_the_mail_that_it_is()
    {
        var direct = Message(MailReader.Read(Encoding.UTF8.GetBytes(Mail), Mails.Channel));
        var base64 = Convert.ToBase64String(Encoding.UTF8.GetBytes(Mail));
        foreach (var pickup in (Pickup[])
        [
            RawMailHook.Postmark.Read(Json(new { RawEmail = Mail, MessageID = "other" }), Mails.Channel),
            RawMailHook.Gmail.Read(Json(new { raw = base64.Replace('+', '-').Replace('/', '_').TrimEnd('=') }), Mails.Channel),
            new RawMailHook("content", IsBase64: true).Read(Json(new { content = base64 }), Mails.Channel),
        ])
        {
            Assert.Equal((direct.DuplicateKey, direct.Subject, direct.Text), (Message(pickup).DuplicateKey, Message(pickup).Subject, Message(pickup).Text));
        }
    }

    [Theory]
    [InlineData("", "not-json")]
    [InlineData("[]", "not-json")]
    [InlineData("{}", "no-mail")]
    [InlineData("""{"raw":7}""", "no-mail")]
    [InlineData("""{"raw":"***"}""", "no-mail")]
    [InlineData("""{"raw":"\ud800"}""", "no-mail")]
    [InlineData("""{"raw":"aGVsbG8"}""", "no-header")]
    public void A_hook_without_a_mail_is_put_aside_whole(string json, string code)
    {
        var pickup = Assert.IsType<Pickup.Unreadable>(RawMailHook.Gmail.Read(Encoding.UTF8.GetBytes(json), Mails.Channel));
        Assert.Equal(code, pickup.Reason.Code);
        Assert.Equal(code == "no-header" ? "hello" : json, Encoding.UTF8.GetString(pickup.Raw.Span));
    }

    [Fact]
    public void A_mail_that_a_provider_took_apart_is_the_same_mail()
    {
        var message = Message(PostmarkMail.Read(Json(new
        {
            FromFull = new { Email = "a@x.example", Name = "Jürgen" },
            ToFull = new[] { new { Email = "support@acme.example", Name = "" } },
            CcFull = new[] { new { Email = "c@x.example", Name = "=?utf-8?q?C=C3=A9?=" } },
            ReplyTo = "Desk <r@x.example>",
            Subject = "Grüße",
            MessageID = "73e6d360-66eb-11e1-8e72-a8904824019b",
            Date = "Mon, 5 Oct 2026 08:12:00 +0200",
            TextBody = "Hallo\r\nWelt",
            HtmlBody = "<p>Hallo</p>",
            Headers = new[]
            {
                new { Name = "Message-ID", Value = "<1@x>" }, new { Name = "In-Reply-To", Value = "<0@x>" },
                new { Name = "References", Value = "<a@x> <0@x>" }, new { Name = "Auto-Submitted", Value = "auto-replied" },
            },
            Attachments = new[] { new { Name = "a.png", Content = "AAEC", ContentType = "image/png; charset=x", ContentID = "" } },
        }), Mails.Channel));
        var direct = Message(MailReader.Read(Encoding.UTF8.GetBytes(Mail), Mails.Channel));
        Assert.Equal((direct.DuplicateKey, direct.ExternalId, direct.From, direct.Subject), (message.DuplicateKey, message.ExternalId, message.From, message.Subject));
        Assert.Equal(Instant.FromUtc(2026, 10, 5, 6, 12), message.SentAt);
        Assert.Equal(["0@x"], message.InReplyTo);
        Assert.Equal(["a@x", "0@x"], message.References);
        Assert.Equal("Hallo\nWelt", message.Text);
        Assert.Equal([Address.Mail("support@acme.example")], message.To);
        Assert.Equal([Address.Mail("c@x.example", "Cé")], message.Cc);
        Assert.Equal([Address.Mail("r@x.example", "Desk")], message.ReplyTo);
        Assert.Equal("auto-replied", message.Header("auto-submitted"));
        var attachment = Assert.Single(message.Attachments);
        Assert.Equal(("a.png", "image/png"), (attachment.Name, attachment.MediaType));
        Assert.Equal([0, 1, 2], attachment.Content.ToArray());
    }

    [Fact]
    public void A_mail_with_html_only_has_a_text() => Assert.Equal(
        "Hello", Message(PostmarkMail.Read(Json(new { From = "Ann <a@x.example>", HtmlBody = "<p>Hello</p>" }), Mails.Channel)).Text);

    [Theory]
    [InlineData("x", "not-json")]
    [InlineData("{}", "no-sender")]
    [InlineData("""{"FromFull":[],"From":7,"Headers":[7,{"Name":1}],"Attachments":"x"}""", "no-sender")]
    public void What_is_no_mail_is_put_aside_whole(string json, string code)
    {
        var pickup = Assert.IsType<Pickup.Unreadable>(PostmarkMail.Read(Encoding.UTF8.GetBytes(json), Mails.Channel));
        Assert.Equal((code, json), (pickup.Reason.Code, Encoding.UTF8.GetString(pickup.Raw.Span)));
    }

    [Fact]
    public void A_form_is_a_message_of_its_channel()
    {
        var message = Message(new ContactForm { Message = "body" }.Read(
            Json(new { email = " ann@x.example", name = "Ann\r\nBcc: b@x", subject = "Hi", body = "one\r\ntwo" }), Form));
        Assert.Equal(
            (Form, Address.Mail("ann@x.example", "Ann Bcc: b@x"), "Hi", "one\ntwo"),
            (message.Channel, message.From, message.Subject, message.Text));
    }

    [Fact]
    public void A_form_that_is_sent_twice_is_one_message()
    {
        Assert.Equal(Key(new { email = "a@x", message = "m", id = "1" }), Key(new { email = "a@x", message = "other", id = "1" }));
        Assert.NotEqual(Key(new { email = "a@x", message = "m", id = "1" }), Key(new { email = "a@x", message = "m", id = "2" }));
        Assert.Equal(Key(new { email = "a@x", message = "m", subject = "s" }), Key(new { email = "A@X", message = "m" }));
        Assert.NotEqual(Key(new { email = "a@x", message = "m" }), Key(new { email = "b@x", message = "m" }));

        static string Key(object form) => Message(new ContactForm().Read(Json(form), Form)).DuplicateKey;
    }

    [Theory]
    [InlineData("null", "not-json", "")]
    [InlineData("""{"message":"m"}""", "no-sender", "/email")]
    [InlineData("""{"email":"nobody","message":"m"}""", "no-sender", "/email")]
    [InlineData("""{"email":"a@x","message":" \n"}""", "no-text", "/message")]
    public void A_form_that_says_too_little_is_put_aside_whole(string json, string code, string place)
    {
        var pickup = Assert.IsType<Pickup.Unreadable>(new ContactForm().Read(Encoding.UTF8.GetBytes(json), Form));
        Assert.Equal((code, place, json), (pickup.Reason.Code, pickup.Reason.Place, Encoding.UTF8.GetString(pickup.Raw.Span)));
    }

    private static byte[] Json(object value) => JsonSerializer.SerializeToUtf8Bytes(value);

    private static InboundMessage Message(Pickup pickup) => Assert.IsType<Pickup.Readable>(pickup).Message;
}
