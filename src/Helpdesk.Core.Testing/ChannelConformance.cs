using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Channels;
using NodaTime;
using static Helpdesk.Core.Testing.ConformanceWorld;

namespace Helpdesk.Core.Testing;

/// <summary>What every channel must promise. Each check wants a rig of its own.</summary>
public static partial class ChannelConformance
{
    // A mail server may add the end of a line, and take line ends for its own.
    private const string Hostile = "First line.\r\n.\r\nBcc: everybody@victim.example\r\n\r\nQUIT\r\n\u202Eevil\u2066 👩‍👩‍👧 e\u0301 {{x}} <b>&amp;</b> %s";

    private static readonly Instant Now = Instant.FromUtc(2026, 3, 2, 9, 0);

    /// <summary>All checks.</summary>
    public static IReadOnlyList<ChannelCheck> Checks { get; } =
    [
        new("It has a name", rig => OutAsync(rig, NamedAsync)),
        new("Asking sends nothing and gives the same answer", rig => OutAsync(rig, AskAsync)),
        new("What it accepts arrives, whole and once", rig => OutAsync(rig, ArrivesAsync)),
        new("Hostile text arrives as text", rig => OutAsync(rig, HostileTextAsync)),
        new("Hostile subjects, names and ids are no trouble", rig => OutAsync(rig, HostileNamesAsync)),
        new("A hostile recipient is refused or harmless", rig => OutAsync(rig, HostileRecipientAsync)),
        new("A text of the full length leaves", rig => OutAsync(rig, FullLengthAsync)),
        new("Under one key it leaves once, where the channel says so", rig => OutAsync(rig, OnceAsync)),
        new("Who is busy is asked again later", rig => OutAsync(rig, BusyAsync)),
        new("Who refuses is not asked again", rig => OutAsync(rig, RefusesAsync)),
        new("What may have left is unknown", rig => OutAsync(rig, UnknownAsync)),
        new("What is cancelled before does not leave", rig => OutAsync(rig, CancelAsync)),
        new("Messages at the same time all arrive", rig => OutAsync(rig, ConcurrentAsync)),
        new("No secret is in what it says", rig => OutAsync(rig, SecretsAsync)),
        new("The same message has the same key, and another one another", rig => InAsync(rig, KeysAsync)),
        new("What somebody claims is only a claim", rig => InAsync(rig, ClaimsAsync)),
        new("What comes in is what was written", rig => InAsync(rig, WrittenAsync)),
        new("The same message at the same time makes one ticket", rig => InAsync(rig, ParallelAsync)),
    ];

    private static Task OutAsync(IChannelRig rig, Func<IChannelRig, IOutboundChannel, Task> check) =>
        rig.Outbound is { } channel ? check(rig, channel) : Task.CompletedTask;

    private static Task InAsync(IChannelRig rig, Func<IChannelRig, Task> check) =>
        rig.Write("probe", "probe", "probe@claimed.example") is null ? Task.CompletedTask : check(rig);

    private static Task NamedAsync(IChannelRig rig, IOutboundChannel channel)
    {
        Expect(channel.Channel.Length > 0 && channel.Channel == channel.Channel.Trim(), "it has a name without blanks around it");
        Expect(rig.Message("x").Channel.Channel, channel.Channel, "the name of the channel");
        return Task.CompletedTask;
    }

    private static async Task AskAsync(IChannelRig rig, IOutboundChannel channel)
    {
        var first = await CanAsync(rig, channel).ConfigureAwait(false);
        Expect(await CanAsync(rig, channel).ConfigureAwait(false), first, "the same question");
        Expect(rig.Arrived.Count, 0, "sent by asking");
    }

