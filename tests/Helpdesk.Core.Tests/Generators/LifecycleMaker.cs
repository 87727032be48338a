using Helpdesk.Core.Conditions;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Lifecycles;

namespace Helpdesk.Core.Tests.Generators;

/// <summary>
/// Makes one valid lifecycle of one number. Valid by construction: every status gets a way to it from a lower rank and a way to the
/// last rank, which is final; timers only climb; the branches of one trigger differ in a guard, a role or the actor.
/// </summary>
internal sealed class LifecycleMaker(int seed)
{
    private static readonly StatusCategory[] Kept =
        [StatusCategory.Postponed, StatusCategory.Spam, StatusCategory.Merged, StatusCategory.Deleted];

    private static readonly ActorKind[] Kinds = [ActorKind.Agent, ActorKind.Customer, ActorKind.Rule, ActorKind.System];

    private static readonly string[] Conditions =
    [
        """{"all":[]}""",
        """{"any":[]}""",
        """{"field":"ticket.tier","op":"ge","value":2}""",
        """{"not":{"field":"message.hasAttachments","op":"eq","value":true}}""",
        """{"any":[{"field":"ticket.subject","op":"containsText","value":["\"ß\"","a\\nb"]},{"field":"ticket.assignee","op":"isSet"}]}""",
        """{"none":[{"field":"ticket.createdAt","op":"olderThan","value":"P3D"},{"field":"ticket.tags","op":"hasAny","value":["x","y"]}]}""",
        """{"field":"ticket.subject","op":"matches","value":"^(a|b)+$"}""",
        """{"field":"ticket.createdAt","op":"before","value":"2026-03-02T09:00:00Z"}""",
    ];

    private static readonly Condition[] Parsed =
        [.. Conditions.Select(c => Condition.Parse(c, TicketFields.Catalogue).Require())];

    private readonly Random _random = new(seed);
    private readonly List<Status> _statuses = [];
    private readonly List<LifecycleTrigger> _triggers = [];
    private readonly List<Transition> _transitions = [];
    private readonly List<LifecycleTimer> _timers = [];
    private readonly Dictionary<string, Condition> _guards = [];
    private Queue<string> _names = new();

    public LifecycleDefinition Make()
    {
        _names = new Queue<string>(Shuffled(LifecycleNames.All));
        var version = _names.Dequeue();
        for (var i = _random.Next(4); i > 0; i--)
        {
            _guards[_names.Dequeue()] = Pick(Parsed);
        }

        MakeStatuses();
        MakeWays([.. Ranked()]);
        foreach (var trigger in Shuffled([.. Triggers.All, NewTrigger(), NewTrigger()]).Take(_random.Next(12)))
        {
            MakeBranches(trigger);
        }

        return new LifecycleDefinition(version, [.. _statuses], [.. Mixed()])
        {
            Triggers = [.. _triggers],
            Guards = _guards,
            Timers = [.. _timers],
            Maps = [.. Some(2, () => new LifecycleMap(_names.Dequeue(), Some(3, () => Pick(LifecycleNames.All)).Distinct()
                .ToDictionary(n => new StatusId(n), _ => Pick(_statuses).Id)))],
        };
    }

    // Transitions of different triggers in any order, those of one trigger in theirs.
    private IEnumerable<Transition> Mixed()
    {
        var waiting = _transitions.GroupBy(t => t.Trigger).ToDictionary(g => g.Key, g => new Queue<Transition>(g));
        return Shuffled(_transitions).Select(t => waiting[t.Trigger].Dequeue());
    }

    private void MakeStatuses()
    {
        StatusCategory[] categories =
        [
            StatusCategory.New, StatusCategory.Live, StatusCategory.Spam, Pick([StatusCategory.Closed, StatusCategory.Merged, StatusCategory.Deleted]),
            .. Some(6, () => Pick(Enum.GetValues<StatusCategory>())),
        ];
        foreach (var category in Shuffled(categories))
        {
            var isDefault = Maybe() && !_statuses.Any(s => s.Category == category && s.IsDefault);
            _statuses.Add(new Status(new StatusId(_names.Dequeue()), category, Pick(LifecycleNames.All), Pick(LifecycleNames.All), isDefault));
        }
    }

    // Those in which a ticket begins, then the others, a final one last.
    private IEnumerable<Status> Ranked()
    {
        var entries = _statuses.Where(s => s.Category == StatusCategory.Live).Append(First(StatusCategory.New)).Append(First(StatusCategory.Spam)).ToList();
        var others = Shuffled([.. _statuses.Except(entries)]);
        var final = others.First(s => s.Category is StatusCategory.Closed or StatusCategory.Merged or StatusCategory.Deleted);
        return [.. Shuffled(entries), .. others.Where(s => s != final), final];

        Status First(StatusCategory category) => _statuses.Where(s => s.Category == category).OrderByDescending(s => s.IsDefault).First();
    }

