namespace Helpdesk.Core.Rules.Analysis;

/// <summary>What has to be known of a rule to set it beside others.</summary>
internal sealed class RuleProfile
{
    public RuleProfile(Rule rule, int order)
    {
        (Rule, Order) = (rule, order);
        Leaves = ConditionLeaf.Of(rule.When);
        Fields = Leaves.Select(l => l.Comparison.Field.Name).ToHashSet(StringComparer.Ordinal);
        Watches = Leaves.SelectMany(l => Resource.WatchedBy(l.Comparison)).ToHashSet(StringComparer.Ordinal);
        WriteSet[] done = [.. rule.Then.Select(RuleWrites.Of)];
        Touches = done.SelectMany(Resource.TouchedBy).ToHashSet(StringComparer.Ordinal);
        Writes = Last(done);
        On = EventSet.Of(rule.On);
        Events = EventSet.Of(done.SelectMany(d => d.Events).Concat(IsCounted(rule) ? ["rule.fired"] : []));
        Pins = new Pins(rule.When);
    }

    public Rule Rule { get; }

    /// <summary>Its place among those that take part.</summary>
    public int Order { get; }

    /// <summary>The comparisons of its condition.</summary>
    public IReadOnlyList<ConditionLeaf> Leaves { get; }

    /// <summary>The fields that its condition names.</summary>
    public IReadOnlySet<string> Fields { get; }

    /// <summary>What its condition looks at, as <see cref="Resource"/> names it.</summary>
    public IReadOnlySet<string> Watches { get; }

    /// <summary>What its actions change, as <see cref="Resource"/> names it.</summary>
    public IReadOnlySet<string> Touches { get; }

    /// <summary>What stands in each slot when it is done, and the action that laid it down.</summary>
    public IReadOnlyList<(RuleWrite Write, int Action)> Writes { get; }

    /// <summary>What wakes it.</summary>
    public UInt128 On { get; }

    /// <summary>What it may make happen.</summary>
    public UInt128 Events { get; }

    /// <summary>The values that its condition lets fields have.</summary>
    public Pins Pins { get; }

    /// <summary>The whole rule as a place.</summary>
    public RulePlace Place => At("");

    /// <summary>A place in it, by its JSON pointer.</summary>
    public RulePlace At(string inside) => new(Rule.Id, inside);

    /// <summary>Whether what this rule does may make another one fire.</summary>
    public bool Affects(RuleProfile other) => (Events & other.On) != 0 || Touches.Overlaps(other.Watches);

    /// <summary>Whether the other one, later in order, does not fire once this one did.</summary>
    public bool Stops(RuleProfile other) => Rule.Stop switch
    {
        RuleStop.All => true,
        RuleStop.Category => string.Equals(Rule.Category, other.Rule.Category, StringComparison.Ordinal),
        _ => false,
    };

    private static bool IsCounted(Rule rule) => rule.MaxRuns is not null || rule.Once is RuleOnce.PerEpisode or RuleOnce.PerTicket;

    private static (RuleWrite Write, int Action)[] Last(WriteSet[] done)
    {
        var last = new Dictionary<string, (RuleWrite Write, int Action)>(StringComparer.Ordinal);
        for (var i = 0; i < done.Length; i++)
        {
            foreach (var write in done[i].Writes)
            {
                if (write.Members is not null)
                {
                    foreach (var slot in last.Where(w => w.Value.Write.Field == write.Field).Select(w => w.Key).ToArray())
                    {
                        last.Remove(slot);
                    }
                }

                last[write.Slot] = (write.IsPerhaps && last.TryGetValue(write.Slot, out var before) && before.Write.Value != write.Value
                    ? RuleWrite.Move(write.Field, $"{before.Write.Value}, perhaps {write.Value}")
                    : write, i);
            }
        }

        return [.. last.OrderBy(w => w.Key, StringComparer.Ordinal).Select(w => w.Value)];
    }
}
