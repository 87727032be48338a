using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Lifecycles;

namespace Helpdesk.Core.Samples.Tests;

public sealed class CustomLifecycleTests
{
    [Fact]
    public async Task The_form_it_prints_is_the_lifecycle_whose_hash_it_prints()
    {
        var lifecycle = Lifecycle.Parse(await RunAsync("--json")).Require();
        Assert.Contains($"workshop-1, SHA-256 {lifecycle.ContentHash()}", await RunAsync(), StringComparison.Ordinal);
        Assert.Null(lifecycle.Find(new StatusId("calling")));
        Assert.Equal(StatusCategory.OnHold, lifecycle.Find(new StatusId("waiting-for-parts"))!.Category);
        Assert.Equal("On the bench", lifecycle.Find(new StatusId("in-progress"))!.AgentLabel);
    }

    [Fact]
    public async Task It_draws_for_both_programs()
    {
        Assert.StartsWith("stateDiagram-v2\n", await RunAsync(), StringComparison.Ordinal);
        Assert.StartsWith("digraph lifecycle {\n", await RunAsync("--dot"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("unknown-status at /transitions/")]
    [InlineData("unknown-guard at /transitions/")]
    [InlineData("dead-branch at /transitions/")]
    [InlineData("- status calling")]
    [InlineData("no way: Lifecycle 'default-1' has no place for")]
    [InlineData("+ status waiting-for-parts")]
    [InlineData("~ status in-progress")]
    [InlineData("+ transition open approve: approved by agent as manager if has-quote")]
    [InlineData("approve: refused, actor-not-allowed")]
    [InlineData("why not, as [manager]: guard-failed: 'approve' is refused by 'has-quote'")]
    [InlineData("approve as a manager: accepted: StatusChanged; now 'approved'")]
    [InlineData("now 'waiting-for-parts'; tags parts, quoted")]
    [InlineData("permitted now: customer-message, agent-reply, start")]
    [InlineData("by itself: reopen after 7 days")]
    [InlineData("without a map, from 'calling': refused, unmapped-statuses: Lifecycle 'workshop-1' has no place for calling of 'default-1'.\n  it obeys default-1")]
    [InlineData("with the map, from 'calling': accepted: LifecycleChanged; now 'chatting'\n  it obeys workshop-1")]
    public async Task It_shows(string what) => Assert.Contains(what, await RunAsync(), StringComparison.Ordinal);

    private static async Task<string> RunAsync(params string[] arguments)
    {
        var (code, output, _) = await SampleProcess.RunAsync("custom-lifecycle.dll", arguments);
        Assert.Equal(0, code);
        return output.ReplaceLineEndings("\n");
    }
}
