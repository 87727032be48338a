using Helpdesk.Core.Conditions;
using Helpdesk.Core.Tickets;
using NodaTime;

namespace Helpdesk.Core.Rules;

/// <summary>Reads one rule from its place in a JSON document.</summary>
internal static class RuleReader
{
    public const int MaxRules = 10_000;

    private static readonly Duration Shortest = Duration.FromMinutes(1);

    public static Rule? Read(JsonSection section, FieldCatalogue catalogue, RuleReferences references)
    {
        if (!section.IsObject())
        {
            return null;
        }

        var before = section.FaultCount;
        var id = section.Required("id")?.Name();
        var name = section.Optional("name")?.Name() ?? id;
        var order = section.Optional("order")?.Integer(int.MinValue, int.MaxValue) ?? 0;
        var enabled = section.Optional("enabled")?.Flag() ?? true;
        var on = Events(section.Required("on"));
        var when = section.Optional("when") is { } condition ? ConditionReader.Read(condition, catalogue) : Condition.Always;
        var then = ActionReader.List(section.Required("then"), references);
        var category = section.Optional("category")?.Name() ?? "";
        var most = section.Optional("maxRuns")?.Integer(1, int.MaxValue);
        var once = Once(section, on, when);
        var every = Every(section, once);
        var from = section.Optional("validFrom")?.Moment();
        var until = section.Optional("validUntil");
        var end = until?.Moment();
        if (end <= from)
        {
            until!.Fault("ends-before-start", "A rule is valid until later than from.");
        }

        if (on.Contains(TimeRules.Kind, StringComparer.Ordinal) && when is not null && !when.OnTheClock().Any())
        {
            section.Fault("no-time", $"A rule on '{TimeRules.Kind}' needs a comparison with the clock, such as olderThan.");
        }

        var stop = section.Optional("stop")?.Choice<RuleStop>() ?? RuleStop.None;
        section.NothingElse();
        return section.FaultCount > before || when is null
            ? null
            : new Rule(new RuleId(id!), name!, order, enabled, on, when, then, stop)
            {
                Category = category,
                Once = once,
                Every = every,
                MaxRuns = most,
                ValidFrom = from,
                ValidUntil = end,
            };
    }

    private static List<string> Events(JsonSection? place)
    {
        var events = new List<string>();
        foreach (var item in place?.Items(TicketEventKind.All.Count) ?? [])
        {
            if (item.Text() is { } text && ActionReader.Known(item, text, TicketEventKind.All, "event") is { } known)
            {
                events.Add(known);
            }
        }

        if (place is { IsList: true } && events.Count == 0)
        {
            place.Fault("empty", "A rule that no event wakes never fires.");
        }

        return events;
    }

    // The clock wakes a rule once an episode; everything else as often as it happens.
    private static RuleOnce Once(JsonSection section, List<string> on, Condition? when)
    {
        var place = section.Optional("once");
        var once = place?.Choice<RuleOnce>() ?? (on is [TimeRules.Kind] ? RuleOnce.PerEpisode : RuleOnce.PerEvent);
        if (once == RuleOnce.PerEpisode && when is not null && !when.OnTheClock().Any())
        {
            place?.Fault("no-episode", "An episode is made of the moments that a condition counts from, and this one counts from none.");
        }

        if (once == RuleOnce.Unlimited && on is not [TimeRules.Kind])
        {
            place!.Fault("not-timed", $"Again and again is for rules that '{TimeRules.Kind}' alone wakes; others fire whenever they are woken.");
        }

        return once;
    }

    private static Duration? Every(JsonSection section, RuleOnce once)
    {
        var place = once == RuleOnce.Unlimited ? section.Required("every") : section.Optional("every");
        var every = place?.Length();
        if (every < Shortest)
        {
            place!.Fault("too-short", "A rule comes again after a minute at the soonest.");
        }

        if (once != RuleOnce.Unlimited)
        {
            place?.Fault("not-unlimited", "Only a rule with 'once': 'unlimited' comes again at an interval.");
        }

        return every;
    }
}
