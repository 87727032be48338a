using System.Collections.Concurrent;

namespace Helpdesk.Core.Sqlite;

/// <summary>Connections that only read, made when they are needed: readers wait neither for a writer nor, while there are few, for one another. Thread-safe.</summary>
internal sealed class ReaderPool(string path) : IDisposable
{
    private const int Most = 4;

    private readonly SemaphoreSlim _turns = new(Most, Most);
    private readonly ConcurrentBag<Session> _free = [];

    public async Task<T> RunAsync<T>(Func<Session, T> read, CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var session = _free.TryTake(out var free) ? free : Open();
            try
            {
                return read(session);
            }
            finally
            {
                _free.Add(session);
            }
        }
        finally
        {
            _turns.Release();
        }
    }

    /// <summary>A connection that is the caller's alone, for what reads long; the caller disposes of it.</summary>
    public Session Open()
    {
        var session = Session.Open(path);
        session.Run("PRAGMA query_only=ON");
        return session;
    }

    public void Dispose()
    {
        while (_free.TryTake(out var session))
        {
            session.Dispose();
        }

        _turns.Dispose();
    }
}
