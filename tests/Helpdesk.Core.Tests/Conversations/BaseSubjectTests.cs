using FsCheck.Fluent;
using Helpdesk.Core.Conversations;
using Helpdesk.Core.TestSupport;

namespace Helpdesk.Core.Tests.Conversations;

public sealed class BaseSubjectTests
{
    private static readonly string[] Prefixes =
        ["Re:", "RE: ", "Fwd: ", "AW: ", "Re[2]: ", "Re (3): ", "Re^4: ", "Odp: ", "RÉP : ", "回复：", "SV: ", "WG: "];

    [Theory]
    [InlineData("Printer broken", "Printer broken")]
    [InlineData("Re: AW: Fwd: Drucker defekt", "Drucker defekt")]
    [InlineData("Re[2]: Printer", "Printer")]
    [InlineData("[Fwd: Printer]", "Printer")]
    [InlineData("Printer (fwd)", "Printer")]
    [InlineData("Re: [users] Printer", "[users] Printer")]
    [InlineData("IT: new laptop", "IT: new laptop")]
    [InlineData("SAP: login", "SAP: login")]
    [InlineData("VAT: question", "VAT: question")]
    [InlineData("Re: [HD-0005724] Printer", "Printer")]
    [InlineData("Re: [HD-0005725] Printer", "[HD-0005725] Printer")]
    [InlineData("Re:", "")]
    [InlineData("  a \t\r\n b ", "a b")]
    public void The_base_of(string subject, string expected) => Assert.Equal(expected, BaseSubject.Of(subject));

    [Fact]
    public void Taking_the_base_twice_changes_nothing() => Properties.Holds(Prop.ForAll(
        Subjects().ToArbitrary(),
        subject => BaseSubject.Of(BaseSubject.Of(subject)) == BaseSubject.Of(subject)));

    [Fact]
    public void A_prefix_more_changes_nothing() => Properties.Holds(Prop.ForAll(
        Subjects().ToArbitrary(),
        Gen.Elements(Prefixes).ToArbitrary(),
        (subject, prefix) => BaseSubject.Of(prefix + subject) == BaseSubject.Of(subject)));

    private static FsCheck.Gen<string> Subjects() =>
        Gen.OneOf(
                Gen.Elements(Prefixes),
                Gen.Elements("Printer", " ", "[Fwd: ", "]", "(fwd)", "[HD-0005724]", "IT: ", ":", "[", "\ud800", "é", "e\u0301"))
            .ArrayOf()
            .Select(string.Concat);
}
