namespace Helpdesk.Core.Rules.Compiled;

/// <summary>At which tokens of a source literals hold.</summary>
internal static class Marks
{
    /// <summary>The tokens at which some literal holds.</summary>
    public static bool[] Any(TokenSource source, IEnumerable<Literal> literals)
    {
        var some = new bool[source.Tokens];
        foreach (var literal in literals)
        {
            if (literal.IsPositive)
            {
                source.Mark(literal.Comparison, some);
                continue;
            }

            var holds = new bool[source.Tokens];
            source.Mark(literal.Comparison, holds);
            for (var token = 0; token < some.Length; token++)
            {
                some[token] |= !holds[token];
            }
        }

        return some;
    }

    /// <summary>The tokens at which every literal holds.</summary>
    public static bool[] All(TokenSource source, IEnumerable<Literal[]> clauses)
    {
        var every = new bool[source.Tokens];
        every.AsSpan().Fill(true);
        foreach (var clause in clauses)
        {
            var some = Any(source, clause);
            for (var token = 0; token < every.Length; token++)
            {
                every[token] &= some[token];
            }
        }

        return every;
    }
}
