using System.Collections;
using NodaTime;

namespace Helpdesk.Core.BusinessTime;

/// <summary>
/// The open stretches between two instants, in order, half-open, clipped; touching ones are one. Found while they are
/// enumerated, so a long range costs nothing until then. The default value has none. Immutable.
/// </summary>
public readonly struct OpenStretches : IEnumerable<Interval>
{
    private readonly Timeline? _timeline;
    private readonly Instant _from;
    private readonly Instant _to;

    internal OpenStretches(Timeline timeline, Instant from, Instant to)
    {
        _timeline = timeline;
        _from = Instant.Max(from, Instant.FromUnixTimeSeconds(Timeline.First));
        _to = Instant.Min(to, Instant.FromUnixTimeSeconds(Timeline.Last));
    }

    /// <summary>An enumerator that allocates nothing.</summary>
    public Enumerator GetEnumerator() => new(_timeline, _from, _to);

    IEnumerator<Interval> IEnumerable<Interval>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Goes through the stretches. For one thread.</summary>
    public struct Enumerator : IEnumerator<Interval>
    {
        private readonly Timeline? _timeline;
        private readonly Instant _from;
        private readonly Instant _to;
        private readonly long _last; // the second after the last in question
        private readonly long _lastCount;
        private long _next;

        internal Enumerator(Timeline? timeline, Instant from, Instant to)
        {
            (_timeline, _from, _to) = (timeline, from, to);
            if (timeline is null || from >= to)
            {
                return;
            }

            var (last, nanos) = to.ToUnixTimeSecondsAndNanoseconds();
            (_next, _) = from.ToUnixTimeSecondsAndNanoseconds();
            _last = nanos == 0 ? last : last + 1;
            _lastCount = timeline.Count(_last, out _);
        }

        /// <inheritdoc/>
        public Interval Current { get; private set; }

        readonly object IEnumerator.Current => Current;

        /// <inheritdoc/>
        public bool MoveNext()
        {
            if (_timeline is null || _next >= _last)
            {
                return false;
            }

            var count = _timeline.Count(_next, out var isOpen);
            if (count == _lastCount)
            {
                return false; // and nothing is looked for beyond the end
            }

            var open = isOpen ? _next : _timeline.OpenSecond(count, _next)!.Value;
            var close = _lastCount - count == _last - open ? _last : _timeline.Close(open)!.Value;
            _next = close;
            Current = new Interval(
                Instant.Max(_from, Instant.FromUnixTimeSeconds(open)),
                Instant.Min(_to, Instant.FromUnixTimeSeconds(close)));
            return true;
        }

        /// <inheritdoc/>
        public void Reset() => throw new NotSupportedException("Enumerate the stretches again.");

        /// <inheritdoc/>
        public readonly void Dispose()
        {
        }
    }
}
