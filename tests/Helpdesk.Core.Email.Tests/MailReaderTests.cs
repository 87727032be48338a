using System.Text;
using Helpdesk.Core.Runtime.Channels;
using NodaTime;

namespace Helpdesk.Core.Email.Tests;

public sealed class MailReaderTests
{
    [Theory]
    [InlineData("Subject: =?iso-8859-1?Q?Gr=FC=DFe?=", "Grüße")]
    [InlineData("Subject: =?UTF-8?B?w6k=?= =?UTF-8?B?w6g=?=", "éè")] // blanks between words are dropped
    [InlineData("Subject: =?UTF-8?B?4pg=?= =?UTF-8?B?oA==?=", "☠")] // one character split over two words
    [InlineData("Subject: a =?utf-8?q?b_c?= d", "a b c d")]
    [InlineData("Subject: =?iso-2022-jp?B?GyRCRnxLXDhsGyhC?=", "日本語")]
    [InlineData("Subject: =?gb2312?B?1tDOxA==?=", "中文")]
    [InlineData("Subject: =?utf-8?q?a=0D=0AX-Evil:_1?=", "a X-Evil: 1")] // no line end comes out of a word
    [InlineData("Subject: one\n two\n\tthree", "one two three")]
    [InlineData("Subject: Gr\u00fc\u00dfe", "Grüße")] // raw Windows-1252
    [InlineData("Subject: Gr\u00c3\u00bc", "Grü")] // raw UTF-8
    [InlineData("Subject : old style", "old style")]
    [InlineData("Subject: =?nonsense?Q?a=FC?=", "aü")]
    [InlineData("Subject: =?utf-8?x?a?= =?", "=?utf-8?x?a?= =?")]
    public void Subjects_are_decoded(string header, string subject) => Assert.Equal(subject, Mails.With(header).Subject);

    [Theory]
    [InlineData("Ann Lee <ann@x.example>", "ann@x.example", "Ann Lee")]
    [InlineData("\"Lee, Ann\" <ann@x.example>", "ann@x.example", "Lee, Ann")]
    [InlineData("Lee, Ann <ann@x.example>", "ann@x.example", "Lee, Ann")]
    [InlineData("ann@x.example (Ann Lee)", "ann@x.example", "Ann Lee")]
    [InlineData("<ceo@acme.example> <eve@evil.example>", "eve@evil.example", "ceo@acme.example")]
    [InlineData("=?utf-8?Q?M=C3=BCller?= <m@x.example>", "m@x.example", "Müller")]
    [InlineData("Staff: ann@x.example;", "ann@x.example", "")]
    [InlineData("<ann@x.example", "ann@x.example", "")]
    [InlineData("<@relay.example:ann@x.example>", "ann@x.example", "")]
    public void Authors_are_read_as_real_mail_writes_them(string field, string address, string name)
    {
        var from = Mails.Message($"From: {field}\n\n").From;
        Assert.Equal((address, name), (from.Value, from.DisplayName));
    }

    [Fact]
    public void Lists_of_addresses_keep_their_order() => Assert.Equal(
        ["a@x.example", "b@x.example", "c@x.example"],
        Mails.With("To: a@x.example, Team: B <b@x.example>, c@x.example;").To.Select(a => a.Value));

    [Theory]
    [InlineData("Thu, 13 Feb 1969 23:32:54 -0330", "1969-02-14T03:02:54Z")]
    [InlineData("21 Nov 97 09:55:06 GMT", "1997-11-21T09:55:06Z")]
    [InlineData("Fri, 21 Nov 1997 09(comment):   55  :  06 -0600", null)]
    [InlineData("Mon, 5 Oct 2026 08:12 +0200 (CEST)", "2026-10-05T06:12:00Z")]
    [InlineData("Mon Oct  5 08:12:31 2026", "2026-10-05T08:12:31Z")]
    [InlineData("31 Feb 2026 08:12:00 +0000", null)]
    [InlineData("yesterday", null)]
    public void Dates_are_read_in_old_and_new_forms(string date, string? expected) => Assert.Equal(
        expected is null ? null : NodaTime.Text.InstantPattern.ExtendedIso.Parse(expected).Value,
        Mails.With("Date: " + date).SentAt);

    [Fact]
    public void A_mail_with_text_html_and_attachments_is_taken_apart()
    {
        var message = Mails.With(
            "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"a b\"",
            """
            preamble
            --a b
            Content-Type: multipart/alternative; boundary=a

            --a
            Content-Type: text/plain; charset=iso-8859-1
            Content-Transfer-Encoding: quoted-printable

            Gr=FC=DFe=20=
             aus
            --a
            Content-Type: text/html

            <p>Gr&uuml;&szlig;e</p>
            --a--
            --a b
            Content-Type: application/pdf
            Content-Disposition: attachment; filename*0*=UTF-8''%C3%BC; filename*1=".pdf"
            Content-Transfer-Encoding: base64

            AAEC
            /w==
            --a b--
            epilogue
            """);
        Assert.Equal("Grüße  aus", message.Text);
        Assert.Equal("<p>Gr&uuml;&szlig;e</p>", message.Html);
        var attachment = Assert.Single(message.Attachments);
        Assert.Equal(("ü.pdf", "application/pdf"), (attachment.Name, attachment.MediaType));
        Assert.Equal([0, 1, 2, 255], attachment.Content.ToArray());
    }

