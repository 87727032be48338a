using System.Runtime.CompilerServices;

namespace Helpdesk.Core.BusinessTime;

/// <summary>
/// What a timeline has counted and compiled so far: the open seconds before each boundary of chunks from one to another, and
/// the tables of those chunks that were asked for. To its readers immutable: states share their arrays, but each reads only
/// what was written before it was published. Made under the lock of the timeline.
/// </summary>
internal sealed class TimelineState
{
    private const int MaxTables = 512;
    private const int MaxStretches = 400_000; // 6 MB or so, even for plans of thousands of intervals

    private readonly int _first; // the chunk of slot 0
    private readonly long[] _before;
    private readonly Chunk?[] _tables;
    private readonly int _tableCount;
    private readonly int _stretchCount;

    /// <summary>Nothing counted yet but the anchor, before which nothing is.</summary>
    public TimelineState(int anchor)
        : this(anchor, anchor, anchor, new long[5], new Chunk?[4], 0, 0)
    {
    }

    private TimelineState(int first, int low, int high, long[] before, Chunk?[] tables, int tableCount, int stretchCount)
    {
        (_first, Low, High) = (first, low, high);
        (_before, _tables, _tableCount, _stretchCount) = (before, tables, tableCount, stretchCount);
    }

    /// <summary>The first boundary that is counted.</summary>
    public int Low { get; }

    /// <summary>The last boundary that is counted.</summary>
    public int High { get; }

    /// <summary>The open seconds from the anchor to the start of a chunk from <see cref="Low"/> to <see cref="High"/>.</summary>
    public long Before(int index) => _before[index - _first];

    /// <summary>The table of a chunk; null when it is not compiled.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Chunk? Table(int index)
    {
        var tables = _tables;
        var slot = index - _first;
        return (uint)slot < (uint)tables.Length ? Volatile.Read(ref tables[slot]) : null;
    }

    /// <summary>With the open seconds of the chunk that begins at <see cref="High"/>.</summary>
    public TimelineState After(long total)
    {
        var grown = High - _first < _tables.Length ? this : Grow(0);
        grown._before[High + 1 - grown._first] = Before(High) + total;
        return new(grown._first, Low, High + 1, grown._before, grown._tables, _tableCount, _stretchCount);
    }

    /// <summary>With the open seconds of the chunk that ends at <see cref="Low"/>.</summary>
    public TimelineState Earlier(long total)
    {
        var grown = Low > _first ? this : Grow(_tables.Length);
        grown._before[Low - 1 - grown._first] = Before(Low) - total;
        return new(grown._first, Low - 1, High, grown._before, grown._tables, _tableCount, _stretchCount);
    }

    /// <summary>With a table, at the cost of all others when there are too many.</summary>
    public TimelineState With(Chunk chunk)
    {
        var isFull = _tableCount == MaxTables || _stretchCount + chunk.Count > MaxStretches;
        var tables = isFull ? new Chunk?[_tables.Length] : _tables;
        Volatile.Write(ref tables[chunk.Index - _first], chunk);
        return isFull
            ? new(_first, Low, High, _before, tables, 1, chunk.Count)
            : new(_first, Low, High, _before, tables, _tableCount + 1, _stretchCount + chunk.Count);
    }

    // Twice the room, with some of it in front.
    private TimelineState Grow(int front)
    {
        var before = new long[(_tables.Length * 2) + 1];
        var tables = new Chunk?[_tables.Length * 2];
        _before.CopyTo(before, front);
        _tables.CopyTo(tables, front);
        return new(_first - front, Low, High, before, tables, _tableCount, _stretchCount);
    }
}
