namespace Helpdesk.Core.Tickets.Lifecycles;

/// <summary>Builds one transition. Not thread-safe.</summary>
public sealed class TransitionBuilder
{
    private readonly TriggerId _trigger;
    private readonly List<StatusCategory> _from = [];
    private readonly List<StatusId> _statuses = [];
    private readonly List<string> _guards = [];
    private readonly List<string> _roles = [];
    private readonly List<TransitionEffect> _effects = [];
    private TransitionTarget _target = TransitionTarget.Stay;
    private ActorKind _actors = ActorKind.Agent | ActorKind.Rule | ActorKind.System;

    internal TransitionBuilder(TriggerId trigger) => _trigger = trigger;

    /// <summary>Leaves every status of these categories.</summary>
    public TransitionBuilder From(params StatusCategory[] categories)
    {
        _from.AddRange(categories);
        return this;
    }

    /// <summary>Leaves these statuses, in place of what their category says about the trigger.</summary>
    public TransitionBuilder From(params string[] statuses)
    {
        _statuses.AddRange(statuses.Select(s => new StatusId(s)));
        return this;
    }

    /// <summary>Leads to a status. Without it the status stays.</summary>
    public TransitionBuilder To(string status) => To(new TransitionTarget.To(new StatusId(status)));

    /// <summary>Leads where the target says.</summary>
    public TransitionBuilder To(TransitionTarget target)
    {
        _target = target;
        return this;
    }

    /// <summary>Who may fire it. Without it agents, rules and the system may.</summary>
    public TransitionBuilder By(ActorKind actors)
    {
        _actors = actors;
        return this;
    }

    /// <summary>Agents need one of these roles.</summary>
    public TransitionBuilder As(params string[] roles)
    {
        _roles.AddRange(roles);
        return this;
    }

    /// <summary>Only if these guards hold.</summary>
    public TransitionBuilder If(params string[] guards)
    {
        _guards.AddRange(guards);
        return this;
    }

    /// <summary>Does this beside.</summary>
    public TransitionBuilder Then(params TransitionEffect[] effects)
    {
        _effects.AddRange(effects);
        return this;
    }

    internal Transition Build() => new([.. _from], _trigger, _target, _actors, [.. _guards])
    {
        FromStatuses = [.. _statuses],
        Roles = [.. _roles],
        Effects = [.. _effects],
    };
}
