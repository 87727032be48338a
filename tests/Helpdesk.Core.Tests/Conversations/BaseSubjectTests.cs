using FsCheck.Fluent;
using Helpdesk.Core.Conversations;
using Helpdesk.Core.TestSupport;

namespace Helpdesk.Core.Tests.Conversations;

/// <summary>The table of subjects stands in <c>docs/spec/subjects.md</c>.</summary>
public sealed class BaseSubjectTests
{
    private static readonly string[] Prefixes =
        ["Re:", "RE: ", "Fwd: ", "AW: ", "Re[2]: ", "Re (3): ", "Re^4: ", "Odp: ", "RÉP : ", "回复：", "SV: ", "WG: ", "\u200fהשב: "];

    [Fact]
    public void Every_subject_of_the_table_has_the_base_that_stands_beside_it()
    {
        var rows = File.ReadLines(Repository.Path("docs", "spec", "subjects.md"))
            .Where(l => l.StartsWith("| `", StringComparison.Ordinal))
            .Select(l => l.Split('|', StringSplitOptions.TrimEntries))
            .Select(c => (Subject: c[1].Trim('`'), Base: new BaseSubject(c[2].Trim('`'), c[3] == "yes", c[4] == "yes")))
            .ToList();
        Assert.True(rows.Count > 70, $"{rows.Count} rows were read.");
        Assert.All(rows, r => Assert.Equal(r.Base, BaseSubject.Of(r.Subject)));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("  a \t\r\n b ", "a b")]
    [InlineData("  Re:   a   b  ", "a b")]
    [InlineData("Re\u00a0: a", "a")] // a French blank before the colon
    [InlineData("\u200f\u202bהשב\u202c: a", "a")] // direction marks around a Hebrew prefix
    [InlineData("Re\u0301p : a", "a")] // decomposed
    [InlineData("\u200fa", "\u200fa")] // marks that are no prefix's stay
    public void What_a_table_cannot_show(string subject, string expected) => Assert.Equal(expected, BaseSubject.Of(subject).Text);

    [Fact]
    public void Taking_the_base_twice_changes_nothing() => Properties.Holds(Prop.ForAll(
        Subjects().ToArbitrary(),
        subject => BaseSubject.Of(BaseSubject.Of(subject).Text) == new BaseSubject(BaseSubject.Of(subject).Text, false, false)));

    [Fact]
    public void A_prefix_more_changes_nothing_but_what_the_mail_is() => Properties.Holds(Prop.ForAll(
        Subjects().ToArbitrary(),
        Gen.Elements(Prefixes).ToArbitrary(),
        (subject, prefix) =>
        {
            var (with, without, alone) = (BaseSubject.Of(prefix + subject), BaseSubject.Of(subject), BaseSubject.Of(prefix));
            return with == new BaseSubject(without.Text, without.IsReply || alone.IsReply, without.IsForward || alone.IsForward);
        }));

    private static FsCheck.Gen<string> Subjects() =>
        Gen.OneOf(
                Gen.Elements(Prefixes),
                Gen.Elements("Printer", " ", "[Fwd: ", "]", "(fwd)", "[HD-0005724]", "IT: ", ":", "[", "\ud800", "é", "e\u0301", "\u200e"))
            .ArrayOf()
            .Select(string.Concat);
}
