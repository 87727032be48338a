namespace Helpdesk.Core.Sqlite;

/// <summary>Something to be written; taken by one, who runs it and tells how it ended.</summary>
internal abstract class WriteJob(bool leavesNoTrace)
{
    private int _taken;

    public bool LeavesNoTrace { get; } = leavesNoTrace;

    public bool IsTaken => Volatile.Read(ref _taken) != 0;

    /// <summary>What went wrong with it alone.</summary>
    public Exception? Failure { get; protected set; }

    /// <summary>Whether it is the caller's now: nobody else runs it then.</summary>
    public bool TryTake() => Interlocked.Exchange(ref _taken, 1) == 0;

    /// <summary>Does it, and says whether what was done stays. It may be run again when that was undone.</summary>
    public abstract bool Run();

    /// <summary>Tells whoever waits how it went.</summary>
    public abstract void Tell();

    /// <summary>Tells whoever waits that nothing was done.</summary>
    public abstract void Fail(Exception exception);
}
