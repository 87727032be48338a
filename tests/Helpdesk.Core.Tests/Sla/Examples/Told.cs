using Helpdesk.Core.Sla;

namespace Helpdesk.Core.Tests.Sla.Examples;

/// <summary>A story told inside a fact, in the words of <c>docs/spec/sla-examples.md</c>.</summary>
internal static class Told
{
    /// <summary>Plays a story; the clocks must then show what is expected, and the stream alone give the same clocks.</summary>
    public static ExamplePlay Holds(string hours, string promise, string story, string expected)
    {
        var play = new ExamplePlay(hours, promise, story);
        Assert.Empty(ExampleExpectation.Complaints(play, expected));
        if (!play.IsEdited)
        {
            Assert.Equal(play.State.Clocks, SlaHistory.Read(play.Stream, play.Policies).State.Clocks);
        }

        return play;
    }
}
