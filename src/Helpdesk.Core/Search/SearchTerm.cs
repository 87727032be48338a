namespace Helpdesk.Core.Search;

/// <summary>One thing that is searched: words that stand beside one another in this order.</summary>
/// <param name="Words">The words, as <see cref="MessageWords"/> has them; at least one. Letters, digits and marks only.</param>
/// <param name="IsPrefix">Whether the last one may go on.</param>
/// <param name="IsExcluded">Whether a message that has them is not wanted.</param>
public sealed record SearchTerm(IReadOnlyList<string> Words, bool IsPrefix, bool IsExcluded)
{
    internal bool StandsAt<T>(IReadOnlyList<T> places, int at, Func<T, string?> word)
    {
        if (at < 0 || at + Words.Count > places.Count)
        {
            return false;
        }

        for (var i = 0; i < Words.Count; i++)
        {
            var there = word(places[at + i]);
            var isThere = IsPrefix && i == Words.Count - 1
                ? there?.StartsWith(Words[i], StringComparison.Ordinal) ?? false
                : string.Equals(there, Words[i], StringComparison.Ordinal);
            if (!isThere)
            {
                return false;
            }
        }

        return true;
    }
}