    private static async Task ArrivesAsync(IChannelRig rig, IOutboundChannel channel)
    {
        if ((await CanAsync(rig, channel).ConfigureAwait(false)).Refusal(Now) is { } refusal)
        {
            var refused = await channel.SendAsync(rig.Message("Hello.")).ConfigureAwait(false);
            Expect((refused as SendResult.Rejected)?.Reason.Code, refusal.Code, "what cannot be sent is refused for the reason that was told");
            return;
        }

        Expect(await channel.SendAsync(rig.Message("Hello.")).ConfigureAwait(false) is SendResult.Accepted, "a plain message is accepted");
        Expect(rig.Arrived.Count, 1, "arrived");
        Expect(Plain(rig.Arrived[0]), "Hello.", "the text");
    }

    private static async Task HostileTextAsync(IChannelRig rig, IOutboundChannel channel)
    {
        if (await channel.SendAsync(rig.Message(Hostile)).ConfigureAwait(false) is SendResult.Accepted)
        {
            Expect(rig.Arrived.Count, 1, "arrived: nothing in a text ends it");
            Expect(Plain(rig.Arrived[0]), Plain(Hostile), "the text");
        }
        else
        {
            Expect(rig.Arrived.Count, 0, "what is not accepted does not arrive");
        }
    }

    private static async Task HostileNamesAsync(IChannelRig rig, IOutboundChannel channel)
    {
        var message = rig.Message("Hello.");
        message = message with
        {
            Subject = "x\r\nBcc: everybody@victim.example\r\n\r\nbody\0\u0085\u2028",
            To = [.. message.To.Select(t => t with { DisplayName = "\"x\" <y@victim.example>\r\nBcc: z@victim.example" })],
            References = ["a>\r\nBcc: b@victim.example", "", new string('r', 5_000)],
            ExternalId = "id>\r\nX: y",
        };
        if (await channel.SendAsync(message).ConfigureAwait(false) is SendResult.Accepted)
        {
            Expect(rig.Arrived.Count, 1, "arrived");
            Expect(Plain(rig.Arrived[0]), "Hello.", "the text, to which nothing was added");
        }
    }

    private static async Task HostileRecipientAsync(IChannelRig rig, IOutboundChannel channel)
    {
        var message = rig.Message("Hello.");
        foreach (var value in new[] { "a@b.example>\r\nRCPT TO:<c@victim.example", "\"a b\"@b.example", "", "a@b.example, c@victim.example" })
        {
            var before = rig.Arrived.Count;
            var result = await channel.SendAsync(message with
            {
                Id = new MessageId(Guid.NewGuid()), To = [.. message.To.Select(t => t with { Value = value })],
            }).ConfigureAwait(false);
            var arrived = rig.Arrived.Count - before;
            Expect(arrived, result is SendResult.Accepted ? 1 : 0, "arrived for a hostile recipient: nobody besides gets it");
        }
    }

    private static async Task FullLengthAsync(IChannelRig rig, IOutboundChannel channel)
    {
        var can = await CanAsync(rig, channel).ConfigureAwait(false);
        if (can.MaxText is not { } limit || can.Refusal(Now) is not null)
        {
            return;
        }

        var text = TextPieces.Split(new string('x', limit.Most * 200), limit)[0];
        Expect(await channel.SendAsync(rig.Message(text)).ConfigureAwait(false) is SendResult.Accepted, "a text of the length that it names is accepted");
        Expect(rig.Arrived.Count == 1 && Plain(rig.Arrived[0]).Length == text.Length, "all of it arrives");
    }

    private static async Task OnceAsync(IChannelRig rig, IOutboundChannel channel)
    {
        if (!(await CanAsync(rig, channel).ConfigureAwait(false)).IsIdempotent)
        {
            return;
        }

        var message = rig.Message("Hello.");
        for (var i = 0; i < 3; i++)
        {
            Expect(await channel.SendAsync(message).ConfigureAwait(false) is SendResult.Accepted, "the same again is accepted");
        }

        Expect(rig.Arrived.Count, 1, "arrived under one key");
        Expect(await channel.SendAsync(message with { Part = 1, Parts = 2 }).ConfigureAwait(false) is SendResult.Accepted, "a part is accepted");
        Expect(rig.Arrived.Count, 2, "another part is another key");
    }

