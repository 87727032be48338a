using System.Text.Json;
using Helpdesk.Core.Runtime.Channels;

namespace Helpdesk.Core.Email.Tests;

/// <summary>Real mails with facts on which three unrelated readers agree. They stand beside the repository, where there are any.</summary>
public sealed class SharedDataTests
{
    [Theory]
    [InlineData("mime", 0.97)]
    [InlineData("bounce", 0.97)]
    public void Real_mails_are_read_as_three_other_readers_read_them(string set, double floor)
    {
        var folder = Folder();
        Assert.SkipWhen(folder is null, "There is no ../shared/data/mail beside the repository.");
        var (right, all) = (0, 0);
        var wrong = new List<string>();
        foreach (var line in File.ReadLines(Path.Combine(folder, set + "-facts.jsonl")))
        {
            using var json = JsonDocument.Parse(line);
            var file = json.RootElement.GetProperty("file").GetString()!;
            var pickup = MailReader.Read(File.ReadAllBytes(Path.Combine(folder, file)), Mails.Channel);
            if (pickup is not Pickup.Readable { Message: var message })
            {
                continue;
            }

            var facts = json.RootElement.GetProperty("facts");
            Compare("subject", message.Subject, f => f.ValueKind == JsonValueKind.Null ? "" : f.GetString()!);
            Compare("messageId", message.ExternalId, f => f.ValueKind == JsonValueKind.Null ? "" : f.GetString()!);
            Compare("fromAddresses", message.From.Value.ToLowerInvariant(), f => f.GetArrayLength() == 0 ? message.From.Value.ToLowerInvariant() : f[0].GetString()!);

            void Compare(string name, string found, Func<JsonElement, string> wanted)
            {
                var isWeak = json.RootElement.TryGetProperty("weak", out var weak) && weak.EnumerateArray().Any(w => w.GetString() == name);
                if (facts.TryGetProperty(name, out var fact) && !isWeak)
                {
                    all++;
                    right += found == wanted(fact) ? 1 : 0;
                    if (found != wanted(fact))
                    {
                        wrong.Add($"{file} {name}: '{found}', not '{wanted(fact)}'");
                    }
                }
            }
        }

        Assert.True(right >= floor * all && all > 100, $"{right} of {all}:\n{string.Join('\n', wrong)}");
    }

    private static string? Folder()
    {
        var folder = Environment.GetEnvironmentVariable("HELPDESK_SHARED_DATA");
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); folder is null && at is not null; at = at.Parent)
        {
            var beside = Path.Combine(at.FullName, "shared", "data");
            folder = Directory.Exists(beside) ? beside : null;
        }

        var mail = folder is null ? null : Path.Combine(folder, "mail");
        return Directory.Exists(mail) ? mail : null;
    }
}
