using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Rules;
using Helpdesk.Core.Rules.Analysis;
using Helpdesk.Core.Tests.Generators;
using Helpdesk.Core.Tests.Tickets;
using Helpdesk.Core.TestSupport;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Tests.Rules.Analysis;

public sealed class RuleAnalysisProperties
{
    private static readonly RuleMode[] Modes = [RuleMode.Cycle, RuleMode.Sequential];

    // What a run begins with: a new ticket, tags that come, a priority that changes; on tickets of several kinds.
    private static Gen<RuleRunInput> Beginnings { get; } =
        from priority in Gen.Elements(Priority.Low, Priority.Normal, Priority.High)
        from tags in Gen.Elements<string[]>([], ["x"], ["y"], ["x", "z"])
        from isAssigned in Gen.Elements(true, false)
        from cause in Gen.Choose(0, 2)
        select Begin(priority, tags, isAssigned, cause);

    // Law: a rule that is said to be shadowed never fires, whatever the ticket; its actions here are never refused.
    [Fact]
    public void A_shadowed_rule_never_fires()
    {
        var shadowed = 0;
        Properties.Holds(Prop.ForAll(RuleSets.Of(4, RuleSets.Tagging, canStop: true).ToArbitrary(), Beginnings.ArrayOf().ToArbitrary(), (rules, inputs) =>
            Modes.All(mode =>
            {
                var set = AnalyzedRules.Set(Json(rules), mode);
                HashSet<RuleId> dead = [.. set.Analyze(AnalyzedRules.Catalogue, AnalyzedRules.Names).Where(f => f.Code == "shadowed").Select(f => f.Places[0].Rule)];
                shadowed += dead.Count;
                return !inputs.SelectMany(i => Fired(set, i)).Any(r => dead.Contains(r.Id));
            })), 600);
        Assert.True(shadowed > 50, $"Only {shadowed} rules were shadowed.");
    }

    // Law: two rules that set different priorities in one run were named beforehand.
    [Fact]
    public void Rules_that_set_different_priorities_in_a_run_were_named()
    {
        var met = 0;
        Properties.Holds(Prop.ForAll(RuleSets.Of(4, RuleSets.Ranking, canStop: true).ToArbitrary(), Beginnings.ToArbitrary(), (rules, input) =>
            Modes.All(mode =>
            {
                var set = AnalyzedRules.Set(Json(rules), mode);
                var named = set.Analyze(AnalyzedRules.Catalogue, AnalyzedRules.Names).Where(f => f.Code == "conflicting-writes")
                    .Select(f => (f.Places[0].Rule, f.Places[^1].Rule)).ToHashSet();
                Rule[] fired = [.. set.Rules.Where(Fired(set, input).Contains)];
                var pairs =
                    from a in fired
                    from b in fired
                    where Array.IndexOf(fired, a) < Array.IndexOf(fired, b)
                    where PriorityOf(a) is { } one && PriorityOf(b) is { } other && one != other
                    select (a.Id, b.Id);
                met += pairs.Count();
                return pairs.All(named.Contains);
            })), 2_000);
        Assert.True(met > 100, $"Only {met} pairs met.");
    }

    // Law (confluence): where no order of the rules has one that looks at what a later one writes, or two that write differently,
    // every order in either mode gives the same ticket. Rules that stop others are left out: which one comes first is their purpose.
    [Fact]
    public void Without_conflicts_the_order_does_not_matter()
    {
        var confluent = 0;
        Properties.Holds(Prop.ForAll(RuleSets.Of(3, RuleSets.Certain, canStop: false).ToArbitrary(), Beginnings.ToArbitrary(), (rules, input) =>
        {
            RuleSet[] orders = [.. Permutations([0, 1, 2]).Select(order => AnalyzedRules.Set(Json(Ordered(rules, order)), RuleMode.Sequential))];
            if (orders.Any(o => o.Analyze(AnalyzedRules.Catalogue, AnalyzedRules.Names).Any(f => f.Code is "conflicting-writes" or "reads-later-write")))
            {
                return true;
            }

            confluent += Fired(orders[0], input).Count > 1 ? 1 : 0;
            return orders.SelectMany(o => Modes.Select(m => Describe(RuleRun.Of(o.In(m), input).Ticket))).Distinct().Count() == 1;
        }), 4_000);
        Assert.True(confluent > 50, $"Only {confluent} sets were without conflicts and fired.");
    }

