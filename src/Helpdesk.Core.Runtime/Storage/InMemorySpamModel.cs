using Helpdesk.Core.Runtime.Storage.Export;
using Helpdesk.Core.Spam;

namespace Helpdesk.Core.Runtime.Storage;

/// <summary>A tenant's spam model with the version at which each count last changed. Its store sees to it that one thread uses it.</summary>
internal sealed class InMemorySpamModel
{
    private readonly Dictionary<ulong, long> _changed = [];
    private SpamModel _model = SpamModel.Empty;
    private SpamLedger _ledger = SpamLedger.Empty;
    private long _version;

    public SpamModelChange? Since(long version) => version == _version ? null : new SpamModelChange(
        _version,
        _model.Totals.SpamMessages,
        _model.Totals.HamMessages,
        [.. _changed.Where(c => c.Value > version).Select(c => (c.Key, _model.Count(c.Key).Spam, _model.Count(c.Key).Ham))]);

    public bool Mark(string key, SpamFeatures features, SpamClass? @as)
    {
        var (digest, former) = (Convert.ToHexStringLower(KeyDigest.Of(key)), Convert.ToHexStringLower(KeyDigest.FormerOf(key)));
        var (ledger, training) = _ledger.Mark(_ledger.Find(former) is null ? digest : former, features, @as);
        if (training is not null)
        {
            Teach(training);
            _ledger = ledger;
        }

        return training is not null;
    }

    public IEnumerable<StoredRecord> Export()
    {
        var (spam, ham) = (_model.Totals.SpamMessages, _model.Totals.HamMessages);
        return (spam + ham > 0 ? [new StoredRecord.SpamTotals(spam, ham)] : Enumerable.Empty<StoredRecord>())
            .Concat(_changed.Keys.Order(Comparer<ulong>.Create((a, b) => unchecked((long)a).CompareTo((long)b)))
                .Select(h => (Hash: h, Count: _model.Count(h))).Where(c => c.Count.Spam + c.Count.Ham > 0)
                .Select(c => new StoredRecord.SpamCount(c.Hash, c.Count.Spam, c.Count.Ham)))
            .Concat(_ledger.All.Select(t => new StoredRecord.SpamLesson(t.Id, t.Class, t.Features)));
    }

    public void Import(StoredRecord.SpamTotals totals, IReadOnlyCollection<StoredRecord.SpamCount> counts, IEnumerable<StoredRecord.SpamLesson> lessons)
    {
        _ledger = SpamLedger.Of(lessons.Select(l => (l.Digest, l.Class, l.Features)));
        _model = SpamModel.Empty.WithCounts(totals.Spam, totals.Ham, counts.Select(c => (c.Feature, c.Spam, c.Ham)));
        _version = totals.Spam + totals.Ham > 0 ? 1 : 0;
        foreach (var count in counts)
        {
            _changed[count.Feature] = _version;
        }
    }

    public bool IsEmpty => _version == 0;

    public void Teach(SpamTraining training)
    {
        _model = _model.Apply(training) ?? throw new InvalidOperationException("The model was never taught what it is to forget.");
        _version++;
        foreach (var hash in training.Hashes)
        {
            _changed[hash] = _version;
        }
    }
}
