using System.Globalization;
using System.Text.Json;
using Helpdesk.Core.Conversations.Replies;

namespace Helpdesk.Core.Email.Tests.SharedData;

/// <summary>Replies of other projects' tests are stripped as most of four libraries do, and nothing that a customer wrote is lost.</summary>
public sealed class SharedReplyTests(ITestOutputHelper output)
{
    [Fact]
    public void Where_two_libraries_agree_at_least_nine_of_ten_are_exact_and_no_text_is_lost()
    {
        var folder = SharedFolder.Require();
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "replies.json")));
        var (all, agreed, agreedExact, exact, lost, report) = (0, 0, 0, 0, new List<string>(), new List<string>());
        foreach (var reply in json.RootElement.EnumerateArray())
        {
            var isHtml = Is(reply, "html");
            var isAgreed = reply.TryGetProperty("agreement", out var agreement)
                && int.Parse(agreement.GetString()!.Split('/')[0], CultureInfo.InvariantCulture) >= 2;
            var (kept, expected) = (Plain(ReplyView.Of(Text(folder, reply)).NewText, isHtml), Plain(reply.GetProperty("expected").GetString()!, isHtml));
            (all, agreed) = (all + 1, agreed + (isAgreed ? 1 : 0));
            if (kept == expected)
            {
                (exact, agreedExact) = (exact + 1, agreedExact + (isAgreed ? 1 : 0));
                continue;
            }

            var id = reply.GetProperty("id").GetString()!;
            report.Add($"{id}{(isAgreed ? " (agreed)" : "")}: '{Short(kept)}' instead of '{Short(expected)}'");
            if (isAgreed && !kept.Contains(expected, StringComparison.Ordinal))
            {
                lost.Add(id);
            }
        }

        output.WriteLine($"agreed {agreedExact} of {agreed}, all {exact} of {all}\n{string.Join('\n', report)}");
        Assert.True(agreed >= 58 && agreedExact >= 55, $"{agreedExact} of {agreed}");
        Assert.True(exact >= 128, $"{exact} of {all}");
        Assert.Empty(lost);
    }

    private static string Text(string folder, JsonElement reply)
    {
        if (reply.TryGetProperty("input", out var input))
        {
            return input.GetString()!;
        }

        var raw = File.ReadAllBytes(Path.Combine(folder, reply.GetProperty("file").GetString()!));
        var head = Is(reply, "message") ? "" : $"From: a@x.example\nContent-Type: text/{(Is(reply, "html") ? "html" : "plain")}; charset=utf-8\n\n";
        return Mails.Message(head + Mails.Latin(raw)).Text;
    }

    private static bool Is(JsonElement reply, string name) => reply.TryGetProperty(name, out var value) && value.GetBoolean();

    private static string Plain(string text, bool isHtml) => string.Join(isHtml ? "" : " ", text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Short(string text) => text.Length <= 200 ? text : $"{text[..90]} … {text[^90..]}";
}
