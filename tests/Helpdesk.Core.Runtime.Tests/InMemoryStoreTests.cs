using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Testing;
using Helpdesk.Core.Tests;

namespace Helpdesk.Core.Runtime.Tests;

public sealed class InMemoryStoreTests
{
    public static TheoryData<string> Checks => [.. StoreConformance.Checks.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Checks))]
    public async Task It_keeps_every_promise_of_the_port(string check) =>
        await StoreConformance.Checks.Single(c => c.Name == check).RunAsync(new InMemoryStore());

    // Law: a query gives exactly what the evaluation gives.
    [Fact]
    public Task A_query_gives_what_the_evaluation_gives() => StoredQueries.HoldAsync(new InMemoryStore(), 200);

    // Law: a search finds exactly what the evaluation finds, page by page to the end.
    [Fact]
    public Task A_search_finds_what_the_evaluation_finds() => StoredSearches.HoldAsync(new InMemoryStore(), 200);
}
