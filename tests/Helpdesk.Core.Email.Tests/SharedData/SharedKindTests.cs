using System.Text.Json;
using Helpdesk.Core.Conversations.Kinds;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Channels;

namespace Helpdesk.Core.Email.Tests.SharedData;

/// <summary>Real bounces, vacation notes, complaints and the mail of people are told apart.</summary>
public sealed class SharedKindTests(ITestOutputHelper output)
{
    private static readonly ChannelAddress Channel = Email.Tests.Mails.Channel;

    // In three of them the expectation takes the recipients of a report within the returned message too, in one the report is only within
    // a returned message, and in one it misses the second recipient because a blank line was forgotten.
    private static readonly string[] OtherwiseForAReason =
        ["lhost-sendmail-38", "lhost-sendmail-41", "rhost-yahooinc-03", "lhost-x5-01", "rhost-aol-03"];

    [Fact]
    public void Headers_decide_as_expected()
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(SharedFolder.Require(), "autosignals.json")));
        var vectors = json.RootElement.EnumerateArray().ToList();
        Assert.True(vectors.Count >= 37);
        Assert.All(vectors, vector =>
        {
            MessageHeader[] headers = [.. vector.GetProperty("headers").EnumerateArray().Select(h => new MessageHeader(h[0].GetString()!, h[1].GetString()!))];
            var from = headers.First(h => h.Name == "From").Value;
            var found = AutomaticMail.Classify(
                new InboundMessage
                {
                    Channel = Channel,
                    DuplicateKey = "",
                    From = Address.Mail(from[(from.IndexOf('<', StringComparison.Ordinal) + 1)..].TrimEnd('>')),
                    Subject = headers.First(h => h.Name == "Subject").Value,
                    Headers = headers,
                },
                []);
            Assert.Equal(
                (vector.GetProperty("kind").GetString(), vector.GetProperty("suppressAutoResponse").GetBoolean()),
                (JsonNamingPolicy.CamelCase.ConvertName(found.Kind.ToString()), found.StaySilent));
        });
    }

    [Fact]
    public void Bounces_are_found_and_no_mail_of_a_person_is_taken_for_one()
    {
        var (bounces, found, wrong) = (0, 0, new List<string>());
        foreach (var (file, record, message) in Mails("bounce-facts.jsonl").Concat(Mails("mime-facts.jsonl")))
        {
            var expected = record.TryGetProperty("kind", out var kind) ? kind.GetProperty("value").GetString() : null;
            var seen = JsonNamingPolicy.CamelCase.ConvertName(AutomaticMail.Classify(message, []).Kind.ToString());
            bounces += expected == "bounce" ? 1 : 0;
            found += expected == "bounce" && seen == "bounce" ? 1 : 0;
            if (expected is not null && expected != seen)
            {
                wrong.Add($"{file}: {seen} instead of {expected}");
            }
        }

        output.WriteLine($"{found} of {bounces} bounces\n{string.Join('\n', wrong)}");
        Assert.True(bounces >= 190 && found >= 0.96 * bounces, $"{found} of {bounces}");
        Assert.DoesNotContain(wrong, w => w.EndsWith(": bounce instead of human", StringComparison.Ordinal));
    }

    [Fact]
    public void Reports_name_the_recipients_what_became_of_them_and_the_message()
    {
        var (reports, wrong) = (0, new List<string>());
        foreach (var (file, record, message) in Mails("bounce-facts.jsonl").Concat(Mails("mime-facts.jsonl")))
        {
            if (!record.TryGetProperty("dsn", out var dsn) || DeliveryReport.Read(message, AutomaticMail.Classify(message, []).Kind) is not { } report)
            {
                continue;
            }

            reports++;
            var expected = dsn.GetProperty("recipients").EnumerateArray()
                .Select(r => (Text(r, "recipient").ToLowerInvariant(), Action(Text(r, "action").ToLowerInvariant()), Text(r, "status"))).ToList();
            var seen = report.IsMachineReadable
                ? report.Recipients.Select(r => (r.Recipient?.Key ?? "", r.Action.ToString().ToLowerInvariant(), r.Status)).ToList()
                : [];
            if (expected.Count > 0 && !expected.SequenceEqual(seen))
            {
                wrong.Add($"{file}: {string.Join(' ', seen)} instead of {string.Join(' ', expected)}");
            }

            if (Text(dsn, "originalMessageId") is { Length: > 0 } id && id != report.OriginalMessageId)
            {
                wrong.Add($"{file}: message '{report.OriginalMessageId}' instead of '{id}'");
            }
        }

        output.WriteLine($"{reports} reports\n{string.Join('\n', wrong)}");
        Assert.True(reports >= 100, $"{reports} reports");
        Assert.DoesNotContain(wrong, w => !Array.Exists(OtherwiseForAReason, w.Contains));
    }

    // Words that only single systems use.
    private static string Action(string word) => word switch
    {
        "expired" => "failed",
        "deliverable" => "delivered",
        _ => word,
    };

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    // Mails without a sender are put aside unread by the desk; they count here as if they had one.
    private static IEnumerable<(string File, JsonElement Record, InboundMessage Message)> Mails(string facts)
    {
        var folder = SharedFolder.Require();
        foreach (var line in File.ReadLines(Path.Combine(folder, facts)))
        {
            var record = JsonSerializer.Deserialize<JsonElement>(line);
            var file = record.GetProperty("file").GetString()!;
            var raw = File.ReadAllBytes(Path.Combine(folder, file));
            var read = MailReader.Read(raw, Channel) as Pickup.Readable
                ?? MailReader.Read((byte[])[.. "From: <nobody@x.example>\n"u8, .. raw], Channel) as Pickup.Readable;
            if (read is not null)
            {
                yield return (file, record, read.Message);
            }
        }
    }
}
