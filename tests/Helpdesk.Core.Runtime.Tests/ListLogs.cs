using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Helpdesk.Core.Runtime.Tests;

/// <summary>Keeps what is logged.</summary>
internal sealed class ListLogs : ILoggerFactory, ILogger
{
    public ConcurrentQueue<(int Id, string Text)> Logged { get; } = new();

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public ILogger CreateLogger(string categoryName) => this;

    public void Dispose()
    {
        // There is nothing to let go.
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Logged.Enqueue((eventId.Id, formatter(state, exception)));
}
