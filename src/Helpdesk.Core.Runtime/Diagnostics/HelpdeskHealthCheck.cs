using Helpdesk.Core.Runtime.Hosting;
using Helpdesk.Core.Runtime.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using NodaTime;

namespace Helpdesk.Core.Runtime.Diagnostics;

/// <summary>
/// Says how a help desk is: unhealthy when its store does not answer, degraded when work is late, messages did not leave, or another configuration was
/// refused. Asks the store one thing and changes nothing. <c>AddHelpdesk</c> brings it:
/// <c>services.AddHealthChecks().AddCheck&lt;HelpdeskHealthCheck&gt;("helpdesk")</c>. Thread-safe.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="tenant">Whose help desk.</param>
/// <param name="time">The clock.</param>
/// <param name="limits">From where on it is no longer good; null for the defaults.</param>
/// <param name="reload">What puts configurations into use; null for none.</param>
public sealed class HelpdeskHealthCheck(
    IHelpdeskStore store, TenantId tenant, TimeProvider time, HealthLimits? limits = null, ConfigurationReload? reload = null) : IHealthCheck
{
    private readonly HealthLimits _limits = limits ?? new HealthLimits();

    /// <summary>Measures.</summary>
    /// <param name="cancellationToken">Cancels waiting; a store that does not answer is told of, not thrown.</param>
    public async Task<HelpdeskHealth> ReadAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            return Judge(await store.ReadStatusAsync(tenant, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // What the database says may name people or secrets of the host: only the kind of failure is told.
            return new HelpdeskHealth { IsReachable = false, Faults = [new Fault("unreachable", $"The store did not answer: {exception.GetType().Name}.")] };
        }
    }

    /// <inheritdoc />
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var health = await ReadAsync(cancellationToken).ConfigureAwait(false);
        var data = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["schemaVersion"] = health.SchemaVersion,
            ["timerLagSeconds"] = health.TimerLag.TotalSeconds,
            ["outboxLagSeconds"] = health.OutboxLag.TotalSeconds,
            ["waiting"] = health.Waiting,
            ["deadLetters"] = health.DeadLetters,
        };
        var sentence = string.Join(' ', health.Faults.Select(f => f.Sentence));
        return !health.IsReachable ? HealthCheckResult.Unhealthy(sentence, data: data)
            : health.Faults.Count > 0 ? HealthCheckResult.Degraded(sentence, data: data)
            : HealthCheckResult.Healthy("All is well.", data);
    }

    private HelpdeskHealth Judge(StoreStatus status)
    {
        var now = Instant.FromDateTimeOffset(time.GetUtcNow());
        var health = new HelpdeskHealth
        {
            IsReachable = true,
            SchemaVersion = status.SchemaVersion,
            TimerLag = Since(status.EarliestTimer, now),
            OutboxLag = Since(status.OldestWaiting, now),
            Waiting = status.Waiting,
            DeadLetters = status.DeadLetters,
        };
        return health with { Faults = [.. Faults(health)] };
    }

    private IEnumerable<Fault> Faults(HelpdeskHealth health)
    {
        if (health.TimerLag > _limits.TimerLag)
        {
            yield return new Fault("timers-late", $"A timer is {health.TimerLag.TotalSeconds:0} seconds late.");
        }

        if (health.OutboxLag > _limits.OutboxLag)
        {
            yield return new Fault("outbox-late", $"A message has waited {health.OutboxLag.TotalSeconds:0} seconds to leave.");
        }

        if (health.DeadLetters > _limits.DeadLetters)
        {
            yield return new Fault("dead-letters", $"{health.DeadLetters} messages did not leave and wait for a decision.");
        }

        if (reload?.Faults is { Count: > 0 } faults)
        {
            yield return new Fault("configuration-refused", $"Another configuration has {faults.Count} faults; the old one goes on.");
        }
    }

    private static Duration Since(Instant? then, Instant now) => then < now ? now - then.Value : Duration.Zero;
}
