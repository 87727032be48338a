using System.Diagnostics;

namespace Helpdesk.Core.Conditions;

public abstract partial record Condition
{
    private const string Area = "conditions";

    /// <summary>Whether the condition holds.</summary>
    public bool Evaluate(IFieldValues values)
    {
        ArgumentNullException.ThrowIfNull(values);
        switch (this)
        {
            case All all:
                for (var i = 0; i < all.Parts.Count; i++)
                {
                    if (!all.Parts[i].Evaluate(values))
                    {
                        return false;
                    }
                }

                return true;
            case Any any:
                return Some(any.Parts, values);
            case None none:
                return !Some(none.Parts, values);
            case Not not:
                return !not.Part.Evaluate(values);
            case Comparison comparison:
                return Comparer.Holds(comparison, values);
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>
    /// The same answer with its reasons: a trace of area <c>conditions</c> parallel to the tree, code <c>holds</c> or
    /// <c>fails</c>; a comparison carries the facts <c>field</c>, <c>found</c> and <c>wanted</c>. Every part is looked at. Where the
    /// whole fails, its trace has a fact <c>needed</c> for every comparison of <see cref="Failing"/>.
    /// </summary>
    public (bool Holds, Trace Trace) Explain(IFieldValues values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var (holds, trace) = Traced(values);
        if (holds || Failing(values) is not { } gaps)
        {
            return (holds, trace);
        }

        return (false, trace with
        {
            Sentence = $"{trace.Sentence} It would hold but for: {string.Join("; ", gaps)}.",
            Facts = [.. trace.Facts, .. gaps.Select(g => new TraceFact("needed", $"{g.Place}: {g}"))],
        });
    }

    /// <summary>
    /// What keeps the condition from holding: a smallest set of comparisons such that it would hold if exactly these were answered
    /// the other way, each at its place; no part of the set is enough.
    /// </summary>
    /// <returns>Nothing when it holds; null when no answers could make it hold, as those of an empty <c>any</c>.</returns>
    public IReadOnlyList<ConditionGap>? Failing(IFieldValues values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return ConditionGap.Of(this, wanted: true, "", values);
    }

    private (bool Holds, Trace Trace) Traced(IFieldValues values)
    {
        if (this is Comparison comparison)
        {
            return Explain(comparison, values);
        }

        var (name, parts) = this switch
        {
            All all => ("all", all.Parts),
            Any any => ("any", any.Parts),
            None none => ("none", none.Parts),
            Not not => ("not", [not.Part]),
            _ => throw new UnreachableException(),
        };
        (bool Holds, Trace Trace)[] steps = [.. parts.Select(p => p.Traced(values))];
        var holds = this switch
        {
            All => steps.All(s => s.Holds),
            Any => steps.Any(s => s.Holds),
            _ => !steps.Any(s => s.Holds),
        };
        return (holds, new Trace(Area, Code(holds), $"'{name}' {Code(holds)}.") { Steps = [.. steps.Select(s => s.Trace)] });
    }

    private static (bool Holds, Trace Trace) Explain(Comparison comparison, IFieldValues values)
    {
        var holds = comparison.Evaluate(values);
        var found = comparison.Field.Current(values)?.Shown;
        var wanted = string.Join(" | ", comparison.Values.Select(v => v.Shown));
        var facts = new List<TraceFact>
        {
            new("field", comparison.Field.Name), new("found", Shorten(found ?? "")), new("wanted", Shorten(wanted)),
        };
        if (comparison.IsChange)
        {
            facts.Add(new TraceFact("before", Shorten(comparison.Field.Before(values)?.Shown ?? "")));
        }

        return (holds, new Trace(Area, Code(holds), $"{comparison.Field.Name} {comparison.Operator} {Code(holds)}.") { Facts = facts });
    }

    // An explanation names what was found; it is no copy of a whole mail.
    private static string Shorten(string text) => text.Length <= 200 ? text : text[..200] + "…";

    private static string Code(bool holds) => holds ? "holds" : "fails";

    private static bool Some(IReadOnlyList<Condition> parts, IFieldValues values)
    {
        for (var i = 0; i < parts.Count; i++)
        {
            if (parts[i].Evaluate(values))
            {
                return true;
            }
        }

        return false;
    }
}
