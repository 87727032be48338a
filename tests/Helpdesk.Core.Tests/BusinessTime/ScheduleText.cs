using Helpdesk.Core.BusinessTime;
using NodaTime;
using NodaTime.Text;

namespace Helpdesk.Core.Tests.BusinessTime;

/// <summary>Schedules and instants as short text, so that a fact reads like its issue.</summary>
internal static class ScheduleText
{
    /// <summary>A schedule from JSON.</summary>
    public static Schedule Parse(string json) => Schedule.Parse(json).Require();

    /// <summary>The same hours on some days of the week, 1 to 7.</summary>
    public static Schedule Week(string zone, string hours, params int[] days) => Week(zone, hours, "", days);

    /// <summary>As above, with more members of the JSON object.</summary>
    public static Schedule Week(string zone, string hours, string more, params int[] days) => Parse($$"""
        {"zone":"{{zone}}",
         "weekly":[{{string.Join(',', days.Select(d => $$"""{"day":{{d}},"start":"{{hours[..5]}}","end":"{{hours[6..]}}"}"""))}}]{{(more.Length > 0 ? "," : "")}}{{more}}}
        """);

    /// <summary>An instant in UTC, without the Z.</summary>
    public static Instant At(string text) => InstantPattern.General.Parse(text + "Z").Value;
}
