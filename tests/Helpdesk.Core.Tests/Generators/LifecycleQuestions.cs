using FsCheck;
using FsCheck.Fluent;
using Helpdesk.Core.Conditions;
using Helpdesk.Core.Tests.Conditions;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Lifecycles;
using NodaTime;

namespace Helpdesk.Core.Tests.Generators;

/// <summary>Valid lifecycles with everything that a host may put into one, and the questions to ask them.</summary>
internal static class LifecycleQuestions
{
    /// <summary>A moment to ask at.</summary>
    public static readonly Instant Now = Instant.FromUtc(2026, 3, 2, 9, 0);

    private static readonly Duration[] Spans =
        [Duration.Zero, Duration.FromDays(1) - Duration.Epsilon, Duration.FromDays(1), Duration.FromDays(1) + Duration.Epsilon, Duration.FromDays(3)];

    /// <summary>Definitions that are valid; sometimes the shipped one.</summary>
    public static Gen<LifecycleDefinition> Definitions { get; } = Gen.Frequency(
        (1, Gen.Constant(Lifecycle.Default.Definition)),
        (9, Gen.Choose(0, int.MaxValue).Select(seed => new LifecycleMaker(seed).Make())));

    /// <summary>A definition and questions about it, each a status, a trigger and a context; some name neither.</summary>
    public static Gen<(LifecycleDefinition Definition, Question[] Questions)> Asked { get; } =
        from definition in Definitions
        from questions in Questions(definition).ArrayOf(20)
        select (definition, questions);

    public static Gen<Question> Questions(LifecycleDefinition definition) =>
        from status in Gen.Elements(StatusesOf(definition))
        from trigger in Gen.Elements(TriggersOf(definition))
        from context in Contexts(definition)
        select new Question(status, trigger, context);

    public static Gen<TransitionContext> Contexts(LifecycleDefinition definition) =>
        from actor in Gen.Elements(ActorKind.Agent, ActorKind.Agent, ActorKind.Customer, ActorKind.Rule, ActorKind.System)
        from close in Gen.Elements(Enum.GetValues<ClosePolicy>())
        from resolve in Gen.Elements(Enum.GetValues<ResolvePolicy>())
        from window in Gen.Elements(Spans)
        from resolved in Gen.Elements<Duration?>([null, .. Spans.Cast<Duration?>()])
        from age in Gen.Elements(Spans)
        from back in Gen.Elements<StatusId?>([null, .. StatusesOf(definition).Cast<StatusId?>()])
        from owner in Gen.Elements(true, false)
        from roles in Gen.Elements<string[]?>(null, [], ["lead"], ["LEAD", "Lead"], ["x", "a \"b\""], LifecycleNames.Roles)
        from agreed in Gen.Elements(ActorKind.None, ActorKind.Agent, ActorKind.Customer, ActorKind.Agent | ActorKind.Customer)
        from children in Gen.Frequency((3, Gen.Constant(0)), (1, Gen.Choose(1, 2)))
        from missing in Gen.Frequency((3, Gen.Constant(0)), (1, Gen.Choose(1, 2)))
        from values in Values
        select new TransitionContext(
            actor, Now, new TicketPolicy { ClosePolicy = close, ResolvePolicy = resolve, ReopenWindow = window, ReopenResolvedWithin = resolved }, Now - age, back)
        {
            IsOwner = owner,
            Roles = roles,
            CloseAgreedBy = agreed,
            OpenChildren = children,
            MissingFields = missing,
            Values = values,
        };

    public static StatusId[] StatusesOf(LifecycleDefinition definition) =>
        [.. definition.Statuses.Select(s => s.Id), new StatusId("no-such-status"), default];

    public static TriggerId[] TriggersOf(LifecycleDefinition definition) =>
        [.. Triggers.All, .. definition.Triggers.Select(t => t.Id), new TriggerId("no-such-trigger"), default];

    private static Gen<FixedValues?> Values { get; } =
        from some in Gen.Elements(true, true, false)
        from tier in Gen.Elements(1d, 2d, 3d)
        from subject in Gen.Elements("", "ab", "\"SS\"", "\"ß\"")
        from tags in Gen.Elements<string[]>([], ["x"], ["z"])
        from resolved in Gen.Elements<Duration?>([null, .. Spans.Cast<Duration?>()])
        from age in Gen.Elements(Spans)
        select some ? Filled(tier, subject, tags, age) : null;

    private static FixedValues Filled(double tier, string subject, string[] tags, Duration age)
    {
        var values = new FixedValues();
        values.Now["ticket.tier"] = new FieldValue.Number(tier);
        values.Now["ticket.subject"] = new FieldValue.Text(subject);
        values.Now["ticket.tags"] = new FieldValue.TextSet(tags);
        values.Now["ticket.createdAt"] = new FieldValue.Moment(Now - age);
        return values;
    }

    /// <summary>One question to a lifecycle.</summary>
    public sealed record Question(StatusId Status, TriggerId Trigger, TransitionContext Context);
}
