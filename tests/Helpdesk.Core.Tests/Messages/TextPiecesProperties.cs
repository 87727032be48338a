using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Helpdesk.Core.Messages;
using Helpdesk.Core.TestSupport;

namespace Helpdesk.Core.Tests.Messages;

public sealed class TextPiecesProperties
{
    // What readers see as one character and is several code points, beside plain words, ends of sentences and blanks.
    private static readonly string[] Shreds =
    [
        "a", "word", " ", "  ", "\n", ". ", "! ", "ü", "e\u0301", "👨‍👩‍👧‍👦", "🇩🇪", "👍🏽", "한", "각", "นี้", "€", "[", "日本語", "。", "\r\n",
        "a\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309",
    ];

    private static Arbitrary<string> Texts { get; } =
        Gen.Elements(Shreds).ArrayOf().Select(s => string.Concat(s)).ToArbitrary();

    private static Arbitrary<TextLimit> Limits { get; } =
        (from unit in Gen.Elements(Enum.GetValues<TextUnit>()) from most in Gen.Choose(4, 40)
         select new TextLimit(unit == TextUnit.Segments ? 1 + (most / 20) : most, unit)).ToArbitrary();

    // Law: the pieces joined are the text.
    [Fact]
    public void Nothing_is_lost_and_nothing_moves() => Properties.Holds(Prop.ForAll(
        Texts, Limits, (text, limit) => string.Concat(TextPieces.Split(text, limit)) == text));

    // Law: each piece is within the limit, counted by the framework's encoders and not by the code under test.
    [Fact]
    public void Every_piece_is_within_the_limit() => Properties.Holds(Prop.ForAll(
        Texts, Limits, (text, limit) => TextPieces.Split(text, limit).All(p => Count(p, limit.Unit) <= limit.Most)));

    // Law: no piece is empty, but that of an empty text; and no surrogate is left alone.
    [Fact]
    public void Every_piece_says_something_whole() => Properties.Holds(Prop.ForAll(Texts, Limits, (text, limit) =>
    {
        var pieces = TextPieces.Split(text, limit);
        return text.Length == 0 ? pieces is [""] : pieces.All(p => p.Length > 0 && !p.EnumerateRunes().Contains(Rune.ReplacementChar));
    }));

    // Law: a cut lies between two graphemes, unless one alone is longer than the limit.
    [Fact]
    public void No_character_as_readers_see_it_is_cut() => Properties.Holds(Prop.ForAll(Texts, Limits, (text, limit) =>
    {
        var borders = StringInfo.ParseCombiningCharacters(text).ToHashSet();
        var elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext())
        {
            if (Count(elements.GetTextElement(), limit.Unit) > limit.Most)
            {
                return true;
            }
        }

        var at = 0;
        foreach (var piece in TextPieces.Split(text, limit))
        {
            if (text.Length > 0 && !borders.Contains(at))
            {
                return false;
            }

            at += piece.Length;
        }

        return true;
    }));

    [Fact]
    public void It_is_cut_at_the_end_of_a_sentence_or_a_word() => Assert.Equal(
        ["First one. ", "Second ", "sentence"], TextPieces.Split("First one. Second sentence", new TextLimit(14, TextUnit.Characters)));

    [Fact]
    public void A_word_that_is_too_long_is_cut_all_the_same() => Assert.Equal(
        ["aaaa", "aaaa", "aa"], TextPieces.Split("aaaaaaaaaa", new TextLimit(4, TextUnit.Bytes)));

    // 3GPP TS 23.038: 160 septets in one, 153 in each of several; the euro sign takes two; anything else makes all of it wide.
    [Theory]
    [InlineData(160, "a", 1)]
    [InlineData(161, "a", 2)]
    [InlineData(306, "a", 2)]
    [InlineData(307, "a", 3)]
    [InlineData(80, "€", 1)]
    [InlineData(81, "€", 2)]
    [InlineData(70, "я", 1)]
    [InlineData(71, "я", 2)]
    [InlineData(134, "я", 2)]
    [InlineData(135, "я", 3)]
    public void Short_messages_are_counted_as_operators_do(int times, string text, int segments)
    {
        var whole = string.Concat(Enumerable.Repeat(text, times));
        Assert.Single(TextPieces.Split(whole, new TextLimit(segments, TextUnit.Segments)));
        if (segments > 1)
        {
            Assert.True(TextPieces.Split(whole, new TextLimit(segments - 1, TextUnit.Segments)).Count > 1);
        }
    }

    [Fact]
    public void A_limit_leaves_room_for_any_character()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new TextLimit(3, TextUnit.Bytes));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TextLimit(0, TextUnit.Segments));
    }

    private static int Count(string text, TextUnit unit)
    {
        const string Gsm = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
        const string Extended = "\f^{}\\[~]|€";
        switch (unit)
        {
            case TextUnit.Characters:
                return text.Length;
            case TextUnit.Bytes:
                return Encoding.UTF8.GetByteCount(text);
            default:
                var isNarrow = text.All(c => (Gsm + Extended).Contains(c, StringComparison.Ordinal));
                var size = isNarrow ? text.Sum(c => Extended.Contains(c, StringComparison.Ordinal) ? 2 : 1) : text.Length;
                var (alone, each) = isNarrow ? (160, 153) : (70, 67);
                return size == 0 ? 0 : size <= alone ? 1 : (int)Math.Ceiling((double)size / each);
        }
    }
}
