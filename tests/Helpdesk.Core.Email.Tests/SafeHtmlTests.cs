using Helpdesk.Core.Email.Html;
using Helpdesk.Core.Email.Mime;

namespace Helpdesk.Core.Email.Tests;

public sealed class SafeHtmlTests
{
    private const string Rel = " target=\"_blank\" rel=\"noopener noreferrer nofollow\"";

    [Theory]
    [InlineData("<p>Hello <b>you</b></p>", "<p>Hello <b>you</b></p>")]
    [InlineData("<html><head><title>t</title><style>p{}</style></head><body class=x>text", "text")]
    [InlineData("a & b &lt;c&gt; &quot; &nbsp;", "a &amp; b &lt;c&gt; &quot; &nbsp;")]
    [InlineData("<unknown>text</unknown>", "text")]
    [InlineData("<a href=\"https://x.example/?a=1&b=2\">x</a>", "<a href=\"https://x.example/?a=1&amp;b=2\"" + Rel + ">x</a>")]
    [InlineData("<font color=red size=5>x</font>", "<font color=\"red\" size=\"5\">x</font>")]
    [InlineData("<p style=\"color:red;position:fixed;top:0\">x", "<p style=\"color: red\">x</p>")]
    [InlineData("<p style='color:rgb(1, 2, 3);font-family:\"A\"'>x", "<p style=\"color: rgb(1, 2, 3)\">x</p>")]
    [InlineData("<p>one<p>two", "<p>one</p><p>two</p>")]
    [InlineData("<ul><li><div>one<li>two</ul>", "<ul><li><div>one</div></li><li>two</li></ul>")]
    [InlineData("</div></td></table></p>x", "x")]
    [InlineData("<table><td>x", "<table><tr><td>x</td></tr></table>")]
    [InlineData("<td>x</td>", "x")]
    [InlineData("<b><i>x</b>y</i>", "<b><i>x</i></b>y")]
    public void What_may_stay_stays_and_closes(string html, string safe) => Assert.Equal(safe, SafeHtml.Of(html, []).Html);

    [Theory]
    [InlineData("<script>alert(1)</script>x", "x", SafeHtml.Script)]
    [InlineData("<p onclick='alert(1)'>x</p>", "<p>x</p>", SafeHtml.Script)]
    [InlineData("<a href='java\tscript:alert(1)'>x</a>", "<a>x</a>", SafeHtml.Link)]
    [InlineData("<a href='&#1;javascript:alert(1)'>x</a>", "<a>x</a>", SafeHtml.Link)]
    [InlineData("<a href='data:text/html,x'>x</a>", "<a>x</a>", SafeHtml.Link)]
    [InlineData("<a href='/admin'>x</a>", "<a>x</a>", SafeHtml.Link)]
    [InlineData("<img src='https://x.example/pixel.gif' alt='a &lt;b>'>", "a &lt;b&gt;", SafeHtml.RemoteContent)]
    [InlineData("<img src='cid:other'>", "", SafeHtml.RemoteContent)]
    [InlineData("<img srcset='https://x.example/pixel.gif'>", "", SafeHtml.RemoteContent)]
    [InlineData("<p style='background:url(https://x.example/a)'>x", "<p>x</p>", SafeHtml.RemoteContent)]
    [InlineData("<link rel=stylesheet href='https://x.example/a.css'>x", "x", SafeHtml.RemoteContent)]
    [InlineData("<iframe src='https://x.example'>x</iframe>y", "y", SafeHtml.Frame)]
    [InlineData("<form action='https://x.example'><input name=password><button>Send</button></form>", "Send", SafeHtml.Form)]
    [InlineData("<svg><script>alert(1)</script></svg>x", "x", SafeHtml.Script)]
    public void What_may_not_stay_is_taken_out_and_named(string html, string safe, string code)
    {
        var result = SafeHtml.Of(html, []);
        Assert.Equal(safe, result.Html);
        Assert.Equal([code], result.Removed);
    }

    [Fact]
    public void Images_of_the_same_mail_stay_and_the_original_stays_what_it_was()
    {
        const string Html = "<img src=\"cid:logo%40x\" width=\"3\"><img src=\"cid:logo@x\"><img src=\"cid:gone@x\">";
        var mail = MimeMail.Read(Mails.Bytes(
            "Content-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n" + Html
            + "\n--b\nContent-Type: image/png\nContent-ID: <logo@x>\n\nx\n--b--\n"));
        Assert.Equal("<img src=\"cid:logo%40x\" width=\"3\"><img src=\"cid:logo@x\">", mail.ReadSafeHtml()!.Html);
        Assert.Equal(Html, mail.Html!.Text());
        Assert.Null(MimeMail.Read(Mails.Bytes("Subject: x\n\ntext")).ReadSafeHtml());
    }

    [Fact]
    public void What_is_too_long_is_cut_and_named()
    {
        var result = SafeHtml.Of("<b>12345", [], new MailLimits { MaxHtmlCharacters = 5 });
        Assert.Equal("<b>12</b>", result.Html);
        Assert.Equal([SafeHtml.Rest], result.Removed);
    }

    [Theory]
    [InlineData("<p>one</p>\n<p>two<br>three</p>", "one\ntwo\nthree")]
    [InlineData("a\n  b&nbsp;<b>c</b>", "a b c")]
    [InlineData("<table><tr><td>a<td>b<tr><td>c", "a b\nc")]
    [InlineData("<pre>a\n  b</pre>c", "a\n  b\nc")]
    [InlineData("<style>x</style><title>t</title><!-- c -->text<script>y", "text")]
    [InlineData("1 < 2 &amp; 3 &lt; 4", "1 < 2 & 3 < 4")]
    public void Html_alone_is_read_as_text(string html, string text) => Assert.Equal(text, Mails.With("Content-Type: text/html", html).Text);
}
