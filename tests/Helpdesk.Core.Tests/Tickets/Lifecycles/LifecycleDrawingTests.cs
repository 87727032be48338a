using System.Globalization;
using System.Text.RegularExpressions;
using FsCheck.Fluent;
using Helpdesk.Core.Tests.Generators;
using Helpdesk.Core.TestSupport;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Lifecycles;
using NodaTime;
using NodaTime.Text;

namespace Helpdesk.Core.Tests.Tickets.Lifecycles;

/// <summary>The pictures hold exactly the transitions, whatever the names are: they are read back by small parsers.</summary>
public sealed class LifecycleDrawingTests
{
    private static readonly string[] Cultures = ["", "fi-FI", "ar-SA", "tr-TR"];
    private static readonly Regex Entity = Linear(@"#(\d+);");
    private static readonly Regex Encoded = Linear("\uE000(\\d+)\uE001");
    private static readonly Regex MermaidGroup = Linear(@"^  state ""([A-Za-z]+)"" as c_([A-Za-z]+) \{$");
    private static readonly Regex MermaidState = Linear(@"^    state ""([^""\n]*)"" as (s_[A-Za-z0-9_]+)$");
    private static readonly Regex MermaidEdge = Linear(@"^  (\[\*\]|[A-Za-z0-9_]+) --> ([A-Za-z0-9_]+)(?: : ([^:;\r\n]+))?$");
    private static readonly Regex DotEdge = Linear(@"^([A-Za-z0-9_]+) -> ([A-Za-z0-9_]+)(?: \[label=""((?:[^""\\]|\\.)*)""\])?;$");
    private static readonly Regex DotState = Linear(@"^(s_[A-Za-z0-9_]+) \[label=""((?:[^""\\]|\\.)*)""\];$");
    private static readonly Regex NodeEscape = Linear("__|_x[0-9a-f]{4}");
    private static readonly Regex DotEscape = Linear(@"\\.");

    [Fact]
    public void Mermaid_read_back_gives_the_transitions() => Properties.Holds(
        Prop.ForAll(LifecycleQuestions.Definitions.ToArbitrary(), d =>
        {
            var (states, edges) = ReadMermaid(Lifecycle.Create(d).Require().ToMermaid());
            return states.Order(StringComparer.Ordinal).SequenceEqual(d.Statuses.Select(s => Shown(s.Category.ToString(), s.Id.Value, s.AgentLabel)).Order(StringComparer.Ordinal))
                && edges.Order(StringComparer.Ordinal).SequenceEqual(Edges(d).Order(StringComparer.Ordinal));
        }),
        150);

    [Fact]
    public void Dot_read_back_gives_the_transitions() => Properties.Holds(
        Prop.ForAll(LifecycleQuestions.Definitions.ToArbitrary(), d =>
        {
            var (states, edges) = ReadDot(Lifecycle.Create(d).Require().ToDot());
            return states.Order(StringComparer.Ordinal).SequenceEqual(d.Statuses.Select(s => Shown(s.Category.ToString(), s.Id.Value, Plain(s.AgentLabel))).Order(StringComparer.Ordinal))
                && edges.Order(StringComparer.Ordinal).SequenceEqual(Edges(d, Plain).Order(StringComparer.Ordinal));
        }),
        150);

