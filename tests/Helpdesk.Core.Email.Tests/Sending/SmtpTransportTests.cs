using Helpdesk.Core.Email.Sending;
using Helpdesk.Core.Runtime.Channels;
using NodaTime;

namespace Helpdesk.Core.Email.Tests.Sending;

public sealed class SmtpTransportTests
{
    private static readonly byte[] Mail = "Subject: x\r\n\r\n.dot\r\n..two\r\nend\r\n"u8.ToArray();

    [Fact]
    public async Task A_mail_goes_over_TLS_byte_for_byte_with_its_envelope()
    {
        await using var server = new FakeMailServer();
        Assert.IsType<SendResult.Accepted>(await Trusting(server).SendAsync(Envelope("a@customer.example", "b@customer.example"), Mail));
        Assert.Equal(Mail, Assert.Single(server.Mails));
        Assert.Contains(server.Heard, h => h.Line.StartsWith("MAIL FROM:<bounces+x@acme.example> SIZE=", StringComparison.Ordinal));
        Assert.Equal(["RCPT TO:<a@customer.example>", "RCPT TO:<b@customer.example>"], server.Heard.Select(h => h.Line).Where(l => l.StartsWith("RCPT", StringComparison.Ordinal)));
        Assert.Equal(["EHLO localhost", "STARTTLS"], server.Heard.Where(h => !h.InTls).Select(h => h.Line));
    }

