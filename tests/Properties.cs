using System.Globalization;
using FsCheck;

namespace Helpdesk.Core.TestSupport;

/// <summary>Runs FsCheck properties inside plain facts. Compiled into every test project.</summary>
internal static class Properties
{
    private const ulong OddGamma = 0x9E37_79B9_7F4A_7C15;

    /// <summary>
    /// Checks a property on random cases; a failure prints the three numbers that replay it. Environment variables:
    /// HELPDESK_FSCHECK_REPLAY "(seed,gamma,size)" runs exactly that case again; HELPDESK_FSCHECK_SEED a number makes every run
    /// the same; HELPDESK_FSCHECK_TIMES a number makes it so many times longer.
    /// </summary>
    public static void Holds(Property property, int tests = 200)
    {
        var times = Variable("TIMES") is { } factor ? int.Parse(factor, CultureInfo.InvariantCulture) : 1;
        var config = Config.QuickThrowOnFailure.WithMaxTest(tests * times).WithQuietOnSuccess(true);
        if (Variable("REPLAY") is { } replay)
        {
            var part = replay.Trim('(', ')').Split(',');
            config = config.WithReplay(Number(part[0]), Number(part[1]), int.Parse(part[2], CultureInfo.InvariantCulture));
        }
        else if (Variable("SEED") is { } seed)
        {
            config = config.WithReplay(Number(seed), OddGamma);
        }

        Check.One(config, property);
    }

    private static ulong Number(string text) => ulong.Parse(text, CultureInfo.InvariantCulture);

    private static string? Variable(string name) =>
        Environment.GetEnvironmentVariable($"HELPDESK_FSCHECK_{name}") is { Length: > 0 } value ? value : null;
}