    [Fact]
    public void Pictures_and_differences_are_the_same_in_every_culture()
    {
        var lifecycle = new LifecycleBuilder("v", Lifecycle.Default).After("pending", Duration.FromHours(30), Triggers.Reopen).Build().Require();
        var before = CultureInfo.CurrentCulture;
        try
        {
            var texts = Cultures.Select(name =>
            {
                CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(name);
                return lifecycle.ToMermaid() + lifecycle.ToDot() + lifecycle.ToJson() + string.Join('\n', Lifecycle.Default.DifferencesTo(lifecycle));
            });
            Assert.Single(texts.Distinct());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static IEnumerable<string> Edges(LifecycleDefinition definition, Func<string, string>? plain = null)
    {
        foreach (var status in definition.Statuses)
        {
            if (status.Category == StatusCategory.Live
                || (status.Category is StatusCategory.New or StatusCategory.Spam
                    && definition.Statuses.Where(s => s.Category == status.Category).OrderByDescending(s => s.IsDefault).First() == status))
            {
                yield return Shown("(begin)", "s:" + status.Id, "");
            }
        }

        foreach (var t in definition.Transitions)
        {
            foreach (var from in t.From.Select(c => "c:" + c).Concat(t.FromStatuses.Select(s => "s:" + s)))
            {
                var to = t.Target switch
                {
                    TransitionTarget.To target => "s:" + target.Status,
                    TransitionTarget.Remembered => "(status_before)",
                    TransitionTarget.NewTicket => "(follow_up)",
                    TransitionTarget.Forbidden => "(forbidden)",
                    _ => from,
                };
                var guards = t.Guards.Count > 0 ? $" [{string.Join(", ", t.Guards)}]" : "";
                var actors = t.Actors == ActorKind.Anyone ? "" : $" ({t.Actors.ToString().ToLowerInvariant()})";
                var roles = t.Roles.Count > 0 ? $" as {string.Join(" or ", t.Roles)}" : "";
                yield return Shown(from, to, Label(t.Trigger + guards + actors + roles));
            }
        }

        foreach (var timer in definition.Timers)
        {
            var length = PeriodPattern.NormalizingIso.Format(Period.FromNanoseconds(timer.After.ToInt64Nanoseconds()));
            yield return Shown("s:" + timer.Status, "s:" + timer.Status, Label($"after {length}: {timer.Fire}"));
        }

        string Label(string text) => plain is null ? text : plain(text);
    }

    private static string Shown(string from, string to, string label) => $"{from}\u0001{to}\u0001{label}";

    // As Mermaid's lexer splits: a description ends at a colon, a semicolon or a line break; #1; is a character.
    private static (List<string> States, List<string> Edges) ReadMermaid(string text)
    {
        var (states, edges, category) = (new List<string>(), new List<string>(), "");
        var lines = Entity.Replace(text, m => $"\uE000{m.Groups[1].Value}\uE001").Split('\n');
        Assert.Equal("stateDiagram-v2", lines[0]);
        foreach (var line in lines.Skip(1).Where(l => l.Length > 0 && l.Trim() != "}"))
        {
            if (MermaidGroup.Match(line) is { Success: true } group)
            {
                category = group.Groups[1].Value;
            }
            else if (MermaidState.Match(line) is { Success: true } state)
            {
                states.Add(Shown(category, Name(state.Groups[2].Value)[2..], Characters(state.Groups[1].Value)));
            }
            else
            {
                var edge = MermaidEdge.Match(line);
                Assert.True(edge.Success, line);
                edges.Add(Shown(Name(edge.Groups[1].Value), Name(edge.Groups[2].Value), Characters(edge.Groups[3].Value)));
            }
        }

        return (states, edges);
    }

    private static (List<string> States, List<string> Edges) ReadDot(string text)
    {
        var (states, edges, category) = (new List<string>(), new List<string>(), "");
        foreach (var line in text.Split('\n').Select(l => l.Trim()))
        {
            if (DotEdge.Match(line) is { Success: true } edge)
            {
                edges.Add(Shown(Name(edge.Groups[1].Value), Name(edge.Groups[2].Value), Unquoted(edge.Groups[3].Value)));
            }
            else if (DotState.Match(line) is { Success: true } state)
            {
                states.Add(Shown(category, Name(state.Groups[1].Value)[2..], Unquoted(state.Groups[2].Value)));
            }
            else
            {
                Assert.Matches("^(digraph lifecycle [{]|subgraph cluster_[A-Za-z]+ [{]|[}]|compound=true;|node .shape=box.;|label=\"[A-Za-z]+\";|c_[A-Za-z]+ .shape=point.;|begin .shape=circle.;|)$", line);
                category = line.StartsWith("subgraph", StringComparison.Ordinal) ? line["subgraph cluster_".Length..^2] : category;
            }
        }

        return (states, edges);
    }

    // Back from the name of a node to what it stands for.
    private static string Name(string node) => node switch
    {
        "[*]" or "begin" => "(begin)",
        _ when node.StartsWith("c_", StringComparison.Ordinal) => "c:" + node[2..],
        _ when node.StartsWith("s_", StringComparison.Ordinal) => "s:" + NodeEscape.Replace(
            node[2..], m => m.Value == "__" ? "-" : ((char)int.Parse(m.Value[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString()),
        _ => $"({node})",
    };

    private static string Characters(string text) =>
        Encoded.Replace(text, m => char.ConvertFromUtf32(int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture)));

    private static string Unquoted(string text) =>
        DotEscape.Replace(text, m => m.Value == "\\n" ? "\n" : m.Value[1..]).Replace("&amp;", "&", StringComparison.Ordinal);

    private static Regex Linear(string pattern) => new(pattern, RegexOptions.NonBacktracking);

    private static string Plain(string text) => text.ReplaceLineEndings("\n").Replace('\0', '\uFFFD');
}
