using FsCheck.Fluent;
using Helpdesk.Core.Conversations.Replies;
using Helpdesk.Core.TestSupport;

namespace Helpdesk.Core.Tests.Conversations;

public sealed class ForwardedMessageTests
{
    [Theory]
    [InlineData("---------- Forwarded message ---------\nFrom: Carl Fox <carl@other.example>\nDate: Sat, Nov 28, 2026\nSubject: Help\nTo: <kim@acme.example>\n\n\nIt is stuck.\n\nCarl", "Sat, Nov 28, 2026")]
    [InlineData("> Begin forwarded message:\n>\n> From: Carl Fox <carl@other.example>\n> Subject: Help\n> Date: 28 November 2026\n> To: kim@acme.example\n>\n> It is stuck.\n>\n> Carl", "28 November 2026")]
    [InlineData("Anfang der weitergeleiteten Nachricht:\n\n> Von: \"Carl Fox\" <carl@other.example>\n> Betreff: Help\n> Datum: 28. November 2026\n>\n> It is stuck.\n>\n> Carl", "28. November 2026")]
    [InlineData("-------- Message transféré --------\nSujet : Help\nDate : 28/11/2026\nDe : Carl Fox [mailto:carl@other.example]\nPour : kim\n\nIt is stuck.\n\nCarl", "28/11/2026")]
    [InlineData("________________________________\nFrom: Carl Fox (carl@other.example)\nSent: Saturday\nTo: Kim\nSubject: Help\n\nIt is stuck.\n\nCarl", "Saturday")]
    public void A_forward_is_unwrapped(string text, string date)
    {
        var found = ForwardedMessage.Parse("FYI\n\n" + text, isForward: true);
        Assert.Equal(new ForwardedMessage(Address.Mail("carl@other.example", "Carl Fox"), date, "Help", "It is stuck.\n\nCarl", found!.Comment), found);
        Assert.StartsWith("FYI", found.Comment, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("It is stuck.")]
    [InlineData("---------- Forwarded message ---------\n\nIt is stuck.")]
    [InlineData("---------- Forwarded message ---------\nFrom: Carl\nSubject: Help\n\nIt is stuck.")]
    [InlineData("From: Carl <carl@other.example>\nSubject: Help\n\nAn old message in a mail that is no forward.")]
    public void What_names_no_author_is_none(string text) => Assert.Null(ForwardedMessage.Parse(text, isForward: false));

    [Fact]
    public void Only_the_command_on_the_first_line_asks_for_a_ticket_on_behalf()
    {
        const string forward = "\n\n---------- Forwarded message ---------\nFrom: Carl <carl@other.example>\nSubject: Help\n\nStuck.";
        Assert.Equal("carl@other.example", ForwardedMessage.OnBehalf(Mails.From(Mails.Kim) with { Text = "\n@FWD " + forward })?.From.Value);
        Assert.Null(ForwardedMessage.OnBehalf(Mails.From(Mails.Kim) with { Text = "FYI @fwd" + forward }));
        Assert.Null(ForwardedMessage.OnBehalf(Mails.From(Mails.Kim) with { Text = "@fwd" }));
    }

    [Fact]
    public void Whatever_stands_there_it_never_throws() => Properties.Holds(Prop.ForAll(
        Gen.Elements(
            "\n", " ", "> ", "text", "---------- Forwarded message ---------\n", "From: a@b\n", "From: @\n", "From: <\n", "From: a@\n", "Subject: x\n", "Begin forwarded message:\n", "\ud800", "From: \"<a@b\n")
            .ArrayOf().Select(string.Concat).ToArbitrary(),
        text => ForwardedMessage.Parse(text, isForward: true) is null or { From.Key.Length: > 0 }));
}
