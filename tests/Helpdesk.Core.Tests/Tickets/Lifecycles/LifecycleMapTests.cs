using FsCheck.Fluent;
using Helpdesk.Core.Tests.Generators;
using Helpdesk.Core.TestSupport;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Lifecycles;

namespace Helpdesk.Core.Tests.Tickets.Lifecycles;

/// <summary>How tickets come from one lifecycle to another, and sets of lifecycles.</summary>
public sealed class LifecycleMapTests
{
    private static readonly Dictionary<DepartmentId, string> NoDepartments = [];
    private static readonly Dictionary<TicketTypeId, string> NoTypes = [];

    // A map has a place for every status of the other lifecycle and only places of this one, or names all that have none.
    [Fact]
    public void The_moves_that_no_map_allows_are_listed_beforehand()
    {
        var more = new LifecycleBuilder("more", Lifecycle.Default)
            .Status("extra", StatusCategory.Open, "Extra", "Extra").On(Triggers.Start, t => t.From(StatusCategory.Live).To("extra")).Build().Require();
        var departments = new Dictionary<DepartmentId, string> { [new("a")] = "more" };
        var missing = Assert.Single(LifecycleSet.Create([more], departments, NoTypes).Require().MissingMaps());
        Assert.Equal(("unmapped-statuses", "Lifecycle 'default-1' has no place for extra of 'more'."), (missing.Code, missing.Sentence));
        Assert.Empty(LifecycleSet.Default.MissingMaps());
    }

    [Fact]
    public void A_map_is_total_or_names_what_it_lacks() => ForTwo((from, to) =>
    {
        var map = to.MapFrom(from);
        var missing = from.Definition.Statuses.Where(s => !Fits(from, to, s)).ToList();
        return map.IsValid
            ? missing.Count == 0
                && map.Value.From == from.Version
                && map.Value.Statuses.Keys.ToHashSet().SetEquals(from.Definition.Statuses.Select(s => s.Id))
                && map.Value.Statuses.Values.All(s => to.Find(s) is not null)
            : missing.Count > 0
                && map.Faults is [{ Code: "unmapped-statuses" } fault]
                && missing.All(s => fault.Sentence.Contains(s.Id.Value, StringComparison.Ordinal));
    });

    // Coming twice is coming once, and what is put away stays so.
    [Fact]
    public void Migrating_twice_is_migrating_once() => ForTwo((from, to) =>
        to.MapFrom(from) is not { IsValid: true } map
        || from.Definition.Statuses.All(s =>
        {
            var once = map.Value.Statuses[s.Id];
            return to.MapFrom(to).Require().Statuses[once] == once
                && Kept(s.Category) == Kept(to.Find(once)!.Category)
                && (!Kept(s.Category) || s.Category == to.Find(once)!.Category);
        }));

    [Fact]
    public void Without_a_map_the_unmapped_statuses_are_named()
    {
        var other = new LifecycleBuilder("other", Lifecycle.Default)
            .Status("odd", StatusCategory.Open, "Odd", "Odd").Status("pending", StatusCategory.Open, "Pending", "Pending")
            .Trigger("own", "Own").On(new("own"), t => t.From(StatusCategory.Open).To("odd"))
            .Build().Require();
        var fault = Assert.Single(Lifecycle.Default.MapFrom(other).Faults);
        Assert.Equal(("unmapped-statuses", "Lifecycle 'default-1' has no place for pending, odd of 'other'."), (fault.Code, fault.Sentence));
    }

    [Fact]
    public void A_declared_place_wins_and_may_change_the_category_of_what_is_at_work()
    {
        var mine = new LifecycleBuilder("mine", Lifecycle.Default).WithoutStatus("pending").Map("default-1", ("pending", "on-hold"), ("open", "in-progress"))
            .Build().Require();
        var map = mine.MapFrom(Lifecycle.Default).Require().Statuses;
        Assert.Equal("on-hold", map[new("pending")].Value);
        Assert.Equal("in-progress", map[new("open")].Value);
        Assert.Equal("new", map[new("new")].Value);
    }

