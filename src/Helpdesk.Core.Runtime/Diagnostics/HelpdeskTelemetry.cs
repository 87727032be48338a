using System.Diagnostics;
using System.Diagnostics.Metrics;
using Helpdesk.Core.Engine;

namespace Helpdesk.Core.Runtime.Diagnostics;

/// <summary>
/// What the library tells of itself while it works: one meter and one source of activities, both named <see cref="Name"/>. All instruments
/// stand in <c>docs/telemetry.md</c>. No tag names a person or holds content. Nothing is allocated while nobody listens.
/// </summary>
public static class HelpdeskTelemetry
{
    /// <summary>The name of the meter, of the source of activities and of the logs' beginnings.</summary>
    public const string Name = "Helpdesk.Core";

    internal static readonly ActivitySource Activities = new(Name);

    private static readonly Meter Meter = new(Name);

    private static readonly Histogram<double> IntakeDuration =
        Meter.CreateHistogram<double>("helpdesk.intake.duration", "s", "Taking a message or other input, from the call to the commit.");

    private static readonly Histogram<double> CommandDuration =
        Meter.CreateHistogram<double>("helpdesk.command.duration", "s", "A command on a ticket, from the call to the commit.");

    private static readonly Counter<long> TimersFired = Meter.CreateCounter<long>("helpdesk.timer.fired", "{timer}", "Timers that rang.");

    private static readonly Histogram<double> TimerLag =
        Meter.CreateHistogram<double>("helpdesk.timer.lag", "s", "How long after its instant a timer rang.");

    private static readonly Histogram<double> DeliveryDuration =
        Meter.CreateHistogram<double>("helpdesk.delivery.duration", "s", "Handing a message to its channel, or a call to the host.");

    private static readonly Counter<long> Conflicts =
        Meter.CreateCounter<long>("helpdesk.commit.conflicts", "{conflict}", "Commits that came too late and were done again.");

    /// <summary>A moment to measure from; 0 while nobody measures.</summary>
    internal static long Start(bool isMeasured) => isMeasured ? Stopwatch.GetTimestamp() : 0;

    internal static bool MeasuresIntake => IntakeDuration.Enabled;

    internal static bool MeasuresCommands => CommandDuration.Enabled;

    internal static bool MeasuresDelivery => DeliveryDuration.Enabled;

    internal static void Taken(long start, string channel, string result)
    {
        if (IntakeDuration.Enabled)
        {
            IntakeDuration.Record(Seconds(start), Tag("helpdesk.channel", channel), Tag("helpdesk.result", result));
        }
    }

    internal static void Executed(long start, string command, string result)
    {
        if (CommandDuration.Enabled)
        {
            CommandDuration.Record(Seconds(start), Tag("helpdesk.command", command), Tag("helpdesk.result", result));
        }
    }

    internal static void Rang(TimerKind kind, double lagSeconds)
    {
        if (TimersFired.Enabled || TimerLag.Enabled)
        {
            var timer = kind.ToString();
            TimersFired.Add(1, Tag("helpdesk.timer", timer));
            TimerLag.Record(Math.Max(0, lagSeconds), Tag("helpdesk.timer", timer));
        }
    }

    internal static void HandedOver(long start, string channel, string result)
    {
        if (DeliveryDuration.Enabled)
        {
            DeliveryDuration.Record(Seconds(start), Tag("helpdesk.channel", channel), Tag("helpdesk.result", result));
        }
    }

    internal static void Conflicted() => Conflicts.Add(1);

    /// <summary>Marks an activity as failed, by the type of what went wrong; false, so that a filter can call it.</summary>
    internal static bool Failed(Activity? activity, Exception exception)
    {
        activity?.SetTag("error.type", exception.GetType().FullName).SetStatus(ActivityStatusCode.Error);
        return false;
    }

    private static double Seconds(long start) => start == 0 ? 0 : Stopwatch.GetElapsedTime(start).TotalSeconds;

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
