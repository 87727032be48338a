using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Helpdesk.Core.Sqlite;

/// <summary>
/// What is to be written, in order. Who comes while others write waits with the rest, and the next one writes what all of them have in one
/// transaction: the disk is waited for once. Each part is there whole or not at all, and nobody is told before all is on disk. Thread-safe.
/// </summary>
internal sealed class WriteQueue(Session db) : IDisposable
{
    private const int MaxGroup = 64;

    // The write lock is taken at once: two processes wait for one another instead of failing half-way.
    private const string Begin = "BEGIN IMMEDIATE";
    private const string Commit = "COMMIT";

    private readonly ConcurrentQueue<WriteJob> _jobs = new();
    private readonly SemaphoreSlim _turn = new(1, 1);
    private bool _leftTrace;

    /// <summary>Writes.</summary>
    /// <param name="work">Does it, over the connection of the queue.</param>
    /// <param name="isKept">Whether what was done stays; else it is undone.</param>
    /// <param name="leavesNoTrace">Whether the log is to be emptied of what was there before.</param>
    /// <param name="cancellationToken">Cancels waiting, and not what has begun.</param>
    public async Task<T> RunAsync<T>(Func<T> work, Func<T, bool> isKept, bool leavesNoTrace, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var job = new WriteJob<T>(work, isKept, leavesNoTrace);
        _jobs.Enqueue(job);
        try
        {
            await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!job.TryTake())
        {
            return await job.Told.ConfigureAwait(false);
        }

        try
        {
            while (!job.IsTaken)
            {
                RunGroup();
            }
        }
        finally
        {
            _turn.Release();
        }

        return await job.Told.ConfigureAwait(false);
    }

    /// <summary>Writes what comes little by little, in a transaction of its own, while everybody else waits.</summary>
    /// <param name="work">Does it, over the connection of the queue, and says whether what was done stays.</param>
    /// <param name="cancellationToken">Cancels waiting.</param>
    public async Task<bool> RunAloneAsync(Func<Task<bool>> work, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            db.Run(Begin);
            try
            {
                var isKept = await work().ConfigureAwait(false);
                if (isKept)
                {
                    db.Run(Commit);
                }

                return isKept;
            }
            finally
            {
                db.Rollback();
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _turn.Dispose();
        db.Dispose();
    }

    private void RunGroup()
    {
        var group = new List<WriteJob>();
        while (group.Count < MaxGroup && _jobs.TryDequeue(out var job))
        {
            if (job.TryTake())
            {
                group.Add(job);
            }
        }

        if (group.Count < 2 || _leftTrace || group.Exists(j => j.LeavesNoTrace) || !TryTogether(group))
        {
            foreach (var job in group)
            {
                RunAlone(job);
            }
        }
    }

    // Savepoints would undo one part alone, but have SQLite copy each page that any part changes, which costs more than the disk. So the few groups of
    // which a part is not to stay are undone, and done again one by one.
    private bool TryTogether(List<WriteJob> group)
    {
        try
        {
            db.Run(Begin);
            foreach (var job in group)
            {
                var before = db.Changes;
                if (!job.Run() && (job.Failure is not null || db.Changes != before))
                {
                    db.Rollback();
                    return false;
                }
            }

            db.Run(Commit);
            group.ForEach(j => j.Tell());
        }
        catch (Exception exception)
        {
            db.Rollback();
            group.ForEach(j => j.Fail(exception));
        }

        return true;
    }

    private void RunAlone(WriteJob job)
    {
        try
        {
            db.Run(Begin);
            if (job.Run())
            {
                db.Run(Commit);
            }

            db.Rollback();
            EmptyLog(job);
            job.Tell();
        }
        catch (Exception exception)
        {
            db.Rollback();
            job.Fail(exception);
        }
    }

    // Who reads for long keeps the log from being emptied: then whoever writes next tries again. What was written is told to have been written anyway.
    private void EmptyLog(WriteJob job)
    {
        if (!_leftTrace && !job.LeavesNoTrace)
        {
            return;
        }

        _leftTrace = true;
        db.Run("PRAGMA busy_timeout=250");
        try
        {
            _leftTrace = db.Rows("PRAGMA wal_checkpoint(TRUNCATE)", r => r.GetInt64(0)).Single() != 0;
        }
        catch (SqliteException)
        {
            // It is tried again.
        }
        finally
        {
            db.Run(Session.Patience);
        }
    }
}
