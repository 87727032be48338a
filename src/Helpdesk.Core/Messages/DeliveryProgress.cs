using System.Collections.Immutable;

namespace Helpdesk.Core.Messages;

/// <summary>
/// What is known of the delivery of one message: the join of all that was reported of its parts. Reports may come in any order and
/// more than once; the result is the same. Immutable.
/// </summary>
public sealed record DeliveryProgress
{
    private DeliveryProgress()
    {
    }

    /// <summary>Nothing was reported.</summary>
    public static DeliveryProgress None { get; } = new();

    /// <summary>What is known of each part, by its number from 0.</summary>
    public ImmutableSortedDictionary<int, PartDelivery> Parts { get; private init; } = ImmutableSortedDictionary<int, PartDelivery>.Empty;

    /// <summary>In how many parts it leaves, as far as anybody said.</summary>
    public int PartCount { get; private init; } = 1;

    /// <summary>
    /// How far the whole got: failed when a part failed, unsure when nobody knows of a part, otherwise as far as the part that is
    /// behind.
    /// </summary>
    public DeliveryState State
    {
        get
        {
            var states = Parts.Values.Select(p => p.State).ToHashSet();
            return states.Contains(DeliveryState.Failed) ? DeliveryState.Failed
                : states.Contains(DeliveryState.Unsure) ? DeliveryState.Unsure
                : Parts.Count < PartCount ? DeliveryState.Queued
                : states.Min();
        }
    }

    /// <summary>A part; one of which nothing is known yet is <see cref="PartDelivery.None"/>.</summary>
    public PartDelivery this[int part] => Parts.GetValueOrDefault(part, PartDelivery.None);

    /// <summary>The same with one more report; it is the same object when the report says nothing new.</summary>
    public DeliveryProgress With(DeliveryNews news)
    {
        ArgumentNullException.ThrowIfNull(news);
        var known = this[news.Part];
        var reported = known.Reported.Add(news.State);
        var ids = known.ExternalIds.Union(news.ExternalIds);
        var count = Math.Max(PartCount, Math.Max(news.Parts, news.Part + 1));
        return reported.Count == known.Reported.Count && ids.Count == known.ExternalIds.Count && count == PartCount
            ? this
            : new DeliveryProgress { Parts = Parts.SetItem(news.Part, new PartDelivery(reported, ids)), PartCount = count };
    }

    /// <summary>Which part has an id outside; null when none has.</summary>
    public int? PartWith(string externalId)
    {
        foreach (var (part, delivery) in Parts)
        {
            if (delivery.ExternalIds.Contains(externalId))
            {
                return part;
            }
        }

        return null;
    }
}
