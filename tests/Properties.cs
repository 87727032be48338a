using System.Globalization;
using FsCheck;

namespace Helpdesk.Core.TestSupport;

/// <summary>Runs FsCheck properties inside plain facts. Compiled into every test project.</summary>
internal static class Properties
{
    /// <summary>
    /// Checks a property; a failure prints the three numbers that replay it. Put them, as "(seed,gamma,size)", into the
    /// environment variable HELPDESK_FSCHECK_REPLAY to run exactly that case again.
    /// </summary>
    public static void Holds(Property property, int tests = 200)
    {
        var config = Config.QuickThrowOnFailure.WithMaxTest(tests).WithQuietOnSuccess(true);
        var replay = Environment.GetEnvironmentVariable("HELPDESK_FSCHECK_REPLAY");
        if (!string.IsNullOrEmpty(replay))
        {
            var part = replay.Trim('(', ')').Split(',');
            config = config.WithReplay(
                ulong.Parse(part[0], CultureInfo.InvariantCulture),
                ulong.Parse(part[1], CultureInfo.InvariantCulture),
                int.Parse(part[2], CultureInfo.InvariantCulture));
        }

        Check.One(config, property);
    }
}
