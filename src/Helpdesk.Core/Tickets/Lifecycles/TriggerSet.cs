using System.Collections;

namespace Helpdesk.Core.Tickets.Lifecycles;

/// <summary>A set of triggers of one lifecycle: a value that allocates nothing. The default value is empty.</summary>
public readonly struct TriggerSet : IReadOnlyCollection<TriggerId>, IEquatable<TriggerSet>
{
    private readonly LifecycleTable? _table;
    private readonly UInt128 _members;

    internal TriggerSet(LifecycleTable table, UInt128 members)
    {
        _table = table;
        _members = members;
    }

    /// <inheritdoc />
    public int Count => (int)UInt128.PopCount(_members);

    /// <summary>Whether two sets are equal.</summary>
    public static bool operator ==(TriggerSet left, TriggerSet right) => left.Equals(right);

    /// <summary>Whether two sets differ.</summary>
    public static bool operator !=(TriggerSet left, TriggerSet right) => !left.Equals(right);

    /// <summary>Whether the trigger is in the set.</summary>
    public bool Contains(TriggerId trigger) =>
        _table?.NumberOf(trigger) is >= 0 and var number && ((_members >> number) & 1) == UInt128.One;

    /// <summary>The members, in the order of the lifecycle.</summary>
    public Enumerator GetEnumerator() => new(_table, _members);

    /// <inheritdoc />
    public bool Equals(TriggerSet other) => _members == other._members && (_table == other._table || _members == UInt128.Zero);

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is TriggerSet other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => _members.GetHashCode();

    IEnumerator<TriggerId> IEnumerable<TriggerId>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Walks a <see cref="TriggerSet"/>.</summary>
    public struct Enumerator : IEnumerator<TriggerId>
    {
        private readonly LifecycleTable? _table;
        private readonly UInt128 _all;
        private UInt128 _left;
        private int _at;

        internal Enumerator(LifecycleTable? table, UInt128 members)
        {
            _table = table;
            _all = _left = members;
            _at = -1;
        }

        /// <inheritdoc />
        public readonly TriggerId Current => _table!.Triggers[_at];

        readonly object IEnumerator.Current => Current;

        /// <inheritdoc />
        public bool MoveNext()
        {
            if (_left == UInt128.Zero)
            {
                return false;
            }

            _at = (int)UInt128.TrailingZeroCount(_left);
            _left &= _left - UInt128.One;
            return true;
        }

        /// <inheritdoc />
        public void Reset() => (_left, _at) = (_all, -1);

        /// <inheritdoc />
        public readonly void Dispose()
        {
        }
    }
}
