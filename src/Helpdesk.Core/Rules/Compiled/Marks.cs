namespace Helpdesk.Core.Rules.Compiled;

/// <summary>At which tokens of a source literals hold.</summary>
internal static class Marks
{
    /// <summary>The tokens at which some literal of the source holds.</summary>
    public static bool[] Any(TokenSource source, Literal[] literals)
    {
        var some = new bool[source.Tokens];
        foreach (var literal in literals)
        {
            if (literal.Source != source)
            {
                continue;
            }

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

    /// <summary>The tokens at which both hold, in the place of the first.</summary>
    public static void AndInto(bool[] every, bool[] other)
    {
        for (var token = 0; token < every.Length; token++)
        {
            every[token] &= other[token];
        }
    }
}
