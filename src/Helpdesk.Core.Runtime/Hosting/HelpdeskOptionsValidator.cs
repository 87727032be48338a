using Helpdesk.Core.Engine;
using Microsoft.Extensions.Options;

namespace Helpdesk.Core.Runtime.Hosting;

/// <summary>Finds everything that is wrong with the options, the configuration included, at once.</summary>
internal sealed class HelpdeskOptionsValidator : IValidateOptions<HelpdeskOptions>
{
    public ValidateOptionsResult Validate(string? name, HelpdeskOptions options)
    {
        var faults = HelpdeskConfiguration.Parse(options.Configuration).Faults.Select(f => $"Configuration {f}").ToList();
        if (string.IsNullOrWhiteSpace(options.Tenant))
        {
            faults.Add("Tenant must not be blank.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
