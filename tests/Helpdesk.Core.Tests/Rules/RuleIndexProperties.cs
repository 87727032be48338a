using FsCheck;
using FsCheck.Fluent;
using Helpdesk.Core.Conditions;
using Helpdesk.Core.Tests.Conditions;
using Helpdesk.Core.Tests.Generators;
using Helpdesk.Core.TestSupport;

namespace Helpdesk.Core.Tests.Rules;

public sealed class RuleIndexProperties
{
    private static readonly string[] Words = ["a", "b"];

    // Law: the compiled form gives the first match and the matched list of the interpreter.
    [Fact]
    public void The_index_agrees_with_the_interpreter() => Properties.Holds(Prop.ForAll(Sets(40).ToArbitrary(), Agrees), 400);

    // The same at the edges of words and vectors of bits, and where small sets are interpreted.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(256)]
    [InlineData(257)]
    public void It_agrees_for_every_number_of_rules(int count) => Properties.Holds(Prop.ForAll(Sets(count).ToArbitrary(), Agrees), 10);

    // Rows beside shared words begin with sets of more than two thousand rules.
    [Theory]
    [InlineData(1_000)]
    [InlineData(3_000)]
    public void It_agrees_for_large_sets(int count) => Properties.Holds(Prop.ForAll(Sets(count).ToArbitrary(), Agrees), 2);

    // Law: a condition, alone in a compiled set, is found exactly where it holds. Deep trees meet the limits of expansion.
    [Fact]
    public void A_deep_condition_agrees_with_the_interpreter()
    {
        var cases = from tree in FieldConditions.Tree(9) from values in FieldConditions.Values.ArrayOf(8) select (tree, values);
        Properties.Holds(
            Prop.ForAll(cases.ToArbitrary(), x =>
            {
                var set = RuleText.Set(RuleText.Disabled(40).Append(RuleText.Rule("only", x.tree)));
                return x.values.All(v => RuleText.Agrees(set, ["ticket.created"], v));
            }),
            500);
    }

    // Law: where a field holds something of another type than its own, which a host may do, the answer is the interpreter's.
    [Fact]
    public void A_value_of_a_strange_type_is_left_to_the_interpreter()
    {
        var set = RuleText.Set(RuleText.Disabled(40)
            .Append(RuleText.Rule("a", """{"field":"open","op":"isSet"}"""))
            .Append(RuleText.Rule("b", """{"none":[{"field":"open","op":"eq","value":"x"}]}""")));
        Assert.True(RuleText.Agrees(set, ["ticket.created"], FixedValues.With("open", new FieldValue.Flag(true))));
    }

    // Law: a relative value is looked up at the evaluation, also among values that are not.
    [Fact]
    public void A_relative_value_is_resolved_for_each_event()
    {
        var set = RuleText.Set(RuleText.Disabled(40)
            .Append(RuleText.Rule("a", """{"field":"ticket.assignee","op":"in","value":["b","@actor"]}"""))
            .Append(RuleText.Rule("b", """{"not":{"field":"event.actor","op":"eq","value":"@none"}}""")));
        var values = FixedValues.With("ticket.assignee", new FieldValue.Text("a"));
        Assert.Null(set.FirstMatch(["ticket.created"], values));
        values.Now["event.actor"] = new FieldValue.Text("A");
        Assert.Equal(["a", "b"], set.Matches(["ticket.created"], values).Select(r => r.Id.Value));
    }

    // Law: the order of the rules in the document does not matter.
    [Fact]
    public void The_order_of_the_document_does_not_matter() => Properties.Holds(
        Prop.ForAll(Sets(40).ToArbitrary(), x => RuleText.Set(x.Rules.AsEnumerable().Reverse()).Matches(x.Events, x.Values).Select(r => r.Id)
            .SequenceEqual(RuleText.Set(x.Rules).Matches(x.Events, x.Values).Select(r => r.Id))),
        50);

