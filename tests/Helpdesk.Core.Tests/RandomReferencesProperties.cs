using FsCheck;
using FsCheck.Fluent;
using Helpdesk.Core.TestSupport;

namespace Helpdesk.Core.Tests;

/// <summary>References that nobody can guess; the laws of their form stand in <see cref="TicketReferenceProperties"/>.</summary>
public sealed class RandomReferencesProperties
{
    private static readonly RandomReferences References = new("HD-", new byte[] { 1, 2, 3 });

    private static readonly Arbitrary<TicketId> Tickets = ArbMap.Default.GeneratorFor<Guid>().Select(g => new TicketId(g)).ToArbitrary();

    [Fact]
    public void The_same_ticket_gets_the_same_reference_whatever_its_number() => Properties.Holds(Prop.ForAll(Tickets, ticket =>
        References.Make(ticket, 1, 0) == References.Make(ticket, 99, 0) && References.Make(ticket, 1, 3) == References.Make(ticket, 7, 3)));

    [Fact]
    public void Every_attempt_gives_another_one() => Properties.Holds(Prop.ForAll(Tickets, ticket =>
        Enumerable.Range(0, 5).Select(a => References.Make(ticket, 1, a)).Distinct().Count() == 5));

    [Fact]
    public void What_is_made_is_found_in_any_case_of_the_prefix_and_nothing_else_is() => Properties.Holds(Prop.ForAll(Tickets, ticket =>
    {
        var made = References.Make(ticket, 1, 0);
        return References.Find($"Re: [{made}] order 4711").SequenceEqual([made])
            && References.Find($"re: {made.Value.ToLowerInvariant()}, please").SequenceEqual([made])
            && new RandomReferences("AB-", default).Find($"Re: {made}").Count == 0
            && References.Find($"Re: {made}{made.Value[^1]}").Count <= 1;
    }));

    [Fact]
    public void It_has_ten_digits_and_two_tickets_seldom_share_one()
    {
        var made = Enumerable.Range(1, 20_000).Select(i => References.Make(new TicketId(new Guid(i, 0, 0, new byte[8])), i, 0).Value).ToList();
        Assert.All(made, m => Assert.Matches(@"^HD-[1-9]\d{9}$", m));
        Assert.InRange(made.Distinct().Count(), 19_990, 20_000); // 20,000² / 2 / 900,000,000 is 0.2 expected
    }

    // Each leading digit comes about equally often, and neighbours in time are no neighbours in number.
    [Fact]
    public void The_last_one_says_nothing_about_the_next()
    {
        var digits = Enumerable.Range(1, 9_000).Select(i => References.Make(new TicketId(new Guid(i, 0, 0, new byte[8])), i, 0).Value[3]).ToList();
        Assert.All(digits.CountBy(d => d), d => Assert.InRange(d.Value, 850, 1_150)); // five standard deviations around 1,000
    }

    [Fact]
    public void Another_key_gives_another_reference() => Properties.Holds(Prop.ForAll(Tickets, ticket =>
        new RandomReferences("HD-", new byte[] { 1, 2, 4 }).Make(ticket, 1, 0) != References.Make(ticket, 1, 0)));

    [Fact]
    public void A_prefix_that_ends_in_a_digit_or_is_empty_is_the_callers_mistake_at_once()
    {
        Assert.Throws<ArgumentException>(() => new RandomReferences("HD1"));
        Assert.Throws<ArgumentException>(() => new RandomReferences(""));
        Assert.Throws<ArgumentException>(() => new SequentialReferences("HD1"));
    }
}
