using System.Diagnostics.CodeAnalysis;

namespace Helpdesk.Core;

/// <summary>The result of reading something from outside: a value, or all the faults that were found in it.</summary>
/// <typeparam name="T">What was read.</typeparam>
public sealed class Parsed<T>
    where T : class
{
    internal Parsed(T? value, IReadOnlyList<Fault> faults)
    {
        Value = value;
        Faults = faults;
    }

    /// <summary>What was read; null exactly when there are <see cref="Faults"/>.</summary>
    public T? Value { get; }

    /// <summary>Everything that is wrong, in the order of the text; empty exactly when there is a value.</summary>
    public IReadOnlyList<Fault> Faults { get; }

    /// <summary>Whether there is a value.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    public bool IsValid => Faults.Count == 0;

    /// <summary>The value, for callers to whom a fault is a mistake of their own.</summary>
    /// <exception cref="FormatException">There are faults; the message lists them all.</exception>
    public T Require() => IsValid
        ? Value
        : throw new FormatException(string.Join('\n', Faults));
}
