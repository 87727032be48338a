using Helpdesk.Core.Testing;

namespace Helpdesk.Core.Runtime.Tests;

/// <summary>The suite finds what a store does wrong, rule by rule.</summary>
public sealed class BrokenStoreTests
{
    public static TheoryData<string, string> Faults => [.. BrokenStore.Faults.Select(f => new TheoryDataRow<string, string>(f.Check, f.Fault))];

    // A fault that shows only when two writers meet is given some more chances.
    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_store_that_breaks_a_promise_is_caught_by_the_check_of_it(string check, string fault)
    {
        Exception? caught = null;
        for (var i = 0; i < 50 && caught is null; i++)
        {
            caught = await Record.ExceptionAsync(() => StoreConformance.Checks.Single(c => c.Name == check).RunAsync(BrokenStore.With(check, fault)));
        }

        Assert.NotNull(caught);
    }

    [Fact]
    public void There_is_a_fault_for_every_check() =>
        Assert.Equal(StoreConformance.Checks.Select(c => c.Name).Order(), BrokenStore.Faults.Select(f => f.Check).Distinct().Order());

    [Fact]
    public async Task The_same_store_without_a_fault_passes()
    {
        foreach (var check in StoreConformance.Checks)
        {
            await check.RunAsync(BrokenStore.With(check.Name, ""));
        }
    }
}
