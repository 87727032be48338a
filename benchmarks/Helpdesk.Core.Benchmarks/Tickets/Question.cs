using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Lifecycles;
using NodaTime;

namespace Helpdesk.Core.Benchmarks.Tickets;

/// <summary>One question to a lifecycle. The same object goes to every implementation.</summary>
internal sealed record Question(StatusId Status, TriggerId Trigger, Question.Asking Asked)
{
    /// <summary>What the guards look at; handed on by reference.</summary>
    public ref readonly TransitionContext Context => ref Asked.Context;

    /// <summary>
    /// Every status with every trigger in every context, in a fixed random order. Statuses are interned, as a
    /// store's reader makes them; triggers are those of <see cref="Triggers"/>, as in code.
    /// </summary>
    public static Question[] All()
    {
        StatusId[] statuses = [.. Lifecycle.Default.Definition.Statuses.Select(s => new StatusId(string.Intern(new string(s.Id.Value.AsSpan()))))];
        Asking[] contexts = [.. Contexts().Select(c => new Asking(c))];
        Question[] all =
        [
            .. from status in statuses
               from trigger in Triggers.All
               from context in contexts
               select new Question(status, trigger, context),
        ];
        new Random(20260302).Shuffle(all);
        return all;
    }

    private static IEnumerable<TransitionContext> Contexts()
    {
        TicketPolicy[] policies =
        [
            TicketPolicy.Default,
            new() { ClosePolicy = ClosePolicy.CustomerOnly, ReopenWindow = Duration.FromDays(2), ReopenResolvedWithin = Duration.FromHours(2) },
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

    /// <summary>A context that several questions share.</summary>
    internal sealed class Asking(TransitionContext context)
    {
        public readonly TransitionContext Context = context;
    }
}
