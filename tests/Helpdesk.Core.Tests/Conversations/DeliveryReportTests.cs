using System.Text;
using FsCheck.Fluent;
using Helpdesk.Core.Conversations.Kinds;
using Helpdesk.Core.Messages;
using Helpdesk.Core.TestSupport;

namespace Helpdesk.Core.Tests.Conversations;

public sealed class DeliveryReportTests
{
    // After the example of RFC 3464, appendix E.2.
    [Fact]
    public void A_report_names_recipients_with_what_became_of_each()
    {
        var report = Read(MessageKind.Bounce, "message/delivery-status", """
            Original-Envelope-Id: env-1
            Reporting-MTA: dns; mx.cust.example

            Original-Recipient: rfc822;ann@cust.example
            Final-Recipient: rfc822;ann.lee@inner.example
            Action: failed (no such user)
            Status: 5.1.1 (permanent)
            Remote-MTA: dns; inner.example
            Diagnostic-Code: smtp; 550 5.1.1
             <ann.lee@inner.example>: User unknown

            Final-Recipient: RFC822; <bob@cust.example>
            Action: Delayed
            Status: 4.4.1

            Final-Recipient: rfc822;eve@cust.example
            Action: relayed
            Status: 2.0.0
            """);
        Assert.True(report.IsMachineReadable);
        Assert.Equal(("env-1", "mx.cust.example", "r1@acme.example"), (report.EnvelopeId, report.Reporter, report.OriginalMessageId));
        Assert.Equal(
            [
                new RecipientReport(Address.Mail("ann.lee@inner.example"), DeliveryAction.Failed)
                {
                    OriginalRecipient = Address.Mail("ann@cust.example"),
                    Status = "5.1.1",
                    Diagnostic = "550 5.1.1 <ann.lee@inner.example>: User unknown",
                    RemoteServer = "inner.example",
                },
                new RecipientReport(Address.Mail("bob@cust.example"), DeliveryAction.Delayed) { Status = "4.4.1" },
                new RecipientReport(Address.Mail("eve@cust.example"), DeliveryAction.Relayed) { Status = "2.0.0" },
            ],
            report.Recipients);
        Assert.Equal([true, false, false], report.Recipients.Select(r => r.IsPermanent));
    }

    [Fact]
    public void A_forgotten_blank_line_hides_no_recipient() => Assert.Equal(
        ["ann@cust.example", "bob@cust.example"],
        Read(MessageKind.Bounce, "message/delivery-status", """
            Reporting-MTA: dns; mx
            Final-Recipient: rfc822; ann@cust.example
            Action: failed
            Final-Recipient: rfc822; bob@cust.example
            Action: failed
            """).Recipients.Select(r => r.Recipient!.Value));

    [Theory]
    [InlineData("Your message could not be delivered.\n\n<ann@cust.example>: host mx said: 550 5.1.1 User unknown", DeliveryAction.Failed, "5.1.1")]
    [InlineData("This is the mail system.\n  ann@cust.example\n    SMTP error: 550 no such user", DeliveryAction.Failed, "")]
    [InlineData("Hi. This is the qmail-send program.\n\n<ann@cust.example>:\nSorry, no mailbox here by that name. (#5.1.1)", DeliveryAction.Failed, "5.1.1")]
    [InlineData("   ----- Transcript -----\n>>> RCPT TO:<ann@cust.example>\n<ann@cust.example>... 421 4.3.2 try again", DeliveryAction.Delayed, "4.3.2")]
    public void A_report_in_words_is_read_as_far_as_it_goes(string text, DeliveryAction action, string status)
    {
        var report = DeliveryReport.Read(Mails.From(Address.Mail("MAILER-DAEMON@mx.example")) with
        {
            Text = text + "\n\n----- Original message -----\nReceived: from eve@elsewhere.example\nMessage-ID: <r2@acme.example>\nTo: zoe@cust.example\n",
        }, MessageKind.Bounce)!;
        Assert.False(report.IsMachineReadable);
        Assert.Equal("r2@acme.example", report.OriginalMessageId);
        Assert.Equal(("ann@cust.example", action, status), Assert.Single(report.Recipients.Select(r => (r.Recipient!.Value, r.Action, r.Status))));
    }