    private void MakeWays(Status[] ranked)
    {
        _transitions.Add(Branch(NewTrigger(), new TransitionTarget.To(ranked[^1].Id), Actors(), SomeGuards()) with
        {
            From = Shuffled([.. _statuses.Select(s => s.Category).Distinct()]),
        });
        for (var i = 1; i < ranked.Length; i++)
        {
            var (from, trigger) = (ranked[_random.Next(i)], NewTrigger());
            var way = Branch(trigger, new TransitionTarget.To(ranked[i].Id), Actors(), SomeGuards());
            _transitions.Add(Maybe() ? way with { From = [from.Category] } : way with { FromStatuses = [from.Id] });
            if (Maybe() && way.Actors.HasFlag(ActorKind.System) && _timers.All(t => t.Status != from.Id))
            {
                _timers.Add(new LifecycleTimer(from.Id, Pick(LifecycleNames.Durations), trigger));
            }
        }
    }

    // Two groups of categories, and single statuses that have branches of their own or none.
    private void MakeBranches(TriggerId trigger)
    {
        var categories = Shuffled(Maybe() ? Kept : Enum.GetValues<StatusCategory>());
        var cut = _random.Next(1, categories.Length);
        foreach (var group in new[] { categories[..cut], categories[cut..] }.Take(_random.Next(1, 3)))
        {
            _transitions.AddRange(Branches(trigger, group).Select(b => b with { From = group }));
        }

        foreach (var status in Shuffled(_statuses).Take(_random.Next(3)))
        {
            _transitions.AddRange(_random.Next(3) == 0
                ? [new Transition([], trigger, TransitionTarget.Forbid, ActorKind.Anyone, []) { FromStatuses = [status.Id] }]
                : Branches(trigger, [status.Category]).Select(b => b with { FromStatuses = [status.Id] }));
        }
    }

    private IEnumerable<Transition> Branches(TriggerId trigger, StatusCategory[] from)
    {
        switch (_random.Next(3))
        {
            case 0: // Each but the last has a guard that no other has.
                var guards = Shuffled([.. LifecycleGuards.All, .. _guards.Keys]);
                var count = _random.Next(1, 4);
                return Enumerable.Range(0, count).Select(i => Branch(trigger, Target(from), Actors(), i == count - 1 && Maybe()
                    ? [] : Shuffled([guards[i], .. guards[count..].Take(_random.Next(3))])));
            case 1: // Each is for somebody else.
                return Shuffled(Kinds).Take(_random.Next(1, 5)).Select(k => Branch(trigger, Target(from), k, SomeGuards()));
            default: // Agents with a role, then anybody.
                return
                [
                    Branch(trigger, Target(from), ActorKind.Agent, []) with { Roles = [.. Shuffled(LifecycleNames.Roles).Take(2)] },
                    Branch(trigger, Target(from), ActorKind.Anyone, []) with { Roles = [] },
                ];
        }
    }

    private Transition Branch(TriggerId trigger, TransitionTarget target, ActorKind actors, string[] guards) =>
        new([], trigger, target, actors, guards)
        {
            Roles = actors.HasFlag(ActorKind.Agent) && _random.Next(4) == 0 ? [.. Shuffled(LifecycleNames.Roles).Take(2)] : [],
            Effects = target is TransitionTarget.To or TransitionTarget.Remembered ? [.. Some(2, Effect)] : [],
        };

    private TransitionEffect Effect() => _random.Next(3) switch
    {
        0 => new TransitionEffect.Notify(Pick(LifecycleNames.All)),
        1 => new TransitionEffect.AddTags([.. Shuffled(LifecycleNames.All).Take(_random.Next(1, 3))]),
        _ => new TransitionEffect.Unassign(),
    };

    private TransitionTarget Target(StatusCategory[] from) => _random.Next(5) switch
    {
        0 => TransitionTarget.Stay,
        1 => TransitionTarget.FollowUp,
        2 when from.All(Kept.Contains) => TransitionTarget.Back,
        _ => new TransitionTarget.To(Pick(_statuses).Id),
    };

    private string[] SomeGuards() => [.. Shuffled([.. LifecycleGuards.All, .. _guards.Keys]).Take(_random.Next(3))];

    private ActorKind Actors() => (ActorKind)_random.Next(1, 16);

    private TriggerId NewTrigger()
    {
        var trigger = new LifecycleTrigger(new TriggerId(_names.Dequeue()), Pick(LifecycleNames.All));
        _triggers.Add(trigger);
        return trigger.Id;
    }

    private bool Maybe() => _random.Next(2) == 0;

    private T Pick<T>(IReadOnlyList<T> all) => all[_random.Next(all.Count)];

    private IEnumerable<T> Some<T>(int most, Func<T> make) => Enumerable.Range(0, _random.Next(most + 1)).Select(_ => make());

    private T[] Shuffled<T>(IReadOnlyList<T> all)
    {
        T[] copy = [.. all];
        _random.Shuffle(copy);
        return copy;
    }
}