    private static async Task BusyAsync(IChannelRig rig, IOutboundChannel channel)
    {
        if (rig.Make(ChannelTrouble.Busy))
        {
            Expect(await channel.SendAsync(rig.Message("Hello.")).ConfigureAwait(false) is SendResult.Deferred { RetryAfter: var after } && after >= Duration.Zero, "deferred");
            Expect(rig.Arrived.Count, 0, "arrived");
        }
    }

    private static async Task RefusesAsync(IChannelRig rig, IOutboundChannel channel)
    {
        if (rig.Make(ChannelTrouble.Refuses))
        {
            Expect(await channel.SendAsync(rig.Message("Hello.")).ConfigureAwait(false) is SendResult.Rejected { Reason.Code.Length: > 0 }, "rejected, with a reason");
            Expect(rig.Arrived.Count, 0, "arrived");
        }
    }

    private static async Task UnknownAsync(IChannelRig rig, IOutboundChannel channel)
    {
        if (rig.Make(ChannelTrouble.BreaksAfterTaking))
        {
            Expect(await channel.SendAsync(rig.Message("Hello.")).ConfigureAwait(false) is SendResult.Unknown, "unknown: it may have left");
        }
    }

    private static async Task CancelAsync(IChannelRig rig, IOutboundChannel channel)
    {
        if ((await CanAsync(rig, channel).ConfigureAwait(false)).Refusal(Now) is not null)
        {
            return;
        }

        using var source = new CancellationTokenSource();
        await source.CancelAsync().ConfigureAwait(false);
        try
        {
            await channel.SendAsync(rig.Message("Hello."), source.Token).ConfigureAwait(false);
            Expect(holds: false, "what is cancelled ends as cancelled");
        }
        catch (OperationCanceledException)
        {
            Expect(rig.Arrived.Count, 0, "arrived after it was cancelled");
        }
    }

    private static async Task ConcurrentAsync(IChannelRig rig, IOutboundChannel channel)
    {
        if ((await CanAsync(rig, channel).ConfigureAwait(false)).Refusal(Now) is not null)
        {
            return;
        }

        OutboundMessage[] messages = [.. Enumerable.Range(0, 8).Select(i => rig.Message($"m{i}"))];
        var results = await Task.WhenAll(messages.Select(m => Task.Run(() => channel.SendAsync(m)))).ConfigureAwait(false);
        Expect(results.All(r => r is SendResult.Accepted), "all are accepted");
        Expect(string.Join(',', rig.Arrived.Select(Plain).Order(StringComparer.Ordinal)), "m0,m1,m2,m3,m4,m5,m6,m7", "arrived");
    }

    private static async Task SecretsAsync(IChannelRig rig, IOutboundChannel channel)
    {
        foreach (var trouble in Enum.GetValues<ChannelTrouble>().Where(rig.Make))
        {
            var reason = await channel.SendAsync(rig.Message("Hello.")).ConfigureAwait(false) switch
            {
                SendResult.Deferred deferred => deferred.Reason,
                SendResult.Rejected rejected => rejected.Reason,
                SendResult.Unknown unknown => unknown.Reason,
                _ => new Fault("", ""),
            };
            var said = $"{reason.Code} {reason.Sentence} {reason.Place}";
            Expect(rig.Secrets.All(s => !said.Contains(s, StringComparison.Ordinal)), $"no secret is in what it says ({trouble})");
        }
    }

    private static async Task<ChannelCapabilities> CanAsync(IChannelRig rig, IOutboundChannel channel)
    {
        var message = rig.Message("x");
        return await channel.AskAsync(new Destination(message.Channel, message.To, message.Conversation, Now), Now).ConfigureAwait(false);
    }

    private static string Plain(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n');
}
