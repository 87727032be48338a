using FsCheck;
using FsCheck.Fluent;
using Helpdesk.Core.TestSupport;

namespace Helpdesk.Core.Tests;

public sealed class TicketReferenceProperties
{
    private static readonly Gen<long> Numbers = Gen.OneOf(
        Gen.Choose(1, 2_000_000).Select(n => (long)n),
        Gen.Elements(1L, 9, 10, 99_999, 100_000, 999_999, 1_000_000, 12_345_678_901));

    [Fact]
    public void A_reference_is_found_in_any_subject_that_holds_it() => Properties.Holds(Prop.ForAll(
        Numbers.ToArbitrary(),
        number =>
        {
            var reference = TicketReference.Format("HD-", number);
            return TicketReference.Find("HD-", $"Re: [{reference}] printer").SequenceEqual([reference]);
        }));

    [Fact]
    public void One_wrong_digit_makes_it_no_reference() => Properties.Holds(Prop.ForAll(
        (from number in Numbers
         from at in Gen.Choose(0, 100)
         from shift in Gen.Choose(1, 9)
         select (number, at, shift)).ToArbitrary(),
        x =>
        {
            var digits = TicketReference.Format("HD-", x.number).Value[3..].ToCharArray();
            var at = x.at % digits.Length;
            digits[at] = (char)('0' + ((digits[at] - '0' + x.shift) % 10));
            return TicketReference.Find("HD-", "HD-" + new string(digits)).Count == 0;
        }));

    [Fact]
    public void Two_swapped_digits_make_it_no_reference() => Properties.Holds(Prop.ForAll(
        Numbers.ToArbitrary(),
        number =>
        {
            var digits = TicketReference.Format("HD-", number).Value[3..];
            return Enumerable.Range(0, digits.Length - 1)
                .Where(i => digits[i] != digits[i + 1])
                .All(i => TicketReference.Find(
                    "HD-",
                    "HD-" + digits[..i] + digits[i + 1] + digits[i] + digits[(i + 2)..]).Count == 0);
        }));

    [Fact]
    public void A_reference_inside_a_word_is_none()
    {
        var reference = TicketReference.Format("HD-", 17);
        Assert.Empty(TicketReference.Find("HD-", "X" + reference));
    }

    // Damm's own published example: the check digit of 572 is 4.
    [Fact]
    public void The_check_digit_is_Damms() => Assert.Equal("HD-0005724", TicketReference.Format("HD-", 572).Value);

    [Fact]
    public void A_prefix_that_ends_in_a_digit_is_the_callers_mistake() =>
        Assert.Throws<ArgumentException>(() => TicketReference.Format("HD1", 1));
}
