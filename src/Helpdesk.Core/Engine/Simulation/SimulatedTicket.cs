namespace Helpdesk.Core.Engine.Simulation;

/// <summary>What one configuration makes of a ticket's past, within the period that was asked for.</summary>
public sealed record SimulatedTicket
{
    /// <summary>The rules that fired, in order.</summary>
    public required IReadOnlyList<RuleFiring> Firings { get; init; }

    /// <summary>The automatic messages and the calls of the host, in order.</summary>
    public required IReadOnlyList<SimulatedSending> Sent { get; init; }

    /// <summary>To whom the ticket was given, in order; null when it was taken away.</summary>
    public required IReadOnlyList<AgentId?> Assignments { get; init; }

    /// <summary>The metrics whose target was missed, in order.</summary>
    public required IReadOnlyList<string> Breaches { get; init; }

    /// <summary>What the ticket is in the end, by the names of condition fields; what is not set is not there.</summary>
    public required IReadOnlyDictionary<string, string> Fields { get; init; }

    /// <summary>Whether the simulation gave up on the ticket because timers rang without end.</summary>
    public bool IsCutOff { get; init; }
}