    [Theory]
    [InlineData("postponed", "open")]
    [InlineData("spam", "deleted")]
    [InlineData("open", "merged")]
    public void What_is_put_away_stays_put_away_alike(string from, string to)
    {
        var mine = new LifecycleBuilder("mine", Lifecycle.Default).Map("default-1", (from, to)).Build().Require();
        Assert.Contains($"has no place for {from} of", Assert.Single(mine.MapFrom(Lifecycle.Default).Faults).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_type_beats_its_department_and_the_shipped_lifecycle_is_for_all_others()
    {
        var (a, b) = (Like("a"), Like("b"));
        var set = LifecycleSet.Create(
            [a, b], new Dictionary<DepartmentId, string> { [new("sales")] = "a" }, new Dictionary<TicketTypeId, string> { [new("bug")] = "b" }).Require();
        Assert.Same(a, set.Of(new("sales"), null));
        Assert.Same(a, set.Of(new("sales"), new TicketTypeId("wish")));
        Assert.Same(b, set.Of(new("sales"), new TicketTypeId("bug")));
        Assert.Same(b, set.Of(new("support"), new TicketTypeId("bug")));
        Assert.Same(Lifecycle.Default, set.Of(new("support"), null));
        Assert.Same(a, set.Find("a"));
        Assert.Same(Lifecycle.Default, set.Find("default-1"));
        Assert.Null(set.Find("c"));
        Assert.Same(Lifecycle.Default, LifecycleSet.Default.Of(new("sales"), new TicketTypeId("bug")));
    }

    [Fact]
    public void Every_fault_of_a_set_is_named_at_once()
    {
        var lacking = new LifecycleBuilder("lacking", Lifecycle.Default).WithoutStatus("pending").Map("a", ("open", "open")).Build().Require();
        var set = LifecycleSet.Create(
            [Like("a"), Like("a"), lacking],
            new Dictionary<DepartmentId, string> { [new("sales")] = "no-such-lifecycle" },
            new Dictionary<TicketTypeId, string> { [new("bug")] = "nor-this" });
        Assert.Null(set.Value);
        Assert.Equal(
            [
                ("duplicate-version", "/lifecycles/1/version"), ("unmapped-statuses", "/lifecycles/2/maps/0"),
                ("unknown-lifecycle", "/departments/sales"), ("unknown-lifecycle", "/types/bug"),
            ],
            set.Faults.Select(f => (f.Code, f.Place)));
        Assert.Contains("pending", set.Faults[1].Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void The_version_of_the_shipped_lifecycle_is_taken() => Assert.Equal(
        ["duplicate-version"], LifecycleSet.Create([Like("default-1")], NoDepartments, NoTypes).Faults.Select(f => f.Code));

    // The documentation once more, in other words.
    private static bool Fits(Lifecycle from, Lifecycle to, Status status)
    {
        var declared = to.Definition.Maps.Where(m => m.From == from.Version).SelectMany(m => m.Statuses).Where(s => s.Key == status.Id).ToList();
        var place = to.Definition.Statuses.FirstOrDefault(s => s.Id == (declared.Count > 0 ? declared[0].Value : status.Id));
        return place is not null
            && (place.Category == status.Category || (declared.Count > 0 && !Kept(place.Category) && !Kept(status.Category)));
    }

    private static bool Kept(StatusCategory category) => category
        is StatusCategory.Postponed or StatusCategory.Spam or StatusCategory.Merged or StatusCategory.Deleted;

    private static Lifecycle Like(string version) => new LifecycleBuilder(version, Lifecycle.Default).Build().Require();

    // Pairs of which the second often has a map from the first, sometimes with a place for everything.
    private static void ForTwo(Func<Lifecycle, Lifecycle, bool> law)
    {
        var pairs =
            from a in LifecycleQuestions.Definitions
            from b in LifecycleQuestions.Definitions
            from seed in Gen.Choose(0, int.MaxValue)
            from how in Gen.Choose(0, 3)
            select (From: Lifecycle.Create(a with { Version = "from" }).Require(), To: To(a, b, how, new Random(seed)));
        Properties.Holds(Prop.ForAll(pairs.ToArbitrary(), x => law(x.From, x.To)), 150);
    }

    private static Lifecycle To(LifecycleDefinition a, LifecycleDefinition b, int how, Random random)
    {
        var definition = how == 0 ? a : b;
        var map = a.Statuses.Where(_ => how != 1 || random.Next(3) > 0).ToDictionary(s => s.Id, s =>
        {
            var alike = definition.Statuses.Where(t => t.Category == s.Category || (!Kept(t.Category) && !Kept(s.Category))).ToList();
            return (alike.Count == 0 || how == 1 ? definition.Statuses : alike)[random.Next(alike.Count == 0 || how == 1 ? definition.Statuses.Count : alike.Count)].Id;
        });
        return Lifecycle.Create(definition with { Version = "to", Maps = how == 3 ? [] : [new LifecycleMap("from", map)] }).Require();
    }
}
