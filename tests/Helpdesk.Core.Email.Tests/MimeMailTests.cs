using Helpdesk.Core.Email.Mime;

namespace Helpdesk.Core.Email.Tests;

/// <summary>What real mail does wrong, a mail for each, and what is read nevertheless.</summary>
public sealed class MimeMailTests
{
    [Theory]
    [InlineData("From x@x Mon Oct  5 08:12:31 2026\nSubject: s\n\n", "an mbox line before")]
    [InlineData("\n\r\nSubject: s\n\n", "empty lines before")]
    [InlineData("\u00ef\u00bb\u00bfSubject: s\n\n", "a byte order mark before")]
    [InlineData(">From x\nSubject: s\n\n", "a quoted mbox line")]
    [InlineData("X: y\nno header at all\nSubject: s\n\n", "a line that is none")]
    [InlineData("Subject: s\r\rtext", "lone CR")]
    [InlineData("Subject:\n s\n\n", "the value on the next line")]
    [InlineData("Subject: s\n \n\ttext\n\n", "blanks only in a fold", "s text")]
    [InlineData("Subject: s\nSubject: t\n\n", "twice")]
    [InlineData("SUBJECT: s\n\n", "capitals")]
    public void Headers_are_found(string mail, string because, string subject = "s") =>
        Assert.Equal((subject, because), (MimeMail.Read(Mails.Bytes(mail)).Subject, because));

    [Theory]
    [InlineData("a@x, b@x", "a@x b@x")]
    [InlineData("undisclosed-recipients:;", "")]
    [InlineData("Staff: A <a@x>, b@x;, c@x", "a@x b@x c@x")]
    [InlineData("A <a@x", "a@x")]
    [InlineData("\"x@y\" <a@x>", "a@x")]
    [InlineData("a@x (A (of X))", "a@x")]
    [InlineData("local, a@x", "local a@x")]
    [InlineData("a @ x", "a@x")]
    [InlineData("<>", "")]
    [InlineData(",,;", "")]
    [InlineData("\"a;b\" <a@x>; b@x", "a@x b@x")]
    [InlineData("<a@x\n Bcc: b@x>", "a@xBcc:b@x")]
    public void Addresses_are_found(string field, string addresses) =>
        Assert.Equal(addresses, string.Join(' ', MimeMail.Read(Mails.Bytes($"To: {field}\n\n")).To.Select(m => m.Value)));

    [Fact]
    public void A_comment_is_no_name_but_stands_in_for_one()
    {
        var from = Assert.Single(MimeMail.Read(Mails.Bytes("From: a@x (=?utf-8?q?Ann?= Lee)\n\n")).From);
        Assert.Equal(("", "Ann Lee", "Ann Lee"), (from.Name, from.Comment, from.ToAddress().DisplayName));
    }

    [Theory]
    [InlineData("filename=a.pdf", "a.pdf")]
    [InlineData("filename=\"a;b.pdf\"", "a;b.pdf")]
    [InlineData("filename=annual report.pdf", "annual report.pdf")]
    [InlineData("filename=\"a \\\"b\\\".pdf\"", "a \"b\".pdf")]
    [InlineData("filename=\"=?utf-8?q?=C3=BC.pdf?=\"", "ü.pdf")]
    [InlineData("filename*=iso-8859-1'de'%FC.pdf", "ü.pdf")]
    [InlineData("filename=plain; filename*=utf-8''%C3%BC", "ü")]
    [InlineData("filename*1=b; filename*0=a", "ab")]
    [InlineData("filename*0*=utf-8''%C3; filename*1*=%BC; filename*2=.pdf", "ü.pdf")]
    [InlineData("filename=\"a.pdf\" size=3", "a.pdf")]
    [InlineData("(comment; filename=no) filename=yes", "yes")]
    [InlineData("size=3", null)]
    public void Names_of_files_are_found(string parameters, string? name)
    {
        var part = Assert.Single(MimeMail.Read(Mails.Bytes($"Content-Disposition: attachment; {parameters}\n\n")).Parts);
        Assert.Equal((name, true), (part.Name, part.IsAttachment));
    }

    [Theory]
    [InlineData("base64", "aGVs bG8=", "hello")]
    [InlineData("base64", "aGVsbG8", "hello")]
    [InlineData("base64", "a!G#V\nsbG8=\n-- \nList footer", "hello")]
    [InlineData("BASE64", "aGVsbG8=", "hello")]
    [InlineData("quoted-printable", "=68ello=\n wor=6c=64=", "hello world")]
    [InlineData("quoted-printable", "a = b =zz =C3=bc", "a = b =zz ü")]
    [InlineData("7-bit", "a=20b", "a=20b")]
    [InlineData("x-uuencode", "begin 644 a\n%:&5L;&\\\n`\nend\n", "hello")]
    public void Contents_are_decoded(string encoding, string body, string text) => Assert.Equal(
        text, MimeMail.Read(Mails.Bytes($"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: {encoding}\n\n{body}")).Text!.Text());

