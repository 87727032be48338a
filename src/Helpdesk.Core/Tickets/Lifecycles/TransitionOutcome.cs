namespace Helpdesk.Core.Tickets.Lifecycles;

/// <summary>
/// What a lifecycle says to a trigger. All outcomes of a lifecycle are made when it is built, so that neither a move nor a
/// refusal allocates. Immutable.
/// </summary>
public sealed class TransitionOutcome
{
    internal TransitionOutcome(TransitionKind kind, StatusId from, StatusId to, TriggerId trigger)
    {
        Kind = kind;
        From = from;
        To = to;
        Trigger = trigger;
    }

    /// <summary>What follows.</summary>
    public TransitionKind Kind { get; }

    /// <summary>The status before; the default value when the lifecycle does not know it.</summary>
    public StatusId From { get; }

    /// <summary>The status afterwards; <see cref="From"/> unless moved.</summary>
    public StatusId To { get; }

    /// <summary>What fired; the default value when the lifecycle does not know it.</summary>
    public TriggerId Trigger { get; }

    /// <summary>Stable code of a refusal, empty otherwise.</summary>
    public string Code { get; private init; } = "";

    /// <summary>The guard that failed, empty otherwise.</summary>
    public string Guard { get; private init; } = "";

    /// <summary>A refusal in one sentence, empty otherwise.</summary>
    public string Sentence { get; private init; } = "";

    /// <summary>What a move does beside, in order.</summary>
    public IReadOnlyList<TransitionEffect> Effects { get; internal init; } = [];

    /// <summary>Whether the trigger is allowed.</summary>
    public bool IsPermitted => Kind != TransitionKind.Refused;

    internal static TransitionOutcome Refuse(StatusId from, TriggerId trigger, string code, string sentence, string guard = "") =>
        new(TransitionKind.Refused, from, from, trigger) { Code = code, Guard = guard, Sentence = sentence };
}
