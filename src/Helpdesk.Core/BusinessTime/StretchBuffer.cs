using System.Buffers;

namespace Helpdesk.Core.BusinessTime;

/// <summary>
/// Half-open stretches of seconds while they are collected: ordered, apart (touching ones become one). Its arrays are rented.
/// </summary>
internal sealed class StretchBuffer : IDisposable
{
    private long[] _starts = ArrayPool<long>.Shared.Rent(512);
    private long[] _ends = ArrayPool<long>.Shared.Rent(512);

    public int Count { get; private set; }

    public ReadOnlySpan<long> Starts => _starts.AsSpan(0, Count);

    public ReadOnlySpan<long> Ends => _ends.AsSpan(0, Count);

    /// <summary>The open seconds of all stretches.</summary>
    public long Total()
    {
        var total = 0L;
        for (var i = 0; i < Count; i++)
        {
            total += _ends[i] - _starts[i];
        }

        return total;
    }

    public void Clear() => Count = 0;

    /// <summary>Adds a stretch that is not empty. Cheap when it comes after all others.</summary>
    public void Add(long start, long end)
    {
        var at = Count;
        while (at > 0 && _ends[at - 1] >= start)
        {
            at--;
        }

        var next = at; // what lies in [at, next) touches the new one and is swallowed
        for (; next < Count && _starts[next] <= end; next++)
        {
            start = Math.Min(start, _starts[next]);
            end = Math.Max(end, _ends[next]);
        }

        Replace(at, next, 1);
        _starts[at] = start;
        _ends[at] = end;
    }

    /// <summary>Takes [start, end) out of all stretches.</summary>
    public void Cut(long start, long end)
    {
        var at = Ends.BinarySearch(start + 1); // the first that ends after the start
        at = at < 0 ? ~at : at;
        var next = at;
        while (next < Count && _starts[next] < end)
        {
            next++;
        }

        if (next == at)
        {
            return;
        }

        var (first, last) = (_starts[at], _ends[next - 1]);
        var (left, right) = (first < start ? 1 : 0, last > end ? 1 : 0);
        Replace(at, next, left + right);
        if (left == 1)
        {
            (_starts[at], _ends[at]) = (first, start);
        }

        if (right == 1)
        {
            (_starts[at + left], _ends[at + left]) = (end, last);
        }
    }

    public void Dispose()
    {
        ArrayPool<long>.Shared.Return(_starts);
        ArrayPool<long>.Shared.Return(_ends);
        (_starts, _ends, Count) = ([], [], 0);
    }

    // Makes room for some entries in the place of [at, next).
    private void Replace(int at, int next, int entries)
    {
        var count = Count + entries - (next - at);
        if (count > Math.Min(_starts.Length, _ends.Length))
        {
            _starts = Grow(_starts);
            _ends = Grow(_ends);
        }

        if (next != at + entries && next < Count)
        {
            Array.Copy(_starts, next, _starts, at + entries, Count - next);
            Array.Copy(_ends, next, _ends, at + entries, Count - next);
        }

        Count = count;
    }

    private long[] Grow(long[] old)
    {
        var grown = ArrayPool<long>.Shared.Rent(Math.Max(512, Count * 2));
        Array.Copy(old, grown, Count);
        ArrayPool<long>.Shared.Return(old);
        return grown;
    }
}
