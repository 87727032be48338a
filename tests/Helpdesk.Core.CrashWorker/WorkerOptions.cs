using System.Globalization;

namespace Helpdesk.Core.CrashWorker;

/// <summary>How a worker is told what to do: one argument a property, in order.</summary>
/// <param name="Mode">
/// <c>load</c> until it is killed; <c>hot</c> for so many commands on given tickets; <c>finish</c> what was begun; <c>drain</c> a day later, until
/// nothing is left to do.
/// </param>
/// <param name="Database">The store.</param>
/// <param name="Journal">The worker's journal.</param>
/// <param name="Worker">Its number.</param>
/// <param name="Seed">What its draws begin with.</param>
/// <param name="Began">When the run began, in ticks.</param>
/// <param name="Commands">How many commands, for <c>hot</c>.</param>
/// <param name="Tickets">A file with the ids of the hot tickets, a line each.</param>
public sealed record WorkerOptions(string Mode, string Database, string Journal, int Worker, int Seed, DateTimeOffset Began, int Commands = 0, string Tickets = "")
{
    public static WorkerOptions Parse(string[] arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        return new WorkerOptions(
            arguments[0],
            arguments[1],
            arguments[2],
            Number(arguments[3]),
            Number(arguments[4]),
            new DateTimeOffset(long.Parse(arguments[5], CultureInfo.InvariantCulture), TimeSpan.Zero),
            Number(arguments[6]),
            arguments[7]);
    }

    public string[] ToArguments() => [Mode, Database, Journal, Text(Worker), Text(Seed), Text(Began.UtcTicks), Text(Commands), Tickets];

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