    // Law: many threads over one set get what one gets; a reference that is swapped meanwhile gives one set's answers or the other's.
    [Fact]
    public void Parallel_evaluation_and_hot_swap_mix_nothing()
    {
        var sets = Words
            .Select(w => RuleText.Set(Enumerable.Range(0, 200).Select(i => RuleText.Rule($"{w}{i:d3}", Condition(i, w))))).ToArray();
        FixedValues[] values = [.. Enumerable.Range(0, 20).Select(i => Values(i))];
        var expected = sets.Select(s => values.Select(v => RuleText.Interpreted(s, RuleText.Events, v)).ToArray()).ToArray();
        var current = sets[0];
        var wrong = 0;
        Parallel.For(0, 20_000, i =>
        {
            var set = Volatile.Read(ref current);
            var which = set == sets[0] ? 0 : 1;
            var found = set.Matches(RuleText.Events, values[i % values.Length]).Select(r => r.Id);
            if (!found.SequenceEqual(expected[which][i % values.Length]))
            {
                Interlocked.Increment(ref wrong);
            }

            Volatile.Write(ref current, sets[i & 1]);
        });
        Assert.Equal(0, wrong);
        Assert.Contains(expected[0], e => e.Length > 0);
    }

    // Law: when nothing fires nothing is allocated, whichever part of the index is asked.
    [Fact]
    public void Nothing_is_allocated_when_nothing_fires()
    {
        var set = RuleText.Set(Enumerable.Range(0, 2_100).Select(i => RuleText.Rule($"r{i}", $$"""{"all":[{{Condition(i, "q")}},{"field":"text","op":"containsWord","value":"never"},{"field":"moment","op":"olderThan","value":"PT9H"}]}""")));
        FixedValues[] values = [.. Enumerable.Range(0, 20).Select(i => Values(i))];
        for (var warm = 0; warm < 2; warm++)
        {
            Assert.All(values, v => Assert.Null(set.FirstMatch(RuleText.Events, v)));
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var v in values)
        {
            set.FirstMatch(RuleText.Events, v);
            set.Matches(RuleText.Events, v);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static string Condition(int i, string word) => (i % 5) switch
    {
        0 => $$"""{"field":"open","op":"eq","value":"{{word}}{{i % 7}}"}""",
        1 => $$"""{"any":[{"field":"number","op":"ge","value":{{i % 9}}},{"field":"set","op":"hasAny","value":["{{word}}{{i % 3}}"]}]}""",
        2 => $$"""{"none":[{"field":"rank","op":"le","value":"normal"},{"field":"set","op":"hasAll","value":["{{word}}0","{{word}}1"]}]}""",
        3 => $$"""{"field":"text","op":"containsText","value":["{{word}}{{i % 11}}"]}""",
        _ => $$"""{"any":[{"field":"text","op":"containsWord","value":["{{word}}{{i % 4}}"]},{"field":"flag","op":"eq","value":true}]}""",
    };

    private static FixedValues Values(int i)
    {
        var values = FixedValues.With("text", new FieldValue.Text($"a{i % 4} b{i} q{i % 11}"));
        values.Now["open"] = new FieldValue.Text($"a{i % 8}");
        values.Now["number"] = new FieldValue.Number(i % 10);
        values.Now["set"] = new FieldValue.TextSet([$"a{i % 3}", "b1", "q0"]);
        values.Now["rank"] = new FieldValue.Text(i % 2 == 0 ? "high" : "low");
        return values;
    }

    private static bool Agrees((string[] Rules, string[] Events, FixedValues Values) x) => RuleText.Agrees(RuleText.Set(x.Rules), x.Events, x.Values);

    private static Gen<(string[] Rules, string[] Events, FixedValues Values)> Sets(int count)
    {
        var rule =
            from tree in FieldConditions.Tree(4)
            from order in Gen.Choose(0, 3)
            from woken in Gen.Elements(RuleText.Events)
            from enabled in Gen.Frequency((6, Gen.Constant(true)), (1, Gen.Constant(false)))
            select (tree, order, woken, enabled);
        return from rules in rule.ArrayOf(count)
               from values in FieldConditions.Values
               from events in Gen.SubListOf(RuleText.Events)
               select ((string[])[.. rules.Select((r, i) => RuleText.Rule($"r{i}", r.tree, r.woken, r.order, r.enabled))], events.Append("ticket.rated").ToArray(), values);
    }
}