    [Fact]
    public void Html_alone_gives_a_text() => Assert.Equal(
        "Hello\nyou & me",
        Mails.With("Content-Type: text/html", "<style>p{}</style><p>Hello</p><div>you &amp; <b>me</b></div><script>x</script>").Text);

    [Theory]
    [InlineData("")]
    [InlineData("\n\n\n")]
    [InlineData("just some text without any header")]
    public void What_has_no_header_is_no_mail(string text) =>
        Assert.Equal("no-header", Assert.IsType<Pickup.Unreadable>(Mails.Read(text)).Reason.Code);

    [Fact]
    public void A_mail_without_a_sender_is_unreadable() =>
        Assert.Equal("no-sender", Assert.IsType<Pickup.Unreadable>(Mails.Read("Subject: x\n\nhello")).Reason.Code);

    [Fact]
    public void Ids_are_taken_from_their_angles()
    {
        var message = Mails.With("Message-ID: <a@x>\nIn-Reply-To: your mail <b@\n x>\nReferences: <c@x><d@x> junk");
        Assert.Equal("a@x", message.ExternalId);
        Assert.Equal(["b@x"], message.InReplyTo);
        Assert.Equal(["c@x", "d@x"], message.References);
    }

    [Fact]
    public void A_mail_is_a_duplicate_by_id_sender_and_date_only()
    {
        const string One = "From: a@x.example\nMessage-ID: <1@x>\nDate: Mon, 5 Oct 2026 08:12:00 +0200\n";
        var key = Mails.Message(One + "\ntext").DuplicateKey;
        Assert.Equal(key, Mails.Message(One.Replace("08:12:00 +0200", "06:12:00 +0000", StringComparison.Ordinal) + "X-List: y\n\ntext and a footer").DuplicateKey);
        Assert.NotEqual(key, Mails.Message(One.Replace("a@x", "b@x", StringComparison.Ordinal) + "\ntext").DuplicateKey);
        Assert.NotEqual(key, Mails.Message(One.Replace("08:12", "08:13", StringComparison.Ordinal) + "\ntext").DuplicateKey);
        Assert.NotEqual(Mails.Message("From: a@x.example\n\none").DuplicateKey, Mails.Message("From: a@x.example\n\ntwo").DuplicateKey);
    }

    [Fact]
    public void The_topmost_trace_says_when_it_arrived() => Assert.Equal(
        Instant.FromUtc(2026, 10, 5, 6, 13),
        Assert.IsType<Pickup.Readable>(Mails.Read(
            "Received: from b by c;\n Mon, 5 Oct 2026 08:13:00 +0200\nReceived: from a by b; Mon, 5 Oct 2026 08:12:00 +0200\nFrom: a@x.example\n\n")).ArrivedAt);

    [Theory]
    [InlineData("too-deep")]
    [InlineData("too-many-parts")]
    [InlineData("header-too-long")]
    [InlineData("headers-too-long")]
    public void What_exceeds_a_limit_is_cut_and_named(string flag)
    {
        var (header, body) = flag switch
        {
            "too-deep" => ("Content-Type: multipart/mixed; boundary=b0", string.Concat(
                Enumerable.Range(0, 200).Select(i => $"--b{i}\nContent-Type: multipart/mixed; boundary=b{i + 1}\n\n"))),
            "too-many-parts" => ("Content-Type: multipart/mixed; boundary=b", string.Concat(Enumerable.Repeat("--b\n\nx\n", 20_000))),
            "header-too-long" => ("X-Long: " + new string('a', 100_000), ""),
            _ => (string.Join('\n', Enumerable.Repeat("X-Many: " + new string('a', 1_000), 2_000)), ""),
        };
        Assert.Contains(flag, Mails.With(header, body).Flags);
    }

    [Fact]
    public void A_mail_that_is_too_large_is_kept_whole_and_not_read() => Assert.Equal(
        "too-large", Assert.IsType<Pickup.Unreadable>(MailReader.Read(new byte[26 * 1024 * 1024], Mails.Channel)).Reason.Code);

    [Fact]
    public void Utf7_is_never_decoded() =>
        Assert.Equal("+ADw-script+AD4-", Mails.With("Content-Type: text/plain; charset=utf-7", "+ADw-script+AD4-").Text);

    [Fact]
    public void A_wrong_western_label_on_utf8_is_seen_through() => Assert.Equal(
        "Grüße",
        Mails.With("Content-Type: text/plain; charset=iso-8859-1", Encoding.Latin1.GetString(Encoding.UTF8.GetBytes("Grüße"))).Text);
}
