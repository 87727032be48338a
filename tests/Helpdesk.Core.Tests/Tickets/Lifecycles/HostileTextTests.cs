using System.Text;
using FsCheck.Fluent;
using Helpdesk.Core.Engine;
using Helpdesk.Core.TestSupport;
using Helpdesk.Core.Tickets.Lifecycles;

namespace Helpdesk.Core.Tests.Tickets.Lifecycles;

/// <summary>Whatever a text says, reading it gives faults and throws nothing.</summary>
public sealed class HostileTextTests
{
    [Theory]
    [InlineData("""{"version":"\uD800"}""", "ill-formed")]
    [InlineData("""{"\uD800":1}""", "ill-formed")]
    [InlineData("""{"guards":{"\uDC00":{}}}""", "ill-formed")]
    [InlineData("""{"version":"\uDC00\uD800"}""", "ill-formed")]
    [InlineData("""{"version":"\u12"}""", "not-json")]
    [InlineData("""{"version":"\""", "not-json")]
    public void Half_a_surrogate_pair_is_a_fault(string json, string code) => Assert.Equal(code, Lifecycle.Parse(json).Faults[0].Code);

    // An attribute cannot hold these.
    [Fact]
    public void Half_a_pair_that_is_written_out_or_half_escaped_is_a_fault()
    {
        foreach (var text in new[] { "\ud800", "\udc00", "\ud83d\\ude00", "\\ud83d\ude00" })
        {
            Assert.Equal("ill-formed", Lifecycle.Parse($$"""{"version":"{{text}}"}""").Faults[0].Code);
        }
    }

    [Theory]
    [InlineData("\\ud83d\\ude00")]
    [InlineData("\ud83d\ude00")]
    [InlineData("\\\\ud800")]
    public void A_whole_pair_and_an_escaped_backslash_are_text(string name) =>
        Assert.DoesNotContain(Lifecycle.Parse($$"""{"version":"{{name}}"}""").Faults, f => f.Code is "ill-formed" or "not-json");

    [Theory]
    [InlineData("PT9000000000000000000M")]
    [InlineData("PT9000000000000000000S")]
    [InlineData("P900000000W")]
    [InlineData("P10000DT1S")]
    [InlineData("-P1D")]
    public void A_length_that_fits_nowhere_is_a_fault(string length)
    {
        var parsed = Lifecycle.Parse($$"""{"timers":[{"status":"a","after":"{{length}}","fire":"b"}]}""");
        Assert.Contains(parsed.Faults, f => f is { Code: "bad-duration", Place: "/timers/0/after" });
    }

    // Pieces of valid text in any order, with every kind of escape between.
    [Fact]
    public void Rubbish_never_throws() => Properties.Holds(
        Prop.ForAll(
            Gen.Elements("{", "}", "[", "]", ":", ",", "\"", "\\", "u", "\\uD800", "\\uDFFF", "\ud83d", "\ude00", "\\\"", "version", "1", "null", "P1D", "\0", "é", "\"after\":\"PT99999999999999999999S\"")
                .ArrayOf().ToArbitrary(),
            pieces =>
            {
                var text = new StringBuilder().AppendJoin("", pieces).ToString();
                return !Lifecycle.Parse(text).IsValid && !HelpdeskConfiguration.Parse(text).IsValid;
            }),
        2_000);
}
