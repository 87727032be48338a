using System.Globalization;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Spam;

namespace Helpdesk.Core.Tests.Spam;

/// <summary>What a message becomes.</summary>
public sealed class SpamFeatureTests
{
    [Theory]
    [InlineData("V<b>ia</b>gra", "viagra")]
    [InlineData("<p>free</p><p>money</p>", "free")]
    [InlineData("<style>x{color:red}</style>clean", "clean")]
    [InlineData("<script>evil()</script>clean", "clean")]
    [InlineData("<!-- hidden -->clean", "clean")]
    [InlineData("a&#98;c", "abc")]
    [InlineData("a&#x62;c", "abc")]
    [InlineData("caf&eacute;", "café")]
    [InlineData("a&Lambda;b", "aλb")]
    [InlineData("a & b&unknown", "unknown")]
    [InlineData("1 < 2", "2")]
    public void Html_is_read_as_its_reader_sees_it(string html, string word)
    {
        var texts = SpamMessages.Texts(SpamMessages.Make("", html: html));
        Assert.Contains(("body", word), texts);
        Assert.DoesNotContain(("body", "hidden"), texts);
        Assert.DoesNotContain(("body", "evil"), texts);
        Assert.DoesNotContain(("body", "red"), texts);
    }

    [Fact]
    public void Words_pairs_senders_links_and_shape_are_features()
    {
        var texts = SpamMessages.Texts(SpamMessages.Make("Cheap PILLS at http://shop.pills.example/buy-now today", "FREE offer", name: "Dr. Who"));
        Assert.Superset(
            new HashSet<(string, string)>
            {
                ("body", "cheap"), ("body-pair", "cheap pills"), ("subject", "free"), ("subject-pair", "free offer"), ("url-host", "pills.example"),
                ("url-host", "example"), ("url-path", "buy"), ("url-scheme", "http"), ("from", "someone@customer.example"), ("from-user", "someone"),
                ("from-domain", "customer.example"), ("from-domain", "example"), ("from-name", "who"), ("shape", "part:text"), ("shape", "urls:1"),
            },
            texts);
        Assert.DoesNotContain(("body-pair", "at today"), texts);
        Assert.DoesNotContain(("body", "http"), texts);
    }

