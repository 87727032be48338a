using Helpdesk.Core.Messages;
using Helpdesk.Core.Search;
using NodaTime;

namespace Helpdesk.Core.Tests.Search;

public sealed class MessageWordsTests
{
    private static readonly TicketMessage Message = new()
    {
        Id = new MessageId(Guid.Empty),
        Direction = MessageDirection.Inbound,
        Kind = MessageKind.Human,
        Channel = new ChannelAddress(ChannelAddress.Mail, "support@acme.example"),
        Author = Actor.System,
        From = Address.Mail("ann@customer.example", "Ann Lee"),
        At = Instant.MinValue,
    };

    [Fact]
    public void A_message_has_the_words_of_its_subject_its_author_its_attachments_its_text_and_what_was_handed_on()
    {
        var words = MessageWords.Of(Message with
        {
            Subject = "Printer broken",
            Text = "See log.",
            Html = "<p>unseen</p>",
            Attachments = [new Attachment("screen shot.png", "image/png", new byte[] { 1 }), new Attachment("", "text/plain", new byte[] { 2 })],
            Handed = new HandedMessage(Address.Mail("bob@x.example"), "", "Old", "Older."),
        });
        Assert.Equal(
            "PRINTER BROKEN / ANN LEE / ANN CUSTOMER EXAMPLE / SCREEN SHOT PNG / SEE LOG / OLD / BOB X EXAMPLE / OLDER",
            string.Join(' ', words.Places.Select(w => w ?? "/")));
        Assert.False(SearchQuery.Parse("\"broken ann\"").Require().Matches(words));
        Assert.True(SearchQuery.Parse("broken ann").Require().Matches(words));
    }

    [Fact]
    public void The_255th_time_of_a_word_counts_and_the_next_one_keeps_its_place()
    {
        var words = MessageWords.Of(Message with { From = Address.Mail(""), Text = string.Concat(Enumerable.Repeat("a ", 300)) + "b c" });
        Assert.Equal(302, words.Places.Count);
        Assert.Equal(255, words.Places.Count(w => w == "A"));
        Assert.False(SearchQuery.Parse("\"a b\"").Require().Matches(words));
        Assert.True(SearchQuery.Parse("\"b c\"").Require().Matches(words));
    }

    [Fact]
    public void A_very_long_message_has_a_limit_of_words_and_of_bytes()
    {
        var many = MessageWords.Of(Message with { From = Address.Mail(""), Text = string.Join(' ', Enumerable.Range(0, 20_000)) });
        Assert.Equal("15998", many.Places[^1]);
        var large = MessageWords.Of(Message with
        {
            From = Address.Mail(""),
            Text = string.Join(' ', Enumerable.Range(0, 9_000).Select(i => string.Concat(Enumerable.Repeat("\U00010400", 60)) + (1_000 + i))),
        });
        Assert.Equal(500_000 / 244, large.Places.Count);
    }

    [Fact]
    public void Of_a_text_the_first_million_characters_are_read()
    {
        var words = MessageWords.Of(Message with { Text = string.Concat(Enumerable.Repeat("🖨", 499_999)) + " near far" });
        Assert.Contains("NEAR", words.Places);
        Assert.DoesNotContain("FAR", words.Places);
    }

    [Fact]
    public void Of_a_very_long_word_the_beginning_counts()
    {
        var words = MessageWords.Of(Message with { Text = new string('x', 65) + " " + string.Concat(Enumerable.Repeat("\U00010428", 70)) });
        Assert.Contains(new string('X', 64), words.Places);
        Assert.Contains(string.Concat(Enumerable.Repeat("\U00010400", 64)), words.Places);
        Assert.True(SearchQuery.Parse(new string('x', 70)).Require().Matches(words));
    }
}
