using Helpdesk.Core.Sla;

namespace Helpdesk.Core.Tests.Sla.Examples;

/// <summary>Worked examples of other help desks, played by our clocks; they stand in <c>docs/spec/sla-examples.md</c>.</summary>
public sealed class SlaExampleTests
{
    [Fact]
    public void Every_example_is_there_and_says_where_it_is_from()
    {
        var examples = ExampleBook.Page.Examples;
        Assert.Equal(Enumerable.Range(1, 48), examples.Select(e => int.Parse(e.Number.TrimEnd([.. "abcdef"]), null)).Distinct());
        Assert.Equal(examples.Count, examples.DistinctBy(e => e.Number).Count());
        Assert.DoesNotContain(examples, e => e.From.Length == 0);
    }

    [Fact]
    public void Every_example_ends_as_the_table_says()
    {
        var wrong = ExampleBook.Page.Examples.SelectMany(e =>
            ExampleExpectation.Complaints(new ExamplePlay(e.Hours, e.Promise, e.Story), e.Expected).Select(c => $"{e.Number}: {c}")).ToList();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Theory]
    [InlineData("firstReply used 1m")]
    [InlineData("firstReply breached")]
    [InlineData("firstReply due 11:00")]
    [InlineData("firstReply results 2")]
    [InlineData("firstReply ran 10:00-10:31")]
    [InlineData("firstReply cycle 2 met")]
    [InlineData("resolution met")]
    [InlineData("first due 11:00")]
    [InlineData("next wake 11:00")]
    public void What_is_not_as_expected_is_noticed(string expected) => Assert.Single(
        ExampleExpectation.Complaints(new ExamplePlay("24/7", "firstReply 1h", "2026-03-02 10:00 opened; 10:30 reply"), expected));

    // Law: as long as no policy was edited, the stream alone gives the same clocks.
    [Fact]
    public void The_stream_of_every_example_gives_the_same_clocks()
    {
        foreach (var example in ExampleBook.Page.Examples)
        {
            var play = new ExamplePlay(example.Hours, example.Promise, example.Story);
            if (!play.IsEdited)
            {
                Assert.Equal(play.State.Clocks, SlaHistory.Read(play.Stream, play.Policies).State.Clocks);
            }
        }
    }
}
