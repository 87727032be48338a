using System.Globalization;
using System.Text;

namespace Helpdesk.Core.Tickets.Lifecycles;

/// <summary>
/// Draws a lifecycle. Statuses stand inside their category; a transition that leaves a whole category is drawn from the
/// category, so the picture holds exactly the transitions of the definition.
/// </summary>
internal static class LifecycleDrawing
{
    public static string Mermaid(LifecycleDefinition definition)
    {
        var text = new StringBuilder("stateDiagram-v2\n");
        foreach (var group in definition.Statuses.GroupBy(s => s.Category).OrderBy(g => g.Key))
        {
            text.Append(CultureInfo.InvariantCulture, $"  state \"{group.Key}\" as {Category(group.Key)} {{\n");
            foreach (var status in group)
            {
                text.Append(CultureInfo.InvariantCulture, $"    state \"{Entities(status.AgentLabel)}\" as {Node(status.Id)}\n");
            }

            text.Append("  }\n");
        }

        foreach (var status in definition.Statuses.Where(s => LifecycleReach.IsEntry(definition, s)))
        {
            text.Append(CultureInfo.InvariantCulture, $"  [*] --> {Node(status.Id)}\n");
        }

        foreach (var (from, to, label) in Edges(definition, Category, Node))
        {
            text.Append(CultureInfo.InvariantCulture, $"  {from} --> {to} : {Entities(label)}\n");
        }

        return text.ToString();
    }

    public static string Dot(LifecycleDefinition definition)
    {
        var text = new StringBuilder("digraph lifecycle {\n  compound=true;\n  node [shape=box];\n");
        foreach (var group in definition.Statuses.GroupBy(s => s.Category).OrderBy(g => g.Key))
        {
            text.Append(CultureInfo.InvariantCulture, $"  subgraph cluster_{group.Key} {{\n    label=\"{group.Key}\";\n    {Category(group.Key)} [shape=point];\n");
            foreach (var status in group)
            {
                text.Append(CultureInfo.InvariantCulture, $"    {Node(status.Id)} [label=\"{Quoted(status.AgentLabel)}\"];\n");
            }

            text.Append("  }\n");
        }

        text.Append("  begin [shape=circle];\n");
        foreach (var status in definition.Statuses.Where(s => LifecycleReach.IsEntry(definition, s)))
        {
            text.Append(CultureInfo.InvariantCulture, $"  begin -> {Node(status.Id)};\n");
        }

        foreach (var (from, to, label) in Edges(definition, Category, Node))
        {
            text.Append(CultureInfo.InvariantCulture, $"  {from} -> {to} [label=\"{Quoted(label)}\"];\n");
        }

        return text.Append("}\n").ToString();
    }

    /// <summary>Every transition once for each category and each status that it leaves, in the order of the definition.</summary>
    private static IEnumerable<(string From, string To, string Label)> Edges(
        LifecycleDefinition definition, Func<StatusCategory, string> category, Func<StatusId, string> node)
    {
        var timed = definition.Timers.Select(t => (From: node(t.Status), Label: $"after {LifecycleWriter.Length(t.After)}: {t.Fire}"));
        foreach (var transition in definition.Transitions)
        {
            foreach (var from in transition.From.Select(category).Concat(transition.FromStatuses.Select(node)))
            {
                yield return (from, transition.Target switch
                {
                    TransitionTarget.To to => node(to.Status),
                    TransitionTarget.Remembered => "status_before",
                    TransitionTarget.NewTicket => "follow_up",
                    TransitionTarget.Forbidden => "forbidden",
                    _ => from,
                }, Label(transition));
            }
        }

        foreach (var (from, label) in timed)
        {
            yield return (from, from, label);
        }
    }

    private static string Label(Transition transition)
    {
        var text = new StringBuilder(transition.Trigger.Value);
        if (transition.Guards.Count > 0)
        {
            text.Append(" [").AppendJoin(", ", transition.Guards).Append(']');
        }

        if (transition.Actors != ActorKind.Anyone)
        {
            text.Append(" (").AppendJoin(", ", LifecycleWriter.Names(transition.Actors)).Append(')');
        }

        return transition.Roles.Count == 0 ? text.ToString() : text.Append(" as ").AppendJoin(" or ", transition.Roles).ToString();
    }

    private static string Category(StatusCategory category) => "c_" + category;

    // Letters, digits and underscores only; different ids stay different.
    private static string Node(StatusId status)
    {
        var text = new StringBuilder("s_");
        foreach (var c in status.Value)
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                text.Append(c);
            }
            else if (c == '-')
            {
                text.Append("__");
            }
            else
            {
                text.Append(CultureInfo.InvariantCulture, $"_x{(int)c:x4}");
            }
        }

        return text.ToString();
    }

    // Mermaid's own escapes: everything but letters, digits and a few marks that mean nothing to its grammar
    // (a description ends at a colon, a semicolon and a line break) becomes #code;.
    private static string Entities(string text)
    {
        var safe = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || (rune.IsAscii && " -.,()[]/'".Contains((char)rune.Value, StringComparison.Ordinal)))
            {
                safe.Append(rune);
            }
            else
            {
                safe.Append(CultureInfo.InvariantCulture, $"#{rune.Value};");
            }
        }

        return safe.ToString();
    }

    // A quoted string of DOT: quotes and backslashes are escaped, entities of HTML are none, lines are broken by \n.
    private static string Quoted(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace('\0', '\ufffd')
        .ReplaceLineEndings("\\n");
}
