using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Storage.Blobs;
using Helpdesk.Core.Runtime.Storage.Export;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Runtime.Storage;

/// <content>What an import puts together.</content>
public sealed partial class InMemoryStore
{
    private sealed class Importing
    {
        private readonly TenantData _data = new();
        private readonly Dictionary<TicketId, List<RecordedEvent>> _streams = [];
        private readonly List<(TicketId Ticket, int Event)> _order = [];
        private readonly Dictionary<BlobHash, ReadOnlyMemory<byte>> _contents = [];
        private readonly HashSet<BlobHash> _attached = [];
        private readonly List<StoredRecord.SpamCount> _counts = [];
        private readonly List<StoredRecord.SpamLesson> _lessons = [];
        private StoredRecord.SpamTotals _totals = new(0, 0);

        public void Add(StoredRecord record)
        {
            switch (record)
            {
                case StoredRecord.Happened happened:
                    Add(happened);
                    break;
                case StoredRecord.Snapshot snapshot:
                    var stream = _streams.GetValueOrDefault(snapshot.Ticket, []);
                    _data.Begin(ImportChecks.Restore(snapshot, stream), stream);
                    break;
                case StoredRecord.Content content:
                    _contents.Add(content.Hash, content.Bytes.ToArray());
                    break;
                case StoredRecord.Written written:
                    Add(written);
                    break;
                case StoredRecord.SpamTotals totals:
                    _totals = totals;
                    break;
                case StoredRecord.SpamCount count:
                    _counts.Add(count);
                    break;
                case StoredRecord.SpamLesson lesson:
                    _lessons.Add(lesson);
                    break;
                default:
                    _data.Import(record);
                    break;
            }
        }

        public TenantData Finish()
        {
            ImportChecks.Demand(_streams.Keys.All(_data.Tickets.ContainsKey), ImportChecks.Tickets);
            ImportChecks.Demand(_data.Messages.Values.All(m => _data.Tickets.ContainsKey(m.Home)), ImportChecks.Messages);
            ImportChecks.Demand(_data.Keys.Values.Concat(_data.Deliveries.Keys.Select(d => (MessageId?)d)).All(IsThere), ImportChecks.Keys);
            ImportChecks.Demand(_contents.Keys.All(_attached.Contains), ImportChecks.Contents);
            _data.Order(_order);
            _data.FindBy(_data.Messages.Values.OrderBy(m => m.Order).SelectMany(m => StoredChanges.ThreadIds(m.Message))
                .Concat(_order.SelectMany(o => StoredChanges.ThreadIds(_streams[o.Ticket][o.Event]))));
            _data.Spam.Import(_totals, _counts, _lessons);
            return _data;
        }

        private bool IsThere(MessageId? message) => message is not { } id || _data.Messages.ContainsKey(id);

        private void Add(StoredRecord.Happened happened)
        {
            if (!_streams.TryGetValue(happened.Ticket, out var stream))
            {
                _streams[happened.Ticket] = stream = [];
            }

            _order.Add((happened.Ticket, stream.Count));
            stream.Add(happened.Recorded);
        }

        private void Add(StoredRecord.Written written)
        {
            _attached.UnionWith(written.Attachments.Select(a => a.Content));
            _data.Import(written with
            {
                Message = written.Message with { Attachments = [.. written.Attachments.Select(a => new Attachment(a.Name, a.MediaType, _contents[a.Content]))] },
            });
        }
    }
}
