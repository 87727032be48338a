using System.Diagnostics;
using Helpdesk.Core.Conditions.Stored;

namespace Helpdesk.Core.Runtime.Storage;

/// <summary>
/// Writes a <see cref="StoredTest"/> in SQL over a column that holds the document as JSON. What all databases say alike stands here; each adapter says
/// the rest. Values are never part of the text: they are handed over beside it. Used once.
/// </summary>
public abstract class SqlTests
{
    private readonly List<object> _values = [];

    /// <summary>The values, in the order of their places.</summary>
    public IReadOnlyList<object> Values => _values;

    /// <summary>The test: an expression that is true or false and never NULL, so that <c>NOT</c> is its complement.</summary>
    public string Write(StoredTest test) => test switch
    {
        StoredTest.Constant constant => constant.Value ? "TRUE" : "FALSE",
        StoredTest.All all => Join(all.Parts, 0, all.Parts.Count, " AND "),
        StoredTest.Any any => Join(any.Parts, 0, any.Parts.Count, " OR "),
        StoredTest.Not not => $"(NOT {Write(not.Part)})",
        StoredTest.Equal { Values: [var only] } equal => Sure($"{Text(equal.Key)} = {Place(only)}"),
        StoredTest.Equal equal => Sure($"{Text(equal.Key)} {IsOneOf(equal.Values)}"),
        StoredTest.Same same => Sure($"{Text(same.Key)} = {Text(same.Other)}"),
        StoredTest.Contains contains => Sure(Contains(Text(contains.Key), Place(contains.Value))),
        StoredTest.Starts starts => Sure(Starts(Text(starts.Key), Place(starts.Value))),
        StoredTest.Ends ends => Sure(Ends(Text(ends.Key), Place(ends.Value))),
        StoredTest.AtLeast least => Sure($"{Text(least.Key)} >= {Place(least.Value)}"),
        StoredTest.AtMost most => Sure($"{Text(most.Key)} <= {Place(most.Value)}"),
        StoredTest.Present present => Sure(Present(present.Key)),
        StoredTest.Has has => Sure(Has(has.Key, has.Value)),
        StoredTest.Only only => Sure(Only(only.Key, only.Values)),
        StoredTest.Counts counts => Sure($"{Count(counts.Key)} BETWEEN {Place(counts.Least)} AND {Place(counts.Most)}"),
        _ => throw new UnreachableException(),
    };

    /// <summary>Notes a value.</summary>
    /// <returns>Its place in the text.</returns>
    protected string Place(object value)
    {
        _values.Add(value);
        return PlaceOf(_values.Count);
    }

    /// <summary>The place of a value.</summary>
    /// <param name="number">The how manieth it is, from 1.</param>
    protected abstract string PlaceOf(int number);

    /// <summary>The text under a key, compared by its bytes; NULL when there is none.</summary>
    protected abstract string Text(string key);

    /// <summary>What follows a text that is one of some.</summary>
    protected abstract string IsOneOf(IReadOnlyList<string> values);

    /// <summary>Whether a text contains another.</summary>
    protected abstract string Contains(string text, string part);

    /// <summary>Whether a text starts with another.</summary>
    protected abstract string Starts(string text, string part);

    /// <summary>Whether a text ends with another.</summary>
    protected abstract string Ends(string text, string part);

    /// <summary>Whether there is anything under a key.</summary>
    protected abstract string Present(string key);

    /// <summary>Whether the set under a key has a member.</summary>
    protected abstract string Has(string key, string member);

    /// <summary>Whether all members of the set under a key are among some; not so when there is no set.</summary>
    protected abstract string Only(string key, IReadOnlyList<string> members);

    /// <summary>How many members the set under a key has; NULL when there is none.</summary>
    protected abstract string Count(string key);

    // What is unknown is not so.
    private static string Sure(string expression) => $"COALESCE({expression}, FALSE)";

    // Halves of halves: databases limit how deep an expression is, and a long row of ANDs is as deep as it is long.
    private string Join(IReadOnlyList<StoredTest> parts, int from, int to, string word) => to - from == 1
        ? Write(parts[from])
        : $"({Join(parts, from, (from + to) / 2, word)}{word}{Join(parts, (from + to) / 2, to, word)})";
}
