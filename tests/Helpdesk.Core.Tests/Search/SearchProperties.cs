using System.Text;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Search;
using Helpdesk.Core.Tests.Generators;
using Helpdesk.Core.TestSupport;
using NodaTime;

namespace Helpdesk.Core.Tests.Search;

public sealed class SearchProperties
{
    // Law: no text is too odd for a search, and a term has nothing but letters, digits and marks: there is nothing for a database to read into it.
    [Fact]
    public void Any_text_becomes_terms_of_letters_digits_and_marks_or_a_fault() => Holds(Gen.OneOf(SearchTexts.Search, SearchTexts.Text, Anything), text =>
    {
        var parsed = SearchQuery.Parse(text);
        return parsed.IsValid
            ? parsed.Value.Terms.All(t => t.Words.Count > 0 && t.Words.All(w => w.Length > 0 && w.EnumerateRunes().All(c => Rune.IsLetterOrDigit(c) || IsMark(c))))
            : parsed.Faults[0].Code.StartsWith("search-", StringComparison.Ordinal);
    });

    // Law: in plain English words are what any pattern says.
    [Fact]
    public void Words_of_ASCII_are_runs_of_letters_and_digits() => Holds(Gen.Elements("ab", "C", "1", " ", "-", "'", "_", "\"", "*", "\0", "zz").ListOf().Select(string.Concat), text =>
        Regex.Matches(text, "[A-Za-z0-9]+", RegexOptions.NonBacktracking).Select(m => m.Value.ToUpperInvariant()).SequenceEqual(Words(text)));

    // Law: how a text is written makes no difference: composed or not, in which case as far as comparisons take it for the same.
    [Fact]
    public void Canonically_equal_texts_have_the_same_words() => Holds(SearchTexts.Text.Where(t => t.All(c => !char.IsSurrogate(c) && c != '\ufffe')), text =>
        Words(text.Normalize(NormalizationForm.FormD)).SequenceEqual(Words(text.Normalize(NormalizationForm.FormC))));

    [Fact]
    public void Texts_that_differ_in_case_only_have_the_same_words() => Holds(SearchTexts.Text, text =>
        new[] { text.ToUpperInvariant(), text.ToLowerInvariant() }.Where(t => string.Equals(t, text, StringComparison.OrdinalIgnoreCase))
            .All(t => Words(t).SequenceEqual(Words(text))));

    // Law: the words of words are these words.
    [Fact]
    public void Words_are_their_own_words() => Holds(SearchTexts.Text, text => Words(string.Join(' ', Words(text))).SequenceEqual(Words(text)));

    // Law: a message is found by any stretch of its text that ends where words end.
    [Fact]
    public void A_text_is_found_by_any_part_of_it() => Holds(Gen.Zip(SearchTexts.Text, Gen.Zip(Gen.Choose(0, 20), Gen.Choose(1, 20))), drawn =>
    {
        var (text, (skip, take)) = drawn;
        var words = Words(text).Skip(skip).Take(take).ToList();
        return words.Count == 0 || SearchQuery.Parse($"\"{string.Join(' ', words)}\"").Require().Matches(Of(text));
    });

    // Law: Matches is containment in the line of all words, by an evaluation that knows nothing of places.
    [Fact]
    public void A_match_is_containment_in_the_line_of_words()
    {
        var answers = new Dictionary<bool, int> { [true] = 0, [false] = 0 };
        Holds(Gen.Zip(SearchTexts.Text, SearchTexts.Search).Where(d => SearchQuery.Parse(d.Item2).IsValid), drawn =>
        {
            var query = SearchQuery.Parse(drawn.Item2).Require();
            var line = "|" + string.Concat(Words(drawn.Item1).Select(w => w + "|"));
            var expected = query.Terms.All(t => line.Contains("|" + string.Join('|', t.Words) + (t.IsPrefix ? "" : "|"), StringComparison.Ordinal) != t.IsExcluded);
            answers[expected]++;
            return query.Matches(Of(drawn.Item1)) == expected;
        });
        Assert.True(answers.Values.Min() > 10, "One answer is rare.");
    }

    // Law: an excerpt is short, whole characters, and has what was found in the text when it is one word.
    [Fact]
    public void An_excerpt_is_short_and_shows_what_was_found() => Holds(
        Gen.Zip(SearchTexts.Text.ListOf().Select(t => string.Join(' ', t)), SearchTexts.Search).Where(d => SearchQuery.Parse(d.Item2).IsValid),
        drawn =>
        {
            var query = SearchQuery.Parse(drawn.Item2).Require();
            var excerpt = query.Excerpt(drawn.Item1);
            var isWhole = excerpt.EnumerateRunes().All(r => r != Rune.ReplacementChar) || drawn.Item1.EnumerateRunes().Any(r => r == Rune.ReplacementChar);
            var isShown = query.Terms.Where(t => !t.IsExcluded).All(t => t.Words.Count > 1 || Words(drawn.Item1).All(w => w != t.Words[0]))
                || query.Terms.Any(t => !t.IsExcluded && Words(excerpt).Any(w => w.StartsWith(t.Words[0], StringComparison.Ordinal)));
            return excerpt.Length <= 162 && isWhole && isShown && !excerpt.Any(char.IsControl);
        });

    private static Gen<string> Anything => Gen.Choose(0, 0xFFFF).Select(c => ((char)c).ToString()).ListOf().Select(string.Concat);

    private static bool IsMark(Rune c) => Rune.GetUnicodeCategory(c).ToString().EndsWith("Mark", StringComparison.Ordinal);

    private static IEnumerable<string> Words(string text) => Of(text).Places.Select(w => w ?? "?");

    private static MessageWords Of(string text) => MessageWords.Of(new TicketMessage
    {
        Id = new MessageId(Guid.Empty),
        Direction = MessageDirection.Note,
        Kind = MessageKind.Human,
        Channel = new ChannelAddress(ChannelAddress.Mail, ""),
        Author = Actor.System,
        From = Address.Mail(""),
        At = Instant.MinValue,
        Text = text,
    });

    private static void Holds<T>(Gen<T> of, Func<T, bool> law) => Properties.Holds(Prop.ForAll(of.ToArbitrary(), law), 500);
}
