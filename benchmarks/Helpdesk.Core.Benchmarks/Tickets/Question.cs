using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Lifecycles;
using NodaTime;

namespace Helpdesk.Core.Benchmarks.Tickets;

/// <summary>One question to a lifecycle. The same object goes to every implementation.</summary>
internal sealed class Question(StatusId status, TriggerId trigger, TransitionContext context)
{
    /// <summary>A field, so that it is handed on by reference.</summary>
    public readonly TransitionContext Context = context;

    public StatusId Status { get; } = status;

    public TriggerId Trigger { get; } = trigger;

    /// <summary>
    /// Every status with every trigger in every context, in a fixed random order. Statuses are strings of their own, as those
    /// of a ticket that was read from a store are; triggers are those of <see cref="Triggers"/>, as in code.
    /// </summary>
    public static Question[] All()
    {
        Question[] all =
        [
            .. from status in Lifecycle.Default.Definition.Statuses
               from trigger in Triggers.All
               from context in Contexts()
               select new Question(new StatusId(new string(status.Id.Value.AsSpan())), trigger, context),
        ];
        new Random(20260302).Shuffle(all);
        return all;
    }

    private static IEnumerable<TransitionContext> Contexts()
    {
        TicketPolicy[] policies =
        [
            TicketPolicy.Default,
            new() { ClosePolicy = ClosePolicy.CustomerOnly, ReopenWindow = Duration.FromDays(2) },
            new() { ClosePolicy = ClosePolicy.Both, ResolvePolicy = ResolvePolicy.OwnerOnly },
            new() { ClosePolicy = ClosePolicy.AgentOnly, ReopenWindow = Duration.FromHours(1) },
        ];
        foreach (var actor in new[] { ActorKind.Agent, ActorKind.Customer, ActorKind.Rule, ActorKind.System })
        {
            foreach (var policy in policies)
            {
                yield return new TransitionContext(actor, World.Now, policy, World.Now - Duration.FromDays(1));
                yield return new TransitionContext(actor, World.Now, policy, World.Now - Duration.FromDays(1), new StatusId("new"))
                {
                    IsOwner = true,
                    CloseAgreedBy = ActorKind.Customer,
                };
                yield return new TransitionContext(actor, World.Now, policy, World.Now, new StatusId("answered"))
                {
                    OpenChildren = 1,
                    CloseAgreedBy = ActorKind.Agent,
                };
                yield return new TransitionContext(actor, World.Now, policy, World.Now) { IsOwner = true, MissingFields = 2 };
            }
        }
    }
}
