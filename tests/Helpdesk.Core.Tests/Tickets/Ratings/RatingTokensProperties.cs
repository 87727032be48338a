using FsCheck;
using FsCheck.Fluent;
using Helpdesk.Core.TestSupport;
using Helpdesk.Core.Tickets.Ratings;
using NodaTime;

namespace Helpdesk.Core.Tests.Tickets.Ratings;

/// <summary>A token says what it was issued for, to whoever has the key, for its time, and nothing else is a token.</summary>
public sealed class RatingTokensProperties
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private static readonly Instant Until = Instant.FromUtc(2026, 3, 9, 0, 0);
    private static readonly RatingTokens Tokens = new(Enumerable.Range(0, 32).Select(i => (byte)i).ToArray());

    private static readonly Gen<RatingToken> Any =
        from ticket in ArbMap.Default.GeneratorFor<Guid>()
        from answer in ArbMap.Default.GeneratorFor<Guid>()
        from score in Gen.Choose(1, 5)
        select new RatingToken(new TicketId(ticket), new MessageId(answer), score);

    [Fact]
    public void What_was_issued_is_read_until_its_last_second() => Properties.Holds(Prop.ForAll(Any.ToArbitrary(), token =>
    {
        var text = Issue(token);
        return text.All(Alphabet.Contains)
            && Tokens.Read(text, Until) == (token, null)
            && Tokens.Read(text, Until + Duration.FromSeconds(1)) is { Token: null, Reason.Code: "token-expired" };
    }));

    [Fact]
    public void No_other_character_in_any_place_makes_a_token() => Properties.Holds(
        Prop.ForAll(Any.ToArbitrary(), token =>
        {
            var text = Issue(token);
            return Enumerable.Range(0, text.Length).All(at => Alphabet.Where(c => c != text[at])
                .All(c => IsBad(string.Concat(text.AsSpan(0, at), c.ToString(), text.AsSpan(at + 1)))));
        }),
        tests: 3);

    [Fact]
    public void Nothing_added_or_taken_away_makes_a_token() => Properties.Holds(
        Prop.ForAll(Any.ToArbitrary(), token =>
        {
            var text = Issue(token);
            return Enumerable.Range(0, text.Length + 1).All(at =>
                "A =\n\r\t%.é".All(c => IsBad(text.Insert(at, c.ToString()))) && (at == text.Length || IsBad(text.Remove(at, 1))));
        }),
        tests: 3);

    [Fact]
    public void No_text_at_all_throws() => Properties.Holds(Prop.ForAll(
        ArbMap.Default.ArbFor<string>().Filter(t => t is not null), IsBad));

    [Fact]
    public void Another_key_knows_nothing_of_it() => Properties.Holds(Prop.ForAll(
        (from token in Any from bit in Gen.Choose(0, 255) select (token, bit)).ToArbitrary(),
        x =>
        {
            var key = Enumerable.Range(0, 32).Select(i => (byte)i).ToArray();
            key[x.bit / 8] ^= (byte)(1 << (x.bit % 8));
            return new RatingTokens(key).Read(Issue(x.token), Until) is { Token: null, Reason.Code: "bad-token" };
        }));

    [Fact]
    public void Tokens_of_different_things_are_different_and_each_is_only_its_own() => Properties.Holds(Prop.ForAll(
        (from one in Any from two in Any from cut in Gen.Choose(1, 77) select (one, two, cut)).ToArbitrary(),
        x =>
        {
            var (one, two) = (Issue(x.one), Issue(x.two));
            var mixed = one[..x.cut] + two[x.cut..];
            return x.one == x.two || (one != two && Tokens.Read(mixed, Until).Token is var read && (read is null || (mixed == one && read == x.one) || (mixed == two && read == x.two)));
        }));

    [Fact]
    public void A_score_that_is_none_and_a_short_key_are_the_callers_mistake()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Tokens.Issue(default, default, 0, Until));
        Assert.Throws<ArgumentOutOfRangeException>(() => Tokens.Issue(default, default, 261, Until));
        Assert.Throws<ArgumentException>(() => new RatingTokens(new byte[15]));
    }

    private static string Issue(RatingToken token) => Tokens.Issue(token.Ticket, token.Answer, token.Score, Until);

    private static bool IsBad(string text) => Tokens.Read(text, Until) is { Token: null, Reason.Code: "bad-token" };
}
