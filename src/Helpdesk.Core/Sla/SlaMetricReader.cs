using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Sla;

/// <summary>Reads metrics of the host's own from their place in a JSON document.</summary>
internal static class SlaMetricReader
{
    private const int MaxMetrics = 20;

    // Keeps the names of the host's own apart from all that are shipped now and later.
    private const string Prefix = "x-";

    /// <summary>The shipped metrics and those of the document.</summary>
    public static IReadOnlyList<SlaMetric> Read(JsonSection? section)
    {
        var metrics = SlaMetrics.All.ToList();
        foreach (var item in section?.Items(MaxMetrics) ?? [])
        {
            if (Metric(item) is not { } metric)
            {
                continue;
            }

            if (metrics.Any(m => m.Id == metric.Id))
            {
                item.Fault("duplicate", $"Metric '{metric.Id}' is there twice.");
                continue;
            }

            metrics.Add(metric);
        }

        return metrics;
    }

    private static SlaMetric? Metric(JsonSection section)
    {
        if (!section.IsObject())
        {
            return null;
        }

        var before = section.FaultCount;
        var place = section.Required("id");
        var id = place?.Name();
        if (id is not null && !id.StartsWith(Prefix, StringComparison.Ordinal))
        {
            place!.Fault("bad-name", "The name of a metric of one's own begins with 'x-'.");
        }

        var metric = new SlaMetric(id ?? "")
        {
            StartOn = Signals(section.Required("startOn")),
            PauseIn = [.. (section.Optional("pauseIn")?.Items(32) ?? []).Select(i => i.Choice<StatusCategory>()).OfType<StatusCategory>()],
            FulfilOn = Signals(section.Required("fulfilOn")),
            ResetOn = Signals(section.Optional("resetOn")),
            CancelOn = Signals(section.Optional("cancelOn")),
            Repeat = section.Optional("repeat")?.Choice<SlaRepeat>() ?? SlaRepeat.Once,
        };
        section.NothingElse();
        if (section.FaultCount == before && (metric.StartOn == SlaSignals.None || metric.FulfilOn == SlaSignals.None))
        {
            section.Fault("empty", "A metric is started by something and fulfilled by something.");
        }

        return section.FaultCount > before ? null : metric;
    }

    private static SlaSignals Signals(JsonSection? place) =>
        (place?.Items(32) ?? []).Aggregate(SlaSignals.None, (all, item) => all | (item.Choice<SlaSignals>() ?? SlaSignals.None));
}
