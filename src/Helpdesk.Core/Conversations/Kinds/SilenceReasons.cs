using System.Collections.Frozen;
using Helpdesk.Core.Messages;

namespace Helpdesk.Core.Conversations.Kinds;

/// <summary>Why no machine may answer a message. Who wrote it is another question: Exchange and forwarders ask for silence on what people write.</summary>
internal static class SilenceReasons
{
    private static readonly FrozenSet<string> NoReplyLocalParts = FrozenSet.Create(
        StringComparer.Ordinal,
        "noreply",
        "donotreply",
        "dontreply",
        "mailerdaemon");

    /// <summary>The reasons, as codes; empty when an answer may be sent.</summary>
    public static IReadOnlyList<string> Of(InboundMessage message, MessageKind kind, IReadOnlyCollection<Address> ownMailboxes)
    {
        var reasons = new List<string>();
        AddIf(kind != MessageKind.Human, "automatic");
        AddIf(SuppressesAnswers(message), "x-auto-response-suppress");
        AddIf(HasEmptyReturnPath(message), "empty-return-path");
        AddIf(message.From.Key.Length == 0, "no-sender");
        AddIf(RefusesAnswers(message.From), "no-reply-address");
        AddIf(message.ReplyTo.Any(RefusesAnswers), "no-reply-address-in-reply-to");
        AddIf(OwnMailbox.IsAmong(ownMailboxes, message.From), "own-mailbox");
        AddIf(message.ReplyTo.Any(address => OwnMailbox.IsAmong(ownMailboxes, address)), "own-mailbox-in-reply-to");
        AddIf(
            message.Channel.Channel == ChannelAddress.Mail
                && ownMailboxes.Count > 0
                && !message.To.Concat(message.Cc).Any(address => OwnMailbox.IsAmong(ownMailboxes, address)),
            "not-addressed-to-us");
        return reasons;

        void AddIf(bool holds, string reason)
        {
            if (holds)
            {
                reasons.Add(reason);
            }
        }
    }

    /// <summary>Whether a delivering server recorded the null sender (RFC 5321 §4.5.5).</summary>
    public static bool HasEmptyReturnPath(InboundMessage message) =>
        message.Headers.Any(h => Is(h, "Return-Path") && h.Value.AsSpan().Trim().Trim("<>").Trim().IsEmpty);

    // Whether the sender's system asks that no automatic answer be sent ([MS-OXCMAIL] §2.2.3.2.14).
    private static bool SuppressesAnswers(InboundMessage message) => message.Headers
        .Where(h => Is(h, "X-Auto-Response-Suppress"))
        .SelectMany(h => h.Value.Split([',', ';'], StringSplitOptions.TrimEntries))
        .Any(v => v.Equals("All", StringComparison.OrdinalIgnoreCase)
            || v.Equals("OOF", StringComparison.OrdinalIgnoreCase)
            || v.Equals("AutoReply", StringComparison.OrdinalIgnoreCase));

    // Whether the address says that nobody reads what is sent to it.
    private static bool RefusesAnswers(Address address)
    {
        var at = address.Value.LastIndexOf('@');
        var local = (at < 0 ? address.Value : address.Value[..at]).Trim().ToLowerInvariant();
        return NoReplyLocalParts.Contains(local.Replace("-", "", StringComparison.Ordinal)
            .Replace("_", "", StringComparison.Ordinal)
            .Replace(".", "", StringComparison.Ordinal));
    }

    private static bool Is(MessageHeader header, string name) => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase);
}