    [Theory]
    [InlineData("--b\n\nx\n--b--\n", "x")]
    [InlineData("before\n--b\n\nx\n--b--\nbehind", "x")]
    [InlineData("--b \t\n\nx\n--b-- \n", "x")]
    [InlineData("--b\n\nx", "x")]
    [InlineData("--b\n--b\n\nx\n--b--", "x")]
    [InlineData("--b\nx\n\ny\n--b--", "y")]
    [InlineData("--b\n\nx\n--bb\n--b--", "x\n--bb")]
    [InlineData("--b\nContent-Type: multipart/mixed; boundary=bb\n\n--bb\n\nx\n--b\n\ny\n--b--", "x|y")]
    [InlineData("--b\nContent-Type: multipart/mixed; boundary=c\n--c\n\nx\n--c--\n--b--", "x")]
    [InlineData("--b\nContent-Type: message/rfc822\n\nSubject: s\n\ny\n--b--", "Subject: s\n\ny")]
    [InlineData("--b--\n", "")]
    public void Parts_are_found(string body, string parts) => Assert.Equal(
        parts,
        string.Join('|', MimeMail.Read(Mails.Bytes("Content-Type: multipart/mixed; boundary=\"b\"\n\n" + body)).Parts
            .Where(p => !p.Raw.IsEmpty).Select(p => Mails.Latin(p.Content().Span))));

    [Theory]
    [InlineData("Content-Type: multipart/mixed; boundary=b\n\ntext")]
    [InlineData("Content-Type: multipart/mixed\n\ntext")]
    [InlineData("Content-Type: multipart/mixed boundary=b\n\ntext")]
    public void A_multipart_without_parts_is_a_text_to_the_desk(string rest)
    {
        Assert.Equal("text", Mails.Message("From: a@x.example\n" + rest).Text);
        Assert.Null(MimeMail.Read(Mails.Bytes(rest)).Text);
    }

    [Fact]
    public void Text_behind_an_attachment_joins_the_text_and_alternatives_do_not()
    {
        var message = Mails.With(
            "Content-Type: multipart/mixed; boundary=b",
            "--b\nContent-Type: multipart/alternative; boundary=c\n\n--c\n\none\n--c\n\nother form\n--c\nContent-Type: text/html\n\n<p>one\n--c--\n"
            + "--b\nContent-Type: image/png\n\nx\n--b\n\ntwo\n--b--\n");
        Assert.Equal(("one\ntwo", "<p>one"), (message.Text, message.Html));
        Assert.Equal(["text/plain", "image/png"], message.Attachments.Select(a => a.MediaType));
    }

    [Theory]
    [InlineData("Content-Type: text/plain\nContent-Type: text/html\n\n", MailFlags.Ambiguous)]
    [InlineData("Content-Type: multipart/mixed; boundary=a; boundary=b\n\n--a\n\n--a--", MailFlags.Ambiguous)]
    [InlineData("Content-Transfer-Encoding: rot13\n\n", MailFlags.UnknownEncoding)]
    [InlineData("Content-Type: text/plain; charset=klingon\n\n", MailFlags.UnknownCharset)]
    [InlineData("Content-Type: multipart/mixed; boundary=a\n\n--a\n\n", MailFlags.MultipartNotClosed)]
    [InlineData("Subject: s\n???\n\n", MailFlags.OddHeaderLine)]
    public void What_is_odd_is_named(string mail, string flag) => Assert.Equal([flag], MimeMail.Read(Mails.Bytes(mail)).Flags);

    [Fact]
    public void Every_limit_that_is_hit_is_named_and_the_bytes_stay()
    {
        var raw = Mails.Bytes("To: a@x, b@x\nReferences: <1> <2>\nX: 12345678901234567890\nY: z\n\nbody");
        var mail = MimeMail.Read(raw, new MailLimits
        {
            MaxMailBytes = raw.Length - 1, MaxAddresses = 1, MaxReferences = 1, MaxHeaders = 3, MaxHeaderBytes = 15,
        });
        Assert.Equal(
            [MailFlags.HeaderTooLong, MailFlags.TooLarge, MailFlags.TooManyAddresses, MailFlags.TooManyHeaders, MailFlags.TooManyReferences], mail.Flags);
        Assert.Equal(["2"], mail.References);
        Assert.Equal("a@x", Assert.Single(mail.To).Value);
        Assert.Equal("bod", mail.Text!.Text());
        Assert.Equal(raw, mail.Raw.ToArray());
    }
}