    [Fact]
    public void A_header_that_names_the_recipients_is_better_than_words()
    {
        var message = Mails.From(Address.Mail("MAILER-DAEMON@mx.example"), ("X-Failed-Recipients", "ann@cust.example, bob@cust.example")) with { Text = "eve@elsewhere.example\n550 no" };
        Assert.Equal(["ann@cust.example", "bob@cust.example"], DeliveryReport.Read(message, MessageKind.Bounce)!.Recipients.Select(r => r.Recipient!.Value));
    }

    [Theory]
    [InlineData("manual-action/MDN-sent-manually; displayed", DeliveryAction.Displayed)]
    [InlineData("automatic-action/MDN-sent-automatically; deleted/error", DeliveryAction.Deleted)]
    [InlineData("automatic-action/MDN-sent-automatically;processed", DeliveryAction.Relayed)]
    [InlineData("something else", DeliveryAction.Unknown)]
    public void A_receipt_says_what_the_recipient_did(string disposition, DeliveryAction action)
    {
        var report = Read(
            MessageKind.Receipt, "message/disposition-notification",
            $"Reporting-UA: mua\nFinal-Recipient: rfc822;ann@cust.example\nOriginal-Message-ID: <r3@acme.example>\nDisposition: {disposition}\n");
        Assert.Equal("r3@acme.example", report.OriginalMessageId);
        Assert.Equal((Address.Mail("ann@cust.example"), action), Assert.Single(report.Recipients.Select(r => (r.Recipient!, r.Action))));
    }

    [Fact]
    public void A_complaint_names_who_wants_no_more_if_it_says_so()
    {
        var report = Read(
            MessageKind.Complaint, "message/feedback-report",
            "Feedback-Type: abuse\nUser-Agent: FBL/1\nVersion: 1\nOriginal-Rcpt-To: <ann@cust.example>\nOriginal-Rcpt-To: bob@cust.example\n");
        Assert.Equal(["ann@cust.example", "bob@cust.example"], report.Recipients.Select(r => r.Recipient!.Value));
        Assert.Equal("r1@acme.example", report.OriginalMessageId);
        Assert.Empty(Read(MessageKind.Complaint, "message/feedback-report", "Feedback-Type: abuse\n").Recipients);
    }

    [Fact]
    public void A_message_of_another_kind_reports_nothing() => Assert.Null(DeliveryReport.Read(Mails.From(Mails.Ann), MessageKind.Human));

    [Fact]
    public void Whatever_the_part_holds_it_never_throws() => Properties.Holds(Prop.ForAll(
        Gen.Elements("Final-Recipient:", "Action: failed", "Status: 5.", "5.1.1", "\n", "\n\n", " folded", ":", "rfc822;", "<", ">", "@", "a@b", "\ud800", "550 ", "\t", "Original-Message-ID: <")
            .ArrayOf().Select(string.Concat).ToArbitrary(),
        text => ((MessageKind[])[MessageKind.Bounce, MessageKind.Receipt, MessageKind.Complaint]).All(kind =>
            DeliveryReport.Read(
                Mails.From(Mails.Ann) with
                {
                    Text = text,
                    Attachments = [new Attachment("", "message/delivery-status", Encoding.UTF8.GetBytes(text)), new Attachment("", "message/disposition-notification", Encoding.UTF8.GetBytes(text))],
                },
                kind)!.Kind == kind)));

    private static DeliveryReport Read(MessageKind kind, string type, string fields) => DeliveryReport.Read(
        Mails.From(Address.Mail("MAILER-DAEMON@mx.example")) with
        {
            Attachments =
            [
                new Attachment("", type, Encoding.UTF8.GetBytes(fields)),
                new Attachment("", "text/rfc822-headers", "Received: x\nMessage-ID: <r1@acme.example>\nSubject: y\n"u8.ToArray()),
            ],
        },
        kind)!;
}
