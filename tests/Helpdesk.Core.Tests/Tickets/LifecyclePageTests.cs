using System.Text.RegularExpressions;
using Helpdesk.Core.Tickets.Lifecycles;

namespace Helpdesk.Core.Tests.Tickets;

/// <summary>Holds docs/lifecycle.md to what the library and the sample do.</summary>
public sealed class LifecyclePageTests
{
    [Fact]
    public void The_picture_is_the_default_lifecycle() =>
        Assert.Equal(Lifecycle.Default.ToMermaid(), Assert.Single(Blocks("mermaid")));

    [Fact]
    public void Every_block_of_code_stands_in_the_sample()
    {
        var sample = Directory.GetFiles(Repository.Path("samples", "03-custom-lifecycle"), "*.cs").Select(File.ReadAllText).Select(Flat).ToList();
        var blocks = Blocks("csharp");
        Assert.NotEmpty(blocks);
        Assert.All(blocks, block => Assert.Contains(sample, text => text.Contains(Flat(block), StringComparison.Ordinal)));
    }

    [Fact]
    public void The_JSON_is_a_lifecycle()
    {
        var read = Lifecycle.Parse(Assert.Single(Blocks("json")));
        Assert.Empty(read.Faults);
        Assert.Equal(read.Value!.ToJson(), Lifecycle.Parse(read.Value.ToJson()).Require().ToJson());
    }

    private static List<string> Blocks(string language) =>
    [
        .. Regex.Matches(
                File.ReadAllText(Repository.Path("docs", "lifecycle.md")).ReplaceLineEndings("\n"),
                $@"^```{language}\n(.*?)^```$",
                RegexOptions.Multiline | RegexOptions.Singleline,
                TimeSpan.FromSeconds(10))
            .Select(m => m.Groups[1].Value),
    ];

    // Without the indentation, which depends on where the code stands.
    private static string Flat(string code) => string.Join('\n', code.Split('\n').Select(l => l.Trim()));
}
