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
        var (ledger, training) = _ledger.Mark(key, features, @as);
        if (training is not null)
        {
            Teach(training);
            _ledger = ledger;
        }

        return training is not null;
    }

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
