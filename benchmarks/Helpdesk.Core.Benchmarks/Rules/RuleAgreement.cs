using Helpdesk.Core.Rules;

namespace Helpdesk.Core.Benchmarks.Rules;

/// <summary>Holds the index, the delegates and the interpreter to the same matches, and the keyword search to a search for each.</summary>
internal static class RuleAgreement
{
    public const int Tickets = 4_096;

    /// <exception cref="InvalidOperationException">They disagree; the message says about what.</exception>
    public static void Check()
    {
        foreach (var count in new[] { 100, 1_000, 7_000 })
        {
            Check(new RuleGenerator(1).Flat(count), count > 1_000 ? 256 : Tickets);
        }

        Check(new RuleGenerator(2).Nested(1_000), Tickets);
        var keywords = new KeywordBenchmarks();
        keywords.Setup();
        if (keywords.Fold_once_and_search_each() != keywords.Index_finds_all_in_one_pass())
        {
            throw new InvalidOperationException("The keywords of one pass and of a search for each differ.");
        }
    }

    private static void Check(RuleGenerator.Sketch[] rules, int tickets)
    {
        var set = RuleGenerator.Read(RuleGenerator.Json(rules));
        var (delegates, interpreted) = (new DelegateRules(rules), new InterpretedRules(set));
        foreach (var ticket in new RuleGenerator(3).Tickets(tickets))
        {
            var index = set.Matches(ticket.Events, ticket).Count;
            var first = set.FirstMatch(ticket.Events, ticket) is { } rule ? Place(set, rule) : -1;
            var (byDelegates, byInterpreter) = (delegates.Count(ticket), interpreted.Count(ticket));
            if (index != byDelegates || index != byInterpreter || first != delegates.First(ticket))
            {
                throw new InvalidOperationException(
                    $"{rules.Length} rules, {ticket.Event} on {ticket.Subject}: {index} by the index, {byDelegates} by delegates, {byInterpreter} by the interpreter.");
            }
        }
    }

    private static int Place(RuleSet set, Rule rule)
    {
        for (var i = 0; i < set.Rules.Count; i++)
        {
            if (set.Rules[i] == rule)
            {
                return i;
            }
        }

        return -1;
    }
}
