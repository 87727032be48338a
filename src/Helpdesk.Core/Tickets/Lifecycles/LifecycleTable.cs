namespace Helpdesk.Core.Tickets.Lifecycles;

/// <summary>
/// A lifecycle compiled for asking: statuses and triggers are numbered, categories are flattened into their statuses, and every
/// outcome exists before it is asked for.
/// </summary>
internal sealed class LifecycleTable
{
    private readonly NameIndex _statusIndex;
    private readonly NameIndex _triggerIndex;
    private readonly Cell[] _cells;
    private readonly TransitionOutcome _unknownStatus;
    private readonly TransitionOutcome[] _unknownTrigger;

    public LifecycleTable(LifecycleDefinition definition)
    {
        Statuses = [.. definition.Statuses];
        var branches = new LifecycleBranches(definition);
        Triggers = branches.Triggers;
        _statusIndex = new NameIndex([.. Statuses.Select(s => s.Id.Value)]);
        _triggerIndex = new NameIndex([.. Triggers.Select(t => t.Value)]);
        _unknownStatus = TransitionOutcome.Refuse(
            default, default, "unknown-status", $"The status is none of lifecycle '{definition.Version}'.");
        _unknownTrigger =
        [
            .. Statuses.Select(s => TransitionOutcome.Refuse(
                s.Id, default, "unknown-trigger", $"The trigger is none of lifecycle '{definition.Version}'.")),
        ];
        _cells = new Cell[Statuses.Length * Triggers.Length];
        for (var s = 0; s < Statuses.Length; s++)
        {
            for (var t = 0; t < Triggers.Length; t++)
            {
                _cells[(s * Triggers.Length) + t] = new Cell(branches, Statuses, Statuses[s], Triggers[t]);
            }
        }
    }

    public Status[] Statuses { get; }

    public TriggerId[] Triggers { get; }

    public Status? Find(StatusId id) => _statusIndex.Find(id.Value) is >= 0 and var s ? Statuses[s] : null;

    public int NumberOf(StatusId status) => _statusIndex.Find(status.Value);

    public int NumberOf(TriggerId trigger) => _triggerIndex.Find(trigger.Value);

    public TransitionOutcome Ask(StatusId status, TriggerId trigger, in TransitionContext context)
    {
        var s = _statusIndex.Find(status.Value);
        if (s < 0)
        {
            return _unknownStatus;
        }

        var t = _triggerIndex.Find(trigger.Value);
        return t < 0 ? _unknownTrigger[s] : Ask(s, t, context);
    }

    public TransitionOutcome Ask(int status, int trigger, in TransitionContext context)
    {
        var cell = _cells[(status * Triggers.Length) + trigger];
        var refusal = cell.NotPermitted;
        foreach (var branch in cell.Branches)
        {
            var outcome = branch.Ask(this, context);
            if (outcome.IsPermitted)
            {
                return outcome;
            }

            refusal = outcome;
        }

        return refusal;
    }

    /// <summary>What every branch says, in order; one refusal when there are none.</summary>
    public IEnumerable<TransitionOutcome> AskAll(StatusId status, TriggerId trigger, TransitionContext context)
    {
        var (s, t) = (NumberOf(status), NumberOf(trigger));
        if (s < 0 || t < 0)
        {
            return [Ask(status, trigger, context)];
        }

        var cell = _cells[(s * Triggers.Length) + t];
        return cell.Branches.Length == 0 ? [cell.NotPermitted] : cell.Branches.Select(b => b.Ask(this, context));
    }

    private sealed class Cell
    {
        public Cell(LifecycleBranches branches, Status[] statuses, Status from, TriggerId trigger)
        {
            NotPermitted = TransitionOutcome.Refuse(
                from.Id, trigger, "not-permitted", $"'{trigger}' is not permitted in status '{from.Id}'.");
            Branches =
            [
                .. branches.TransitionsOf(from, trigger)
                    .Where(t => t.Target is not TransitionTarget.Forbidden)
                    .Select(t => new LifecycleBranch(branches.Definition, t, statuses, from)),
            ];
        }

        public TransitionOutcome NotPermitted { get; }

        public LifecycleBranch[] Branches { get; }
    }
}
