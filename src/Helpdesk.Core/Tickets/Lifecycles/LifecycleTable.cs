using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Helpdesk.Core.Tickets.Lifecycles;

/// <summary>
/// A lifecycle compiled for asking: statuses and triggers are numbered, categories are flattened into their statuses, and every
/// outcome exists before it is asked for.
/// </summary>
internal sealed class LifecycleTable
{
    private readonly NameIndex _statusIndex;
    private readonly NameIndex _triggerIndex;
    private readonly int _width;
    private readonly LifecycleCell[] _cells;
    private readonly LifecyclePermit[] _permits;
    private readonly TriggerMasks[] _masks;
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
        _width = Triggers.Length;
        _cells = new LifecycleCell[Statuses.Length * _width];
        for (var s = 0; s < Statuses.Length; s++)
        {
            for (var t = 0; t < Triggers.Length; t++)
            {
                _cells[(s * _width) + t] = LifecycleCell.Of(branches, Statuses, Statuses[s], Triggers[t]);
            }
        }

        _permits = [.. _cells.Select(c => c.Permit())];
        _masks = Masks();
    }

    public Status[] Statuses { get; }

    public TriggerId[] Triggers { get; }

    public Status? Find(StatusId id) => _statusIndex.Find(id.Value) is >= 0 and var s ? Statuses[s] : null;

    public int NumberOf(StatusId status) => _statusIndex.Find(status.Value);

    public int NumberOf(TriggerId trigger) => _triggerIndex.Find(trigger.Value);

    public TransitionOutcome Ask(StatusId status, TriggerId trigger, in TransitionContext context)
    {
        var (s, t) = (_statusIndex.Find(status.Value), _triggerIndex.Find(trigger.Value));
        return (s | t) >= 0 ? _cells[(s * _width) + t].Ask(this, context)
            : s < 0 ? _unknownStatus
            : _unknownTrigger[s];
    }

    public bool Permits(StatusId status, TriggerId trigger, in TransitionContext context)
    {
        var (s, t) = (_statusIndex.Find(status.Value), _triggerIndex.Find(trigger.Value));
        return (s | t) >= 0 && Permits((s * _width) + t, context);
    }

    /// <summary>The permitted triggers by number: those without a question, and those of which the guards hold.</summary>
    public UInt128 Permitted(int status, in TransitionContext context)
    {
        var (permitted, guarded) = _masks[(status * (1 + (int)ActorKind.Anyone)) + (int)(context.Actor & ActorKind.Anyone)];
        for (; guarded != UInt128.Zero; guarded &= guarded - UInt128.One)
        {
            var t = (int)UInt128.TrailingZeroCount(guarded);
            if (Permits((status * _width) + t, context))
            {
                permitted |= UInt128.One << t;
            }
        }

        return permitted;
    }

    /// <summary>What every branch says, in order; one refusal when there are none.</summary>
    public TransitionOutcome[] AskAll(StatusId status, TriggerId trigger, in TransitionContext context)
    {
        var (s, t) = (NumberOf(status), NumberOf(trigger));
        return s < 0 || t < 0
            ? [Ask(status, trigger, context)]
            : _cells[(s * _width) + t].AskAll(this, context);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Permits(int cell, in TransitionContext context)
    {
        ref readonly var permit = ref _permits[cell];
        return permit.IsPlain ? permit.Holds(this, context) : _cells[cell].AskBranches(this, context).IsPermitted;
    }

    // For every status, and every set of actors that a context can name.
    private TriggerMasks[] Masks()
    {
        var masks = new TriggerMasks[Statuses.Length * (1 + (int)ActorKind.Anyone)];
        for (var i = 0; i < masks.Length; i++)
        {
            var (status, actors) = (i / (1 + (int)ActorKind.Anyone), (ActorKind)(i % (1 + (int)ActorKind.Anyone)));
            var (free, guarded) = (UInt128.Zero, UInt128.Zero);
            for (var t = 0; t < Triggers.Length; t++)
            {
                ref readonly var cell = ref _cells[(status * _width) + t];
                if ((cell.FreeFor & actors) != ActorKind.None)
                {
                    free |= UInt128.One << t;
                }
                else if ((cell.GuardedFor & actors) != ActorKind.None)
                {
                    guarded |= UInt128.One << t;
                }
            }

            masks[i] = new TriggerMasks(free, guarded);
        }

        return masks;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct TriggerMasks(UInt128 Free, UInt128 Guarded);
}
