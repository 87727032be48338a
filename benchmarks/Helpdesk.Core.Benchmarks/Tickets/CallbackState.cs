namespace Helpdesk.Core.Benchmarks.Tickets;

/// <summary>One state of a <see cref="CallbackMachine{TState, TTrigger}"/> with its behaviours by trigger.</summary>
internal sealed class CallbackState<TState, TTrigger>(TState state)
    where TState : notnull
    where TTrigger : notnull
{
    private readonly Dictionary<TTrigger, List<CallbackBehaviour<TState>>> _behaviours = [];
    private readonly List<Action<CallbackTransition<TState, TTrigger>>> _onEntry = [];
    private readonly List<Action<CallbackTransition<TState, TTrigger>>> _onExit = [];
    private readonly List<CallbackState<TState, TTrigger>> _parts = [];
    private CallbackState<TState, TTrigger>? _whole;

    public TState State { get; } = state;

    public CallbackState<TState, TTrigger> Permit(
        TTrigger trigger, TState to, params (Func<object?[], bool> IsMet, string Description)[] guards) =>
        Add(trigger, new CallbackBehaviour<TState>(_ => to, null, [.. guards]));

    public CallbackState<TState, TTrigger> PermitDynamic(
        TTrigger trigger, Func<object?[], TState> to, params (Func<object?[], bool> IsMet, string Description)[] guards) =>
        Add(trigger, new CallbackBehaviour<TState>(to, null, [.. guards]));

    public CallbackState<TState, TTrigger> Internally(
        TTrigger trigger, Action<object?[]> action, params (Func<object?[], bool> IsMet, string Description)[] guards) =>
        Add(trigger, new CallbackBehaviour<TState>(_ => State, action, [.. guards]));

    public CallbackState<TState, TTrigger> OnEntry(Action<CallbackTransition<TState, TTrigger>> action)
    {
        _onEntry.Add(action);
        return this;
    }

    public CallbackState<TState, TTrigger> OnExit(Action<CallbackTransition<TState, TTrigger>> action)
    {
        _onExit.Add(action);
        return this;
    }

    public CallbackState<TState, TTrigger> SubstateOf(CallbackState<TState, TTrigger> whole)
    {
        _whole = whole;
        whole._parts.Add(this);
        return this;
    }

    public bool CanHandle(TTrigger trigger, object?[] arguments) => Find(trigger, arguments) is { Unmet.Count: 0 };

    /// <summary>
    /// The one behaviour, here or in the state around, whose guards are met; else one with what is not met; null when there is
    /// none.
    /// </summary>
    /// <exception cref="InvalidOperationException">The guards of several are met.</exception>
    public Found? Find(TTrigger trigger, object?[] arguments)
    {
        var here = FindHere(trigger, arguments);
        return here is { Unmet.Count: 0 } || _whole is null ? here : _whole.Find(trigger, arguments) ?? here;
    }

    public IReadOnlyList<TTrigger> Permitted(object?[] arguments)
    {
        var here = _behaviours.Where(b => b.Value.Any(x => x.Unmet(arguments).Count == 0)).Select(b => b.Key);
        return (_whole is null ? here : here.Union(_whole.Permitted(arguments))).ToArray();
    }

    public bool Includes(TState state) => EqualityComparer<TState>.Default.Equals(State, state) || _parts.Any(p => p.Includes(state));

    public void Enter(CallbackTransition<TState, TTrigger> transition)
    {
        if (_whole is not null && !_whole.Includes(transition.Source))
        {
            _whole.Enter(transition);
        }

        foreach (var action in _onEntry)
        {
            action(transition);
        }
    }

    public void Leave(CallbackTransition<TState, TTrigger> transition)
    {
        foreach (var action in _onExit)
        {
            action(transition);
        }

        if (_whole is not null && !_whole.Includes(transition.Destination))
        {
            _whole.Leave(transition);
        }
    }

    private Found? FindHere(TTrigger trigger, object?[] arguments)
    {
        if (!_behaviours.TryGetValue(trigger, out var behaviours))
        {
            return null;
        }

        var all = behaviours.Select(b => new Found(b, b.Unmet(arguments))).ToArray();
        var met = all.Where(f => f.Unmet.Count == 0).ToArray();
        return met.Length > 1
            ? throw new InvalidOperationException($"Multiple permitted exit transitions are configured from state '{State}' for trigger '{trigger}'.")
            : met.FirstOrDefault() ?? all.FirstOrDefault(f => f.Unmet.Count > 0);
    }

    private CallbackState<TState, TTrigger> Add(TTrigger trigger, CallbackBehaviour<TState> behaviour)
    {
        if (!_behaviours.TryGetValue(trigger, out var behaviours))
        {
            behaviours = [];
            _behaviours.Add(trigger, behaviours);
        }

        behaviours.Add(behaviour);
        return this;
    }

    public sealed record Found(CallbackBehaviour<TState> Behaviour, List<string> Unmet);
}
