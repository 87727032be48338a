using Helpdesk.Core.Engine;
using Helpdesk.Core.Runtime.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Helpdesk.Core.Runtime.Hosting;

/// <summary>
/// Puts the configuration of the host's options into use again whenever they change, while everything works. One that has faults is refused:
/// the old one goes on and the faults are told. Work that has begun ends under the configuration under which it began. Of the options only
/// <see cref="HelpdeskOptions.Configuration"/> is followed; for the others the host starts again. Thread-safe.
/// </summary>
public sealed class ConfigurationReload : IDisposable
{
    private readonly IOptionsFactory<HelpdeskOptions> _options;
    private readonly Func<HelpdeskOptions, HelpdeskConfiguration> _make;
    private readonly ILogger _log;
    private readonly Lock _lock = new();
    private readonly List<IDisposable> _changes;
    private volatile IReadOnlyList<string> _faults = [];

    internal ConfigurationReload(
        HelpdeskOptions first,
        IOptionsFactory<HelpdeskOptions> options,
        IEnumerable<IOptionsChangeTokenSource<HelpdeskOptions>> changes,
        Func<HelpdeskOptions, HelpdeskConfiguration> make,
        ILoggerFactory? loggers)
    {
        _options = options;
        _make = make;
        _log = Log.For(loggers, nameof(ConfigurationReload));
        Active = new ActiveConfiguration(make(first));
        _changes = [.. changes.Select(c => ChangeToken.OnChange(c.GetChangeToken, () => Reload()))];
    }

    /// <summary>The configuration in use.</summary>
    public ActiveConfiguration Active { get; }

    /// <summary>Everything that is wrong with the options that were refused last; empty when the last ones are in use.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>
    /// Reads the options anew and puts their configuration into use, unless it is the one in use. Timers follow with the next event of each ticket, or
    /// all at once by <c>DueWork.RenewAsync</c>.
    /// </summary>
    /// <returns>Whether the options were free of faults; if not, <see cref="Faults"/> has them and nothing has changed.</returns>
    public bool Reload()
    {
        lock (_lock)
        {
            try
            {
                var next = _make(_options.Create(Options.DefaultName));
                _faults = [];
                if (next.Fingerprint != Active.Current.Fingerprint)
                {
                    Active.Use(next);
                    Log.Reconfigured(_log, next.Fingerprint);
                }

                return true;
            }
            catch (OptionsValidationException exception)
            {
                _faults = [.. exception.Failures];
                Log.ConfigurationRefused(_log, _faults.Count);
                return false;
            }
        }
    }

    /// <summary>Follows no more changes.</summary>
    public void Dispose() => _changes.ForEach(c => c.Dispose());
}
