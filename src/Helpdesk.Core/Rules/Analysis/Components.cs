namespace Helpdesk.Core.Rules.Analysis;

/// <summary>
/// Strongly connected components by Tarjan's algorithm (R. Tarjan, Depth-first search and linear graph algorithms, 1972), without
/// recursion.
/// </summary>
internal sealed class Components
{
    private readonly IReadOnlyList<IReadOnlyList<int>> _edges;
    private readonly int[] _index;
    private readonly int[] _low;
    private readonly bool[] _isOpen;
    private readonly Stack<int> _open = new();
    private readonly List<int[]> _found = [];
    private int _next = 1;

    private Components(IReadOnlyList<IReadOnlyList<int>> edges)
    {
        _edges = edges;
        _index = new int[edges.Count];
        _low = new int[edges.Count];
        _isOpen = new bool[edges.Count];
    }

    /// <summary>The components; each has its nodes in ascending order.</summary>
    /// <param name="edges">For each node those that it leads to.</param>
    public static IReadOnlyList<int[]> Of(IReadOnlyList<IReadOnlyList<int>> edges)
    {
        var components = new Components(edges);
        for (var node = 0; node < edges.Count; node++)
        {
            if (components._index[node] == 0)
            {
                components.Visit(node);
            }
        }

        return components._found;
    }

    private void Visit(int root)
    {
        var path = new Stack<(int Node, int Edge)>();
        Enter(root);
        path.Push((root, 0));
        while (path.TryPop(out var at))
        {
            var (node, edge) = at;
            if (edge < _edges[node].Count)
            {
                path.Push((node, edge + 1));
                var next = _edges[node][edge];
                if (_index[next] == 0)
                {
                    Enter(next);
                    path.Push((next, 0));
                }
                else if (_isOpen[next])
                {
                    _low[node] = Math.Min(_low[node], _index[next]);
                }

                continue;
            }

            if (_low[node] == _index[node])
            {
                Close(node);
            }

            if (path.TryPeek(out var above))
            {
                _low[above.Node] = Math.Min(_low[above.Node], _low[node]);
            }
        }
    }

    private void Enter(int node)
    {
        _index[node] = _low[node] = _next++;
        _isOpen[node] = true;
        _open.Push(node);
    }

    private void Close(int first)
    {
        var members = new List<int>();
        int member;
        do
        {
            member = _open.Pop();
            _isOpen[member] = false;
            members.Add(member);
        }
        while (member != first);
        _found.Add([.. members.Order()]);
    }
}
