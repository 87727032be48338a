using System.Text.Json;

namespace Helpdesk.Core.Email.Tests.SharedData;

/// <summary>Real mails are read as three unrelated readers read them.</summary>
public sealed class SharedMailTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("mime-facts.jsonl")]
    [InlineData("bounce-facts.jsonl")]
    public void Mails_are_read_as_three_other_readers_read_them(string facts)
    {
        var folder = SharedFolder.Require();
        var table = new FactTable();
        foreach (var line in File.ReadLines(Path.Combine(folder, facts)))
        {
            using var json = JsonDocument.Parse(line);
            var file = json.RootElement.GetProperty("file").GetString()!;
            table.Compare(file, json.RootElement, File.ReadAllBytes(Path.Combine(folder, file)));
        }

        Judge(table, 1_000);
    }

    [Fact]
    public void Small_mails_that_each_hold_a_trap_are_read_right()
    {
        var table = new FactTable();
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(SharedFolder.Require(), "mime-vectors.json")));
        foreach (var vector in json.RootElement.EnumerateArray())
        {
            table.Compare(vector.GetProperty("id").GetString()!, vector, vector.GetProperty("rawBase64").GetBytesFromBase64());
        }

        Judge(table, 300);
        Assert.Empty(table.Weak);
    }

    private void Judge(FactTable table, int least)
    {
        output.WriteLine(table.ToString());
        Assert.True(table.All >= least, $"There are {table.All} facts only.");
        Assert.True(table.Strong.Count == 0, string.Join('\n', table.Strong));
        Assert.True(table.WeakShare >= 0.9, table.ToString());
    }
}
