namespace Helpdesk.Core.Benchmarks.Tickets;

/// <summary>One state of a <see cref="CallbackMachine{TState, TTrigger}"/> with its behaviours by trigger.</summary>
internal sealed class CallbackState<TState, TTrigger>(TState state)
    where TState : notnull
    where TTrigger : notnull
{
    private readonly Dictionary<TTrigger, List<CallbackBehaviour<TState>>> _behaviours = [];
    private readonly List<Action<CallbackTransition<TState, TTrigger>>> _onEntry = [];
    private readonly List<Action<CallbackTransition<TState, TTrigger>>> _onExit = [];

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

    /// <summary>The behaviour whose guards are met, else the first one with what is not met; null when there is none.</summary>
    public Found? Find(TTrigger trigger, object?[] arguments)
    {
        if (!_behaviours.TryGetValue(trigger, out var behaviours))
        {
            return null;
        }

        var all = behaviours.Select(b => new Found(b, b.Unmet(arguments))).ToArray();
        return all.FirstOrDefault(f => f.Unmet.Count == 0) ?? all[0];
    }

    public IReadOnlyList<TTrigger> Permitted(object?[] arguments) =>
        _behaviours.Where(b => b.Value.Any(x => x.Unmet(arguments).Count == 0)).Select(b => b.Key).ToList();

    public void Enter(CallbackTransition<TState, TTrigger> transition)
    {
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
