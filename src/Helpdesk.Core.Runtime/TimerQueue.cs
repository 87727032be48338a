using Helpdesk.Core.Engine;
using Helpdesk.Core.Runtime.Storage;
using NodaTime;

namespace Helpdesk.Core.Runtime;

/// <summary>
/// The timers that a worker has claimed, in the order in which they ring. A timer that rings may set an earlier one of its ticket: that takes
/// its place under the same claim.
/// </summary>
internal sealed class TimerQueue(Instant until)
{
    private const int MaxRepeats = 10_000; // as many rules as a set has

    private readonly SortedSet<TimerClaim> _waiting = new(Comparer<TimerClaim>.Create(Compare));
    private readonly Dictionary<TicketId, List<TimerClaim>> _ofTicket = [];
    private TimerClaim? _horizon;
    private TimerClaim? _repeated;
    private int _repeats;

    /// <summary>The last instant that rings.</summary>
    public Instant Until => until;

    /// <summary>The tokens under which something waits.</summary>
    public IEnumerable<long> Held => _waiting.Select(c => c.Token).Distinct();

    /// <summary>Takes claims in.</summary>
    /// <param name="claims">In order.</param>
    /// <param name="isAll">Whether there are no others; else nothing after the last of them rings before the next claims are there.</param>
    public void Add(IReadOnlyList<TimerClaim> claims, bool isAll)
    {
        foreach (var claim in claims)
        {
            Take(claim);
        }

        _horizon = isAll ? null : claims[^1];
    }

    /// <summary>The next one; null when there is none that may ring now.</summary>
    public TimerClaim? Next()
    {
        if (_waiting.Min is not { } next || (_horizon is { } horizon && Compare(next, horizon) > 0))
        {
            return null;
        }

        Drop(next);
        return next;
    }

    /// <summary>The timers that a ticket has after one of it rang.</summary>
    /// <exception cref="InvalidOperationException">It would ring at the same instant for ever.</exception>
    public void Set(TimerClaim rang, IReadOnlyList<TicketTimer> timers)
    {
        // A rule that rang may make another one due at the same instant; each does so once.
        if (timers.Contains(rang.Timer))
        {
            _repeats = rang == _repeated ? _repeats + 1 : 1;
            _repeated = rang;
            if (rang.Timer.Kind != TimerKind.Rule || _repeats > MaxRepeats)
            {
                throw new InvalidOperationException($"Timer {rang.Timer.Kind} of ticket {rang.Ticket} rings without end.");
            }
        }

        Drop(rang.Ticket);
        foreach (var timer in timers.Where(t => t.At <= until))
        {
            Take(rang with { Timer = timer });
        }
    }

    /// <summary>Forgets what waits of a ticket.</summary>
    public void Drop(TicketId ticket)
    {
        foreach (var claim in _ofTicket.GetValueOrDefault(ticket, []).ToList())
        {
            Drop(claim);
        }
    }

    private static int Compare(TimerClaim? one, TimerClaim? other)
    {
        var at = one!.Timer.At.CompareTo(other!.Timer.At);
        var ticket = at != 0 ? at : string.CompareOrdinal(one.Ticket.ToString(), other.Ticket.ToString());
        return ticket != 0 ? ticket : one.Timer.Kind.CompareTo(other.Timer.Kind);
    }

    private void Take(TimerClaim claim)
    {
        // What is claimed anew is held under the new token.
        Drop(claim);
        _waiting.Add(claim);
        if (!_ofTicket.TryGetValue(claim.Ticket, out var claims))
        {
            _ofTicket[claim.Ticket] = claims = [];
        }

        claims.Add(claim);
    }

    private void Drop(TimerClaim claim)
    {
        _waiting.Remove(claim);
        if (_ofTicket.TryGetValue(claim.Ticket, out var claims) && claims.RemoveAll(c => Compare(c, claim) == 0) > 0 && claims.Count == 0)
        {
            _ofTicket.Remove(claim.Ticket);
        }
    }
}
