namespace Helpdesk.Core.BusinessTime;

/// <content>Schedules made of schedules.</content>
public sealed partial class Schedule
{
    /// <summary>How many schedules with a plan of their own a combined one may have, counted with repetition.</summary>
    public const int MaxParts = 32;

    private readonly int _partCount = 1;

    /// <summary>The schedule that is open when this one or the other is. Their zones may differ.</summary>
    /// <exception cref="ArgumentException">Together they have more than <see cref="MaxParts"/> parts.</exception>
    public Schedule Union(Schedule other) => Combine(true, other);

    /// <summary>The schedule that is open when both this one and the other are. Their zones may differ.</summary>
    /// <exception cref="ArgumentException">Together they have more than <see cref="MaxParts"/> parts.</exception>
    public Schedule Intersect(Schedule other) => Combine(false, other);

    private Schedule Combine(bool isUnion, Schedule other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return _partCount + other._partCount <= MaxParts
            ? new Schedule(isUnion, this, other)
            : throw new ArgumentException(
                $"These schedules have {_partCount + other._partCount} parts together; at most {MaxParts} can be combined.",
                nameof(other));
    }
}
