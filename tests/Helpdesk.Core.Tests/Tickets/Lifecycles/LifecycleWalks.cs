using Helpdesk.Core.Tests.Generators;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Lifecycles;

namespace Helpdesk.Core.Tests.Tickets.Lifecycles;

/// <summary>
/// Where tickets can get, by a transitive closure over all edges: the oracle for reachability. Going back leads from a status that
/// remembers to every status from which something leads there.
/// </summary>
internal sealed class LifecycleWalks
{
    private readonly LifecycleDefinition _definition;
    private readonly StatusId[] _entries;
    private readonly HashSet<(StatusId From, StatusId To)> _onwards;
    private readonly HashSet<(StatusId From, StatusId To)> _ways = [];

    public LifecycleWalks(LifecycleDefinition definition)
    {
        _definition = definition;
        _entries = [.. Entries()];
        var model = new LifecycleModel(definition);
        (StatusId From, Transition By)[] branches =
        [
            .. from s in definition.Statuses
               from t in LifecycleQuestions.TriggersOf(definition).Distinct()
               from b in model.BranchesOf(s.Id, t)
               select (s.Id, b),
        ];
        foreach (var (from, by) in branches)
        {
            _ways.UnionWith(by.Target is TransitionTarget.To to ? [(from, to.Status)] : []);
        }

        // Nobody comes back to where nobody has been.
        _onwards = Closed(_ways);
        foreach (var (from, _) in branches.Where(b => b.By.Target is TransitionTarget.Remembered && Remembers(b.From)))
        {
            _ways.UnionWith(branches.Where(b => b.By.Target is TransitionTarget.To to && to.Status == from).Select(b => (from, b.From)).ToList());
            _ways.UnionWith(CategoryOf(from) == StatusCategory.Spam ? _entries.Where(e => e != from).Select(e => (from, e)) : []);
        }

        _ways = Closed(_ways);
    }

    public bool IsReachable(StatusId status) => _entries.Any(e => _onwards.Contains((e, status)));

    public bool ReachesFinal(StatusId status) => _definition.Statuses
        .Where(s => s.Category is StatusCategory.Closed or StatusCategory.Merged or StatusCategory.Deleted)
        .Any(s => _ways.Contains((status, s.Id)));

    /// <summary>The statuses that a ticket passes, which remembers like tickets do.</summary>
    public IEnumerable<StatusId> Walk(Lifecycle lifecycle, LifecycleQuestions.Question[] steps)
    {
        var at = _entries[steps.Length % _entries.Length];
        var back = new Stack<StatusId>();
        if (CategoryOf(at) == StatusCategory.Spam)
        {
            back.Push(_entries.First(e => CategoryOf(e) == StatusCategory.New));
        }

        yield return at;
        foreach (var step in steps)
        {
            var permitted = lifecycle.Permitted(at, With(step, back));
            var outcome = lifecycle.Fire(at, permitted.Count == 0 ? step.Trigger : permitted.ElementAt(step.Context.MissingFields % permitted.Count), With(step, back));
            if (outcome.Kind != TransitionKind.Moved)
            {
                continue;
            }

            if (back.Count > 0 && back.Peek() == outcome.To)
            {
                back.Pop();
            }
            else if (Remembers(outcome.To))
            {
                back.Push(at);
            }
            else
            {
                back.Clear();
            }

            at = outcome.To;
            yield return at;
        }
    }

    private static TransitionContext With(LifecycleQuestions.Question step, Stack<StatusId> back) =>
        step.Context with { ReturnTo = back.Count > 0 ? back.Peek() : null };

    private IEnumerable<StatusId> Entries()
    {
        foreach (var group in _definition.Statuses.GroupBy(s => s.Category))
        {
            if (group.Key == StatusCategory.Live)
            {
                foreach (var status in group)
                {
                    yield return status.Id;
                }
            }
            else if (group.Key is StatusCategory.New or StatusCategory.Spam)
            {
                yield return (group.FirstOrDefault(s => s.IsDefault) ?? group.First()).Id;
            }
        }
    }

    private StatusCategory CategoryOf(StatusId status) => _definition.Statuses.Single(s => s.Id == status).Category;

    private bool Remembers(StatusId status) => CategoryOf(status)
        is StatusCategory.Postponed or StatusCategory.Spam or StatusCategory.Merged or StatusCategory.Deleted;

    private HashSet<(StatusId From, StatusId To)> Closed(IEnumerable<(StatusId, StatusId)> ways)
    {
        HashSet<(StatusId From, StatusId To)> all = [.. ways, .. _definition.Statuses.Select(s => (s.Id, s.Id))];
        foreach (var over in _definition.Statuses)
        {
            all.UnionWith((from a in _definition.Statuses from b in _definition.Statuses
                           where all.Contains((a.Id, over.Id)) && all.Contains((over.Id, b.Id))
                           select (a.Id, b.Id)).ToList());
        }

        return all;
    }
}
