namespace Helpdesk.Core.Tickets.Lifecycles;

public sealed partial class Lifecycle
{
    /// <summary>All triggers: the shipped ones, then the host's own.</summary>
    public IReadOnlyList<TriggerId> Triggers => _table.Triggers;

    /// <summary>Asks what a trigger does. Changes nothing, allocates nothing, refuses by value.</summary>
    /// <param name="status">The present status; one of this lifecycle.</param>
    /// <param name="trigger">What fires.</param>
    /// <param name="context">What the guards may look at.</param>
    /// <returns>
    /// Refusal codes: <c>unknown-status</c>, <c>unknown-trigger</c>, <c>not-permitted</c> (no such transition),
    /// <c>actor-not-allowed</c>, <c>guard-failed</c> (with the guard), <c>nothing-to-return-to</c>. Of several branches that
    /// refuse, the last one speaks.
    /// </returns>
    public TransitionOutcome Fire(StatusId status, TriggerId trigger, in TransitionContext context) =>
        _table.Ask(status, trigger, context);

    /// <summary>Whether <see cref="Fire"/> would not refuse. Allocates nothing.</summary>
    public bool CanFire(StatusId status, TriggerId trigger, in TransitionContext context) =>
        _table.Permits(status, trigger, context);

    /// <summary>All triggers that <see cref="Fire"/> would not refuse. Allocates nothing.</summary>
    public TriggerSet Permitted(StatusId status, in TransitionContext context)
    {
        var from = _table.NumberOf(status);
        return new TriggerSet(_table, from < 0 ? UInt128.Zero : _table.Permitted(from, context));
    }

    /// <summary>Why a trigger is refused: one reason a branch, in order; empty exactly when it is permitted.</summary>
    public IReadOnlyList<TransitionOutcome> WhyNot(StatusId status, TriggerId trigger, in TransitionContext context)
    {
        var all = _table.AskAll(status, trigger, context);
        return all.Any(o => o.IsPermitted) ? [] : all;
    }

    /// <summary>Finds the one permitted trigger that leads to a status: what "set the status" means.</summary>
    /// <param name="from">The present status.</param>
    /// <param name="to">The wanted status.</param>
    /// <param name="context">What the guards may look at.</param>
    /// <returns>
    /// The trigger, or a fault with code <c>no-trigger</c> or <c>several-triggers</c>; the sentence lists them. Triggers that
    /// messages, timers or commands of their own fire do not count: see <see cref="Tickets.Triggers.IsByHand"/>.
    /// </returns>
    public (TriggerId? Trigger, Fault? Reason) TriggerTo(StatusId from, StatusId to, in TransitionContext context)
    {
        var leading = new List<TriggerId>();
        var elsewhere = new List<StatusId>();
        foreach (var trigger in Permitted(from, context))
        {
            if (Tickets.Triggers.IsByHand(trigger) && Fire(from, trigger, context) is { Kind: TransitionKind.Moved } outcome)
            {
                if (outcome.To == to)
                {
                    leading.Add(trigger);
                }
                else
                {
                    elsewhere.Add(outcome.To);
                }
            }
        }

        return leading.Count switch
        {
            1 => (leading[0], null),
            0 => (null, new Fault(
                "no-trigger", $"Nothing leads from '{from}' to '{to}'. Possible: {List(elsewhere.Distinct().Select(s => s.Value))}.")),
            _ => (null, new Fault(
                "several-triggers", $"Several ways lead from '{from}' to '{to}': {List(leading.Select(t => t.Value))}.")),
        };
    }

    private static string List(IEnumerable<string> names) => string.Join(", ", names) is { Length: > 0 } list ? list : "nothing";
}
