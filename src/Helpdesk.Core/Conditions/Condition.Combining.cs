namespace Helpdesk.Core.Conditions;

/// <content>Putting conditions together in code.</content>
public abstract partial record Condition
{
    /// <summary>Holds when this and all the others do; a group of all is extended.</summary>
    /// <exception cref="ArgumentException">It would have more than 4,096 nodes or 16 levels.</exception>
    public Condition And(params Condition[] others)
    {
        ArgumentNullException.ThrowIfNull(others);
        return this is All all ? new All([.. all.Parts, .. others]) : new All([this, .. others]);
    }

    /// <summary>Holds when this or one of the others does; a group of any is extended.</summary>
    /// <exception cref="ArgumentException">It would have more than 4,096 nodes or 16 levels.</exception>
    public Condition Or(params Condition[] others)
    {
        ArgumentNullException.ThrowIfNull(others);
        return this is Any any ? new Any([.. any.Parts, .. others]) : new Any([this, .. others]);
    }

    /// <summary>Holds when this does not, missing values included.</summary>
    /// <exception cref="ArgumentException">It would have more than 4,096 nodes or 16 levels.</exception>
    public Condition Negate()
    {
        if (this is Not not)
        {
            return not.Part;
        }

        var negated = new Not(this);
        negated.Verify("this");
        return negated;
    }

    /// <summary>
    /// A condition with the same answers and no more nodes: groups flattened, repetitions and constants gone, <c>not</c> at the
    /// comparisons where that is no longer.
    /// </summary>
    public Condition Simplify() => ConditionForm.Simplify(this);

    /// <summary>
    /// What is suspicious about it, each with its JSON pointer: code <c>contradiction</c> for a part that never holds,
    /// <c>tautology</c> for one that always does. Only what is certain is reported, and the innermost place.
    /// </summary>
    public IReadOnlyList<Fault> Findings() => new ConditionFindings().Of(this);

    /// <summary>The condition as a sentence that a person can read, in English.</summary>
    public string ToText() => ConditionText.Of(this);
}
