using System.Security.Cryptography;
using System.Text;
using FsCheck.Fluent;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Runtime.Storage.Export;
using Helpdesk.Core.TestSupport;

namespace Helpdesk.Core.Runtime.Tests;

/// <summary>Files that are whole are taken, and no others.</summary>
public sealed class ExportFileTests
{
    private const string Header = "{\"format\":\"helpdesk-export\",\"version\":1,\"tenant\":\"t\",\"spamFeatures\":2}\n";

    private static readonly string[] Misplaced = ["out-of-order", "damaged", "inconsistent"];

    private static readonly KeptStep[] Story = [KeptStep.NewWithFiles, KeptStep.Reply, KeptStep.Send, KeptStep.Odd, KeptStep.Teach, KeptStep.Aside, KeptStep.Again];

    [Fact]
    public async Task A_file_begins_with_what_it_is_and_ends_with_the_hash_of_all()
    {
        var lines = Lines(await FileAsync());
        Assert.Equal(Header, lines[0]);
        var before = Encoding.UTF8.GetBytes(string.Concat(lines[..^1]));
        Assert.Equal($$"""{"end":{{lines.Count - 1}},"sha256":"{{Convert.ToHexStringLower(SHA256.HashData(before))}}"}""" + "\n", lines[^1]);
        Assert.StartsWith("{\"kind\":\"event\",\"ticket\":", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_tenant_is_exported_and_imported()
    {
        var file = await KeptStory.ExportAsync(new InMemoryStore());
        Assert.Equal(2, Lines(file).Count);
        Assert.Equal(new ImportResult.Imported(KeptStory.Tenant, 2), await KeptStory.ImportAsync(new InMemoryStore(), file));
    }

    [Fact]
    public async Task A_file_that_is_cut_off_after_any_line_is_refused_and_leaves_nothing()
    {
        var store = new InMemoryStore();
        var lines = Lines(await FileAsync());
        for (var i = 0; i < lines.Count; i++)
        {
            var fault = await RefusedAsync(store, string.Concat(lines.Take(i)));
            Assert.Equal(i == 0 ? ("no-export", "line 0") : ("truncated", $"line {i}"), (fault.Code, fault.Place));
            Assert.Equal(2, Lines(await KeptStory.ExportAsync(store)).Count);
        }

        Assert.IsType<ImportResult.Imported>(await KeptStory.ImportAsync(store, await FileAsync()));
    }

    // Law: no byte may be missing, added or another.
    [Fact]
    public async Task A_file_with_another_byte_is_refused()
    {
        var file = await FileAsync();
        Properties.Holds(
            Prop.ForAll(Gen.Choose(0, file.Length - 1).ToArbitrary(), Gen.Choose(1, 255).ToArbitrary(), Gen.Choose(0, 2).ToArbitrary(), (place, change, how) =>
            {
                byte[] bad = how switch
                {
                    0 => [.. file[..place], (byte)(file[place] ^ change), .. file[(place + 1)..]],
                    1 => [.. file[..place], .. file[(place + 1)..]],
                    _ => [.. file[..place], (byte)change, .. file[place..]],
                };
                var store = new InMemoryStore();
                return KeptStory.ImportAsync(store, bad).GetAwaiter().GetResult() is ImportResult.Refused
                    && Lines(KeptStory.ExportAsync(store).GetAwaiter().GetResult()).Count == 2;
            }),
            400);
    }

    [Fact]
    public async Task Nothing_stands_behind_the_end()
    {
        var file = await FileAsync();
        Assert.Equal("damaged", (await RefusedAsync(new InMemoryStore(), Encoding.UTF8.GetString(file) + "\n")).Code);
        Assert.Equal("truncated", (await RefusedAsync(new InMemoryStore(), Encoding.UTF8.GetString(file) + "x")).Code);
    }

    [Theory]
    [InlineData("", "no-export")]
    [InlineData("\n", "no-export")]
    [InlineData("null\n", "no-export")]
    [InlineData("[]\n", "no-export")]
    [InlineData("{\"format\":1}\n", "no-export")]
    [InlineData("{\"format\":\"other\",\"version\":1}\n", "no-export")]
    [InlineData("{\"format\":\"helpdesk-export\",\"version\":0,\"tenant\":\"t\",\"spamFeatures\":2}\n", "no-export")]
    [InlineData("{\"format\":\"helpdesk-export\",\"version\":1,\"tenant\":\" \",\"spamFeatures\":2}\n", "no-export")]
    [InlineData("{\"format\":\"helpdesk-export\",\"version\":1}\n", "bad-line")]
    [InlineData("{\"format\":\"helpdesk-export\",\"version\":2,\"other\":[]}\n", "newer-version")]
    [InlineData("{\"format\":\"helpdesk-export\",\"version\":2", "truncated")]
    public async Task What_is_no_export_of_this_form_is_refused(string text, string code) =>
        Assert.Equal(code, (await RefusedAsync(new InMemoryStore(), text)).Code);

    [Theory]
    [InlineData("", "bad-line")]
    [InlineData("null", "bad-line")]
    [InlineData("7", "bad-line")]
    [InlineData("{}", "bad-line")]
    [InlineData("{\"kind\":\"unknown\"}", "bad-line")]
    [InlineData("{\"kind\":\"event\"}", "bad-line")]
    [InlineData("{\"kind\":\"event\",\"ticket\":\"x\",\"recorded\":null}", "bad-line")]
    [InlineData("{\"kind\":\"key\",\"digest\":7,\"message\":null}", "bad-line")]
    [InlineData("{\"kind\":\"key\",\"digest\":null,\"message\":null}", "bad-line")]
    [InlineData("{\"kind\":\"key\",\"digest\":\"00\",\"message\":null}", "out-of-order")]
    [InlineData("{\"kind\":\"key\",\"digest\":\"00\",\"digest\":\"00\",\"message\":null}", "bad-line")]
    [InlineData("{\"kind\":\"spamTotals\",\"spam\":1,\"ham\":2,\"more\":3}", "bad-line")]
    [InlineData("{\"kind\":\"spamTotals\",\"spam\":1}", "bad-line")]
    [InlineData("{\"kind\":\"spamTotals\",\"spam\":-1,\"ham\":2}", "out-of-order")]
    [InlineData("{\"kind\":\"spamTotals\",\"spam\":99999999999,\"ham\":2}", "bad-line")]
    [InlineData("{\"kind\":\"spamCount\",\"feature\":\"1\",\"spam\":1,\"ham\":0}", "inconsistent")]
    [InlineData("{\"kind\":\"sample\",\"ticket\":\"0190b5ac6a3b7c00b1c5f0a1b2c3d4e5\",\"features\":\"AAAA\"}", "bad-line")]
    [InlineData("{\"kind\":\"sample\",\"ticket\":\"0190b5ac6a3b7c00b1c5f0a1b2c3d4e5\",\"features\":\"AAAAAAAAAAA=\"}", "inconsistent")]
    [InlineData("{\"kind\":\"notice\",\"recipient\":\"0\",\"at\":\"2026-03-02T09:00:00Z\"}", "out-of-order")]
    [InlineData("{\"kind\":\"notice\",\"recipient\":\"0\",\"at\":\"yesterday\"}", "bad-line")]
    [InlineData("{\"kind\":\"content\",\"hash\":\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\",\"bytes\":\"AA==\"}", "out-of-order")]
    [InlineData("{\"kind\":\"ticket\",\"ticket\":\"0190b5ac6a3b7c00b1c5f0a1b2c3d4e5\",\"state\":{}}", "bad-line")]
    [InlineData("\u00fe\u00ff", "bad-line")]
    public async Task A_line_that_is_no_record_is_named(string line, string code)
    {
        var fault = await RefusedAsync(new InMemoryStore(), Header + line + "\n");
        Assert.Equal((code, "line 2"), (fault.Code, fault.Place));
    }

    [Fact]
    public async Task Records_out_of_their_order_are_refused()
    {
        var lines = Lines(await FileAsync());
        for (var i = 1; i < lines.Count - 2; i++)
        {
            // Two that stand side by side the other way round: unless they are of one kind whose order only the store knows, the reader says so.
            var swapped = string.Concat([.. lines[..i], lines[i + 1], lines[i], .. lines[(i + 2)..]]);
            Assert.Contains((await RefusedAsync(new InMemoryStore(), swapped)).Code, Misplaced);
        }
    }

    [Fact]
    public async Task A_stream_that_begins_in_its_middle_is_refused()
    {
        var lines = Lines(await FileAsync());
        var without = string.Concat([lines[0], .. lines[2..]]);
        Assert.Equal("inconsistent", (await RefusedAsync(new InMemoryStore(), without)).Code);
    }

    [Fact]
    public async Task Very_deep_and_very_long_lines_are_refused_before_they_cost_much()
    {
        var deep = Header + "{\"kind\":" + new string('[', 100_000) + "\n";
        Assert.Equal("bad-line", (await RefusedAsync(new InMemoryStore(), deep)).Code);
        var before = GC.GetTotalAllocatedBytes();
        using var endless = new Endless(Encoding.UTF8.GetBytes(Header + "{\"kind\":\""));
        var refused = Assert.IsType<ImportResult.Refused>(await HelpdeskImport.ReadAsync(new InMemoryStore(), KeptStory.Tenant, endless, 1_000_000));
        Assert.Equal(("line-too-long", "line 2"), (refused.Fault.Code, refused.Fault.Place));
        Assert.True(GC.GetTotalAllocatedBytes() - before < 20_000_000, "An endless line costs much.");
        Assert.Equal("line-too-long", (await RefusedAsync(new InMemoryStore(), Encoding.UTF8.GetString(await FileAsync()), 200)).Code);
    }

    [Fact]
    public async Task What_the_filter_was_taught_by_other_features_is_left_out()
    {
        var text = Encoding.UTF8.GetString(await FileAsync());
        var lines = Lines(Encoding.UTF8.GetBytes(text.Replace("\"spamFeatures\":2", "\"spamFeatures\":1", StringComparison.Ordinal)));
        var body = string.Concat(lines[..^1]);
        var end = $$"""{"end":{{lines.Count - 1}},"sha256":"{{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)))}}"}""" + "\n";
        var store = new InMemoryStore();
        Assert.IsType<ImportResult.Imported>(await KeptStory.ImportAsync(store, Encoding.UTF8.GetBytes(body + end)));
        Assert.Null(await store.ReadSpamModelAsync(KeptStory.Tenant));
        Assert.Equal(2, (await store.ReadTicketIdsAsync(KeptStory.Tenant, null, 9)).Count);
    }

    [Fact]
    public async Task What_is_cancelled_in_the_middle_leaves_nothing()
    {
        var store = new InMemoryStore();
        using var source = new CancellationTokenSource();
        using var file = new Endless(await FileAsync(), source.Cancel);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => HelpdeskImport.ReadAsync(store, KeptStory.Tenant, file, cancellationToken: source.Token));
        Assert.Equal(2, Lines(await KeptStory.ExportAsync(store)).Count);
    }

    [Fact]
    public async Task A_reply_to_an_imported_ticket_finds_it()
    {
        var from = new InMemoryStore();
        var story = await KeptStory.PlayAsync(from, Story);
        var to = new InMemoryStore();
        await KeptStory.ImportAsync(to, await KeptStory.ExportAsync(from));
        var ticket = (await from.ReadTicketIdsAsync(KeptStory.Tenant, null, 9))[0];
        var answered = (await from.ReadMessagesAsync(KeptStory.Tenant, ticket))[^1].ExternalId;
        var requester = (await from.LoadAsync(KeptStory.Tenant, ticket))!.Ticket.Requester.Value;
        var taken = Assert.IsType<IntakeResult.Appended>(await new KeptStory(to).ContinueAsync(requester, answered));
        Assert.Equal(ticket, taken.Ticket);
        Assert.IsType<IntakeResult.Duplicate>(await new KeptStory(to).ContinueAsync(requester, answered, story.Keys.First()));
    }

    private static async Task<byte[]> FileAsync()
    {
        var store = new InMemoryStore();
        await KeptStory.PlayAsync(store, Story);
        return await KeptStory.ExportAsync(store);
    }

    private static List<string> Lines(byte[] file) => [.. Encoding.UTF8.GetString(file).Split('\n')[..^1].Select(l => l + "\n")];

    private static async Task<Fault> RefusedAsync(InMemoryStore store, string text, int maxLineBytes = HelpdeskImport.DefaultMaxLineBytes) =>
        Assert.IsType<ImportResult.Refused>(
            await HelpdeskImport.ReadAsync(store, KeptStory.Tenant, new MemoryStream(Encoding.UTF8.GetBytes(text)), maxLineBytes)).Fault;

    // A text, and then the same letter without end.
    private sealed class Endless(byte[] begins, Action? after = null) : MemoryStream(begins)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var read = Read(after is null ? buffer.Span : buffer.Span[..Math.Min(buffer.Length, 1000)]);
            after?.Invoke();
            if (read == 0)
            {
                buffer.Span.Fill((byte)'x');
            }

            return ValueTask.FromResult(read == 0 ? buffer.Length : read);
        }
    }
}
