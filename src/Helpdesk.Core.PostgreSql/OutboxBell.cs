using System.Collections.Concurrent;
using Helpdesk.Core.Runtime.Storage;
using Npgsql;

namespace Helpdesk.Core.PostgreSql;

/// <summary>
/// Tells the hosts on one database that messages wait. Only a hint: what is lost is found by polling. A commit does not notify itself, for
/// the server takes commits that do one after the other; it is done beside them, and once for all commits of a moment.
/// </summary>
internal sealed class OutboxBell : IAsyncDisposable
{
    private const string Channel = "helpdesk_outbox";

    private static readonly TimeSpan Together = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private readonly NpgsqlDataSource _source;
    private readonly string _place;
    private readonly OutboxSignal _signal = new();
    private readonly string _self = Guid.NewGuid().ToString("N");
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<TenantId, bool> _telling = new();
    private readonly ConcurrentDictionary<string, TenantId> _tenants = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private Task? _listening;

    /// <param name="source">The database.</param>
    /// <param name="schema">Where the tables are: others in the same database are not woken.</param>
    public OutboxBell(NpgsqlDataSource source, string schema)
    {
        _source = source;
        _place = schema;
    }

    /// <summary>Wakes the waiting ones here, and soon those of other hosts.</summary>
    public void Ring(TenantId tenant)
    {
        _signal.Ring(tenant);
        if (_telling.TryAdd(tenant, true))
        {
            _ = TellAsync(tenant);
        }
    }

    public Task<long> WaitAsync(TenantId tenant, long seen, TimeSpan atMost, CancellationToken cancellationToken)
    {
        _tenants.TryAdd(Key(tenant), tenant);
        lock (_lock)
        {
            _listening ??= Task.Run(ListenAsync, CancellationToken.None);
        }

        return _signal.WaitAsync(tenant, seen, atMost, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await (_listening ?? Task.CompletedTask).ConfigureAwait(false);
        _stop.Dispose();
    }

    private string Key(TenantId tenant) => Convert.ToHexStringLower(PostgreSqlStore.Digest($"{_place}\n{tenant.Value}"));

    // What rings meanwhile is told with this one; what rings after the statement began is told by another.
    private async Task TellAsync(TenantId tenant)
    {
        try
        {
            await Task.Delay(Together, _stop.Token).ConfigureAwait(false);
            _telling.TryRemove(tenant, out bool _);
            var command = _source.CreateCommand("SELECT pg_notify($1, $2)");
            await using var disposal = command.ConfigureAwait(false);
            Values.Add(command.Parameters, Channel, $"{_self} {Key(tenant)}");
            await command.ExecuteNonQueryAsync(_stop.Token).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The others find it by polling.
            _telling.TryRemove(tenant, out _);
        }
    }

    private async Task ListenAsync()
    {
        var pause = FirstPause;
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var connection = await _source.OpenConnectionAsync(_stop.Token).ConfigureAwait(false);
                await using var disposal = connection.ConfigureAwait(false);
                connection.Notification += (_, told) => Hear(told.Payload);
                var command = new NpgsqlCommand("LISTEN " + Channel, connection);
                await using (command.ConfigureAwait(false))
                {
                    await command.ExecuteNonQueryAsync(_stop.Token).ConfigureAwait(false);
                }

                pause = FirstPause;
                while (true)
                {
                    await connection.WaitAsync(_stop.Token).ConfigureAwait(false);
                }
            }
            catch (Exception) when (!_stop.IsCancellationRequested)
            {
                // Until the server is back, who waits polls.
                await Task.Delay(pause, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
            catch (Exception)
            {
                return;
            }
        }
    }

    private void Hear(string told)
    {
        var words = told.Split(' ');
        if (words is [var from, var key] && from != _self && _tenants.TryGetValue(key, out var tenant))
        {
            _signal.Ring(tenant);
        }
    }
}
