using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using Helpdesk.Core.Conversations.Replies;

namespace Helpdesk.Core.Benchmarks.Mail;

/// <summary>What does it cost to find what is new in a reply, and in the worst megabyte that somebody can send?</summary>
[MemoryDiagnoser]
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
public class ReplyBenchmarks
{
    private const int MegabyteCharacters = 1_000_000;

    private const string Reply = "Thanks, it works.\n\n-- \nBob\n\nOn Sat, Nov 28, 2026 at 10:00 AM, Ann Lee <\nann@x.example> wrote:\n\n> Does it work?\n>\n> Ann\n";

    private readonly string _quoted = "Thanks.\n\nOn 28 Nov 2026, at 10:00, Ann wrote:\n\n" + Megabyte("> a line of a long conversation that is quoted below each answer\n");
    private readonly string _written = Megabyte("a line that somebody wrote at 10:00, with a comma: and what else there is\n");
    private readonly string _hostile = Megabyte("On 28 Nov 2026 at 10:00 <x@x>\n");

    [Benchmark]
    [BenchmarkCategory("Usual reply")]
    public string Reply_is_stripped() => ReplyView.Of(Reply).NewText;

    [Benchmark]
    [BenchmarkCategory("1 MB")]
    public string Megabyte_of_quotes_is_stripped() => ReplyView.Of(_quoted).NewText;

    [Benchmark]
    [BenchmarkCategory("1 MB")]
    public string Megabyte_of_text_is_looked_through() => ReplyView.Of(_written).NewText;

    [Benchmark]
    [BenchmarkCategory("1 MB")]
    public string Megabyte_of_beginnings_is_looked_through() => ReplyView.Of(_hostile).NewText;

    private static string Megabyte(string line) => string.Concat(Enumerable.Repeat(line, (MegabyteCharacters / line.Length) + 1));
}
