namespace Helpdesk.Core.Benchmarks.Tickets;

/// <summary>
/// A state machine in the manner of the popular .NET libraries: dictionaries of states and triggers, states inside of other
/// states, behaviours with delegate guards of which exactly one may hold, callbacks on exit, transition and entry, arguments as
/// an array of objects, a queue of triggers, and an exception for a trigger that is not permitted. One machine serves all
/// tickets by a state accessor.
/// </summary>
internal sealed class CallbackMachine<TState, TTrigger>(Func<TState> read, Action<TState> write)
    where TState : notnull
    where TTrigger : notnull
{
    private readonly Dictionary<TState, CallbackState<TState, TTrigger>> _states = [];
    private readonly List<Action<CallbackTransition<TState, TTrigger>>> _onTransition = [];
    private readonly Queue<(TTrigger Trigger, object?[] Arguments)> _waiting = new();
    private bool _isFiring;

    private CallbackState<TState, TTrigger> Current => Configure(read());

    public void OnTransition(Action<CallbackTransition<TState, TTrigger>> action) => _onTransition.Add(action);

    public CallbackState<TState, TTrigger> Configure(TState state)
    {
        if (!_states.TryGetValue(state, out var configured))
        {
            configured = new CallbackState<TState, TTrigger>(state);
            _states.Add(state, configured);
        }

        return configured;
    }

    /// <exception cref="InvalidOperationException">The trigger is not permitted.</exception>
    public void Fire(TTrigger trigger, params object?[] arguments)
    {
        _waiting.Enqueue((trigger, arguments));
        if (_isFiring)
        {
            return;
        }

        try
        {
            _isFiring = true;
            while (_waiting.TryDequeue(out var next))
            {
                FireOne(next.Trigger, next.Arguments);
            }
        }
        finally
        {
            _isFiring = false;
        }
    }

    public bool CanFire(TTrigger trigger, params object?[] arguments) => Current.CanHandle(trigger, arguments);

    public IReadOnlyList<TTrigger> Permitted(params object?[] arguments) => Current.Permitted(arguments);

    private void FireOne(TTrigger trigger, object?[] arguments)
    {
        var source = Current;
        if (source.Find(trigger, arguments) is not { } found)
        {
            throw new InvalidOperationException(
                $"No valid leaving transitions are permitted from state '{source.State}' for trigger '{trigger}'.");
        }

        if (found.Unmet.Count > 0)
        {
            throw new InvalidOperationException(
                $"Trigger '{trigger}' is valid for transition from state '{source.State}' but a guard condition is not met. "
                + $"Guard descriptions: '{string.Join(", ", found.Unmet)}'.");
        }

        if (found.Behaviour.Internal is { } action)
        {
            action(arguments);
            return;
        }

        var destination = found.Behaviour.Destination(arguments);
        var transition = new CallbackTransition<TState, TTrigger>(source.State, destination, trigger);
        source.Leave(transition);
        write(destination);
        foreach (var tell in _onTransition)
        {
            tell(transition);
        }

        Configure(destination).Enter(transition);
    }
}
