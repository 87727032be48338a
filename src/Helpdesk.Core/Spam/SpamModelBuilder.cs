using Helpdesk.Core.Spam.Model;

namespace Helpdesk.Core.Spam;

/// <summary>A model that changes in place, for many lessons at once. Not safe for several threads; the models that it makes are.</summary>
public sealed class SpamModelBuilder
{
    private CountTable _table = new(0);
    private bool _isShared;

    /// <summary>How many messages and features were taught.</summary>
    public SpamTotals Totals { get; private set; }

    /// <summary>Goes on where a model is, instead of with nothing.</summary>
    public static SpamModelBuilder Create(SpamModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new SpamModelBuilder { _table = model.CopyTable(), Totals = model.Totals };
    }

    /// <summary>Applies a lesson.</summary>
    /// <returns>False when it takes back what was never taught: then nothing of it applied.</returns>
    public bool Apply(SpamTraining training)
    {
        ArgumentNullException.ThrowIfNull(training);
        if (Totals.After(training) is not { } totals)
        {
            return false;
        }

        if (training.SpamMessages < 0 || training.HamMessages < 0)
        {
            foreach (var hash in training.Hashes)
            {
                if (_table[hash].Plus(training.SpamMessages, training.HamMessages) is null)
                {
                    return false;
                }
            }
        }

        Own();
        if (training.SpamMessages < 0 || training.HamMessages < 0)
        {
            foreach (var hash in training.Hashes)
            {
                _table.Set(hash, _table[hash].Plus(training.SpamMessages, training.HamMessages)!.Value);
            }
        }
        else
        {
            // No count exceeds its number of messages, and the totals have room: nothing overflows here.
            for (var rest = training.Hashes.AsSpan(); !rest.IsEmpty; rest = rest[Math.Min(rest.Length, CountTable.Block)..])
            {
                _table.Add(rest[..Math.Min(rest.Length, CountTable.Block)], training.SpamMessages, training.HamMessages);
            }
        }

        Totals = totals;
        return true;
    }

    /// <summary>A model of what there is now. What comes later does not change it.</summary>
    public SpamModel ToModel()
    {
        _isShared = true;
        return SpamModel.Over(_table, Totals);
    }

    internal void Begin(int spamMessages, int hamMessages) => Totals = new SpamTotals(spamMessages, hamMessages, 0, 0);

    /// <summary>Sets a count that may not be there yet, and the totals with it.</summary>
    internal void Put(ulong hash, FeatureCount count)
    {
        Own();
        var old = _table[hash];
        _table.Set(hash, count);
        Totals = Totals with { SpamFeatures = Totals.SpamFeatures + count.Spam - old.Spam, HamFeatures = Totals.HamFeatures + count.Ham - old.Ham };
    }

    private void Own()
    {
        if (_isShared)
        {
            _table = _table.Copy(_table.Count);
            _isShared = false;
        }
    }
}
