using Helpdesk.Core.Rules;

namespace Helpdesk.Core.Benchmarks.Rules;

/// <summary>The oracle: every rule is looked at by the interpreter.</summary>
internal sealed class InterpretedRules(RuleSet set)
{
    public int Count(RuleTicket ticket)
    {
        var count = 0;
        foreach (var rule in set.Rules)
        {
            if (string.Equals(rule.On[0], ticket.Event, StringComparison.Ordinal) && rule.When.Evaluate(ticket))
            {
                count++;
            }
        }

        return count;
    }
}
