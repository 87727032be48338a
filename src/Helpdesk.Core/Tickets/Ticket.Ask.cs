using Helpdesk.Core.Tickets.Fields;
using Helpdesk.Core.Tickets.Lifecycles;

namespace Helpdesk.Core.Tickets;

public sealed partial record Ticket
{
    /// <summary>The triggers that the lifecycle would not refuse now, by this actor.</summary>
    public TriggerSet Permitted(DecisionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Lifecycle.Permitted(Status, Asked(context));
    }

    /// <summary>Why the lifecycle refuses a trigger now: one reason a branch; empty exactly when it is permitted.</summary>
    public IReadOnlyList<TransitionOutcome> WhyNot(TriggerId trigger, DecisionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Lifecycle.WhyNot(Status, trigger, Asked(context));
    }

    /// <summary>What each custom field is now; in the order of the schema.</summary>
    public IReadOnlyList<CustomFieldState> FieldStates(DecisionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Fields.StatesOf(this, Values(context));
    }
}
