using Helpdesk.Core.Rules;

namespace Helpdesk.Core.Engine.Simulation;

/// <summary>
/// Plays the past of tickets under two configurations and says what differs. What people did is taken as done, whatever either configuration
/// would have shown or refused them; rules, clocks, routing and timers are worked out again by the same engine that does so in earnest. Pure:
/// nothing is stored and nothing leaves, and the same question gives the same answer. Thread-safe.
/// </summary>
public sealed class RuleSimulation
{
    private readonly (HelpdeskEngine Engine, HelpdeskConfiguration Configuration) _before;
    private readonly (HelpdeskEngine Engine, HelpdeskConfiguration Configuration) _after;
    private readonly SimulationPeriod _period;

    /// <summary>Makes a simulation.</summary>
    /// <param name="before">One configuration, such as the one in use.</param>
    /// <param name="after">The other one; they may differ in anything, such as <see cref="HelpdeskConfiguration.WithRules"/>.</param>
    /// <param name="period">What counts.</param>
    public RuleSimulation(HelpdeskConfiguration before, HelpdeskConfiguration after, SimulationPeriod period)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        ArgumentNullException.ThrowIfNull(period);
        _before = (EngineOf(before), before);
        _after = (EngineOf(after), after);
        _period = period;
        Blind =
        [
            .. before.Rules.Rules.Concat(after.Rules.Rules).SelectMany(r => r.When.Comparisons()).Select(c => c.Field.Name)
                .Where(IsNotKept).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>The fields that rules read and history does not hold: they are not set in a simulation.</summary>
    public IReadOnlyList<string> Blind { get; }

    /// <summary>Plays one ticket under both.</summary>
    /// <returns>Null when it had not begun before the period ended.</returns>
    /// <exception cref="InvalidOperationException">The stream does not begin with the event that opened the ticket.</exception>
    public TicketComparison? Compare(TicketHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        if (Play(_before, history) is not { } before || Play(_after, history) is not { } after)
        {
            return null;
        }

        return new TicketComparison(history.Id, history.Opened.Reference, before, after);
    }

    private SimulatedTicket? Play((HelpdeskEngine Engine, HelpdeskConfiguration Configuration) with, TicketHistory history) =>
        new TicketPlay(with.Engine, with.Configuration, history, _period).Play();

    // Only which rules fire is asked, not why.
    private static HelpdeskEngine EngineOf(HelpdeskConfiguration configuration) => new(configuration) { Detail = RuleRunDetail.Reasons };

    // A message is kept whole; what the filter said of it and where else answers were wanted is not.
    private static bool IsNotKept(string field) => field is "message.spamProbability" or "message.serverVerdict" or "message.replyTo";
}
