using System.Diagnostics;
using Helpdesk.Core.Runtime.Storage.Blobs;

namespace Helpdesk.Core.Runtime.Storage.Export;

/// <summary>The order in which records come, the same from every store: so equal data give equal files, and a reader needs no memory to see a double.</summary>
internal static class StoredOrder
{
    /// <summary>What is wrong about a record after another; null for nothing.</summary>
    public static string? FaultOf(StoredRecord? before, StoredRecord record)
    {
        if (before is not null && Rank(record) < Rank(before))
        {
            return "Records of its kind come earlier.";
        }

        if (WrongContent(record) is { } wrong)
        {
            return wrong;
        }

        return before is not null && Rank(record) == Rank(before) && !IsAfter(before, record) ? "It does not come after the record before it." : null;
    }

    private static int Rank(StoredRecord record) => record switch
    {
        StoredRecord.Happened => 0,
        StoredRecord.Snapshot => 1,
        StoredRecord.Content => 2,
        StoredRecord.Written => 3,
        StoredRecord.KnownKey => 4,
        StoredRecord.Delivery => 5,
        StoredRecord.Timer => 6,
        StoredRecord.Outgoing => 7,
        StoredRecord.Explanation => 8,
        StoredRecord.Sample => 9,
        StoredRecord.SpamTotals => 10,
        StoredRecord.SpamCount => 11,
        StoredRecord.SpamLesson => 12,
        StoredRecord.PutAside => 13,
        StoredRecord.Notice => 14,
        _ => throw new UnreachableException(),
    };

    private static string? WrongContent(StoredRecord record) => record switch
    {
        StoredRecord.Content content when BlobHash.Of(content.Bytes.Span) != content.Hash => "The content has another hash.",
        StoredRecord.Written { Message.Attachments.Count: > 0 } => "A message has its attachments beside it.",
        StoredRecord.KnownKey key when BlobHash.Parse(key.Digest) is null => "A digest has 64 lower-case hexadecimal digits.",
        StoredRecord.SpamLesson lesson when BlobHash.Parse(lesson.Digest) is null => "A digest has 64 lower-case hexadecimal digits.",
        StoredRecord.Notice notice when BlobHash.Parse(notice.Recipient) is null => "A digest has 64 lower-case hexadecimal digits.",
        StoredRecord.SpamTotals totals when totals.Spam < 0 || totals.Ham < 0 || totals.Spam + (long)totals.Ham == 0 => "Something was taught.",
        StoredRecord.SpamCount count when count.Spam < 0 || count.Ham < 0 || count.Spam + (long)count.Ham == 0 => "A feature was in something.",
        StoredRecord.Outgoing { Attempts: < 0 } => "No message was tried less than never.",
        _ => null,
    };

    // Where several records may be of one key, the store's own keys find what comes twice.
    private static bool IsAfter(StoredRecord before, StoredRecord record) => (before, record) switch
    {
        (StoredRecord.Content a, StoredRecord.Content b) => a.Hash < b.Hash,
        (StoredRecord.KnownKey a, StoredRecord.KnownKey b) => Compare(a.Digest, b.Digest) < 0,
        (StoredRecord.Delivery a, StoredRecord.Delivery b) => Compare(a.Message.ToString(), b.Message.ToString()) <= 0,
        (StoredRecord.Timer a, StoredRecord.Timer b) => Compare(a.Ticket.ToString(), b.Ticket.ToString()) is var order
            && (order < 0 || (order == 0 && a.Due.Kind < b.Due.Kind)),
        (StoredRecord.Explanation a, StoredRecord.Explanation b) => Compare(a.Ticket.ToString(), b.Ticket.ToString()) <= 0,
        (StoredRecord.Sample a, StoredRecord.Sample b) => Compare(a.Ticket.ToString(), b.Ticket.ToString()) < 0,
        (StoredRecord.SpamTotals, StoredRecord.SpamTotals) => false,
        (StoredRecord.SpamCount a, StoredRecord.SpamCount b) => unchecked((long)a.Feature < (long)b.Feature),
        (StoredRecord.SpamLesson a, StoredRecord.SpamLesson b) => Compare(a.Digest, b.Digest) < 0,
        (StoredRecord.Notice a, StoredRecord.Notice b) => Compare(a.Recipient, b.Recipient) is var order && (order < 0 || (order == 0 && a.At <= b.At)),
        _ => true,
    };

    private static int Compare(string a, string b) => string.CompareOrdinal(a, b);
}
