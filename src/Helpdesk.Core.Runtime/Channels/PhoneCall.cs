using System.Globalization;
using Helpdesk.Core.Messages;
using NodaTime;
using NodaTime.Text;

namespace Helpdesk.Core.Runtime.Channels;

/// <summary>A phone call as the telephone system of the host tells of it.</summary>
/// <param name="Id">The id of the call: the same in all its events.</param>
/// <param name="State">How far it is.</param>
/// <param name="From">The caller's number, best in E.164 form; empty when it was withheld.</param>
/// <param name="To">The number that was called.</param>
public sealed record PhoneCall(string Id, CallState State, string From, string To)
{
    // What stands in the place of a number (RFC 3323, 4.1, and the words of telephone systems).
    private static readonly string[] Withheld = ["anonymous", "anonymous@anonymous.invalid", "private", "restricted", "unavailable", "unknown", "withheld"];

    private static readonly DurationPattern Length = DurationPattern.CreateWithInvariantCulture("-H:mm:ss");

    /// <summary>The queue that it rang in, or empty.</summary>
    public string Queue { get; init; } = "";

    /// <summary>Who answered, by the name that the telephone system has, or empty.</summary>
    public string AnsweredBy { get; init; } = "";

    /// <summary>How long it took, if it is over.</summary>
    public Duration? Duration { get; init; }

    /// <summary>Where a recording is, or empty.</summary>
    public string Recording { get; init; } = "";

    /// <summary>
    /// Who calls, as the ticket knows them. A number that was withheld is nobody else's: it is made of the call, so that two calls never
    /// look like one person.
    /// </summary>
    public Address Caller => IsWithheld ? Address.Anonymous(Id) : new Address(AddressKind.Phone, From);

    /// <summary>Whether the caller's number is not known: it is empty, or one of the words that telephone systems have for it.</summary>
    public bool IsWithheld => From.Length == 0 || Withheld.Contains(From, StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The message that stands for the call, as it is when it first becomes known; later news changes what is known of it. A missed call is the
    /// caller's question; what is answered or over was settled by talking, and is recorded. Nothing is sent by itself to a phone.
    /// </summary>
    /// <param name="channel">The channel and our account on it.</param>
    /// <param name="at">When it happened, if that is known.</param>
    internal InboundMessage ToMessage(ChannelAddress channel, Instant? at) => new()
    {
        Channel = channel,
        DuplicateKey = string.Join('\n', "call", channel.Channel, channel.Account, Id, State.ToString()),
        ExternalId = $"{Id}:{State.ToString().ToLowerInvariant()}",
        Conversation = Id,
        References = [Id],
        From = Caller,
        To = To.Length == 0 ? [] : [new Address(AddressKind.Phone, To)],
        Subject = $"Call from {(IsWithheld ? "anonymous" : From)}",
        Call = new CallNews(State) { AnsweredBy = AnsweredBy, Length = Duration, Recording = Recording },
        Text = Text(),
        SentAt = at,
        Headers =
        [
            State == CallState.Missed ? new MessageHeader("X-Auto-Response-Suppress", "All") : new MessageHeader("Auto-Submitted", "auto-generated"),
        ],
        Flags = State is CallState.Missed or CallState.Ringing ? [InboundMessage.NotLive] : [],
    };

    private string Text()
    {
        var lines = new List<string>
        {
            State switch
            {
                CallState.Missed => "Missed call.",
                CallState.Ended => "The call is over.",
                CallState.Ringing => "Call.",
                _ => AnsweredBy.Length == 0 ? "Answered call." : $"Call answered by {AnsweredBy}.",
            },
        };
        Add("Called", To);
        Add("Queue", Queue);
        Add("Length", Duration is { } length ? Length.Format(length) : "");
        Add("Recording", Recording);
        return string.Join('\n', lines);

        void Add(string name, string value)
        {
            if (value.Length > 0)
            {
                lines.Add(string.Create(CultureInfo.InvariantCulture, $"{name}: {value}"));
            }
        }
    }
}
