using System.Text.Json;
using Helpdesk.Core.Conversations.Matching;
using Helpdesk.Core.Engine;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime;
using Helpdesk.Core.Runtime.Channels;
using Helpdesk.Core.Runtime.Storage;
using NodaTime;
using NodaTime.Text;

namespace Helpdesk.Core.Evaluation.Threads;

/// <summary>A help desk as a scenario gives it, in memory, with the clock of the scenario.</summary>
internal sealed class ScenarioWorld
{
    public static readonly TenantId Tenant = new("scenario");

    private static readonly JsonElement Rules = JsonSerializer.Deserialize<JsonElement>(
        """[{"id":"tell","on":["note.added"],"then":[{"do":"notify","template":"note","to":["@followers"]}]}]""");

    private readonly SetClock _clock = new();

    public ScenarioWorld(JsonElement given)
    {
        Now = InstantOf(given.GetProperty("now"));
        Mailboxes = [.. given.GetProperty("mailboxes").EnumerateArray().Select(m => m.GetProperty("address").GetString()!)];
        Agents = given.GetProperty("agents").EnumerateArray().ToDictionary(
            a => a.GetProperty("id").GetString()!, a => a.GetProperty("address").GetString()!, StringComparer.Ordinal);
        var configuration = HelpdeskConfiguration.Parse(ConfigurationOf(given)).Require();
        Tokens = new MessageTokens(Tenant, ["a secret of this scenario"u8.ToArray()]);
        Intake = new Intake(configuration, Store, Tenant, tokens: Tokens);
        LiveChat[] channels = [.. ChannelsOf(given)];
        Desk = new TicketDesk(configuration, Store, Tenant, _clock, tokens: Tokens, channels: channels);
        Delivery = new Delivery(Desk, Store, Tenant, _clock, channels);
        Reception = new Reception(Intake, Desk, Store, Tenant);
    }

    public IReadOnlyList<string> Mailboxes { get; }

    public IReadOnlyDictionary<string, string> Agents { get; }

    public MessageTokens Tokens { get; }

    public InMemoryStore Store { get; } = new();

    public Intake Intake { get; }

    public TicketDesk Desk { get; }

    public Delivery Delivery { get; }

    public Reception Reception { get; }

    /// <summary>What left by channels other than mail.</summary>
    public List<OutboundMessage> Left { get; } = [];

    public Instant Now
    {
        get => Instant.FromDateTimeOffset(_clock.Time);
        set => _clock.Time = value.ToDateTimeOffset();
    }

    public static Instant InstantOf(JsonElement text) => InstantPattern.ExtendedIso.Parse(text.GetString()!).Value;

    // The channels that the stories are about: one with a window of a day and templates outside of it, and those with the capabilities that a
    // story gives.
    private IEnumerable<LiveChat> ChannelsOf(JsonElement given)
    {
        yield return new LiveChat("acc1", SendAsync, new ChannelCapabilities { HasTemplates = true }, Duration.FromHours(24), "whatsapp");
        if (given.TryGetProperty("capabilities", out var capabilities))
        {
            foreach (var channel in capabilities.EnumerateObject())
            {
                var name = channel.Name.Split(':');
                var limit = new TextLimit(channel.Value.GetProperty("maxText").GetInt32(), TextUnit.Characters);
                yield return new LiveChat(name[1], SendAsync, new ChannelCapabilities { MaxText = limit }, channel: name[0]);
            }
        }
    }

    private Task<SendResult> SendAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        Left.Add(message);
        return Task.FromResult<SendResult>(new SendResult.Accepted { ExternalIds = [message.IdempotencyKey] });
    }

    // Tickets are reopened for two weeks, calls begin one when they ring, new ones acknowledged, and agents who follow a ticket are told of notes.
    private string ConfigurationOf(JsonElement given)
    {
        string[] queues = [.. given.GetProperty("mailboxes").EnumerateArray().Select(m => m.GetProperty("queue").GetString()!)];
        var server = given.TryGetProperty("trustedAuthServId", out var trusted) ? trusted.GetString() : null;
        return JsonSerializer.Serialize(new Dictionary<string, object?>
        {
            ["version"] = 1,
            ["departments"] = queues.Distinct(StringComparer.Ordinal).Select(q => new { id = q, reopenWindow = "P14D", ringingOpens = true }),
            ["mailboxes"] = Mailboxes.Zip(queues, (m, q) => new { address = m, department = q }),
            ["agents"] = Agents.Select(a => new { id = a.Key, address = a.Value, departments = queues.Distinct(StringComparer.Ordinal) }),
            ["templates"] = new
            {
                acknowledgement = new { subject = "{{ticket.subject}} [{{ticket.reference}}]", text = "We have your message." },
                note = new { subject = "note on {{ticket.reference}}", text = "There is a note." },
            },
            ["notices"] = new { acknowledgement = "acknowledgement" },
            ["rules"] = Rules,
        }.Concat(server is null ? [] : new Dictionary<string, object?> { ["authenticationServer"] = server }).ToDictionary());
    }

    private sealed class SetClock : TimeProvider
    {
        public DateTimeOffset Time { get; set; }

        public override DateTimeOffset GetUtcNow() => Time;
    }
}