    [Theory]
    [InlineData("Hello!", "hello!")]
    [InlineData("10%", "10%")]
    [InlineData("it's, well-known.", "it's")]
    [InlineData("it's, well-known.", "well-known")]
    [InlineData("$1,000.00,", "$1,000.00")]
    [InlineData("a b", "a")]
    [InlineData("zero\u200bwidth soft\u00adhyphen", "zerowidth")]
    [InlineData("zero\u200bwidth soft\u00adhyphen", "softhyphen")]
    [InlineData("ﬁne ＦＲＥＥ", "fine")]
    [InlineData("ﬁne ＦＲＥＥ", "free")]
    [InlineData("Ünï", "ünï")]
    [InlineData("e\u0301t\u00e9", "été")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "long:3")]
    [InlineData("日本", "日本")]
    [InlineData("ไทย", "ไท")]
    [InlineData("한국어", "국어")]
    [InlineData("नमस्ते", "नमस्ते")]
    public void Words_of_any_script(string text, string word) => Assert.Contains(("body", word), SpamMessages.Texts(SpamMessages.Make(text)));

    [Fact]
    public void Scripts_without_blanks_give_pairs_of_characters() =>
        Assert.Superset(new HashSet<(string, string)> { ("body", "日本"), ("body", "本語") }, SpamMessages.Texts(SpamMessages.Make("日本語")));

    [Fact]
    public void Links_tags_and_colours_of_html_are_features()
    {
        var texts = SpamMessages.Texts(SpamMessages.Make(
            "", html: "<A HREF='https://10.1.2.3/x?id=ab'>here</A><font color=#FF0000>red</font><img src=\"www.track.example/pixel.gif\">"));
        Assert.Superset(
            new HashSet<(string, string)>
            {
                ("tag", "a"), ("tag", "font"), ("color", "#ff0000"), ("url-net", "ip"), ("url-net", "10.1.2"), ("url-path", "id"), ("url-path", "ab"),
                ("url-host", "track.example"), ("url-path", "gif"), ("shape", "part:html"),
            },
            texts);
    }

    [Fact]
    public void Attachments_headers_and_the_reply_address_are_features()
    {
        var texts = SpamMessages.Texts(new SpamContent
        {
            From = "\"Doe, Jane\" <jane@acme.example>",
            ReplyTo = "other@elsewhere.example",
            Subject = "BUY NOW TODAY",
            Attachments = [new Attachment("Invoice 2024.PDF", "application/pdf", default)],
            Headers =
            [
                new MessageHeader("X-Mailer", "Bulk Sender 3"), new MessageHeader("X-Spam-Flag", "YES"), new MessageHeader("Subject", "BUY NOW TODAY"),
            ],
        });
        Assert.Superset(
            new HashSet<(string, string)>
            {
                ("attachment", "invoice"), ("attachment-type", ".pdf"), ("attachment-type", "application/pdf"), ("reply-to-domain", "elsewhere.example"),
                ("from", "jane@acme.example"), ("from-name", "doe"), ("header", "x-mailer:bulk"), ("shape", "subject:capitals"), ("shape", "part:none"),
            },
            texts);
        Assert.DoesNotContain(texts, f => f.Kind == "header" && (f.Text.StartsWith("x-spam", StringComparison.Ordinal) || f.Text.StartsWith("subject", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_place_is_part_of_a_feature() => Assert.Empty(
        SpamFeatures.Of(new SpamContent { Subject = "free" }).Hashes.Intersect(SpamFeatures.Of(new SpamContent { Text = "free" }).Hashes)
            .Except(SpamFeatures.Of(new SpamContent()).Hashes).Except(SpamFeatures.Of(new SpamContent { Text = "x" }).Hashes));

    // Counted by a second program, in another language, from the description in docs/spam.md. Stored models rest on it: what changes
    // a hash needs another feature version.
    [Fact]
    public void Features_are_the_same_on_every_machine()
    {
        Assert.Equal(2, SpamModel.FeatureVersion);
        Assert.Equal(0x1A481F3DA3CF2A57UL, SpamFeatures.Of(SpamMessages.Make("Hello, wörld")).Hashes.Aggregate(0UL, (a, b) => (a * 31) + b));
    }

    [Fact]
    public void A_huge_message_has_a_bounded_number_of_features()
    {
        var text = string.Join(' ', Enumerable.Range(0, 100_000).Select(i => "w" + i.ToString(CultureInfo.InvariantCulture)));
        Assert.InRange(SpamFeatures.Of(SpamMessages.Make(text, html: new string('<', 1_000_000))).Hashes.Length, 8_000, 8_192);
    }

    // 16: what is kept between messages does not grow with what was thrown at it.
    [Theory]
    [InlineData("<")]
    [InlineData("<a<")]
    [InlineData("<!-")]
    [InlineData("<!--")]
    [InlineData("<script>")]
    [InlineData("&")]
    [InlineData("&#")]
    [InlineData("://")]
    [InlineData("http://a.")]
    [InlineData("www.")]
    [InlineData("\ufdfa")]
    [InlineData("\ud800")]
    [InlineData("a@")]
    public void Hostile_text_costs_bounded_memory(string piece)
    {
        var hostile = string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length));
        var content = new SpamContent { From = hostile, ReplyTo = hostile, Subject = hostile, Text = hostile, Html = hostile + ">" };
        var first = SpamFeatures.Of(content).Hashes;
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(first, SpamFeatures.Of(content).Hashes);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4_000_000);
    }

    // 16: linear work. What a fresh thread's buffers take is all that reading allocates; twice the text is at most about twice of it,
    // and no feature is found twice: so neither memory nor what is gathered grows faster than the text.
    [Theory]
    [InlineData("<")]
    [InlineData("<a<")]
    [InlineData("<!--")]
    [InlineData("<b>&amp;x</b>")]
    [InlineData("<script>")]
    [InlineData("&")]
    [InlineData("&#x41;")]
    [InlineData("&hearts;")]
    [InlineData("http://a.b.c.d/e?f ")]
    [InlineData("www.")]
    [InlineData("\ufdfa")]
    [InlineData("…é ")]
    [InlineData("\ud800")]
    [InlineData("a@b.c, ")]
    public void Work_grows_as_the_text_does(string piece)
    {
        var (small, middle, large) = (Allocated(piece, 14_000), Allocated(piece, 28_000), Allocated(piece, 56_000));
        Assert.InRange(middle, 0, (small * 9 / 4) + 64_000);
        Assert.InRange(large, 0, (middle * 9 / 4) + 64_000);
        Assert.InRange(large, 1, 5_000_000);
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    public void The_culture_changes_nothing(string culture)
    {
        var expected = Hashes();
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            Assert.Equal(expected, Hashes());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        static ulong[] Hashes() => [.. SpamFeatures.Of(SpamMessages.Make("INFORMATION I i İ ı 1,5 % off")).Hashes];
    }

    private static long Allocated(string piece, int length)
    {
        var text = string.Concat(Enumerable.Repeat(piece, length / piece.Length));
        var content = new SpamContent { From = text, ReplyTo = text, Subject = text, Text = text, Html = text };
        var bytes = 0L;
        var fresh = new Thread(() =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            _ = SpamFeatures.Of(content);
            bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        });
        fresh.Start();
        fresh.Join();
        return bytes;
    }
}