    // Law: what is said to never hold never does, what is said to always hold always does, whatever the fields hold.
    [Fact]
    public void What_never_or_always_holds_is_certain()
    {
        var found = 0;
        var catalogue = Conditions.FixedValues.Catalogue;
        Properties.Holds(Prop.ForAll(ConditionTrees.Of(catalogue).ToArbitrary(), ConditionValues.Of(catalogue).ToArbitrary(), (when, values) =>
        {
            var set = RuleSet.Parse($"[{AnalyzedRules.Rule("a", "", when)}]", catalogue, AnalyzedRules.Names).Require();
            var findings = set.Analyze(catalogue, AnalyzedRules.Names);
            var holds = set.Rules[0].When.Evaluate(values);
            var (never, always) = (
                findings.Any(f => f is { Code: "contradiction", Severity: RuleFindingSeverity.Error }),
                findings.Any(f => f.Code == "tautology" && f.Places[0].Inside == "/when"));
            found += never || always ? 1 : 0;
            return !(never && holds) && !(always && !holds);
        }), 3_000);
        Assert.True(found > 100, $"Only {found} conditions were found out.");
    }

    // Law: the order in which rules are written down does not matter, a rule that is switched off is absent, and asking twice changes
    // nothing.
    [Fact]
    public void Only_the_rules_that_take_part_decide_what_is_found() => Properties.Holds(
        Prop.ForAll(RuleSets.Of(4, RuleSets.Certain, canStop: true).ToArbitrary(), Gen.Elements(Modes).ToArbitrary(), (rules, mode) =>
        {
            var found = Describe(AnalyzedRules.Analyze(Json(rules), mode));
            var off = rules[0].Replace("\"id\":\"r0\"", "\"id\":\"r00\",\"enabled\":false", StringComparison.Ordinal);
            return found == Describe(AnalyzedRules.Analyze(Json(rules), mode))
                && found == Describe(AnalyzedRules.Analyze(Json([.. rules.Reverse()]), mode))
                && found == Describe(AnalyzedRules.Analyze(Json([off, .. rules]), mode));
        }),
        300);

    private static string Json(string[] rules) => $"[{string.Join(',', rules)}]";

    private static string[] Ordered(string[] rules, int[] order) =>
        [.. rules.Select((r, i) => Regex.Replace(r, "\"order\":[0-9]", $"\"order\":{order[i]}", RegexOptions.NonBacktracking))];

    private static IEnumerable<int[]> Permutations(int[] of) => of.Length < 2
        ? [of]
        : of.SelectMany(first => Permutations([.. of.Where(i => i != first)]).Select(rest => new[] { first }.Concat(rest).ToArray()));

    private static RuleRunInput Begin(Priority priority, string[] tags, bool isAssigned, int cause)
    {
        var story = new TicketStory().Do(new TicketCommand.SetPriority(priority)).Do(new TicketCommand.AddTags(tags));
        story = isAssigned ? story.Do(new TicketCommand.Assign(new AgentId("kim"))).Do(new TicketCommand.Follow(new AgentId("kim"))) : story;
        var (before, known) = (story.Ticket, story.Stream.Count);
        story = cause switch
        {
            0 => new TicketStory(),
            1 => story.Do(new TicketCommand.AddTags(["x", "new"])),
            _ => story.Do(new TicketCommand.SetPriority(priority == Priority.Urgent ? Priority.Low : Priority.Urgent)),
        };
        return new RuleRunInput
        {
            Before = cause == 0 ? null : before,
            Ticket = story.Ticket,
            Events = cause == 0 ? story.Stream : [.. story.Stream.Skip(known)],
            Kind = MessageKind.Human,
            MayAnswer = true,
            ContextOf = (_, by) => story.Context(by),
        };
    }

    private static HashSet<Rule> Fired(RuleSet set, RuleRunInput input)
    {
        HashSet<string> ids = [.. RuleRun.Of(set, input).Trace.Steps.Where(s => s.Code == "fired").Select(s => s.Facts.Single(f => f.Name == "rule").Value)];
        return [.. set.Rules.Where(r => ids.Contains(r.Id.Value))];
    }

    private static Priority? PriorityOf(Rule rule) =>
        rule.Then.OfType<RuleAction.Command>().Select(c => c.What).OfType<TicketCommand.SetPriority>().LastOrDefault()?.Priority;

    private static string Describe(Ticket ticket) => string.Join(
        ' ',
        ticket.Status,
        ticket.Priority,
        ticket.Department,
        ticket.Type,
        ticket.Assignee,
        ticket.MessageCount,
        string.Join(',', ticket.Tags),
        string.Join(',', ticket.Subjects),
        string.Join(',', ticket.Followers.Select(f => f.Agent.Value).Order(StringComparer.Ordinal)));

    private static string Describe(IEnumerable<RuleFinding> findings) =>
        string.Join('\n', findings.Select(f => $"{f.Severity} {f.Code} {f.Sentence} {string.Join(' ', f.Places)}"));
}