    [Fact]
    public async Task Nobody_is_written_as_nothing()
    {
        await using var server = new FakeMailServer();
        await Trusting(server).SendAsync(new MailEnvelope(default, [Path("a@customer.example")]), Mail);
        Assert.Contains(server.Heard, h => h.Line.StartsWith("MAIL FROM:<> ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("AUTH PLAIN LOGIN", "AUTH PLAIN AGtpbQBzZWNyZXQ=")] // RFC 4616: nothing, kim, secret
    [InlineData("AUTH LOGIN", "AUTH LOGIN|a2lt|c2VjcmV0")]
    public async Task It_logs_in_by_what_is_offered_and_only_in_TLS(string offer, string said)
    {
        await using var server = new FakeMailServer { OffersInTls = [offer], Offers = ["STARTTLS", offer] };
        Assert.IsType<SendResult.Accepted>(await Trusting(server, o => (o.UserName, o.Password) = ("kim", "secret")).SendAsync(Envelope(), Mail));
        Assert.Equal(said, string.Join('|', server.Heard.Where(h => h.InTls).Select(h => h.Line).SkipWhile(l => !l.StartsWith("AUTH", StringComparison.Ordinal)).TakeWhile(l => !l.StartsWith("MAIL", StringComparison.Ordinal))));
        Assert.DoesNotContain(server.Heard, h => !h.InTls && h.Line.Contains("AUTH", StringComparison.Ordinal));
    }

    [Fact]
    public async Task TLS_may_begin_at_once()
    {
        await using var server = new FakeMailServer { IsTlsFromTheStart = true };
        Assert.IsType<SendResult.Accepted>(await Trusting(server, o => o.Security = SmtpSecurity.Tls).SendAsync(Envelope(), Mail));
        Assert.All(server.Heard, h => Assert.True(h.InTls));
    }

    // What an attacker on the way does: takes the offer away, refuses it, or shows a certificate of his own.
    [Fact]
    public async Task Without_TLS_nothing_is_sent()
    {
        await using var silent = new FakeMailServer { Offers = ["SIZE 1"] };
        Assert.Equal("no-tls", Deferred(await Trusting(silent).SendAsync(Envelope(), Mail)));
        await using var refusing = new FakeMailServer { Offers = ["STARTTLS"], Answers = new() { ["STARTTLS"] = "502 no" } };
        Assert.Equal(SendFaults.Unreachable, Deferred(await Trusting(refusing).SendAsync(Envelope(), Mail)));
        await using var other = new FakeMailServer { Offers = ["STARTTLS"] };
        Assert.Equal("bad-certificate", Deferred(await Over(other).SendAsync(Envelope(), Mail)));
        await using var elsewhere = new FakeMailServer { Offers = ["STARTTLS"] };
        Assert.Equal("bad-certificate", Deferred(await Trusting(elsewhere, o => o.Host = "127.0.0.1").SendAsync(Envelope(), Mail)));
        foreach (var server in new[] { silent, refusing, other, elsewhere })
        {
            Assert.DoesNotContain(server.Heard, h => h.Line.StartsWith("MAIL", StringComparison.Ordinal));
        }
    }

    // CVE-2011-0411: answers that were slipped in before TLS must not count after it.
    [Fact]
    public async Task What_is_said_before_TLS_begins_does_not_count_in_it()
    {
        await using var server = new FakeMailServer { Offers = ["STARTTLS"], BehindStartTls = "250 ok" };
        Assert.Equal(SendFaults.Unreachable, Deferred(await Trusting(server).SendAsync(Envelope(), Mail)));
    }

    [Fact]
    public void A_password_is_not_to_be_sent_in_clear() => Assert.Throws<ArgumentException>(
        () => new SmtpTransport(new SmtpOptions { Security = SmtpSecurity.None, UserName = "kim" }));

    [Fact]
    public async Task A_password_is_in_no_sentence()
    {
        await using var server = new FakeMailServer { OffersInTls = ["AUTH PLAIN"], Offers = ["STARTTLS"], Answers = new() { ["AUTH"] = "535 no AGtpbQBzZWNyZXQ= secret" } };
        var result = Assert.IsType<SendResult.Deferred>(await Trusting(server, o => (o.UserName, o.Password) = ("kim", "secret")).SendAsync(Envelope(), Mail));
        Assert.Equal(SendFaults.NotAllowed, result.Reason.Code);
        Assert.DoesNotContain("secret", result.Reason.Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("AGtpbQ", result.Reason.Sentence, StringComparison.Ordinal);
    }

    // Expected values: RFC 5321 4.2.1 (4yz again, 5yz never), RFC 3463 for the finer reasons.
    [Theory]
    [InlineData("", "421 busy", "Deferred", "unreachable")]
    [InlineData("", "554 no service", "Deferred", "unreachable")]
    [InlineData("MAIL", "452 4.3.1 full", "Deferred", "throttled")]
    [InlineData("MAIL", "550 5.7.1 not you", "Rejected", "not-allowed")]
    [InlineData("RCPT", "450 4.2.1 later", "Deferred", "throttled")]
    [InlineData("RCPT", "550 5.1.1 unknown", "Rejected", "recipient-gone")]
    [InlineData("RCPT", "550 5.7.1 blocked", "Rejected", "blocked")]
    [InlineData("RCPT", "552 full", "Rejected", "too-long")]
    [InlineData("DATA", "451 not now", "Deferred", "throttled")]
    [InlineData("DATA", "554 no", "Rejected", "content-refused")]
    [InlineData(".", "451 4.7.1 greylisted", "Deferred", "throttled")]
    [InlineData(".", "554 5.7.1 spam", "Rejected", "content-refused")]
    [InlineData(".", "552 5.3.4 too big", "Rejected", "too-long")]
    [InlineData("MAIL", "hello", "Deferred", "unreachable")]
    [InlineData("RCPT", null, "Deferred", "unreachable")]
    [InlineData("DATA", null, "Deferred", "unreachable")]
    [InlineData(".", null, "Unknown", "unsure")]
    [InlineData(".", "what?", "Unknown", "unsure")]
    public async Task Every_answer_means_one_thing(string command, string? answer, string result, string code)
    {
        await using var server = new FakeMailServer { Answers = new() { [command] = answer } };
        var (name, reason) = await InClear(server).SendAsync(Envelope(), Mail) switch
        {
            SendResult.Deferred d => ("Deferred", d.Reason),
            SendResult.Rejected r => ("Rejected", r.Reason),
            SendResult.Unknown u => ("Unknown", u.Reason),
            _ => ("Accepted", new Fault("", "")),
        };
        Assert.Equal((result, code), (name, reason.Code));
        Assert.Empty(server.Mails);
    }

    [Theory]
    [InlineData("MAIL", "Deferred")]
    [InlineData(".", "Unknown")]
    public async Task Silence_ends(string command, string result)
    {
        await using var server = new FakeMailServer { Answers = new() { [command] = "" } };
        var transport = InClear(server, o => (o.Timeout, o.FinalTimeout) = (Duration.FromMilliseconds(300), Duration.FromMilliseconds(300)));
        Assert.Equal(result, (await transport.SendAsync(Envelope(), Mail)).GetType().Name);
    }

    [Fact]
    public async Task No_server_is_trouble_that_passes()
    {
        int port;
        await using (var server = new FakeMailServer())
        {
            port = server.Port;
        }

        var options = new SmtpOptions { Port = port, Security = SmtpSecurity.None, Timeout = Duration.FromSeconds(2) };
        Assert.Equal(SendFaults.Unreachable, Deferred(await new SmtpTransport(options).SendAsync(Envelope(), Mail)));
    }

    [Fact]
    public async Task Cancelling_works_until_the_mail_may_have_left()
    {
        await using var server = new FakeMailServer { Answers = new() { ["DATA"] = "" } };
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => InClear(server).SendAsync(Envelope(), Mail, cancel.Token));
    }

    [Fact]
    public async Task A_mail_that_is_too_big_is_not_begun()
    {
        await using var server = new FakeMailServer { Offers = ["SIZE 10"] };
        var result = Assert.IsType<SendResult.Rejected>(await InClear(server).SendAsync(Envelope(), Mail));
        Assert.Equal(SendFaults.TooLong, result.Reason.Code);
        Assert.DoesNotContain(server.Heard, h => h.Line.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Letters_of_the_world_need_a_server_that_takes_them()
    {
        await using var old = new FakeMailServer();
        Assert.Equal(SendFaults.RecipientGone, Assert.IsType<SendResult.Rejected>(await InClear(old).SendAsync(Envelope("jörg@müller.example"), Mail)).Reason.Code);
        await using var modern = new FakeMailServer { Offers = ["SMTPUTF8"] };
        Assert.IsType<SendResult.Accepted>(await InClear(modern).SendAsync(Envelope("jörg@müller.example"), Mail));
        Assert.Contains(modern.Heard, h => h.Line == "RCPT TO:<jörg@xn--mller-kva.example>"); // RFC 5891's own way to write müller
        Assert.Contains(modern.Heard, h => h.Line.EndsWith(" SMTPUTF8", StringComparison.Ordinal));
    }

    private static string Deferred(SendResult result) => Assert.IsType<SendResult.Deferred>(result).Reason.Code;

    private static MailPath Path(string address) => MailPath.TryParse(address, out var path) ? path.Value : throw new ArgumentException("No address.", nameof(address));

    private static MailEnvelope Envelope(params string[] to) =>
        new(Path("bounces+x@acme.example"), [.. (to.Length == 0 ? ["a@customer.example"] : to).Select(Path)]);

    private static SmtpTransport InClear(FakeMailServer server, Action<SmtpOptions>? more = null) =>
        Over(server, o =>
        {
            o.Security = SmtpSecurity.None;
            more?.Invoke(o);
        });

    private static SmtpTransport Trusting(FakeMailServer server, Action<SmtpOptions>? more = null) => Over(server, o =>
    {
        o.TrustedRoots.Add(server.Certificate);
        more?.Invoke(o);
    });

    private static SmtpTransport Over(FakeMailServer server, Action<SmtpOptions>? more = null)
    {
        var options = new SmtpOptions { Port = server.Port, Timeout = Duration.FromSeconds(20), FinalTimeout = Duration.FromSeconds(20) };
        more?.Invoke(options);
        return new SmtpTransport(options);
    }
}
