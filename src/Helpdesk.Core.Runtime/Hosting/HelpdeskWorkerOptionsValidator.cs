using Microsoft.Extensions.Options;

namespace Helpdesk.Core.Runtime.Hosting;

internal sealed class HelpdeskWorkerOptionsValidator : IValidateOptions<HelpdeskWorkerOptions>
{
    public ValidateOptionsResult Validate(string? name, HelpdeskWorkerOptions options) =>
        options.PollInterval >= TimeSpan.FromMilliseconds(10) && options.PollInterval <= TimeSpan.FromHours(1)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail("PollInterval is between 10 milliseconds and 1 hour.");
}
