using Helpdesk.Core.Engine;
using Helpdesk.Core.Runtime.Channels;
using Microsoft.Extensions.Options;

namespace Helpdesk.Core.Runtime.Hosting;

/// <summary>Finds everything that is wrong with the options, the configuration included, at once.</summary>
internal sealed class HelpdeskOptionsValidator(IEnumerable<IHostAction> actions) : IValidateOptions<HelpdeskOptions>
{
    public ValidateOptionsResult Validate(string? name, HelpdeskOptions options)
    {
        var configuration = HelpdeskConfiguration.Parse(options.Configuration, options.Fields, actions.Select(a => a.Name));
        var faults = configuration.Faults.Select(f => $"Configuration {f}").ToList();
        if (string.IsNullOrWhiteSpace(options.Tenant))
        {
            faults.Add("Tenant must not be blank.");
        }

        if (options.Secret.Length is > 0 and < 16)
        {
            faults.Add("Secret has at least 16 characters.");
        }
        else if (options.Secret.Length == 0 && configuration.Value?.Ratings is not null)
        {
            faults.Add("Secret must be set: 'ratings' in the configuration needs signed links.");
        }

        if (options.FormerSecrets.Any(s => s is null || s.Length < 16))
        {
            faults.Add("Each of FormerSecrets has at least 16 characters.");
        }
        else if (options.FormerSecrets.Count > 0 && options.Secret.Length == 0)
        {
            faults.Add("FormerSecrets are for what an earlier Secret signed: Secret must be set.");
        }

        faults.AddRange(RetentionRule.FaultsOf(options.Retention));
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
