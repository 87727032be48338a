using Helpdesk.Core.Runtime.Diagnostics;
using Helpdesk.Core.Runtime.Storage;

namespace Helpdesk.Core.Runtime;

/// <summary>The one place that runs a use case again when somebody else was faster.</summary>
internal static class WriteRace
{
    private const int Attempts = 20;

    /// <summary>Runs until the result is no conflict.</summary>
    /// <param name="attempt">Gets the number of the attempt, from 0.</param>
    /// <exception cref="WriteRaceLostException">It conflicted too often.</exception>
    public static async Task<T> RunAsync<T>(Func<int, Task<(CommitResult Result, T Value)>> attempt)
    {
        for (var i = 0; i < Attempts; i++)
        {
            var (result, value) = await attempt(i).ConfigureAwait(false);
            if (result != CommitResult.Conflict)
            {
                return value;
            }

            HelpdeskTelemetry.Conflicted();
        }

        throw new WriteRaceLostException(Attempts);
    }
}
