using Helpdesk.Core.Conditions;

namespace Helpdesk.Core.Tickets.Lifecycles;

/// <summary>One branch of one status, compiled.</summary>
internal sealed class LifecycleBranch
{
    private readonly string[] _roles;
    private readonly (int Number, Condition? Own, TransitionOutcome Refused)[] _guards;
    private readonly TransitionOutcome? _outcome;
    private readonly TransitionOutcome[] _back = [];
    private readonly TransitionOutcome _noReturn;
    private readonly bool _hasOwn;

    public LifecycleBranch(LifecycleDefinition definition, Transition transition, Status[] statuses, Status from)
    {
        var trigger = transition.Trigger;
        Actors = transition.Actors;
        _roles = [.. transition.Roles];
        _guards =
        [
            .. transition.Guards.Select(g => (
                Number(g),
                definition.Guards.GetValueOrDefault(g),
                TransitionOutcome.Refuse(from.Id, trigger, "guard-failed", $"'{trigger}' is refused by '{g}'.", g))),
        ];
        Needs = _guards.Where(g => g.Own is null).Aggregate(0, (all, g) => all | (1 << g.Number));
        _hasOwn = _guards.Any(g => g.Own is not null);
        WrongActor = TransitionOutcome.Refuse(from.Id, trigger, "actor-not-allowed", $"'{trigger}' is not for this actor.");
        _noReturn = TransitionOutcome.Refuse(from.Id, trigger, "nothing-to-return-to", "There is no status to come back to.");
        if (transition.Target is TransitionTarget.Remembered)
        {
            _back = [.. statuses.Select(s => Go(s.Id))];
        }
        else
        {
            _outcome = transition.Target switch
            {
                TransitionTarget.To to => Go(to.Status),
                TransitionTarget.NewTicket => new TransitionOutcome(TransitionKind.FollowUp, from.Id, from.Id, trigger),
                _ => Go(from.Id),
            };
        }

        TransitionOutcome Go(StatusId to) => to == from.Id
            ? new TransitionOutcome(TransitionKind.Stayed, to, to, trigger)
            : new TransitionOutcome(TransitionKind.Moved, from.Id, to, trigger) { Effects = [.. transition.Effects] };
    }

    /// <summary>Who may.</summary>
    public ActorKind Actors { get; }

    /// <summary>What it says to everybody else.</summary>
    public TransitionOutcome WrongActor { get; }

    /// <summary>What it says to every one of them, if nothing can refuse.</summary>
    public TransitionOutcome? Free => _guards.Length == 0 && _roles.Length == 0 ? _outcome : null;

    /// <summary>Whether nothing but the actor and shipped guards can refuse.</summary>
    public bool IsPlain => _roles.Length == 0 && !_hasOwn && _outcome is not null;

    /// <summary>The shipped guards that it asks for, a bit each.</summary>
    public int Needs { get; }

    /// <summary>What it says.</summary>
    /// <param name="table">The lifecycle.</param>
    /// <param name="context">What the guards look at.</param>
    /// <param name="held">The shipped guards that hold, at least of those that it needs.</param>
    public TransitionOutcome Ask(LifecycleTable table, in TransitionContext context, int held)
    {
        if ((Actors & context.Actor) == ActorKind.None || (_roles.Length > 0 && !HasRole(context)))
        {
            return WrongActor;
        }

        return (Needs & ~held) != 0 || _hasOwn ? AskGuards(table, context, held) : _outcome ?? Back(table, context);
    }

    /// <summary>The same for one of its own actors, where nothing but shipped guards can refuse.</summary>
    public TransitionOutcome AskPlain(LifecycleTable table, in TransitionContext context)
    {
        var held = LifecycleGuards.Held(Needs, table, context);
        return (Needs & ~held) == 0 ? _outcome! : AskGuards(table, context, held);
    }

    // The first guard that fails speaks.
    private TransitionOutcome AskGuards(LifecycleTable table, in TransitionContext context, int held)
    {
        foreach (ref readonly var guard in _guards.AsSpan())
        {
            var holds = guard.Own is { } condition
                ? context.Values is { } values && condition.Evaluate(values)
                : (held & (1 << guard.Number)) != 0;
            if (!holds)
            {
                return guard.Refused;
            }
        }

        return _outcome ?? Back(table, context);
    }

    private static int Number(string guard)
    {
        for (var i = 0; i < LifecycleGuards.All.Count; i++)
        {
            if (string.Equals(LifecycleGuards.All[i], guard, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }

    private TransitionOutcome Back(LifecycleTable table, in TransitionContext context) =>
        context.ReturnTo is { } to && table.NumberOf(to) is >= 0 and var number ? _back[number] : _noReturn;

    private bool HasRole(in TransitionContext context)
    {
        if (context.Actor != ActorKind.Agent)
        {
            return true;
        }

        for (var i = 0; i < (context.Roles?.Count ?? 0); i++)
        {
            if (Array.IndexOf(_roles, context.Roles![i]) >= 0)
            {
                return true;
            }
        }

        return false;
    }
}
