using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Helpdesk.Core.Conditions;

/// <summary>
/// A condition over fields: an immutable tree of <c>all</c>, <c>any</c>, <c>none</c>, <c>not</c> and comparisons. It is read
/// from JSON or built from the fields of a <see cref="FieldCatalogue"/>, so every tree that exists fits its catalogue.
/// <c>not</c> is the exact complement of what it holds, missing values included. Safe from any number of threads.
/// </summary>
public abstract partial record Condition
{
    private Condition(int nodes, int depth) => (Nodes, Depth) = (nodes, depth);

    private Condition(IReadOnlyList<Condition> parts)
    {
        (Nodes, Depth) = (1, 1);
        for (var i = 0; i < parts.Count; i++)
        {
            Nodes += parts[i].Nodes;
            Depth = Math.Max(Depth, parts[i].Depth + 1);
        }
    }

    /// <summary>The condition that always holds: <c>{"all":[]}</c>.</summary>
    public static Condition Always { get; } = new All([], isBounded: true);

    /// <summary>How many nodes the tree has.</summary>
    internal int Nodes { get; }

    /// <summary>How many levels it has.</summary>
    internal int Depth { get; }

    /// <summary>Reads a condition; the form stands in <c>docs/conditions.md</c>.</summary>
    /// <returns>The condition, or every fault with its JSON pointer.</returns>
    public static Parsed<Condition> Parse(string json, FieldCatalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(catalogue);
        return JsonSection.Read(json, section => ConditionReader.Read(section, catalogue));
    }

    /// <summary>The JSON form, as <see cref="Parse"/> reads it; the same tree gives the same text.</summary>
    public string ToJson()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            ConditionWriter.Write(writer, this);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>Holds when every part does; of no parts, always.</summary>
    public sealed record All : Condition
    {
        /// <summary>Makes the group.</summary>
        /// <exception cref="ArgumentException">It would have more than 4,096 nodes or 16 levels.</exception>
        public All(IReadOnlyList<Condition> parts)
            : this(Copy(parts), isBounded: false)
        {
        }

        internal All(IReadOnlyList<Condition> parts, bool isBounded)
            : base(parts)
        {
            Parts = parts;
            if (!isBounded)
            {
                Verify(nameof(parts));
            }
        }

        /// <summary>The parts.</summary>
        public IReadOnlyList<Condition> Parts { get; }
    }

    /// <summary>Holds when some part does; of no parts, never.</summary>
    public sealed record Any : Condition
    {
        /// <summary>Makes the group.</summary>
        /// <exception cref="ArgumentException">It would have more than 4,096 nodes or 16 levels.</exception>
        public Any(IReadOnlyList<Condition> parts)
            : this(Copy(parts), isBounded: false)
        {
        }

        internal Any(IReadOnlyList<Condition> parts, bool isBounded)
            : base(parts)
        {
            Parts = parts;
            if (!isBounded)
            {
                Verify(nameof(parts));
            }
        }

        /// <summary>The parts.</summary>
        public IReadOnlyList<Condition> Parts { get; }
    }

    /// <summary>Holds when no part does.</summary>
    public sealed record None : Condition
    {
        /// <summary>Makes the group.</summary>
        /// <exception cref="ArgumentException">It would have more than 4,096 nodes or 16 levels.</exception>
        public None(IReadOnlyList<Condition> parts)
            : this(Copy(parts), isBounded: false)
        {
        }

        internal None(IReadOnlyList<Condition> parts, bool isBounded)
            : base(parts)
        {
            Parts = parts;
            if (!isBounded)
            {
                Verify(nameof(parts));
            }
        }

        /// <summary>The parts.</summary>
        public IReadOnlyList<Condition> Parts { get; }
    }

    /// <summary>Holds when its part does not.</summary>
    public sealed record Not : Condition
    {
        internal Not(Condition part)
            : base(part.Nodes + 1, part.Depth + 1) => Part = part;

        /// <summary>The part.</summary>
        public Condition Part { get; }
    }

    private static Condition[] Copy(IReadOnlyList<Condition> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        return [.. parts];
    }

    private void Verify(string parameter)
    {
        if (Nodes > ConditionReader.MaxNodes || Depth > ConditionReader.MaxDepth)
        {
            throw new ArgumentException($"A condition has at most {ConditionReader.MaxNodes} nodes and {ConditionReader.MaxDepth} levels, not {Nodes} and {Depth}.", parameter);
        }
    }
}
