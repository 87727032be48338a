using FsCheck.Fluent;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.TestSupport;

namespace Helpdesk.Core.Sqlite.Tests;

/// <summary>What random stories leave in a store goes from store to store without a loss.</summary>
public sealed class ExportProperties
{
    private static FsCheck.Gen<KeptStep[]> Stories { get; } = Gen.Elements(Enum.GetValues<KeptStep>()).ArrayOf();

    // Laws: what a store exported, another exports again byte for byte, from SQLite to memory and back; and it answers every question as the first.
    [Fact]
    public void An_import_is_exported_as_it_was() => Properties.Holds(
        Prop.ForAll(Arb.From(Stories, Shorter), Gen.Elements(true, false).ToArbitrary(), (steps, fromMemory) =>
        {
            var broken = BrokenLawAsync(steps, fromMemory).GetAwaiter().GetResult();
            return (broken is null).Label(broken ?? "");
        }),
        40);

    private static IEnumerable<KeptStep[]> Shorter(KeptStep[] steps) => steps.Select((_, i) => steps.Where((_, j) => j != i).ToArray());

    private static async Task<string?> BrokenLawAsync(KeptStep[] steps, bool fromMemory)
    {
        using var folder = new TemporaryFolder();
        using var file = SqliteStore.Open(folder.Path("a.db"));
        var memory = new InMemoryStore();
        return await (fromMemory ? KeptComparison.BrokenLawAsync(memory, file, steps) : KeptComparison.BrokenLawAsync(file, memory, steps));
    }
}
