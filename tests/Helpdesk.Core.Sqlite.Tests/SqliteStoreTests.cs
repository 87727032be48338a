using Helpdesk.Core.Testing;

namespace Helpdesk.Core.Sqlite.Tests;

public sealed class SqliteStoreTests
{
    public static TheoryData<string> Checks => [.. StoreConformance.Checks.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Checks))]
    public async Task It_keeps_every_promise_of_the_port(string check)
    {
        using var folder = new TemporaryFolder();
        using var store = SqliteStore.Open(folder.Path("a.db"));
        await StoreConformance.Checks.Single(c => c.Name == check).RunAsync(store);
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused_with_a_sentence()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.Path("a.db"), new string('x', 5_000));
        var refused = Assert.Throws<InvalidDataException>(() => SqliteStore.Open(folder.Path("a.db")));
        Assert.Contains("no usable database", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CREATE TABLE customers(id)", "another program")]
    [InlineData("PRAGMA application_id=1212445547; PRAGMA user_version=99; CREATE TABLE x(id)", "newer")]
    public void A_database_of_another_or_a_newer_program_is_refused(string sql, string why)
    {
        using var folder = new TemporaryFolder();
        using (var other = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={folder.Path("a.db")};Pooling=False"))
        {
            other.Open();
            using var command = other.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }

        var refused = Assert.Throws<InvalidDataException>(() => SqliteStore.Open(folder.Path("a.db")));
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_does_not_exist_is_an_error_of_the_world()
    {
        using var folder = new TemporaryFolder();
        Assert.Throws<IOException>(() => SqliteStore.Open(folder.Path("none/a.db")));
    }
}
