namespace Helpdesk.Core.BusinessTime;

/// <summary>What is open in one of two sets, or in both.</summary>
internal sealed class CombinedSet : OpenSet
{
    private readonly bool _isUnion;
    private readonly OpenSet _left;
    private readonly OpenSet _right;
    private readonly bool? _weekIs;

    public CombinedSet(bool isUnion, OpenSet left, OpenSet right)
    {
        _isUnion = isUnion;
        _left = left;
        _right = right;
        _weekIs = left is ZonedSet || right is ZonedSet ? null : Plan.ConstantWeek(this);
    }

    public override void Fill(long from, long to, long shift, StretchBuffer into)
    {
        using var left = new StretchBuffer();
        using var right = new StretchBuffer();
        _left.Fill(from, to, shift, left);
        _right.Fill(from, to, shift, right);
        if (_isUnion)
        {
            Unite(left, right, into);
        }
        else
        {
            Intersect(left, right, into);
        }
    }

    public override bool? Known(long from, long to)
    {
        if (_weekIs is not null && IsWeekly(from, to))
        {
            return _weekIs;
        }

        var left = _left.Known(from, to);
        if (left == _isUnion)
        {
            return _isUnion; // an open part opens a union, a closed one closes an intersection
        }

        var right = _right.Known(from, to);
        return right == _isUnion || (left is not null && right is not null) ? right : null;
    }

    public override bool IsWeekly(long from, long to) => _left.IsWeekly(from, to) && _right.IsWeekly(from, to);

    private static void Unite(StretchBuffer left, StretchBuffer right, StretchBuffer into)
    {
        for (int i = 0, j = 0; i < left.Count || j < right.Count;)
        {
            if (j == right.Count || (i < left.Count && left.Starts[i] <= right.Starts[j]))
            {
                into.Add(left.Starts[i], left.Ends[i++]);
            }
            else
            {
                into.Add(right.Starts[j], right.Ends[j++]);
            }
        }
    }

    private static void Intersect(StretchBuffer left, StretchBuffer right, StretchBuffer into)
    {
        for (int i = 0, j = 0; i < left.Count && j < right.Count;)
        {
            var start = Math.Max(left.Starts[i], right.Starts[j]);
            var end = Math.Min(left.Ends[i], right.Ends[j]);
            if (start < end)
            {
                into.Add(start, end);
            }

            _ = left.Ends[i] < right.Ends[j] ? i++ : j++;
        }
    }
}
