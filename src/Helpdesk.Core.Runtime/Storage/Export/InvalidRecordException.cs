namespace Helpdesk.Core.Runtime.Storage.Export;

/// <summary>
/// Records that no store can take. A source of records throws it where it cannot go on, a store where records do not fit together; whoever hands one
/// to the other makes a value of it, as <see cref="HelpdeskImport"/> does.
/// </summary>
public sealed class InvalidRecordException : Exception
{
    /// <summary>Makes it.</summary>
    /// <param name="fault">What is wrong.</param>
    /// <param name="inner">What it was found by; null for nothing.</param>
    public InvalidRecordException(Fault fault, Exception? inner = null)
        : base((fault ?? throw new ArgumentNullException(nameof(fault))).ToString(), inner) => Fault = fault;

    /// <summary>What is wrong.</summary>
    public Fault Fault { get; }
}
