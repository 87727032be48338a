namespace Helpdesk.Core.Rules.Analysis;

/// <summary>Who writes what into a slot.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Value">What; null where it depends on what was there.</param>
/// <param name="Action">The place of the action.</param>
internal sealed record Writer(RuleProfile Rule, string? Value, int Action)
{
    /// <summary>
    /// The slots into which several rules write, with all that write there. Who lays down a whole set writes into the slot of each member that
    /// others add or remove.
    /// </summary>
    public static SortedDictionary<string, List<Writer>> BySlot(IReadOnlyCollection<RuleProfile> rules, Effort effort)
    {
        var slots = new SortedDictionary<string, List<Writer>>(StringComparer.Ordinal);
        var members = new Dictionary<string, List<RuleWrite>>(StringComparer.Ordinal);
        foreach (var rule in rules)
        {
            foreach (var (write, action) in rule.Writes)
            {
                if (!slots.TryGetValue(write.Slot, out var writers))
                {
                    slots[write.Slot] = writers = [];
                    if (write.Member is not null && !members.TryAdd(write.Field, [write]))
                    {
                        members[write.Field].Add(write);
                    }
                }

                writers.Add(new Writer(rule, write.Value, action));
            }
        }

        foreach (var rule in rules)
        {
            foreach (var (write, action) in rule.Writes.Where(w => w.Write.Members is not null))
            {
                if (members.TryGetValue(write.Field, out var known) && effort.Spend(known.Count))
                {
                    Spread(rule, write, action, known, slots);
                }
            }
        }

        return slots;
    }

    private static void Spread(
        RuleProfile rule, RuleWrite whole, int action, List<RuleWrite> members, SortedDictionary<string, List<Writer>> slots)
    {
        var held = whole.Members!.ToHashSet(StringComparer.Ordinal);
        var own = rule.Writes.Select(w => w.Write.Slot).ToHashSet(StringComparer.Ordinal);
        foreach (var member in members.Where(m => !own.Contains(m.Slot)))
        {
            var here = RuleWrite.Has(whole.Field, member.Member!, held.Contains(member.Member!));
            slots[member.Slot].Add(new Writer(rule, here.Value, action));
        }
    }
}
