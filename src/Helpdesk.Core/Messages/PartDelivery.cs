using System.Collections.Immutable;

namespace Helpdesk.Core.Messages;

/// <summary>What is known of one part of a message.</summary>
/// <param name="Reported">Every state that was reported of it.</param>
/// <param name="ExternalIds">The ids that it has outside.</param>
public sealed record PartDelivery(ImmutableSortedSet<DeliveryState> Reported, ImmutableSortedSet<string> ExternalIds)
{
    /// <summary>Nothing was reported.</summary>
    public static PartDelivery None { get; } =
        new(ImmutableSortedSet<DeliveryState>.Empty, ImmutableSortedSet.Create<string>(StringComparer.Ordinal));

    /// <summary>How far it got: the furthest that was reported.</summary>
    public DeliveryState State => Reported.IsEmpty ? DeliveryState.Queued : Reported.Max;

    /// <summary>Whether the channel took it, whatever came of it later.</summary>
    public bool HasLeft => Reported.Any(s => s is DeliveryState.Sent or DeliveryState.Delivered or DeliveryState.Read);
}
