using System.Diagnostics;

namespace Helpdesk.Core.Conditions.Stored;

/// <summary>
/// A condition as a question to a <see cref="StoredDocument"/>: what a store translates into the language of its database. Texts are compared
/// by their bytes, and nothing else is needed. A test of a key that the document does not have fails; so <c>not</c> is the exact
/// complement, where a database must take "unknown" for "no". A closed family.
/// </summary>
public abstract record StoredTest
{
    private StoredTest()
    {
    }

    /// <summary>The condition over what is stored of a ticket.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="isStored">Whether a field is in the documents.</param>
    /// <param name="now">The moment of the question, from which lengths of time are reckoned.</param>
    /// <returns>
    /// The test; or a fault with its JSON pointer for every comparison that cannot be asked: <c>not-stored</c> where the field is known only
    /// while an event is at hand or from outside, <c>not-translatable</c> where the operator cannot be put to a database.
    /// </returns>
    public static Parsed<StoredTest> Of(Condition condition, Func<string, bool> isStored, NodaTime.Instant now)
    {
        ArgumentNullException.ThrowIfNull(condition);
        ArgumentNullException.ThrowIfNull(isStored);
        var translation = new StoredTranslation(isStored, now);
        var test = translation.Of(condition, "");
        return new Parsed<StoredTest>(translation.Faults.Count == 0 ? test : null, translation.Faults);
    }

    /// <summary>Whether a document passes; stores that keep documents in memory ask this, and it is what the others must agree with.</summary>
    public bool Holds(StoredDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return this switch
        {
            Constant constant => constant.Value,
            All all => all.Parts.All(p => p.Holds(document)),
            Any any => any.Parts.Any(p => p.Holds(document)),
            Not not => !not.Part.Holds(document),
            Equal equal => document.Text(equal.Key) is { } text && equal.Values.Contains(text, StringComparer.Ordinal),
            Same same => document.Text(same.Key) is { } text && string.Equals(text, document.Text(same.Other), StringComparison.Ordinal),
            Contains contains => document.Text(contains.Key)?.Contains(contains.Value, StringComparison.Ordinal) ?? false,
            Starts starts => document.Text(starts.Key)?.StartsWith(starts.Value, StringComparison.Ordinal) ?? false,
            Ends ends => document.Text(ends.Key)?.EndsWith(ends.Value, StringComparison.Ordinal) ?? false,
            AtLeast least => document.Text(least.Key) is { } text && string.CompareOrdinal(text, least.Value) >= 0,
            AtMost most => document.Text(most.Key) is { } text && string.CompareOrdinal(text, most.Value) <= 0,
            Present present => document.Text(present.Key) is not null || document.Members(present.Key) is not null,
            Has has => document.Members(has.Key)?.Contains(has.Value, StringComparer.Ordinal) ?? false,
            Only only => document.Members(only.Key)?.All(m => only.Values.Contains(m, StringComparer.Ordinal)) ?? false,
            Counts counts => document.Members(counts.Key) is { } members && members.Count >= counts.Least && members.Count <= counts.Most,
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>The same for every document.</summary>
    /// <param name="Value">Whether it passes.</param>
    public sealed record Constant(bool Value) : StoredTest;

    /// <summary>Every part passes.</summary>
    /// <param name="Parts">The parts; at least one.</param>
    public sealed record All(IReadOnlyList<StoredTest> Parts) : StoredTest;

    /// <summary>Some part passes.</summary>
    /// <param name="Parts">The parts; at least one.</param>
    public sealed record Any(IReadOnlyList<StoredTest> Parts) : StoredTest;

    /// <summary>The part does not pass.</summary>
    /// <param name="Part">The part.</param>
    public sealed record Not(StoredTest Part) : StoredTest;

    /// <summary>The text under a key is one of some.</summary>
    /// <param name="Key">The key.</param>
    /// <param name="Values">The texts; at least one.</param>
    public sealed record Equal(string Key, IReadOnlyList<string> Values) : StoredTest;

    /// <summary>The texts under two keys are there and the same.</summary>
    /// <param name="Key">The key.</param>
    /// <param name="Other">The other key.</param>
    public sealed record Same(string Key, string Other) : StoredTest;

    /// <summary>The text under a key contains another.</summary>
    /// <param name="Key">The key.</param>
    /// <param name="Value">The other; not empty.</param>
    public sealed record Contains(string Key, string Value) : StoredTest;

    /// <summary>The text under a key starts with another.</summary>
    /// <param name="Key">The key.</param>
    /// <param name="Value">The other; not empty.</param>
    public sealed record Starts(string Key, string Value) : StoredTest;

    /// <summary>The text under a key ends with another.</summary>
    /// <param name="Key">The key.</param>
    /// <param name="Value">The other; not empty.</param>
    public sealed record Ends(string Key, string Value) : StoredTest;

    /// <summary>The text under a key is another or comes after it. Both are ASCII and of one length.</summary>
    /// <param name="Key">The key.</param>
    /// <param name="Value">The other.</param>
    public sealed record AtLeast(string Key, string Value) : StoredTest;

    /// <summary>The text under a key is another or comes before it. Both are ASCII and of one length.</summary>
    /// <param name="Key">The key.</param>
    /// <param name="Value">The other.</param>
    public sealed record AtMost(string Key, string Value) : StoredTest;

    /// <summary>There is a text or a set under a key.</summary>
    /// <param name="Key">The key.</param>
    public sealed record Present(string Key) : StoredTest;

    /// <summary>The set under a key has a member.</summary>
    /// <param name="Key">The key.</param>
    /// <param name="Value">The member.</param>
    public sealed record Has(string Key, string Value) : StoredTest;

    /// <summary>All members of the set under a key are among some; it may be empty.</summary>
    /// <param name="Key">The key.</param>
    /// <param name="Values">The members, each once; at least one.</param>
    public sealed record Only(string Key, IReadOnlyList<string> Values) : StoredTest;

    /// <summary>The set under a key has so many members.</summary>
    /// <param name="Key">The key.</param>
    /// <param name="Least">At least so many.</param>
    /// <param name="Most">At most so many.</param>
    public sealed record Counts(string Key, int Least, int Most) : StoredTest;
}
