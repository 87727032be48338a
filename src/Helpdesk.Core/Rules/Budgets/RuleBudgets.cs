using NodaTime;

namespace Helpdesk.Core.Rules.Budgets;

/// <summary>
/// What ends loops with machines outside: how much rules may send, over sliding windows, and how long a chain of automations may
/// grow. What is not granted is not sent, and the ticket says so. Immutable.
/// </summary>
public sealed record RuleBudgets
{
    // Figures that have stood the test elsewhere: the ladder by which Zammad cuts off its triggers.
    private static readonly int[] Minutes = [10, 30, 60, 180, 600];

    /// <summary>The budgets of a host that says nothing about them.</summary>
    public static RuleBudgets Default { get; } = new();

    /// <summary>What all rules together may send on one ticket: 10, 15, 25, 50, 100 in 10, 30, 60, 180, 600 minutes by default.</summary>
    public IReadOnlyList<BudgetStep> PerTicket { get; init; } = Ladder(10, 15, 25, 50, 100);

    /// <summary>What one rule may send on one ticket; by default the same.</summary>
    public IReadOnlyList<BudgetStep> PerRule { get; init; } = Ladder(10, 15, 25, 50, 100);

    /// <summary>
    /// The automatic messages that one address may get, whatever the ticket, acknowledgements included: 30, 60, 120, 240, 360 in 10, 30, 60,
    /// 180, 600 minutes by default.
    /// </summary>
    public IReadOnlyList<BudgetStep> PerRecipient { get; init; } = Ladder(30, 60, 120, 240, 360);

    /// <summary>
    /// How many automatic messages an address may have got before a new ticket of its is no longer acknowledged: 10 in a day by default. Whoever
    /// writes a ticket after another in somebody else's name does not fill that one's mailbox.
    /// </summary>
    public IReadOnlyList<BudgetStep> Acknowledgements { get; init; } = [new BudgetStep(10, BudgetStep.MaxLength)];

    /// <summary>How many automations may lie behind one another; 8 by default.</summary>
    public int MaxDepth { get; init; } = 8;

    /// <summary>The longest stretch that the budget of a recipient looks back.</summary>
    public Duration Memory => PerRecipient.Concat(Acknowledgements).Select(s => s.Within).DefaultIfEmpty(Duration.Zero).Max();

    private static BudgetStep[] Ladder(params int[] counts) =>
        [.. counts.Zip(Minutes, (most, minutes) => new BudgetStep(most, Duration.FromMinutes(minutes)))];
}
