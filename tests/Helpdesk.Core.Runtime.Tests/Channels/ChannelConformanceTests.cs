using Helpdesk.Core.Testing;

namespace Helpdesk.Core.Runtime.Tests.Channels;

public sealed class ChannelConformanceTests
{
    private static readonly Dictionary<string, Func<IChannelRig>> Rigs = new(StringComparer.Ordinal)
    {
        ["chat"] = HostRig.Chat,
        ["calls"] = HostRig.Calls,
        ["calls in only"] = HostRig.CallsInOnly,
        ["web hook"] = () => new WebHookRig(),
        ["nothing broken"] = () => new BrokenRig(""),
    };

    public static TheoryData<string> Checks => [.. ChannelConformance.Checks.Select(c => c.Name)];

    public static TheoryData<string, string> ShippedChecks =>
        [.. Rigs.Keys.SelectMany(r => ChannelConformance.Checks.Select(c => new TheoryDataRow<string, string>(r, c.Name)))];

    [Theory]
    [MemberData(nameof(ShippedChecks))]
    public async Task A_shipped_channel_keeps_every_promise(string rig, string check)
    {
        await using var tried = Rigs[rig]();
        await ChannelConformance.Checks.Single(c => c.Name == check).RunAsync(tried);
    }

    // Rule by rule: a channel that breaks one is caught by the check for it.
    [Theory]
    [MemberData(nameof(Checks))]
    public async Task A_channel_that_breaks_a_promise_is_caught(string check)
    {
        await using var broken = new BrokenRig(check);
        await Assert.ThrowsAsync<ConformanceException>(() => ChannelConformance.Checks.Single(c => c.Name == check).RunAsync(broken));
    }
}
