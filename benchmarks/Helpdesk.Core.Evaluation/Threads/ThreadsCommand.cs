using System.Globalization;
using Helpdesk.Core.Conversations.Kinds;
using Helpdesk.Core.Conversations.Matching;
using Helpdesk.Core.Email;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Channels;
using NodaTime;

namespace Helpdesk.Core.Evaluation.Threads;

/// <summary>
/// Says into which tickets the mails of a mailbox file or a folder would go, one line each, by date: as if everybody took part in
/// everything, so that only what ties the mails together counts.
/// </summary>
internal static class ThreadsCommand
{
    public static async Task<int> RunAsync(string path, Stream output, TextWriter errors)
    {
        if (await SortAsync(path, errors) is not { } sorted)
        {
            return 1;
        }

        using var answers = new AnswerWriter(output);
        foreach (var (file, index, ticket) in sorted)
        {
            var json = answers.Line();
            json.WriteString("file"u8, file);
            json.WriteNumber("index"u8, index);
            json.WriteString("ticket"u8, ticket);
            answers.End();
        }

        answers.Flush();
        return 0;
    }

    /// <summary>The mails with the tickets that they go to; null when there are none.</summary>
    public static async Task<IReadOnlyList<(string File, int Index, string Ticket)>?> SortAsync(string path, TextWriter errors)
    {
        if (!MailSource.TryOpen(path, new ChannelAddress(ChannelAddress.Mail), out var source, out var fault))
        {
            await errors.WriteLineAsync(fault.ToString());
            return null;
        }

        var mails = new List<(string File, int Index, InboundMessage Message, Instant At)>();
        await foreach (var pickup in source.ReadAsync())
        {
            if (pickup is Pickup.Readable readable)
            {
                var (file, index) = PlaceOf(readable.Place);
                mails.Add((file, index, readable.Message, readable.Message.SentAt ?? readable.ArrivedAt ?? Instant.MinValue));
            }
        }

        var threads = new ThreadIndex();
        return
        [
            .. mails.OrderBy(m => m.At).ThenBy(m => m.File, StringComparer.Ordinal).ThenBy(m => m.Index)
                .Select(m => (m.File, m.Index, threads.Add(m.Message))),
        ];
    }

    // "list.mbox#3" is the third mail of a mailbox file.
    private static (string File, int Index) PlaceOf(string place)
    {
        var hash = place.LastIndexOf('#');
        return hash > 0 && int.TryParse(place.AsSpan(hash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? (place[..hash], number - 1) : (place, 0);
    }

    /// <summary>The tickets so far, by what their messages are known by.</summary>
    private sealed class ThreadIndex
    {
        private static readonly ReferenceScheme References = ReferenceScheme.Default;

        private readonly Dictionary<string, List<(EvidenceKind Kind, TicketId Ticket, ThreadItem Item)>> _known = new(StringComparer.Ordinal);
        private int _tickets;
        private int _messages;

        public string Add(InboundMessage message)
        {
            var kind = AutomaticMail.Classify(message, []).Kind;
            ThreadEvidence[] evidence =
            [
                .. ThreadLookUps.Of(message, kind, References, null).ThreadIds.SelectMany(id => _known.GetValueOrDefault(id, []).Select(k =>
                    new ThreadEvidence(k.Kind, id, new ThreadCandidate(k.Ticket, References.Make(k.Ticket, 1, 0), [message.From]), k.Item))),
            ];
            var match = ThreadMatcher.Match(message, kind, new MatchContext(evidence, [], []));
            var ticket = match is ThreadMatch.Append append ? append.Ticket : new TicketId(new Guid(++_tickets, 0, 0, new byte[8]));
            var stored = new TicketMessage
            {
                Id = new MessageId(new Guid(++_messages, 0, 0, new byte[8])),
                Direction = MessageDirection.Inbound,
                Kind = kind,
                Channel = message.Channel,
                Author = new Actor.Customer(message.From),
                From = message.From,
                To = message.To,
                Cc = message.Cc,
                ExternalId = message.ExternalId,
                References = [.. message.InReplyTo, .. message.References],
                At = NodaConstants.UnixEpoch,
            };
            foreach (var (of, id) in ThreadIds.Of(stored))
            {
                if (!_known.TryGetValue(id, out var known))
                {
                    _known[id] = known = [];
                }

                known.Add((of, ticket, ThreadItem.Of(stored)));
            }

            return $"T{ticket.ToString()[..8].TrimStart('0')}";
        }
    }
}
