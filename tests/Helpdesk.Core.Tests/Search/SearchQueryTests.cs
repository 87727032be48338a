using Helpdesk.Core.Search;

namespace Helpdesk.Core.Tests.Search;

public sealed class SearchQueryTests
{
    [Theory]
    [InlineData("printer", "PRINTER")]
    [InlineData("  printer\n toner ", "PRINTER | TONER")]
    [InlineData("\"does not print\" toner", "DOES NOT PRINT | TONER")]
    [InlineData("\"does not", "DOES NOT")]
    [InlineData("printer -toner -\"out of order\"", "PRINTER | -TONER | -OUT OF ORDER")]
    [InlineData("print* -tone*", "PRINT* | -TONE*")]
    [InlineData("\"print*\"", "PRINT")]
    [InlineData("ann@customer.example HD-000123 don't", "ANN CUSTOMER EXAMPLE | HD 000123 | DON T")]
    [InlineData("ann@cust*", "ANN CUST*")]
    [InlineData("printer - toner", "PRINTER | TONER")]
    [InlineData("a\"b c\"d", "A | B C | D")]
    [InlineData("subject:printer NEAR(a b) OR AND x:* ^y", "SUBJECT PRINTER | NEAR A | B | OR | AND | X | Y")]
    [InlineData("printer 🖨 !!! *", "PRINTER")]
    [InlineData("Müller Mu\u0308ller muller", "MULLER | MULLER | MULLER")]
    [InlineData("Straße ﬁle Ⅷ ٤٢", "STRAßE | FILE | VIII | ٤٢")]
    [InlineData("İ ı i ς", "I | ı | I | Σ")]
    [InlineData("su\u00adpport 1\ufe0f\u20e3", "SUPPORT | 1\u20e3")]
    [InlineData("東京の プリ* ﾌﾟﾘ", "東 京 の | プ リ | プ リ")]
    [InlineData("が か\u3099", "が | が")]
    [InlineData("ที่ ภาษา", "ที่ | ภ า ษ า")]
    [InlineData("프린* नमस्ते שָׁלוֹם", "프린* | नमस्ते | שָׁלוֹם")]
    [InlineData("\ud801\udc28 x\ud800y", "\ud801\udc00 | X Y")]
    public void Texts_become_terms(string text, string terms) =>
        Assert.Equal(terms, string.Join(" | ", SearchQuery.Parse(text).Require().Terms.Select(t => (t.IsExcluded ? "-" : "") + string.Join(' ', t.Words) + (t.IsPrefix ? "*" : ""))));

    [Theory]
    [InlineData("", "search-empty")]
    [InlineData(" - \"\" * 🖨 \0 \ud800", "search-empty")]
    [InlineData("-toner -\"of order\"", "search-only-excludes")]
    [InlineData("printer t*", "search-prefix-too-short")]
    [InlineData("e\u0301*", "search-prefix-too-short")]
    public void What_cannot_be_searched_is_refused(string text, string code)
    {
        var refused = SearchQuery.Parse(text);
        Assert.False(refused.IsValid);
        Assert.Equal(code, Assert.Single(refused.Faults).Code);
    }

    [Fact]
    public void A_search_has_limits()
    {
        Assert.Equal("search-too-long", SearchQuery.Parse(new string('a', 1_001)).Faults[0].Code);
        Assert.True(SearchQuery.Parse(new string('a', 1_000)).IsValid);
        Assert.Equal("search-too-long", SearchQuery.Parse(string.Join(' ', Enumerable.Repeat("ab", 65))).Faults[0].Code);
        Assert.True(SearchQuery.Parse(string.Join(' ', Enumerable.Repeat("ab", 64))).IsValid);
        Assert.Equal("search-too-long", SearchQuery.Parse(new string('東', 65)).Faults[0].Code);
    }

    [Theory]
    [InlineData("It does not print.", "print", "It does not print.")]
    [InlineData("It does\r\n\tnot\0print.", "print", "It does not print.")]
    [InlineData("It does not print.", "toner", "It does not print.")]
    [InlineData("", "toner", "")]
    [InlineData("  ", "toner", "")]
    public void A_short_text_is_its_own_excerpt(string text, string search, string excerpt) =>
        Assert.Equal(excerpt, SearchQuery.Parse(search).Require().Excerpt(text));

    [Fact]
    public void An_excerpt_begins_a_little_before_what_was_found_and_breaks_between_words()
    {
        var text = string.Join(' ', Enumerable.Range(100, 40)) + " the toner is empty " + string.Join(' ', Enumerable.Range(500, 100));
        var excerpt = SearchQuery.Parse("toner").Require().Excerpt(text);
        Assert.StartsWith("…131 132 133 134 135 136 137 138 139 the toner is empty 500 501", excerpt, StringComparison.Ordinal);
        Assert.EndsWith(" 525…", excerpt, StringComparison.Ordinal);
        Assert.Equal("100 101", SearchQuery.Parse("paper").Require().Excerpt(text)[..7]);
    }

    [Fact]
    public void An_excerpt_of_one_endless_word_is_cut_between_characters()
    {
        var excerpt = SearchQuery.Parse("toner").Require().Excerpt("x" + string.Concat(Enumerable.Repeat("🖨", 1_000)));
        Assert.Equal("x" + string.Concat(Enumerable.Repeat("🖨", 79)) + "…", excerpt);
    }
}
